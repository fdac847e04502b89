"""Acts with a date, who held which post on a day, and what the database refuses whoever asks."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from cadres.jobs.services import Refused
from cadres.people.models import Manner, Person, Post
from cadres.people.posts.selectors import career_of, held_on
from cadres.people.posts.services import NewPost, leave, take_up, transfer
from cadres.people.services import appoint
from cadres.trail.models import TrailLine
from tests.races import at_once
from tests.world import World

MARCH = date(2016, 3, 1)
DAY = timedelta(days=1)


def titles(person: Person, day: date | None = None) -> list[str]:
    return sorted(post.title for post in held_on(day).filter(person=person))


def spans(person: Person) -> list[tuple[str, date | None, date | None]]:
    return [(post.title, post.first_on, post.last_on) for post in career_of(person)]


def test_a_transfer_leaves_no_day_without_a_post_and_none_with_two(world: World) -> None:
    person, new = world.people["D01"], NewPost(world.units["A02"], "副局长", "deputy")
    transfer(person, new, MARCH, "示例组干〔2016〕3号", actor=world.office)
    assert titles(person, MARCH - DAY) == titles(person, MARCH) == ["副局长"]
    assert [post.unit.code for post in held_on(MARCH - DAY).filter(person=person)] == ["A01"]
    assert [post.unit.code for post in held_on(MARCH).filter(person=person)] == ["A02"]
    former = career_of(person)[1]
    assert (former.last_on, former.left_how, former.left_by) == (
        date(2016, 2, 29),
        "transferred",
        "示例组干〔2016〕3号",
    )
    line = TrailLine.objects.get(act="person.transferred")
    assert line.summary == "张敏由财政局副局长转任教体局副局长，自 2016-03-01 起"
    assert (line.reason, line.actor) == ("示例组干〔2016〕3号", world.office)


@pytest.mark.parametrize(
    ("title", "line"),
    [("副局长", "财政局副局长"), ("财政局副局长", "财政局副局长"), ("示例旗财政局副局长", "示例旗财政局副局长")],
)
def test_a_post_that_names_its_unit_does_not_say_it_twice(world: World, title: str, line: str) -> None:
    assert str(Post(unit=world.units["A01"], title=title)) == line


def test_both_ends_of_a_post_belong_to_it(world: World) -> None:
    person = world.people["D01"]
    leave(person.posts.get(), MARCH, "retired", "示例组干〔2016〕4号", actor=world.office)
    assert (titles(person, date(2013, 4, 30)), titles(person, date(2013, 5, 1))) == ([], ["副局长"])
    assert (titles(person, MARCH), titles(person, MARCH + DAY), titles(person)) == (["副局长"], [], [])
    assert TrailLine.objects.get(act="person.left").summary == "张敏退休财政局副局长，任至 2016-03-01"


def test_a_second_main_post_is_refused_and_a_concurrent_one_is_not(world: World) -> None:
    person, unit = world.people["D01"], world.units["A02"]
    with pytest.raises(Refused, match="主职不能重叠"):
        take_up(person, NewPost(unit, "副局长", "deputy"), MARCH, "文", actor=world.office)
    assert not TrailLine.objects.filter(act="person.appointed").exists()
    take_up(person, NewPost(unit, "督学", "deputy", Manner.CONCURRENT), MARCH, "文", actor=world.office)
    assert titles(person, MARCH) == ["副局长", "督学"]


def test_what_cannot_be_is_told(world: World) -> None:
    person, post = world.people["D01"], world.people["D01"].posts.get()
    tomorrow = timezone.localdate() + DAY
    with pytest.raises(Refused, match="不能晚于今天"):
        leave(post, tomorrow, "retired", "文", actor=world.office)
    with pytest.raises(Refused, match="请核对年份"):
        take_up(person, NewPost(world.units["A02"], "局长", "principal"), date.min, "文", actor=world.office)
    with pytest.raises(Refused, match="自 2013-05-01 起任职"):
        leave(post, date(2013, 4, 30), "retired", "文", actor=world.office)
    with pytest.raises(Refused, match="自 2013-05-01 起任职"):
        transfer(person, NewPost(world.units["A02"], "局长", "principal"), date(2013, 5, 1), "文", actor=world.office)
    leave(post, MARCH, "retired", "文", actor=world.office)
    with pytest.raises(Refused, match="已于 2016-03-01 结束"):
        leave(post, MARCH, "retired", "文", actor=world.office)
    with pytest.raises(Refused, match="没有主职，不能转任"):
        transfer(person, NewPost(world.units["A02"], "局长", "principal"), MARCH + DAY, "文", actor=world.office)


def test_the_database_refuses_overlaps_whoever_writes_and_days_that_touch(world: World) -> None:
    person, unit = world.people["D01"], world.units["A02"]
    leave(person.posts.get(), MARCH, "dismissed", "文", actor=world.office)
    Post.objects.create(person=person, unit=unit, title="局长", post_level="principal", first_on=MARCH + DAY)
    with pytest.raises(IntegrityError, match="one_main_post_at_a_time"):
        Post.objects.create(person=person, unit=unit, title="书记", post_level="principal", last_on=MARCH)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("refused", [True, False])
def test_of_two_appointments_at_once_the_database_lets_one_in(world: World, refused: bool) -> None:
    """The twin without the constraint lets both in, so it is the constraint that refuses."""
    person, unit = world.people["D01"], world.units["A02"]
    Post.objects.filter(person=person).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'one_main_post_at_a_time'")
        kept = cursor.fetchone()[0]
        if not refused:
            cursor.execute("ALTER TABLE cadres_post DROP CONSTRAINT one_main_post_at_a_time")
        try:
            answers = at_once(2, lambda number: Post.objects.create(
                person=person, unit=unit, title=f"局长{number}", post_level="principal", first_on=MARCH))  # fmt: skip
            assert sum(isinstance(answer, IntegrityError) for answer in answers) == int(refused)
            assert Post.objects.filter(person=person).count() == 2 - int(refused)
        finally:
            Post.objects.filter(person=person).delete()
            if not refused:
                cursor.execute(f"ALTER TABLE cadres_post ADD CONSTRAINT one_main_post_at_a_time {kept}")


@pytest.mark.django_db(transaction=True)
def test_of_two_transfers_at_once_the_second_is_told_and_nothing_is_lost(world: World) -> None:
    person = world.people["D01"]
    new = [NewPost(world.units[code], "副局长", "deputy") for code in ("A02", "A03")]
    answers = at_once(2, lambda number: transfer(person, new[number], MARCH, "文", actor=world.office))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert [str(one) for one in refused] == [f"{career_of(person)[0]}自 2016-03-01 起任职，不能在此之前结束。"]
    assert [(first, last) for _, first, last in spans(person)] == [(MARCH, None), (date(2013, 5, 1), MARCH - DAY)]
    assert TrailLine.objects.filter(act="person.transferred").count() == 1


def sheet(world: World, title: str, first: date | None, last: date | None = None) -> Post:
    person, unit = world.people["D01"], world.units["A01"]
    return Post(person=person, unit=unit, title=title, post_level="deputy", first_on=first, last_on=last)


def test_a_roster_that_words_a_post_otherwise_begins_where_the_record_ends(world: World) -> None:
    """The roster's own first day lies in years that are on record: they stay as they were."""
    appoint([world.people["D01"]], [sheet(world, "副局长、党组成员", date(2013, 5, 1))], date(2016, 1, 1))
    assert spans(world.people["D01"]) == [
        ("副局长、党组成员", date(2016, 1, 1), None),
        ("副局长", date(2013, 5, 1), date(2015, 12, 31)),
    ]


def test_an_earlier_years_roster_does_not_end_what_was_registered_since(world: World) -> None:
    person = world.people["D01"]
    transfer(person, NewPost(world.units["A02"], "局长", "principal"), MARCH, "文", actor=world.office)
    known = spans(person)
    appoint(
        [person], [sheet(world, "副局长", date(2013, 5, 1)), sheet(world, "调研员", date(2014, 1, 1))], date(2015, 1, 1)
    )
    assert spans(person) == known
    appoint([person], [sheet(world, "科员", date(2001, 7, 1))], date(2015, 1, 1))
    assert spans(person) == [*known, ("科员", date(2001, 7, 1), date(2013, 4, 30))]


def test_the_same_roster_twice_changes_nothing(world: World) -> None:
    person = world.people["D01"]
    for _ in range(2):
        stints = [sheet(world, "副局长", None, MARCH - DAY), sheet(world, "局长", MARCH)]
        appoint([person], stints, date(2016, 1, 1))
        assert spans(person) == [("局长", MARCH, None), ("副局长", date(2013, 5, 1), MARCH - DAY)]
