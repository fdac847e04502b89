"""Whatever somebody does to the trail who may do anything in the database, with every trigger off, is found."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cadres.counties.models import County
from cadres.trail import chain, heads
from cadres.trail.models import TrailLine, TrailLink
from cadres.trail.services import record
from tests.roles import as_superuser

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("fresh")]

LINES, KEPT = 40, 30
"""Lines in the chain, and at which of them its head was exported."""
PROBES = 12
"""Random tries of each way to tamper."""
COLUMNS = (
    *("county_id", "at", "actor_id", "actor_name", "act", "thing", "thing_id", "summary", "detail", "before"),
    *("after", "reason", "address", "request_id"),
)
#: Another value for any column of a kind; the old one stands for %s.
OTHER = {
    "bigint": "coalesce({0}, 0) + 1",
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "jsonb": "jsonb_build_array({0})",
    "character varying": "left({0} || '改', 40)",
}
#: What an attacker runs who knows how links are made: everything from a link on is written anew, the head too.
REWRITE = """
DO $$ DECLARE link cadres_traillink; line cadres_trailline; before text; n bigint := {first} - 1; BEGIN
    SELECT digest INTO before FROM cadres_traillink WHERE number = n;
    FOR link IN SELECT * FROM cadres_traillink WHERE number >= {first} ORDER BY number LOOP
        n := n + 1;
        SELECT * INTO line FROM cadres_trailline WHERE id = link.line_id;
        link.number := n; link.previous := coalesce(before, '');
        before := trail_digest(link, line);
        UPDATE cadres_traillink SET number = n, previous = link.previous, digest = before WHERE line_id = link.line_id;
    END LOOP;
    PERFORM lo_put(trail_store(), 0, convert_to(lpad(n::text, 20, '0') || before, 'UTF8'));
