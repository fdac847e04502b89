"""Schemes in the browser: listed, read, compared, written, checked while typing, adopted."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.cycles.models import AdoptedScheme, Cycle
from assessment.cycles.services import open_cycle
from assessment.schemes.models import Draft
from assessment.schemes.services import adopt_draft, change_draft, delete_draft, save_draft
from cadres.access.models import Role
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from scoring.shipped import scheme_text
from tests.conftest import SignedIn
from tests.world import World

TEXT = scheme_text("hangjin/2016")
NEXT = TEXT.replace("2016", "2017").replace("2017-02-29", "2017-02-28").replace("share: 15%", "share: 12%")


@pytest.fixture
def draft(world: World) -> Draft:
    return save_draft(world.county, "2017年度方案", NEXT, actor=world.office)


def test_the_list_tells_drafts_adopted_and_shipped_apart(world: World, draft: Draft, signed_in: SignedIn) -> None:
    page = signed_in(world, Role.OFFICE).get("/schemes/").content.decode()
    assert f'href="/schemes/drafts/{draft.pk}/"' in page and "起草方案" in page
    assert f'href="/schemes/{world.cycle.scheme_id}/"' in page
    assert 'href="/schemes/shipped/hangjin/2016/"' in page
    auditor = signed_in(world, Role.AUDITOR).get("/schemes/").content.decode()
    assert "2017年度方案" in auditor and "起草方案" not in auditor and "修改</a>" not in auditor


@pytest.mark.parametrize("path", ["/schemes/shipped/hangjin/2016/", "/schemes/{0}/"])
def test_a_scheme_reads_as_an_outline_with_clauses_and_proposals(world: World, signed_in: SignedIn, path: str) -> None:
    page = signed_in(world, Role.AUDITOR).get(path.format(world.cycle.scheme_id)).content.decode()
    for words in ("权重 40%", "依据：优秀个人不超过参评干部的15%", "建议值", "立案审查", "各部分相加"):
        assert words in page, words


def test_what_is_not_there_or_not_ours_does_not_exist(world: World, foreign: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    theirs = save_draft(foreign.county, "邻旗草案", TEXT, actor=foreign.office)
    for path in (
        "shipped/nowhere/2016",
        str(foreign.cycle.scheme_id),
        f"drafts/{theirs.pk}",
        f"drafts/{theirs.pk}/edit",
    ):
        assert client.get(f"/schemes/{path}/").status_code == 404, path
    assert "邻旗" not in client.get("/schemes/").content.decode()
    compared = client.get("/schemes/compare/", {"old": f"draft-{theirs.pk}", "new": "shipped-hangjin/2016"})
    assert "邻旗" not in compared.content.decode() and "改了什么" not in compared.content.decode()


def test_two_versions_are_compared_in_words_and_by_line(world: World, draft: Draft, signed_in: SignedIn) -> None:
    asked = {"old": "shipped-hangjin/2016", "new": f"draft-{draft.pk}"}
    page = signed_in(world, Role.AUDITOR).get("/schemes/compare/", asked).content.decode()
    assert "比例由“15%”改为“12%”" in page and "名额 · 优秀个人" in page
    assert '<tr class="gone"><td>180</td><td></td><td>−</td><td><code>    share: 15%</code>' in page
    same = signed_in(world, Role.AUDITOR).get("/schemes/compare/", {**asked, "new": asked["old"]}).content.decode()
    assert "办法相同" in same and "两份原文逐字相同" in same


def test_a_draft_with_faults_is_compared_by_line_alone(world: World, draft: Draft, signed_in: SignedIn) -> None:
    change_draft(draft, 1, NEXT.replace("kind: weighted", "kind: heavy", 1), actor=world.office)
    asked = {"old": "shipped-hangjin/2016", "new": f"draft-{draft.pk}"}
    assert "只能逐行对比" in signed_in(world, Role.AUDITOR).get("/schemes/compare/", asked).content.decode()


def test_faults_are_listed_by_line_while_typing_and_nothing_is_stored(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    text = TEXT.replace("weight: 40%", "weight: 45%", 1).replace("share: 15%", "share: 150%")
    page = client.post("/schemes/check/", {"text": text}).content.decode()
    assert "共 2 处问题" in page
    assert 'data-line="180">第 180 行</button>' in page and "比例 150% 超出范围" in page
    assert (
        "权重之和为 105%，应为 100%" in page
        and '请改各项 <span class="code" lang="zxx">weight</span>，使合计为 100%' in page
    )
    assert "没有问题" in client.post("/schemes/check/", {"text": TEXT}).content.decode()
    assert "<html" not in page and not Draft.objects.exists()


def test_what_is_legal_but_odd_is_said_by_line_and_hinders_nothing(world: World, signed_in: SignedIn) -> None:
    text = scheme_text("dongtou/2018")
    told = signed_in(world, Role.OFFICE).post("/schemes/check/", {"text": text}).content.decode()
    score = text.splitlines().index("    score:") + 1
    assert "没有问题" in told and "3 处提醒" in told
    assert "各项都得最高分、台账为空时是 85.00 分，不是 100 分" in told
    assert f'data-line="{score}">第 {score} 行</button>' in told


@pytest.mark.parametrize(
    "text", ["", "  ", "{" * 100, "a: &b [*b]", "\x00", "甲" * 1_000_001, "- 1", "a: !!python/object:os.x {}"]
)
def test_no_text_breaks_the_check(world: World, signed_in: SignedIn, text: str) -> None:
    assert signed_in(world, Role.OFFICE).post("/schemes/check/", {"text": text}).status_code in (200, 413)


def test_a_draft_is_begun_from_another_text_and_saved_again(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    page = client.get("/schemes/write/?from=shipped-hangjin/2016").content.decode()
    assert "“三个三”综合考评方案（2016年度）" in page and "没有问题" in page
    answer = client.post("/schemes/write/", {"name": "征求意见稿", "text": TEXT.replace("\n", "\r\n")})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/schemes/drafts/{draft.pk}/edit/"
    assert (draft.text, draft.version) == (TEXT, 1)
    client.post(answer["Location"], {"text": NEXT, "version": "1"})
    draft.refresh_from_db()
    assert (draft.text, draft.version) == (NEXT, 2)
    told = list(TrailLine.objects.filter(act="scheme.drafted").values_list("summary", flat=True).order_by("pk"))
    assert told == ["保存方案草案“征求意见稿”第 1 稿", "保存方案草案“征求意见稿”第 2 稿"]


def test_nobody_saves_over_what_he_has_not_read(world: World, draft: Draft, signed_in: SignedIn) -> None:
    change_draft(draft, 1, TEXT, actor=world.office)
    client = signed_in(world, Role.OFFICE)
    for version in ("1", ""):
        page = client.post(f"/schemes/drafts/{draft.pk}/edit/", {"text": NEXT, "version": version}).content.decode()
        assert "第 2 稿，请重新打开后再操作" in page
    draft.refresh_from_db()
    assert draft.text == TEXT


def test_a_name_is_taken_once(world: World, draft: Draft, signed_in: SignedIn) -> None:
    page = signed_in(world, Role.OFFICE).post("/schemes/write/", {"name": draft.name, "text": TEXT}).content.decode()
    assert "已有名为“2017年度方案”的草案" in page
    assert Draft.objects.count() == 1


def test_a_draft_is_thrown_away_with_a_trail(world: World, draft: Draft, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    assert client.get(f"/schemes/drafts/{draft.pk}/delete/").status_code == 405
    assert client.post(f"/schemes/drafts/{draft.pk}/delete/")["Location"] == "/schemes/"
    assert not Draft.objects.exists()
    line = TrailLine.objects.get(act="scheme.deleted")
    assert (line.summary, line.detail["version"], line.actor) == ("删除方案草案“2017年度方案”", 1, world.office)


def test_the_approver_adopts_what_he_has_read_and_it_never_changes(
    world: World, draft: Draft, signed_in: SignedIn
) -> None:
    client = signed_in(world, Role.APPROVER)
    path = f"/schemes/drafts/{draft.pk}/adopt/"
    page = client.get(path).content.decode()
    assert "“三个三”综合考评工作法" in page and "2017年1月1日" in page
    assert '<p class="error">' in client.post(path, {"version": "1"}).content.decode()
    answer = client.post(path, {"version": "1", "agreed": "on"})
    adopted = AdoptedScheme.objects.get(text=NEXT)
    assert answer["Location"] == f"/schemes/{adopted.pk}/"
    assert (adopted.document, adopted.effective_from) == ("“三个三”综合考评工作法", date(2017, 1, 1))
    assert TrailLine.objects.filter(act="scheme.adopted", thing_id=str(adopted.pk), actor=world.approver).exists()
    assert "此前已经采用" in client.post(path, {"version": "1", "agreed": "on"}).content.decode()
    assert Cycle.objects.get().scheme == world.cycle.scheme, "a year that is pinned stays so"


def test_an_adopted_scheme_opens_its_year_and_no_other(world: World, draft: Draft, signed_in: SignedIn) -> None:
    adopted = adopt_draft(draft, 1, actor=world.approver)
    client = signed_in(world, Role.OFFICE)
    assert (
        "这一方案用于2017年度"
        in client.post("/cycles/open/", {"year": "2018", "scheme": f"adopted-{adopted.pk}"}).content.decode()
    )
    assert client.post("/cycles/open/", {"year": "2017", "scheme": f"adopted-{adopted.pk}"}).status_code == 302
    assert Cycle.objects.get(year=2017).scheme == adopted


def test_a_pinned_year_is_named_before_adopting(world: World, signed_in: SignedIn) -> None:
    draft = save_draft(world.county, "改本年", TEXT.replace("share: 15%", "share: 12%"), actor=world.office)
    page = signed_in(world, Role.APPROVER).get(f"/schemes/drafts/{draft.pk}/adopt/").content.decode()
    assert "2016年度综合考评已按" in page and "不会改变它" in page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("effective_from: 2017-01-01", "effective_from: 2017-03-01"), "方案不溯及既往"),
        (("kind: weighted", "kind: heavy"), "方案还有 .+ 处问题"),
        (("stored: 2", "stored: 4"), "保存 2 位小数"),
    ],
)
def test_what_cannot_be_used_is_not_adopted(world: World, draft: Draft, change: tuple[str, str], told: str) -> None:
    change_draft(draft, 1, NEXT.replace(*change), actor=world.office)
    with pytest.raises(Refused, match=told):
        adopt_draft(draft, 2, actor=world.approver)
    assert AdoptedScheme.objects.count() == 1


def test_what_was_changed_since_it_was_read_is_not_adopted(world: World, draft: Draft) -> None:
    change_draft(draft, 1, TEXT, actor=world.office)
    with pytest.raises(Refused, match="第 2 稿"):
        adopt_draft(draft, 1, actor=world.approver)


def test_a_scheme_does_not_open_a_year_whose_facts_precede_it(world: World, draft: Draft) -> None:
    adopted = adopt_draft(draft, 1, actor=world.approver)
    with pytest.raises(ValueError, match="不能用于 2015 年度"):
        open_cycle(world.county, 2015, adopted, actor=world.office)


def test_only_the_office_writes_and_only_the_approver_adopts(world: World, draft: Draft, signed_in: SignedIn) -> None:
    writing = ("/schemes/write/", f"/schemes/drafts/{draft.pk}/edit/")
    for role in set(Role) - {Role.OFFICE}:
        assert all(signed_in(world, role).get(path).status_code == 403 for path in writing), role
    for role in set(Role) - {Role.APPROVER}:
        assert signed_in(world, role).get(f"/schemes/drafts/{draft.pk}/adopt/").status_code == 403, role
    assert "核对并采用" in signed_in(world, Role.APPROVER).get(f"/schemes/drafts/{draft.pk}/").content.decode()
    assert "核对并采用" not in signed_in(world, Role.OFFICE).get(f"/schemes/drafts/{draft.pk}/").content.decode()
    delete_draft(draft, actor=world.office)


@pytest.mark.parametrize(
    ("path", "queries"), [("/schemes/", 7), ("/schemes/compare/", 7), ("/schemes/shipped/hangjin/2016/", 5)]
)
def test_queries_do_not_grow(world: World, signed_in: SignedIn, path: str, queries: int) -> None:
    client = signed_in(world, Role.AUDITOR)
    for count in (1, 3):
        for number in range(count):
            save_draft(world.county, f"草案{count}-{number}", TEXT, actor=world.office)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        assert len(seen) == queries, [one["sql"][:120] for one in seen]
