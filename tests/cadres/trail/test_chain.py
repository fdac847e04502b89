"""Lines are chained by the database in the order of commits, whoever writes them, however, and how many at once."""

import threading
from random import Random
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cadres.bulk import copy_rows
from cadres.trail import chain
from cadres.trail.models import TrailLine, TrailLink
from cadres.trail.services import record
from config import addresses
from tests.races import at_once
from tests.roles import as_application

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fresh")]

COMMITTERS, TURNS = 12, 12
LEVELS = ("READ COMMITTED", "REPEATABLE READ")


def tell(words: str) -> TrailLine:
    return record("test.told", None, words, actor=None, county=None)


def links() -> list[tuple[int, int]]:
    """(number, line) in the chain's order."""
    return list(TrailLink.objects.order_by("number").values_list("number", "line_id"))


def test_an_empty_trail_holds() -> None:
    verdict = chain.verify()
    assert (verdict.count, verdict.number, verdict.digest, verdict.breaks) == (0, 0, "", [])


def test_each_line_is_linked_to_the_one_before() -> None:
    with as_application():
        lines = [tell(words) for words in ("一", "二", "三")]
        verdict = chain.verify()
    assert links() == [(number, line.pk) for number, line in enumerate(lines, 1)]
    first, second, third = TrailLink.objects.order_by("number")
    assert (first.previous, second.previous, third.previous) == ("", first.digest, second.digest)
    assert (verdict.count, verdict.digest, verdict.breaks) == (3, third.digest, [])
    assert {link.algorithm for link in (first, second, third)} == {"sha256/1"}


def test_the_digest_is_what_the_documents_say() -> None:
    """SHA-256 over texts behind their lengths in bytes, here by hand."""
    import hashlib

    tell("“原”值 + 'quotes' \\ \n 换行")
    line, link = TrailLine.objects.get(), TrailLink.objects.get()
    moment = "%Y-%m-%dT%H:%M:%S.%fZ"
    assert link.sealed_at is not None
    texts = ["sha256/1", "1", "", link.sealed_at.strftime(moment), str(line.pk), None, line.at.strftime(moment), None]
    texts += ["系统", "test.told", "", "", line.summary, "{}", None, None, "", "", ""]
    written = "".join("-" if text is None else f"{len(text.encode())}:{text}" for text in texts)
    assert link.digest == hashlib.sha256(written.encode()).hexdigest()


def test_lines_of_one_transaction_follow_in_their_order_and_those_undone_leave_nothing() -> None:
    with transaction.atomic():
        first = [tell(str(number)) for number in range(5)]
    with pytest.raises(RuntimeError), transaction.atomic():
        tell("undone")
        raise RuntimeError
    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            tell("undone to a savepoint")
            raise RuntimeError
        last = tell("kept")
    assert links() == [(number, line.pk) for number, line in enumerate([*first, last], 1)]
    assert chain.verify().breaks == []


def test_bulk_paths_are_linked_too() -> None:
    columns = ("at", "actor_name", "act", "thing", "thing_id", "summary", "detail", "reason", "address", "request_id")
    row = (timezone.now().isoformat(), "某人", "test.copied", "", "", "整批", "{}", "", "", "")
    with as_application():
        with transaction.atomic():
            assert copy_rows(TrailLine, columns, [row] * 700) == 700
        TrailLine.objects.bulk_create(TrailLine(actor_name="某人", act="test.bulk", summary=str(n)) for n in range(50))
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO cadres_trailline SELECT (jsonb_populate_record(line, '{\"id\": 900001}')).*"
                           " FROM cadres_trailline AS line LIMIT 1")  # fmt: skip
        verdict = chain.verify()
    assert (verdict.count, verdict.breaks) == (751, [])


class Committers:
    """Connections of the application's role that commit lines at different isolation, some after a long wait."""

    def __init__(self) -> None:
        url = addresses.database(settings.DATABASE_APP_URL)
        self.account = {"user": url["USER"], "password": url["PASSWORD"], "host": url["HOST"], "port": url["PORT"]}
        self.account["dbname"] = connection.settings_dict["NAME"]
        self.committed: list[str] = []
        self.seen: dict[str, int] = {}
        """How many links a REPEATABLE READ transaction saw, by the first line that it committed."""

    def commit(self, number: int) -> None:
        random, level = Random(number), LEVELS[number % len(LEVELS)]
        with_account: Any = psycopg2.connect(**self.account)
        with_account.set_session(isolation_level=level)
        with with_account.cursor() as cursor:
            for turn in range(TURNS):
                cursor.execute("SELECT count(*) FROM cadres_traillink")
                seen, lines = cursor.fetchone()[0], random.choice((1, 1, 3))
                for each in range(lines):
                    self._write(cursor, f"{number}-{turn}-{each}")
                if random.random() < 0.2:
                    with_account.rollback()
                    continue
                with_account.commit()
                self.committed += [f"{number}-{turn}-{each}" for each in range(lines)]
                if level == "REPEATABLE READ":
                    self.seen[f"{number}-{turn}-0"] = seen
        with_account.close()

    def _write(self, cursor: Any, words: str) -> None:
        cursor.execute(
            "INSERT INTO cadres_trailline (at, actor_name, act, thing, thing_id, summary, detail, reason, address,"
            " request_id) VALUES (now(), '某人', 'test.raced', '', '', %s, '{}', '', '', '')",
            [words],
        )