END $$
"""


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def kept() -> Iterator[dict[int, str]]:
    """A chain of lines of all sorts; heads exported before its end. Everything is allowed and no trigger fires."""
    county = County.objects.create(code="990101", name="示例旗", department="组织部")
    exported: dict[int, str] = {}
    for number in range(1, LINES + 1):
        where = county if number % 3 else None
        record(
            "test.told", county, f"第{number}条", actor=None, county=where, before=number or None, reason="因", n=number
        )
        if number == KEPT:
            exported = dict(heads.read(heads.written()[0]))
    assert list(exported) == [KEPT] and chain.verify(exported).breaks == []
    with as_superuser():
        _triggers_off()
        yield exported
        run("SET session_replication_role = DEFAULT")


def _triggers_off() -> None:
    run("SET session_replication_role = replica")


def found(act: Callable[[], object], exported: dict[int, str] | None = None) -> list[chain.Break]:
    """What is found after the deed, which is then undone."""
    with transaction.atomic():
        act()
        breaks = chain.verify(exported).breaks
        transaction.set_rollback(True)
    return breaks


def line_of(number: int) -> int:
    return TrailLink.objects.get(number=number).line_id


def remove(numbers: range, *, lines: bool = True, links: bool = True) -> None:
    ids = [line_of(number) for number in numbers]
    if links:
        run("DELETE FROM cadres_traillink WHERE line_id = ANY(%s)", ids)
    if lines:
        run("DELETE FROM cadres_trailline WHERE id = ANY(%s)", ids)


def forged_line() -> int:
    copy = run(
        "INSERT INTO cadres_trailline (at, actor_name, act, thing, thing_id, summary, detail, reason, address,"
        " request_id) VALUES (now(), '某人', 'test.told', '', '', '从未发生的事', '{}', '', '', '') RETURNING id"
    )
    return int(copy[0][0])


def forged_link(number: int) -> None:
    """A line that never was, in a link that fits the one before it."""
    run("UPDATE cadres_traillink SET number = -number WHERE number >= %s", number)
    run("UPDATE cadres_traillink SET number = 1 - number WHERE number < 0")
    line = forged_line()
    run(
        "INSERT INTO cadres_traillink SELECT %s, %s, algorithm, digest, '', sealed_at FROM cadres_traillink"
        " WHERE number = %s",
        *(line, number, number - 1),
    )
    run(
        "UPDATE cadres_traillink AS link SET digest = trail_digest(link, line) FROM cadres_trailline AS line"
        " WHERE line.id = link.line_id AND line.id = %s",
        line,
    )


def swap_lines(one: int, other: int) -> None:
    """Two lines change places: everything but their ids."""
    columns = ", ".join(COLUMNS)
    run(
        f"UPDATE cadres_trailline AS line SET ({columns}) ="
        f" (SELECT {columns} FROM cadres_trailline AS twin WHERE twin.id = %s + %s - line.id) WHERE id IN (%s, %s)",
        *(one, other, one, other),
    )


def swap_links(one: int, other: int) -> None:
    run("UPDATE cadres_traillink SET number = -number WHERE number IN (%s, %s)", one, other)
    run("UPDATE cadres_traillink SET number = %s + %s + number WHERE number < 0", one, other)


def fork(number: int) -> None:
    """A second link of the same number, after the constraint that forbids it is gone."""
    (name,) = run("SELECT conname FROM pg_constraint WHERE conrelid = 'cadres_traillink'::regclass AND contype = 'u'")[
        0
    ]
    run(f"ALTER TABLE cadres_traillink DROP CONSTRAINT {name}")
    line = forged_line()
    columns = "algorithm, previous, digest, sealed_at"
    run(
        f"INSERT INTO cadres_traillink (line_id, number, {columns}) SELECT %s, number, {columns} FROM cadres_traillink"
        " WHERE number = %s",
        *(line, number),
    )


Deed = Callable[[Random], tuple[Callable[[], object], int | None]]
"""A random deed of a kind, and the number of the link at which it must be found (None: only that it is)."""


def changed_line(column: str) -> Deed:
    def deed(random: Random) -> tuple[Callable[[], object], int | None]:
        number = random.randint(1, LINES)
        kind = run(
            "SELECT data_type FROM information_schema.columns"
            " WHERE table_name = 'cadres_trailline' AND column_name = %s",
            column,
        )[0][0]
        statement = f"UPDATE cadres_trailline SET {column} = {OTHER[kind].format(column)} WHERE id = %s"
        return lambda: run(statement, line_of(number)), number

    return deed


def changed_link(assignment: str) -> Deed:
    def deed(random: Random) -> tuple[Callable[[], object], int | None]:
        number = random.randint(2, LINES)
        return lambda: run(f"UPDATE cadres_traillink SET {assignment} WHERE number = %s", number), number

    return deed


def changed_number(to: str) -> Callable[[int], object]:
    return lambda number: run(f"UPDATE cadres_traillink SET number = {to} WHERE number = %s", number)


def renamed_line(number: int) -> None:
    run("UPDATE cadres_trailline SET id = id + 100000 WHERE id = %s", line_of(number))


def closed_gap(number: int) -> None:
    remove(range(number, number + 1))
    run("UPDATE cadres_traillink SET number = -number WHERE number > %s", number)
    run("UPDATE cadres_traillink SET number = -number - 1 WHERE number < 0")


def at(act: Callable[[int], object], *, first: int = 1, last: int = LINES, named: bool = False) -> Deed:
    def deed(random: Random) -> tuple[Callable[[], object], int | None]:
        number = random.randint(first, last)
        return lambda: act(number), number if named else None

    return deed


def two(act: Callable[[int, int], object]) -> Deed:
    def deed(random: Random) -> tuple[Callable[[], object], int | None]:
        one, other = sorted(random.sample(range(1, LINES + 1), 2))
        return lambda: act(one, other), one

    return deed


DEEDS: dict[str, Deed] = {
    **{f"change {column}": changed_line(column) for column in COLUMNS},
    "change a link's digest": changed_link("digest = encode(sha256(digest::bytea), 'hex')"),
    "change a link's previous": changed_link("previous = encode(sha256(digest::bytea), 'hex')"),
    "change a link's time": changed_link("sealed_at = sealed_at - interval '1 day'"),
    "change a link's algorithm": changed_link("algorithm = 'md5'"),
    "move a link far away": at(changed_number("number + 900"), last=LINES - 1),
    "empty a link": at(changed_number("NULL")),
    "give a line another id": at(renamed_line),
    "remove a line": at(lambda number: remove(range(number, number + 1), links=False), named=True),
    "remove a link": at(lambda number: remove(range(number, number + 1), lines=False)),
    "remove both": at(lambda number: remove(range(number, number + 4)), last=LINES - 5),
    "remove the beginning": at(lambda number: remove(range(1, number + 1)), last=LINES - 1),
    "cut the end off": at(lambda number: remove(range(number, LINES + 1))),
    "insert a line": at(lambda number: forged_line()),
    "insert a line with a link that fits": at(forged_link, first=2),
    "append a link that fits": at(lambda number: forged_link(LINES + 1)),
    "fork": at(fork, named=True),
    "exchange lines": two(lambda one, other: swap_lines(line_of(one), line_of(other))),
    "exchange links": two(swap_links),
    "remove one and close the gap": at(closed_gap, last=LINES - 1),
    "empty the tables": at(lambda number: run("TRUNCATE cadres_trailline, cadres_traillink")),
}


def test_every_deed_is_found_and_where(kept: dict[int, str]) -> None:
    """By the database's own head, without any that was kept elsewhere."""
    probes, missed = 0, []
    for name, deed in DEEDS.items():
        for number in range(PROBES):
            act, where = deed(Random(f"{name}-{number}"))
            breaks = found(act)
            probes += 1
            if not breaks or where not in {None, *(one.number for one in breaks)}:
                missed.append((name, number, where, breaks))
    assert missed == []
    assert probes == PROBES * len(DEEDS) >= 400


