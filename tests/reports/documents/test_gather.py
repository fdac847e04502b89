"""What the documents say is what the run says, and no more."""

from decimal import Decimal

from assessment.publications.models import Publication
from reports.documents.contents import Contents
from reports.documents.gather import contents_of
from tests import world as worlds
from tests.world import World


def test_rows_stand_in_the_order_of_rank_with_the_published_decimals(contents: Contents) -> None:
    deputies = next(table for table in contents.tables if table.group == "deputy")
    assert [(line.rank, line.name, str(line.score), line.remark) for line in deputies.lines] == [
        (1, "张敏", "95.00", "待裁定"),
        (1, "李伟", "95.00", "待裁定"),
        (3, "塔娜", "91.00", ""),
        (4, "阿拉腾其木格·乌力吉巴特尔", "89.35", ""),
    ]


def test_who_is_not_ranked_is_named_without_score_or_reason(contents: Contents) -> None:
    deputies = next(table for table in contents.tables if table.group == "deputy")
    (line,) = deputies.others
    assert (line.name, line.remark, line.score, line.parts) == ("刘洋", "不参加排名", None, ("", "", ""))


def test_a_deduction_is_shown_with_everyone_it_weighs_on(contents: Contents) -> None:
    told = [(one.name, one.unit, one.points, one.factor, one.carried) for one in contents.carried]
    assert told == [
        ("苏和巴特尔", "示例旗财政局", Decimal("-0.50"), "0.5", Decimal("-0.25")),
        ("张敏", "示例旗财政局", Decimal("-0.50"), "1.0", Decimal("-0.50")),
    ]


def test_a_tie_is_told_by_name(contents: Contents) -> None:
    (line,) = [line for line in contents.quotas if line.undecided]
    assert line.undecided == ("张敏", "李伟")
    assert "张敏、李伟" in line.sentence


def test_gathering_costs_the_same_for_one_row_and_for_thirty(world: World, django_assert_num_queries) -> None:
    for count in (1, 30):
        worlds.more_cadres(world, count, unit="A02" if count == 1 else "A03")
        publication = worlds.publish(world, worlds.judge(world))
        fresh = Publication.objects.select_related("run__cycle__county", "run__cycle__scheme").get(pk=publication.pk)
        with django_assert_num_queries(2):
            contents_of(fresh)
