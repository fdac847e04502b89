"""Rankings as readers of each role see them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assessment.rankings.page import waiting_note
from assessment.runs.models import Result
from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World


def page(client: Client, world: World, rest: str) -> str:
    """The text of a ranking that opens."""
    answer = client.get(f"/cycles/{world.cycle.pk}/ranking/{rest}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_shows_ranks_scores_and_the_tie_across_the_quota_line(judged: World, signed_in: SignedIn) -> None:
    text = page(signed_in(judged, Role.OFFICE), judged, "cadre/deputy/")
    above, _, below = text.partition('<tr class="quota-line">')
    assert above.count('<tr class="pending">') == 2
    assert "张敏" in above and "李伟" in above and "塔娜" not in above
    assert "塔娜" in below and "阿拉腾其木格·乌力吉巴特尔" in below
    assert "副职优秀个人：基数 5，名额 1，尚无入选；2 个并列争 1 个名额，待裁定" in text
    assert "待裁定</span>" in text and "未公布" in text


def test_the_line_stands_below_the_last_seat_and_the_proposal_has_its_word(judged: World, signed_in: SignedIn) -> None:
    text = page(signed_in(judged, Role.OFFICE), judged, "unit/government/")
    above, _, below = text.partition('<tr class="quota-line">')
    assert "示例旗财政局" in above and "先进集体候选" in above
    assert "示例旗教育体育局" in below and "示例旗教育体育局" not in above


def test_the_tile_of_what_waits_says_its_figure_once(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    assert '<b class="bad">1</b><span>处同分跨线</span>' in page(office, judged, "cadre/deputy/")
    assert "<dt>待处理</dt><dd><b>0</b></dd>" in page(office, judged, "unit/government/")
    assert (waiting_note(2, 0), waiting_note(0, 3)) == ("处同分跨线", "项缺分")
    assert waiting_note(1, 2) == "1处同分跨线，2项缺分"


def test_a_group_without_a_quota_draws_no_line(judged: World, signed_in: SignedIn) -> None:
    assert '<tr class="quota-line">' not in page(signed_in(judged, Role.OFFICE), judged, "team/government/")


def test_the_first_group_is_shown_when_none_is_named(judged: World, signed_in: SignedIn) -> None:
    assert "科级干部排名 · 一把手</h1>" in page(signed_in(judged, Role.OFFICE), judged, "cadre/")


def test_only_the_approver_is_led_to_the_ruling(judged: World, signed_in: SignedIn) -> None:
    link = f'href="/runs/{judged.cycle.runs.get().pk}/ties/excellent/deputy/"'
    rows = "cadre/deputy/"
    assert page(signed_in(judged, Role.APPROVER), judged, rows).count(link) == 2
    assert "去裁定" not in page(signed_in(judged, Role.OFFICE), judged, rows)


def test_who_is_undetermined_stands_last_and_only_the_cleared_read_why(published: World, signed_in: SignedIn) -> None:
    cleared = page(signed_in(published, Role.OFFICE), published, "cadre/deputy/")
    assert "立案审查" in cleared and "不定等次" in cleared and "97.00" in cleared
    for role in (Role.CADRE, Role.UNIT_LEADER):
        text = page(signed_in(published, role), published, "cadre/deputy/")
        assert text.index("阿拉腾其木格") < text.index("刘洋")
        assert "不参加排名" in text and "97.00" not in text
        assert "立案" not in text and "不定等次" not in text
        assert worlds.REASON_KEPT_SECRET not in text


def test_before_publication_ordinary_readers_see_no_ranking(judged: World, signed_in: SignedIn) -> None:
    text = page(signed_in(judged, Role.CADRE), judged, "cadre/deputy/")
    assert "还没有可以查看的排名" in text and "张敏" not in text
    asked = signed_in(judged, Role.CADRE).get(f"/cycles/{judged.cycle.pk}/ranking/cadre/?run=1")
    assert asked.status_code == 404


def test_ordinary_readers_stay_with_the_published_run_while_staff_see_the_newest(
    published: World, signed_in: SignedIn
) -> None:
    worlds.judge(published)
    assert "第1次测算</span>" in page(signed_in(published, Role.CADRE), published, "cadre/")
    staff = signed_in(published, Role.AUDITOR)
    assert "第2次测算</span>" in page(staff, published, "cadre/")
    assert "第1次测算</span>" in page(staff, published, "cadre/?run=1")


def test_a_cadre_may_open_only_his_own_card(published: World, signed_in: SignedIn) -> None:
    own = Result.objects.get(seat=published.seats["cadre", "D01"])
    text = page(signed_in(published, Role.CADRE), published, "cadre/deputy/")
    assert text.count('href="/cards/') == 1 and f'href="/cards/{own.pk}/"' in text


def test_narrowing_by_category_or_words_keeps_the_ranks(judged: World, signed_in: SignedIn) -> None:
    office = signed_in(judged, Role.OFFICE)
    text = page(office, judged, "cadre/deputy/?category=sumu")
    assert "张敏" not in text.partition("<tbody>")[2].partition('class="quota-line"')[0]
    assert '<td class="num rank">3</td>' in text
    text = page(office, judged, "cadre/deputy/?q=乌力吉 巴特尔")
    assert '<td class="num rank">4</td>' in text and "塔娜" not in text


def test_ranks_run_on_over_the_pages_and_the_line_is_drawn_once(world: World, signed_in: SignedIn) -> None:
    worlds.more_cadres(world, 60, unit="A02")
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    first, second = (page(office, world, f"cadre/deputy/?page={number}") for number in (1, 2))
    assert first.count('<tr class="quota-line">') + second.count('<tr class="quota-line">') == 1
    assert '<td class="num rank">50</td>' in first and '<td class="num rank">51</td>' in second


@pytest.mark.parametrize("rest", ["nobody/", "cadre/nobody/", "cadre/?run=9", "unit/deputy/"])
def test_what_does_not_exist_is_not_found(judged: World, signed_in: SignedIn, rest: str) -> None:
    answer = signed_in(judged, Role.OFFICE).get(f"/cycles/{judged.cycle.pk}/ranking/{rest}")
    assert answer.status_code == 404


def test_another_countys_ranking_is_not_found(judged: World, foreign: World, signed_in: SignedIn) -> None:
    assert signed_in(foreign, Role.OFFICE).get(f"/cycles/{judged.cycle.pk}/ranking/cadre/").status_code == 404
    assert signed_in(judged, Role.OFFICE).get(f"/cycles/{judged.cycle.pk}/ranking/cadre/").status_code == 200


def test_costs_the_same_queries_for_one_row_and_for_thirty(
    world: World, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    worlds.judge(world)
    office = signed_in(world, Role.OFFICE)
    with django_assert_num_queries(13):
        assert page(office, world, "cadre/non_leading/").count('class="num rank"') == 1
    worlds.more_cadres(world, 30, post_level="non_leading")
    worlds.judge(world)
    with django_assert_num_queries(13):
        assert page(office, world, "cadre/non_leading/").count('class="num rank"') == 31