def test_the_changed_line_alone_is_named(kept: dict[int, str]) -> None:
    for number in range(PROBES * 2):
        act, where = changed_line("summary")(Random(number))
        (one,) = found(act)
        assert (one.number, one.line_id) == (where, line_of(where or 0))
        assert "内容与校验值不符" in str(one) and str(one).startswith(f"第 {where} 环，留痕编号 ")


def test_a_chain_written_anew_is_found_by_the_heads_kept_elsewhere(kept: dict[int, str]) -> None:
    """And by nothing else, which is why heads are kept elsewhere."""

    def rewritten(number: int) -> None:
        run("UPDATE cadres_trailline SET summary = '另一件事' WHERE id = %s", line_of(number))
        run(REWRITE.format(first=number))

    for number in range(1, KEPT + 1):
        assert found(lambda n=number: rewritten(n)) == []
        (one,) = found(lambda n=number: rewritten(n), kept)
        assert one.number == KEPT and "与另存的链头不符" in one.words
    for number in range(KEPT + 1, LINES + 1):
        assert found(lambda n=number: rewritten(n), kept) == []


def test_an_end_that_is_cut_off_with_its_head_is_found_by_the_heads_kept_elsewhere(kept: dict[int, str]) -> None:
    def cut(number: int) -> None:
        remove(range(number, LINES + 1))
        run(REWRITE.format(first=max(number - 1, 1)))

    for number in range(2, KEPT + 1):
        assert found(lambda n=number: cut(n)) == []
        (one,) = found(lambda n=number: cut(n), kept)
        assert one.number == KEPT and "另存的链头中有此环" in one.words


def test_nothing_is_found_where_nothing_was_done(kept: dict[int, str]) -> None:
    assert found(lambda: None, kept) == []
    assert found(lambda: run("UPDATE cadres_trailline SET summary = summary"), kept) == []


def test_the_triggers_that_are_off_would_have_refused(kept: dict[int, str]) -> None:
    """The twin: it is by switching them off that the deeds above go through."""
    run("SET session_replication_role = DEFAULT")
    for statement in ("UPDATE cadres_trailline SET summary = ''", "DELETE FROM cadres_traillink"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            run(statement)


def test_the_commands(kept: dict[int, str], tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Export heads, verify with them, and end with status 1 and the place once something was done."""
    run("SET session_replication_role = DEFAULT")
    file = tmp_path / "heads.json"
    call_command("export_trail_heads", str(file))
    call_command("verify_trail", "--heads", str(file))
    told = capsys.readouterr().out
    assert f"已导出至第 {LINES} 环" in told and f"{LINES + 1} 条留痕首尾相连，内容未改；链头 " in told
    assert list(TrailLine.objects.order_by("-id").values_list("act", flat=True)[:2]) == [
        "trail.verified",
        "trail.heads_exported",
    ]
    _triggers_off()
    run("UPDATE cadres_trailline SET actor_name = '别人' WHERE id = %s", line_of(7))
    with pytest.raises(CommandError, match="在 1 处断裂"):
        call_command("verify_trail", "--heads", str(file))
    assert f"第 7 环，留痕编号 {line_of(7)}：内容与校验值不符" in capsys.readouterr().out
    with pytest.raises(CommandError, match="无法写入"):
        call_command("export_trail_heads", str(file))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "nonsense", '{"kind": "hengjian trail heads", "heads": [{"number": "1", "digest": "x"}]}']
)
def test_a_file_that_holds_no_heads_is_named(tmp_path: Any, text: str) -> None:
    file = tmp_path / "heads.json"
    file.write_text(text)
    with pytest.raises(CommandError, match="heads.json：不是 export_trail_heads 导出的链头文件"):
        call_command("verify_trail", "--heads", str(file))
    with pytest.raises(CommandError, match="无法读取"):
        call_command("verify_trail", "--heads", str(tmp_path / "none.json"))
