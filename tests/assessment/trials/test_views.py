"""Trying numbers and texts on a judged run: exact, stored nowhere; and how steady a place is."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessment.runs.archives import bounds_of
from assessment.runs.models import Result, Run
from assessment.runs.sheets import sheet_of
from assessment.schemes.models import Draft
from assessment.schemes.services import save_draft
from assessment.trials.forms import PREFIX
from assessment.trials.kept import judged_again, past_of
from assessment.trials.models import Robustness
from assessment.trials.services import draw
from cadres.access.models import Role
from cadres.jobs import services as jobs
from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from cadres.trail.models import TrailLine
from scoring.judge import judge
from scoring.load import loads
from scoring.shipped import scheme_text
from scoring.trial.dials import dials, turned
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

TEXT = scheme_text("hangjin/2016")
ROUTINE = "subjects.cadre.score.parts.routine.weight"


@pytest.fixture
def run(judged: World) -> Run:
    found = judged.cycle.runs.select_related("cycle__scheme", "cycle__county").get()
    assert isinstance(found, Run)
    return found


@pytest.fixture
def office(judged: World, signed_in: SignedIn) -> Client:
    return signed_in(judged, Role.OFFICE)


def asked(**moved: str) -> dict[str, str]:
    """All sliders as the page sends them; `moved` by the last words of their paths."""
    sent = {PREFIX + dial.path: str(dial.value) for dial in dials(TEXT)}
    for path, value in moved.items():
        sent[PREFIX + path.replace("__", ".")] = value
    return sent


def told(page: str) -> str:
    """The words of a page, one blank between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_what_a_run_kept_is_what_it_said(run: Run) -> None:
    table = past_of(run).table
    rows = Result.objects.filter(run=run).values_list(
        "kind", "seat__code", "status", "score", "rank", "place", "colour"
    )
    said = {(kind, code): rest for kind, code, *rest in rows}
    assert said == {one.key: [one.status, one.score, one.rank, one.place, one.colour] for one in table.standings}


def test_other_weights_from_what_was_kept_are_a_full_judgment(run: Run) -> None:
    text = turned(TEXT, {ROUTINE: dials(TEXT)[0].value * 10})
    sheet, _ = sheet_of(run.cycle, bounds_of(run))
    full, quick = judge(loads(text), sheet), judged_again(run, text)
    assert [(one.key, one.score, one.rank, one.place) for one in quick.standings] == [
        (one.key, one.score, one.rank, one.place) for one in full.standings
    ]
    assert quick.quotas == full.quotas


def test_another_method_is_judged_from_the_records(run: Run) -> None:
    text = TEXT.replace("principal: 0.5", "principal: 1")
    before = {one.key: one.score for one in past_of(run).table.standings}
    after = {one.key: one.score for one in judged_again(run, text).standings}
    assert {key.code for key in before if before[key] != after[key]} == {"P01"}
    others = TEXT.replace("others: 0}", "others: 1}")
    after = {one.key: one.score for one in judged_again(run, others).standings}
    assert {key.code for key in before if before[key] != after[key]} == {"N01"}


def test_a_run_that_read_less_than_there_is_now_is_tried_on_what_it_read(judged: World, run: Run) -> None:
    before = {one.key: one.score for one in past_of(run).table.standings}
    worlds.more_cadres(judged, 1)
    text = TEXT.replace("others: 0}", "others: 0.0}")
    assert {one.key: one.score for one in judged_again(run, text).standings if one.key in before} == before


def test_the_page_has_a_slider_for_every_number(run: Run, office: Client) -> None:
    page = office.get(f"/runs/{run.pk}/what-if/").content.decode()
    assert page.count('type="range"') == len(dials(TEXT)) == 16
    assert "科级干部 · 年度总分" in page and "动一动滑块" in page
    assert "style=" not in page and "<script>" not in page


def test_moving_a_slider_tells_who_moves_and_who_crosses_the_line(run: Run, office: Client) -> None:
    answer = office.post(
        f"/runs/{run.pk}/what-if/", asked(quotas__excellent__share="45"), headers={"HX-Request": "true"}
    )
    page = told(answer.content.decode())
    assert "<html" not in answer.content.decode()
    assert "进入名额 " in page and "越过名额线的" in page and "入选 原未入选" in page
    everything = office.post(f"/runs/{run.pk}/what-if/", asked(quotas__excellent__share="45")).content.decode()
    assert "<html" in everything and "越过名额线的" in everything, "works without script"


def test_weights_that_move_shift_means_and_ranks(run: Run, office: Client) -> None:
    answer = office.post(f"/runs/{run.pk}/what-if/", asked(**{ROUTINE.replace(".", "__"): "80"}))
    page = told(answer.content.decode())
    assert "各组的平衡" in page and "各类单位的平衡" in page and "政府职能部门" in page
    assert re.search(r"名次上升 \d+", page)
    assert "16.67" not in page
    assert "80 %" in page


