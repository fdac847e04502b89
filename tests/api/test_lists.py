"""What the API lists, to whom, at what cost."""

import pytest
from rest_framework.test import APIClient

from assessment.runs.models import Result
from cadres.access.models import Role
from scoring.telling import wording
from tests import world as worlds
from tests.api.conftest import AsRole
from tests.world import World

RESOURCES = ("cycles", "units", "cadres", "rankings", "score-cards")


@pytest.mark.parametrize("resource", [*RESOURCES, "schema"])
def test_strangers_are_sent_away_in_chinese(stranger: APIClient, published: World, resource: str) -> None:
    answer = stranger.get(f"/api/v1/{resource}/")
    assert answer.status_code == 401
    assert answer.json()["detail"] == "身份认证信息未提供。"


def test_a_cycle_says_its_scheme_and_latest_publication(as_role: AsRole, published: World) -> None:
    (cycle,) = as_role(published, Role.CLIENT).get("/api/v1/cycles/").json()["results"]
    assert cycle["year"] == 2016
    assert cycle["published"] == 1
    assert cycle["scheme"]["sha256"] == published.cycle.scheme.sha256


def test_units_come_with_their_category(as_role: AsRole, world: World) -> None:
    answer = as_role(world, Role.CLIENT).get("/api/v1/units/", {"category": "sumu"}).json()
    assert [(unit["name"], unit["category_label"]) for unit in answer["results"]] == [("独贵塔拉镇", "苏木镇")]


def test_cadres_are_name_unit_post_and_class_and_nothing_else(as_role: AsRole, world: World) -> None:
    answer = as_role(world, Role.CLIENT).get("/api/v1/cadres/", {"q": "乌力 吉"}).json()
    assert answer["results"] == [
        {
            "id": world.seats["cadre", "D04"].pk,
            "cycle": world.cycle.pk,
            "name": "阿拉腾其木格·乌力吉巴特尔",
            "unit_name": "独贵塔拉镇",
            "post": "副镇长",
            "group": "deputy",
            "group_label": "副职",
            "category": "sumu",
        }
    ]


def test_a_unit_leader_sees_his_own_units_people(as_role: AsRole, world: World) -> None:
    answer = as_role(world, Role.UNIT_LEADER).get("/api/v1/cadres/").json()
    assert {cadre["unit_name"] for cadre in answer["results"]} == {"示例旗财政局"}


def test_a_cadre_may_not_list_the_register(as_role: AsRole, world: World) -> None:
    answer = as_role(world, Role.CADRE).get("/api/v1/cadres/")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "您的账号不能查看单位与干部名册。"


def test_another_countys_records_do_not_exist(as_role: AsRole, published: World, foreign: World) -> None:
    client = as_role(foreign, Role.OFFICE)
    result = Result.objects.filter(run__cycle=published.cycle).first()
    assert result
    assert client.get(f"/api/v1/cycles/{published.cycle.pk}/").status_code == 404
    assert client.get(f"/api/v1/units/{published.seats['unit', 'A01'].pk}/").status_code == 404
    assert client.get(f"/api/v1/score-cards/{result.pk}/").status_code == 404
    assert client.get("/api/v1/rankings/").json()["count"] == 0


def test_rankings_are_in_the_order_of_rank_and_can_be_narrowed(as_role: AsRole, published: World) -> None:
    query = {"kind": "cadre", "group": "deputy", "cycle": published.cycle.pk}
    rows = as_role(published, Role.CADRE).get("/api/v1/rankings/", query).json()["results"]
    assert [(row["rank"], row["name"], row["score"]) for row in rows][:3] == [
        (1, "张敏", "95.00"),
        (1, "李伟", "95.00"),
        (3, "塔娜", "91.00"),
    ]
    assert rows[0]["place_label"] == "待裁定"
    assert rows[0]["parts"][0] == {"label": "平时", "score": "95.00", "contribution": "38.00"}


def test_who_is_undetermined_has_no_score_and_no_reason(as_role: AsRole, published: World) -> None:
    client = as_role(published, Role.CADRE)
    (row,) = client.get("/api/v1/rankings/", {"status": "not_ranked"}).json()["results"]
    assert (row["name"], row["score"], row["rank"], row["parts"]) == ("刘洋", None, None, [])
    assert (row["status"], row["status_label"], row["place_label"]) == ("not_ranked", "不参加排名", "不参加排名")
    assert client.get("/api/v1/rankings/", {"status": "undetermined"}).status_code == 400


