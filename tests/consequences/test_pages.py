"""Ranking, run and card under a method with grades: what each reader is told, and what not."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from assessment.cycles.selectors import scheme_of
from assessment.publications.models import Publication
from assessment.rankings.words import line_words
from assessment.runs.models import Result
from assessment.runs.quotas import unit_names
from cadres.access.models import Role
from cadres.trail.models import TrailLine
from tests import graded
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

SECRET = ("立案审查", "示例考核规定", "不定等次")


def text_of(client: Client, path: str) -> str:
    """A page that opens, without its tags."""
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def ranking(client: Client, world: World, group: str = "deputy") -> str:
    return text_of(client, f"/cycles/{world.cycle.pk}/ranking/cadre/{group}/")


def address(world: World, code: str, kind: str = "cadre", number: int = 2) -> str:
    result = Result.objects.get(run__cycle=world.cycle, run__number=number, seat=world.seats[kind, code])
    return f"/cards/{result.pk}/"


def card(client: Client, world: World, code: str, kind: str = "cadre", number: int = 2) -> str:
    return text_of(client, address(world, code, kind, number))


def test_the_ranking_has_a_column_of_grades_and_a_badge_for_each_quota(ruled: World, signed_in: SignedIn) -> None:
    text = ranking(signed_in(ruled, Role.OFFICE), ruled)
    assert "等次建议 等次建议 名额" in text, "once for a phone"
    assert "李伟 示例旗教育体育局 副局长 95.00" in text
    assert "38.00 19.00 38.00 优秀 优秀 优秀个人候选 嘉奖候选" in text
    assert "38.00 19.00 38.00 称职 称职 嘉奖候选" in text
    assert "基本称职 基本称职 — 末位提醒 红牌" in text
    assert "副职优秀个人：基数 5，名额 1，入选最低分 95.00；并列已裁定；名额＝基数×15%" in text
    assert "嘉奖：基数 10，名额 3，入选最低分 95.00；全部合在一起，名额＝基数×30%，取整数。" in text


def test_an_open_grade_is_open_and_each_quota_says_what_waits(tied: World, signed_in: SignedIn) -> None:
    text = ranking(signed_in(tied, Role.APPROVER), tied)
    assert text.count("未定 未定 优秀个人待裁定 嘉奖候选") == 2
    assert text.count("去裁定") == 2 and "并列：张敏、李伟" in text


def test_everybody_reads_grades_of_the_ranked_but_no_flag_and_nothing_of_who_is_undetermined(
    signed: Publication, ruled: World, signed_in: SignedIn
) -> None:
    for role in (Role.CADRE, Role.UNIT_LEADER):
        text = ranking(signed_in(ruled, role), ruled)
        assert "优秀 优秀个人候选 嘉奖候选" in text and "末位提醒" not in text and "红牌" not in text
        assert "刘洋 示例旗审计局 副局长 — — — — — 不参加排名" in text
        assert not [word for word in SECRET if word in text]


def test_the_run_counts_grades_flags_and_money(ruled: World, signed_in: SignedIn) -> None:
    text = text_of(signed_in(ruled, Role.AUDITOR), f"/runs/{ruled.cycle.runs.get(number=2).pk}/")
    assert "排名组 优秀 称职 基本称职 未定 一把手 0 4 0 0 副职 1 2 1 1 待遇干部 0 1 0 0 合计 1 7 1 1" in text
    assert "嘉奖 全部 10 3 95.00 —" in text
    assert "末位提醒 科级干部 2 同类干部居末位的，列入提醒。" in text
    assert "考核奖 科级干部，元 10 0 10000.00 10000.00 0.00" in text
    assert "奖励系数 单位 4 0 4.40 — —" in text


def test_the_subject_reads_grade_reasons_and_the_share_of_the_pool(
    signed: Publication, ruled: World, signed_in: SignedIn
) -> None:
    text = card(signed_in(ruled, Role.CADRE), ruled, "D01")
    assert "等次建议：称职" in text
    assert "不在“优秀个人”名额 1 个之内，为“称职”〔优秀个人不超过参评干部的15%" in text
    assert "考核奖：1132.20 元" in text
    assert "总额 10000 × 本人分值 95.00 ÷ 分值合计 839.075，截尾，余数居前，加 0.01，得 1132.20 元" in text
    assert "综合得分 95 × 等次系数 1 ＝ 95.00" in text


def test_who_decides_reads_a_flag_with_its_sentence_and_the_reasons_that_name_a_situation(
    ruled: World, signed_in: SignedIn
) -> None:
    office = signed_in(ruled, Role.OFFICE)
    assert "末位提醒 第 4 名（共 4 名），在后 1 名之内〔同类干部居末位的，列入提醒。〕" in card(office, ruled, "D04")
    assert "红牌 红黄牌为红牌〔" in card(office, ruled, "D04")
    assert "立案审查（依据示例考核规定），等次不得高于“称职”" in card(office, ruled, "D03")


def test_a_units_head_reads_of_the_unit_but_not_what_follows_for_its_members(
    signed: Publication, ruled: World, signed_in: SignedIn
) -> None:
    head = signed_in(ruled, Role.UNIT_LEADER)
    member = card(head, ruled, "D01")
    assert "等次建议 称职" in member and "考核奖" not in member and "等次建议：" not in member
    assert "奖励系数：1.10" in card(head, ruled, "A01", "unit")


def test_a_persons_colour_has_a_tile_on_the_own_card_and_the_staffs(
    signed: Publication, ruled: World, signed_in: SignedIn
) -> None:
    """Card and API tell it to the subject and the staff; a unit's head reads of members what is published."""
    tile = "红黄牌 无牌 名额"
    for role in (Role.CADRE, Role.OFFICE):
        assert tile in card(signed_in(ruled, role), ruled, "D01")
    assert tile not in card(signed_in(ruled, Role.UNIT_LEADER), ruled, "D01")
    assert "红黄牌 红牌 名额" in card(signed_in(ruled, Role.OFFICE), ruled, "D04")
    result = Result.objects.get(run=signed.run, seat=ruled.seats["cadre", "D01"])
    api = f"/api/v1/score-cards/{result.pk}/"
    assert signed_in(ruled, Role.CADRE).get(api).json()["colour_label"] == "无牌"
    assert signed_in(ruled, Role.UNIT_LEADER).get(api).json()["colour_label"] == ""