def test_many_at_once_make_one_chain_at_any_isolation() -> None:
    """No gap, no fork, no line lost, nobody refused: also for snapshots older than the head."""
    committers = Committers()
    assert [answer for answer in at_once(COMMITTERS, committers.commit) if answer is not None] == []
    verdict = chain.verify()
    assert verdict.breaks == []
    assert verdict.count == len(committers.committed) == TrailLine.objects.count()
    assert set(TrailLine.objects.values_list("summary", flat=True)) == set(committers.committed)
    assert [number for number, _ in links()] == list(range(1, verdict.count + 1))
    numbers = dict(TrailLine.objects.values_list("summary", "link__number"))
    assert any(numbers[words] > seen + 1 for words, seen in committers.seen.items()), "no snapshot was ever old"


def test_without_the_lock_they_would_not() -> None:
    """The twin: the guard taken away, the same committers get in each other's way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('trail_seal'::regproc)")
        whole = cursor.fetchone()[0]
        unguarded = whole.replace("PERFORM pg_advisory_xact_lock(7264, 1);", "").replace(
            "link.sealed_at :=", "PERFORM pg_sleep(0.01); link.sealed_at :="
        )
        assert len(unguarded) < len(whole) and "pg_sleep" in unguarded
        cursor.execute(unguarded)
        try:
            answers = at_once(COMMITTERS, Committers().commit)
        finally:
            cursor.execute(whole)
    assert any(isinstance(answer, psycopg2.Error) for answer in answers) or chain.verify().breaks


def test_a_snapshot_older_than_the_head_still_continues_it() -> None:
    """What a head kept in a row cannot do: it is read as it was, or refused as changed meanwhile."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert TrailLink.objects.count() == 0  # the snapshot is taken
        _elsewhere(lambda: tell("meanwhile"))
        late = tell("from the older snapshot")
        assert TrailLink.objects.count() == 0  # and still sees nothing
    assert links()[1] == (2, late.pk)
    assert chain.verify().breaks == []


def test_a_head_in_a_row_would_fail() -> None:
    """The twin: the same with an ordinary row as the head."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE head_in_a_row (number bigint); INSERT INTO head_in_a_row VALUES (1)")
        try:
            with pytest.raises(Exception, match="could not serialize"), transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT * FROM head_in_a_row")
                _elsewhere(lambda: _execute("UPDATE head_in_a_row SET number = 2"))
                cursor.execute("UPDATE head_in_a_row SET number = number + 1")
        finally:
            cursor.execute("DROP TABLE head_in_a_row")


def test_a_long_transaction_holds_nobody_up() -> None:
    with transaction.atomic():
        tell("early, and not yet committed")
        _elsewhere(lambda: tell("quick"))
        assert list(TrailLine.objects.filter(link__number=1).values_list("summary", flat=True)) == ["quick"]
    assert [line.summary for line in TrailLine.objects.order_by("link__number")][1] == "early, and not yet committed"
    assert chain.verify().breaks == []


def _elsewhere(act: Any) -> None:
    """Do it on another connection and wait for its end."""
    (answer,) = at_once(1, lambda _: act())
    if isinstance(answer, Exception):
        raise answer


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_waits_for_a_row_while_holding_the_lock() -> None:
    """A line first, then a row whose foreign key is checked at commit, while another holds that key and commits too."""
    from cadres.counties.models import County
    from cadres.units.models import Unit

    county = County.objects.create(code="990109", name="甲县", department="组织部")
    held, go = threading.Event(), threading.Event()

    def holder() -> None:
        with transaction.atomic():
            County.objects.select_for_update().get(pk=county.pk)
            held.set()
            assert go.wait(10)
            tell("holds the county")

    def writer() -> None:
        assert held.wait(10)
        with transaction.atomic():
            tell("line before row")
            Unit.objects.create(county_id=county.pk, code="A01", name="局", category="government", protocol_order=1)
            threading.Timer(0.5, go.set).start()

    assert at_once(2, lambda number: (holder, writer)[number]()) == [None, None]
    assert chain.verify().breaks == []
    assert [line.summary for line in TrailLine.objects.order_by("link__number")] == [
        "holds the county",
        "line before row",
    ]