def test_nothing_moved_is_said(run: Run, office: Client) -> None:
    assert "都没有变化" in office.post(f"/runs/{run.pk}/what-if/", asked()).content.decode()


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ({ROUTINE: "70", ROUTINE.replace("routine", "special"): "60"}, "各项权重合计应为 100"),
        ({"quotas.excellent.share": "0"}, "超出范围"),
        ({"quotas.excellent.share": "101"}, "超出了可调范围"),
        ({"subjects.cadre.minimum_months": "-1"}, "超出了可调范围"),
        ({"subjects.cadre.minimum_months": "甲"}, "超出了可调范围"),
        ({"subjects.cadre.minimum_months": "NaN"}, "超出了可调范围"),
    ],
)
def test_what_cannot_be_is_told_and_not_guessed(run: Run, office: Client, moved: dict[str, str], words: str) -> None:
    sent = asked() | {PREFIX + path: value for path, value in moved.items()}
    assert words in office.post(f"/runs/{run.pk}/what-if/", sent).content.decode()


def test_trying_stores_nothing(run: Run, office: Client) -> None:
    def everything() -> list[Any]:
        return [Run.objects.count(), Result.objects.count(), Draft.objects.count(), TrailLine.objects.count()]

    before = everything()
    office.get(f"/runs/{run.pk}/what-if/")
    office.post(f"/runs/{run.pk}/what-if/", asked(quotas__excellent__share="45"))
    assert everything() == before


def test_changed_numbers_are_kept_as_a_draft_with_the_comments(run: Run, office: Client) -> None:
    sent = asked(quotas__excellent__share="12.5", subjects__cadre__minimum_months="4") | {"name": "试调"}
    answer = office.post(f"/runs/{run.pk}/what-if/keep/", sent)
    draft = Draft.objects.get()
    assert answer["Location"] == f"/schemes/drafts/{draft.pk}/"
    changed = [new for old, new in zip(TEXT.splitlines(), draft.text.splitlines(), strict=True) if old != new]
    assert [line.strip() for line in changed] == ["minimum_months: 4          # [P]", "share: 12.5%"]


def test_a_draft_without_a_name_is_not_kept(run: Run, office: Client) -> None:
    page = office.post(f"/runs/{run.pk}/what-if/keep/", asked(), follow=True).content.decode()
    assert "请写明草案名称" in page and not Draft.objects.exists()


def test_a_draft_is_tried_on_a_past_run(judged: World, run: Run, office: Client) -> None:
    draft = save_draft(judged.county, "加重", TEXT.replace("share: 15%", "share: 45%"), actor=judged.office)
    path = f"/schemes/drafts/{draft.pk}/try/"
    assert str(run) in office.get(path).content.decode()
    page = told(office.get(path, {"on": f"run-{run.pk}"}).content.decode())
    assert "越过名额线的" in page and "全部名次" in page and "苏和巴特尔" in page
    assert Run.objects.count() == 1
    units = told(office.get(path, {"on": f"run-{run.pk}", "kind": "unit"}).content.decode())
    assert "示例旗审计局" in units.partition("全部名次")[2]


def test_a_draft_is_tried_on_a_sample_county(world: World, signed_in: SignedIn) -> None:
    text = scheme_text("jiuyuan/2022")
    draft = save_draft(world.county, "样例试算", text, actor=world.office)
    sample = "sample-示例区2022年度考核"
    client = signed_in(world, Role.OFFICE)
    path = f"/schemes/drafts/{draft.pk}/try/"
    assert sample in client.get(path).content.decode()
    page = told(client.get(path, {"on": sample}).content.decode())
    assert "都没有变化" in page and "全部名次" in page, "the sample's own method changes nothing"
    wrong = save_draft(world.county, "不合", TEXT, actor=world.office)
    assert "notice-bad" in client.get(f"/schemes/drafts/{wrong.pk}/try/", {"on": sample}).content.decode()


def test_who_crosses_a_line_between_grades_is_told(world: World, signed_in: SignedIn) -> None:
    text = turned(scheme_text("jiuyuan/2022"), {"grades.cadre.ladder.good.at_least": Decimal("83.5")})
    draft = save_draft(world.county, "提高良好线", text, actor=world.office)
    path, asked = f"/schemes/drafts/{draft.pk}/try/", {"on": "sample-示例区2022年度考核"}
    page = told(signed_in(world, Role.OFFICE).get(path, asked).content.decode())
    changed = re.search(r"等次改变的（(\d+)）", page)
    assert changed and page.count(" 良好 一般 ") == int(changed[1]) > 0


def test_a_draft_of_another_year_or_with_faults_says_so(judged: World, run: Run, office: Client) -> None:
    later = TEXT.replace("2016", "2017").replace("2017-02-29", "2017-02-28")
    draft = save_draft(judged.county, "明年", later, actor=judged.office)
    assert "不能相互适用" in office.get(f"/schemes/drafts/{draft.pk}/try/", {"on": f"run-{run.pk}"}).content.decode()
    broken = save_draft(judged.county, "未完", "title: 未完", actor=judged.office)
    assert "处问题" in office.get(f"/schemes/drafts/{broken.pk}/try/", {"on": f"run-{run.pk}"}).content.decode()


DRAWS = {"kind": "cadre", "reach": "5", "draws": "200", "seed": "9"}


