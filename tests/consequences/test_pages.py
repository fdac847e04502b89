"""Ranking, run and card under a method with grades: what each reader is told, and what not."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessment.publications.models import Publication
from assessment.runs.models import Result
from cadres.access.models import Role
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


def test_a_new_publication_tells_what_grades_it_changes(tied: World, signed_in: SignedIn) -> None:
    second = graded.ruled(tied, tied.cycle.runs.get())
    worlds.publish(tied, second)
    graded.corrected(tied)
    third = worlds.judge(tied)
    text = text_of(signed_in(tied, Role.APPROVER), f"/runs/{third.pk}/publish/")
    assert "科级干部等次：优秀 1，称职 6，基本称职 2，未定 1。" in text
    assert "塔娜 独贵塔拉镇 · 副职 91.00 → 89.80 3 称职 → 基本称职 优秀个人未入选、嘉奖未入选" in text


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
