"""The result of the demonstration as plain text: columns that line up although Chinese characters are two wide."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from unicodedata import east_asian_width

from django.conf import settings

from assessment.cycles.models import SeatKind
from assessment.cycles.selectors import scheme_of
from assessment.publications.models import Publication
from assessment.runs.models import Result
from assessment.runs.selectors import IN_ORDER
from scoring.language.quota import scope_label
from scoring.language.scheme import Scheme
from scoring.model.verdict import INSIDE, RANKED
from scoring.telling import wording

_TOP = 5
_COLOURS = {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰"}


def report(publication: Publication) -> Iterator[str]:
    """Lines: the top of each ranking, quotas, colours, documents, digest and seal."""
    yield from _rankings(publication)
    yield from _quotas(publication)
    yield from _board(publication)
    yield from _documents(publication)


def _rankings(publication: Publication) -> Iterator[str]:
    scheme = scheme_of(publication.run.cycle)
    for kind, subject in scheme.subjects.items():
        for group, label in subject.groups.items():
            yield from _top(publication, kind, group, f"{subject.label} · {label}")


def _top(publication: Publication, kind: str, group: str, title: str) -> Iterator[str]:
    scheme = scheme_of(publication.run.cycle)
    ranked = Result.objects.filter(run=publication.run, kind=kind, peer_group=group, status=RANKED)
    rows = ranked.select_related("seat").order_by(*IN_ORDER)[:_TOP]
    yield f"\n{title}（参加排名 {ranked.count()}）"
    for row in rows:
        seat = row.seat
        who = f"{seat.name}（{seat.post_line}）" if kind == SeatKind.CADRE else seat.name
        yield f"  {row.rank:>4}  {pad(who, 56)} {row.score:>8.2f}  {_place(scheme, row)}"


def _place(scheme: Scheme, row: Result) -> str:
    return wording.place_word(scheme, row.quota, row.place) if row.place in INSIDE else ""


def _quotas(publication: Publication) -> Iterator[str]:
    scheme = scheme_of(publication.run.cycle)
    yield "\n名额"
    for quota in publication.run.quotas:
        group = scope_label(scheme, scheme.quotas[quota["quota"]], quota["peer_group"])
        tie = f"；{len(quota['undecided'])} 个同分争 {quota['open_seats']} 个名额，待裁定" if quota["undecided"] else ""
        yield f"  {pad(quota['label'], 10)} {pad(group, 14)} 基数 {quota['base']:>4}  名额 {quota['seats']:>3}{tie}"


def _board(publication: Publication) -> Iterator[str]:
    scheme = scheme_of(publication.run.cycle)
    yield "\n红黄绿晾晒（单位）"
    for group, label in scheme.subjects[SeatKind.UNIT].groups.items():
        rows = Result.objects.filter(run=publication.run, kind=SeatKind.UNIT, peer_group=group).select_related("seat")
        for colour, word in _COLOURS.items():
            coloured = (row.seat for row in rows.order_by("rank", "seat_id") if row.colour == colour)
            names = [seat.short_name or seat.name for seat in coloured]
            if names and colour in ("green", "red"):
                yield f"  {pad(label, 14)} {word} {len(names):>2}：{'、'.join(names)}"
            elif names:
                yield f"  {pad(label, 14)} {word} {len(names):>2}"


def _documents(publication: Publication) -> Iterator[str]:
    yield "\n公布文件"
    for document in publication.documents.order_by("kind"):
        path = settings.DOCUMENTS_DIR / document.sha256
        yield f"  {document.get_kind_display()}：{path}（{document.file_name}，{document.bytes_long:,} 字节）"
    yield f"\n结果校验值 {publication.run.digest}"
    yield f"公布封签   {publication.seal}"


def pad(text: str, width: int) -> str:
    """`text` filled with blanks to `width` terminal columns."""
    return text + " " * max(0, width - columns(text))


def fit(text: str, width: int) -> str:
    """`text` cut to at most `width` terminal columns, with an ellipsis where something is missing."""
    if columns(text) <= width:
        return text
    ends = accumulate(map(columns, text))
    return "".join(character for character, end in zip(text, ends, strict=True) if end < width) + "…"


def columns(text: Iterable[str]) -> int:
    """How many terminal columns a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