def drawn(run: Run, office: Client) -> Robustness:
    """A test asked for on the page and done as the worker does it."""
    answer = office.post(f"/runs/{run.pk}/robustness/ask/", DRAWS)
    test = Robustness.objects.latest("pk")
    assert answer["Location"] == f"/jobs/{test.job_id}/"
    claim = jobs.claim(test.job_id)
    assert claim is not None
    draw(test, Progress(claim))
    jobs.finish(claim)
    return test


def test_how_steady_a_place_is_is_told_with_its_seed(
    judged: World, run: Run, office: Client, signed_in: SignedIn
) -> None:
    test = drawn(run, office)
    page = told(signed_in(judged, Role.AUDITOR).get(f"/robustness/{test.pk}/").content.decode())
    assert "±5 个百分点" in page and "抽取 200 次" in page and "种子 9" in page
    assert "苏和巴特尔" in page and "仍入选" in page
    assert f"/robustness/{test.pk}/" in office.get(f"/runs/{run.pk}/robustness/").content.decode()
    assert "查看检验结果" in office.get(f"/jobs/{test.job_id}/").content.decode()
    assert TrailLine.objects.filter(act="run.tested", thing_id=str(test.pk)).exists()


def test_the_same_seed_gives_the_same_answer(run: Run, office: Client) -> None:
    first, second = drawn(run, office), drawn(run, office)
    assert first.rows == second.rows and len(first.rows) == 9
    assert all(sum(row[1:]) == 200 for row in first.rows)


def test_who_depends_on_a_hair_is_marked(judged: World, run: Run, office: Client) -> None:
    test = drawn(run, office)
    page = told(office.get(f"/robustness/{test.pk}/?only=hair").content.decode())
    hair = [code for code, inside, *_ in test.rows if 10 < inside < 190]
    names = [judged.seats["cadre", code].name for code in hair]
    assert f"悬于一线 {len(hair)}" in page
    assert all(name in page for name in names)


def test_a_test_on_its_way_leads_to_its_job(run: Run, office: Client) -> None:
    answer = office.post(f"/runs/{run.pk}/robustness/ask/", DRAWS)
    test = Robustness.objects.get()
    assert office.get(f"/robustness/{test.pk}/")["Location"] == answer["Location"]
    assert Job.objects.get(pk=test.job_id).kind == "robustness"


def test_draws_are_bounded(run: Run, office: Client) -> None:
    for wrong in ({"draws": "1000000"}, {"reach": "0"}, {"kind": "team"}, {"seed": "-1"}):
        assert office.post(f"/runs/{run.pk}/robustness/ask/", DRAWS | wrong).status_code == 200
    assert not Robustness.objects.exists()


def test_only_the_office_tries_and_those_who_read_all_results_read_tests(
    judged: World, run: Run, office: Client, signed_in: SignedIn
) -> None:
    test = drawn(run, office)
    for role in set(Role) - {Role.OFFICE}:
        client = signed_in(judged, role)
        assert client.get(f"/runs/{run.pk}/what-if/").status_code == 403
        assert client.post(f"/runs/{run.pk}/robustness/ask/", DRAWS).status_code == 403
        may_read = role in (Role.REVIEWER, Role.APPROVER, Role.AUDITOR)
        assert client.get(f"/robustness/{test.pk}/").status_code == (200 if may_read else 403)


def test_another_countys_run_does_not_exist(run: Run, foreign: World, signed_in: SignedIn) -> None:
    client = signed_in(foreign, Role.OFFICE)
    for path in (f"/runs/{run.pk}/what-if/", f"/runs/{run.pk}/robustness/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/runs/{run.pk}/what-if/keep/", asked()).status_code == 404


def test_a_run_that_is_not_judged_yet_cannot_be_tried(world: World, signed_in: SignedIn) -> None:
    from assessment.runs.services import request_run

    waiting = request_run(world.cycle, actor=world.office)
    assert signed_in(world, Role.OFFICE).get(f"/runs/{waiting.pk}/what-if/").status_code == 404


def test_moving_a_slider_again_asks_next_to_nothing(judged: World, run: Run, office: Client) -> None:
    """The run is read once; every later answer is made of what is remembered."""
    path, sent = f"/runs/{run.pk}/what-if/", asked(quotas__excellent__share="45")
    office.post(path, sent, headers={"HX-Request": "true"})
    with CaptureQueriesContext(connection) as seen:
        office.post(path, sent, headers={"HX-Request": "true"})
    assert len(seen) == 4, [one["sql"][:100] for one in seen]


@pytest.mark.parametrize("people", [0, 20])
def test_a_tests_page_asks_the_same_however_many_it_lists(judged: World, signed_in: SignedIn, people: int) -> None:
    worlds.more_cadres(judged, people)
    run = worlds.judge(judged)
    office = signed_in(judged, Role.OFFICE)
    test = drawn(run, office)
    past_of(run)
    with CaptureQueriesContext(connection) as seen:
        assert office.get(f"/robustness/{test.pk}/").status_code == 200
    assert len(seen) == 5, [one["sql"][:100] for one in seen]
