"""Proves the chain of the trail's lines from first to last, in other words than those that wrote it (`sealing`).

    verdict = verify(heads)     # heads that were kept elsewhere, {} for none
    verdict.breaks              # empty when every line is there, as written and in its place

Without heads from elsewhere, somebody who may do anything in the database could write the whole chain anew. With them,
nothing up to the newest of them can be changed unseen.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection, transaction

_MOMENT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
_LINE = (
    *("county_id", "at", "actor_id", "actor_name", "act", "thing", "thing_id", "summary", "detail"),
    *("before", "after", "reason", "address", "request_id"),
)
_FIELDS = ", ".join(_MOMENT.format("line.at") if name == "at" else f"line.{name}::text" for name in _LINE)
#: One statement, hence one state of the database: the head, and every link and line, those without the other too.
_EVERYTHING = f"""
SELECT coalesce(head.number, 0), coalesce(head.digest, ''), link.line_id, coalesce(link.number, 0), link.algorithm,
       link.previous, link.digest, {_MOMENT.format("link.sealed_at")}, line.id, {_FIELDS}
FROM trail_head() AS head LEFT JOIN (
    cadres_traillink AS link FULL JOIN cadres_trailline AS line ON line.id = link.line_id
) ON true
ORDER BY link.number NULLS LAST, coalesce(link.line_id, line.id)
"""  # noqa: S608 (names only)


class Break(NamedTuple):
    """Where the chain does not hold: the link's number and the line's id, as far as known, and what is wrong."""

    number: int | None
    line_id: int | None
    words: str

    def __str__(self) -> str:
        link = "" if self.number is None else f"第 {self.number} 环"
        line = "" if self.line_id is None else f"留痕编号 {self.line_id}"
        return f"{'，'.join(filter(None, (link, line)))}：{self.words}"


@dataclass(slots=True)
class Verdict:
    """What was found: how many links were gone through, the last of them, and the breaks in their order."""

    count: int = 0
    number: int = 0
    digest: str = ""
    breaks: list[Break] = field(default_factory=list)


class _Row(NamedTuple):
    """A link with its line, as texts; either may be missing, number 0 stands for no place in the chain."""

    line_id: int | None
    number: int
    algorithm: str | None
    previous: str | None
    digest: str | None
    sealed_at: str | None
    written: int | None
    fields: Sequence[str | None]

    def computed(self) -> str:
        """The digest that the link should bear."""
        head = (self.algorithm, str(self.number), self.previous, self.sealed_at, str(self.written))
        return hashlib.sha256("".join(map(_measured, (*head, *self.fields))).encode()).hexdigest()


def _measured(text: str | None) -> str:
    """A text behind its length in bytes, so that no two rows of texts read alike."""
    return "-" if text is None else f"{len(text.encode())}:{text}"


def verify(heads: Mapping[int, str] | None = None) -> Verdict:
    """Go through the chain; `heads` are digests of links by number, as exported earlier and kept elsewhere."""
    verdict, kept, head = Verdict(), dict(heads or {}), (0, "")
    for values in _rows():
        head = values[0], values[1]
        _follow(verdict, _Row._make((*values[2:9], values[9:])), kept)
    _end(verdict, head, kept)
    return verdict


def _rows() -> Iterator[tuple[Any, ...]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_EVERYTHING)
        yield from cursor


def _follow(verdict: Verdict, row: _Row, kept: dict[int, str]) -> None:
    """Hold one row to what came before it, and make its link the last one."""
    if not row.number:
        _note(verdict, None, row.written or row.line_id, _loose(row))
        return
    for words in filter(None, (_place(verdict, row), _content(row), _promise(row, kept))):
        _note(verdict, row.number, row.line_id, words)
    verdict.count += 1
    verdict.number, verdict.digest = row.number, row.digest or ""


def _note(verdict: Verdict, number: int | None, line_id: int | None, words: str) -> None:
    if words:
        verdict.breaks.append(Break(number, line_id, words))


def _loose(row: _Row) -> str:
    """What is wrong with a row that has no place in the chain; '' for the one that an empty trail gives."""
    if row.written is None:
        return "" if row.line_id is None else "链环没有环号，对应的留痕也已不在"
    return "留痕不在链上：绕过数据库规则写入，或其链环已被删除" if row.line_id is None else "链环被清空"


def _place(verdict: Verdict, row: _Row) -> str:
    due = verdict.number + 1
    if row.number > due:
        missing = f"第 {due} 环" if row.number == due + 1 else f"第 {due} 至 {row.number - 1} 环"
        return f"前面缺少{missing}"
    if row.number < due:
        return "环号重复，链在此分叉"
    return "" if row.previous == verdict.digest else "与前一环接不上：顺序被调换、插入过，或前一环被改写"


def _content(row: _Row) -> str:
    if row.algorithm != "sha256/1":
        return f"不认识的算法“{row.algorithm}”"
    if row.written is None:
        return "对应的留痕已被删除"
    return "" if row.computed() == row.digest else "内容与校验值不符：留痕或链环被改动"


def _promise(row: _Row, kept: dict[int, str]) -> str:
    return "" if kept.pop(row.number, row.digest) == row.digest else "与另存的链头不符：此环或之前的链被整体改写"


def _end(verdict: Verdict, head: tuple[int, str], kept: Mapping[int, str]) -> None:
    """Whether the chain ends where the database and the heads kept elsewhere say that it does."""
    number, digest = head
    if number != verdict.number:
        _note(verdict, None, None, f"链应止于第 {number} 环，现止于第 {verdict.number} 环：末尾被截断或被添加")
    elif digest != verdict.digest:
        _note(verdict, number, None, "末环与数据库记下的链头不符")
    for missing in sorted(kept):
        _note(verdict, missing, None, "另存的链头中有此环，链上已没有：被删除或末尾被截断")