def test_the_office_takes_away_all_that_follows_in_one_workbook_and_leaves_a_line(
    ruled: World, signed_in: SignedIn
) -> None:
    run = ruled.cycle.runs.get(number=2)
    answer = signed_in(ruled, Role.REVIEWER).get(f"/runs/{run.pk}/results.xlsx")
    assert answer.headers["Cache-Control"] == "no-store"
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    title, note, head, *rows = book["科级干部"].iter_rows(values_only=True)
    assert "测算结果（第2次测算）" in str(title[0])
    assert "内部资料，不公布，不得外传" in str(note[0]) and str(ruled.users[Role.REVIEWER]) in str(note[0])
    told = {row[2]: dict(zip(head, row, strict=True)) for row in rows}
    assert told["D01"]["等次建议"] == "称职" and told["D01"]["考核奖（元）"] == 1132.2
    assert "不在“优秀个人”名额 1 个之内，为“称职”" in told["D01"]["等次理由"]
    assert told["D04"]["标记"].startswith("末位提醒：第 4 名（共 4 名），在后 1 名之内")
    assert (told["D04"]["红黄牌"], told["D01"]["红黄牌"]) == ("红牌", "无牌")
    assert (told["D03"]["情形"], told["D03"]["名次"]) == ("立案审查", None)
    assert {row[2]: row[-1] for row in book["单位"].iter_rows(min_row=4, values_only=True)}["A01"] == 1.1
    (line,) = TrailLine.objects.filter(act="export.results")
    assert (line.thing_id, line.actor) == (str(run.pk), ruled.users[Role.REVIEWER])


def test_who_does_not_read_all_results_gets_no_workbook_of_them(
    signed: Publication, ruled: World, foreign: World, signed_in: SignedIn
) -> None:
    path = f"/runs/{signed.run_id}/results.xlsx"
    staff = {Role.OFFICE, Role.REVIEWER, Role.APPROVER, Role.AUDITOR}
    codes = {role: signed_in(ruled, role).get(path).status_code for role in Role}
    assert codes == {role: 200 if role in staff else 403 for role in Role}
    assert signed_in(foreign, Role.OFFICE).get(path).status_code == 404


def test_units_with_seats_of_their_own_are_told_by_name(db: None, signed_in: SignedIn) -> None:
    own = graded.METHOD.replace("per: all\n    clause: commended", "per: unit\n    clause: commended")
    world = worlds.build(method=own)
    run = worlds.judge(world)
    text = text_of(signed_in(world, Role.OFFICE), f"/runs/{run.pk}/")
    name = world.seats["unit", "A01"].name
    assert f"嘉奖 {name} " in text and "嘉奖 A01" not in text
    scheme = scheme_of(world.cycle)
    (line,) = [one for one in run.quotas if (one["quota"], one["peer_group"]) == ("commended", "A01")]
    assert line_words(scheme, line, {}, unit_names(scheme, run))[0].startswith(f"{name}嘉奖：基数 ")


def test_a_new_publication_tells_what_grades_it_changes(tied: World, signed_in: SignedIn) -> None:
    second = graded.ruled(tied, tied.cycle.runs.get())
    worlds.publish(tied, second)
    graded.corrected(tied)
    third = worlds.judge(tied)
    text = text_of(signed_in(tied, Role.APPROVER), f"/runs/{third.pk}/publish/")
    assert "科级干部等次：优秀 1，称职 6，基本称职 2，未定 1。" in text
    assert "塔娜 独贵塔拉镇 · 副职 91.00 → 89.80 3 称职 → 基本称职 优秀个人未入选；嘉奖未入选" in text


@pytest.mark.parametrize("rest", ["card cadre D01", "card unit A03", "ranking", "run"])
def test_what_follows_costs_staff_no_query_more_than_the_first_method(
    ruled: World, foreign: World, signed_in: SignedIn, rest: str
) -> None:
    worlds.judge(foreign)
    worlds.judge(foreign)
    costs = []
    for world in (foreign, ruled):
        office, path = signed_in(world, Role.OFFICE), path_of(world, *rest.split())
        with CaptureQueriesContext(connection) as asked:
            text_of(office, path)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def path_of(world: World, page: str, kind: str = "", code: str = "") -> str:
    if page == "card":
        return address(world, code, kind)
    run = world.cycle.runs.get(number=2)
    return f"/runs/{run.pk}/" if page == "run" else f"/cycles/{world.cycle.pk}/ranking/cadre/deputy/"


def test_the_first_method_shows_none_of_it(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    run = text_of(office, f"/runs/{judged.cycle.runs.get().pk}/")
    assert "标记" not in run and "奖金" not in run and "等次 排名组" not in run
    own = card(office, judged, "D01", number=1)
    assert "怎么得出的" not in own and "标记" not in own and "不公布" not in own
    assert ranking(office, judged).count("等次建议") == 1