def test_rows_can_be_ordered_and_pages_do_not_overlap(as_role: AsRole, published: World) -> None:
    client, seen = as_role(published, Role.OFFICE), []
    for page in range(1, 6):
        query = {"ordering": "-score", "page": page, "page_size": 4}
        seen += [row["id"] for row in client.get("/api/v1/rankings/", query).json()["results"]]
    assert len(seen) == len(set(seen)) == 18


@pytest.mark.parametrize("resource", ["rankings", "score-cards"])
def test_a_publication_without_a_number_is_the_latest(as_role: AsRole, published: World, resource: str) -> None:
    worlds.publish(published, worlds.judge(published))
    client = as_role(published, Role.OFFICE)
    rows = client.get(f"/api/v1/{resource}/?publication=").json()
    assert rows["count"] == client.get(f"/api/v1/{resource}/").json()["count"] == 18
    assert {row["publication"] for row in rows["results"]} == {2}


def test_a_wrong_choice_is_refused_in_chinese(as_role: AsRole, published: World) -> None:
    answer = as_role(published, Role.OFFICE).get("/api/v1/rankings/", {"place": "inside"})
    assert answer.status_code == 400
    assert "inside" in answer.json()["place"][0]


def test_nothing_of_an_unpublished_run_is_told(as_role: AsRole, judged: World) -> None:
    client = as_role(judged, Role.OFFICE)
    result = Result.objects.first()
    assert result
    assert client.get("/api/v1/rankings/").json()["count"] == 0
    assert client.get(f"/api/v1/score-cards/{result.pk}/").status_code == 404


def test_a_score_card_speaks_in_the_engines_words(as_role: AsRole, published: World) -> None:
    result = Result.objects.get(run__cycle=published.cycle, seat=published.seats["cadre", "D01"])
    card = as_role(published, Role.CADRE).get(f"/api/v1/score-cards/{result.pk}/").json()
    from assessment.cycles.selectors import scheme_of
    from scoring.model.figure import loads

    words = wording.lines(scheme_of(published.cycle), loads(result.explanation))
    assert [(line["label"], line["sentence"]) for line in card["lines"]] == [(w.label, w.sentence) for w in words]
    assert "平时 95.00×40% ＋ 专项 95.00×20% ＋ 定期 95.00×40% ＝ 95.00" in card["lines"][0]["sentence"]
    assert card["run_digest"] == result.run.digest


def test_a_cadre_sees_the_own_card_only(as_role: AsRole, published: World) -> None:
    client = as_role(published, Role.CADRE)
    assert [card["name"] for card in client.get("/api/v1/score-cards/").json()["results"]] == ["张敏"]
    other = Result.objects.get(run__cycle=published.cycle, seat=published.seats["cadre", "D02"])
    assert client.get(f"/api/v1/score-cards/{other.pk}/").status_code == 404


def test_an_interface_account_may_not_unfold_cards(as_role: AsRole, published: World) -> None:
    assert as_role(published, Role.CLIENT).get("/api/v1/score-cards/").status_code == 403


QUERIES = {"cycles": 3, "units": 4, "cadres": 4, "rankings": 4, "score-cards": 4}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_list_costs_the_same_for_one_row_and_for_thirty(
    as_role: AsRole, world: World, django_assert_num_queries, resource: str
) -> None:
    worlds.more_cadres(world, 30)
    worlds.publish(world, worlds.judge(world))
    client = as_role(world, Role.OFFICE)
    client.get(f"/api/v1/{resource}/")
    for size in (1, 30):
        client = as_role(world, Role.OFFICE)
        with django_assert_num_queries(QUERIES[resource]):
            answer = client.get(f"/api/v1/{resource}/", {"page_size": size})
        assert answer.status_code == 200
        assert len(answer.json()["results"]) == min(size, answer.json()["count"])


def test_a_card_costs_the_same_whatever_its_length(
    as_role: AsRole, published: World, django_assert_num_queries
) -> None:
    """Deductions are asked for only where the card names one; three of the queries are the trail's line."""
    for code, queries in (("D01", 8), ("N01", 7)):
        result = Result.objects.get(run__cycle=published.cycle, seat=published.seats["cadre", code])
        client = as_role(published, Role.OFFICE)
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1/score-cards/{result.pk}/").status_code == 200
