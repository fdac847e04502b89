"""A run's results with all that follows from them, as a workbook for those who decide: no part of a publication."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook

from assessment.cards.consequences import consequences_of
from assessment.rankings.words import OPEN_GRADE, badges_of, proposal_word
from assessment.runs.models import Result, Run
from assessment.runs.selectors import IN_ORDER
from assessment.runs.sums import payout_key
from cadres.workbooks.sheets import Column, Sheet, write
from scoring.language.payout import Payout
from scoring.language.scheme import Scheme, SubjectKind
from scoring.model.figure import loads
from scoring.model.verdict import ABSENT
from scoring.numbers.rounding import rounded
from scoring.telling import wording

_HEAD = (Column("序号", 7, "whole"), Column("排名组", 14), Column("编号", 12))
_PERSON = (Column("姓名", 14), Column("单位及职务", 34))
_THING = (Column("名称", 32),)
_STANDING = (Column("状态", 12), Column("情形", 14), Column("综合得分", 11, "score"), Column("名次", 8, "whole"))
_GRADED = (Column("等次建议", 12), Column("等次理由", 60))
_HOLDS = {0: "whole", 2: "score"}
"""What a column of payouts holds, by decimals; any other number shows as many as it has."""


def results_workbook(scheme: Scheme, run: Run, note: str, mark: str) -> bytes:
    """One sheet for each kind of subject, everybody but those who had left, in the order of the rankings."""
    book = Workbook(write_only=True)
    for kind in scheme.subjects.values():
        write(book, replace(_sheet(scheme, run, kind, note), mark=mark))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _sheet(scheme: Scheme, run: Run, kind: SubjectKind, note: str) -> Sheet:
    payouts = {key: payout for key, payout in scheme.payouts.items() if payout.of == kind.key}
    groups = list(kind.groups)
    rows = Result.objects.filter(run=run, kind=kind.key).exclude(status=ABSENT).select_related("seat")
    ordered = sorted(rows.order_by(*IN_ORDER), key=lambda row: groups.index(row.peer_group))
    told = tuple(_row(scheme, kind, payouts, number, row) for number, row in enumerate(ordered, 1))
    columns = tuple(_columns(scheme, kind, payouts))
    return Sheet(kind.label, f"{run.cycle.name}{kind.label}测算结果（{run}）", note, columns, told)


def _columns(scheme: Scheme, kind: SubjectKind, payouts: Mapping[str, Payout]) -> Iterator[Column]:
    yield from _HEAD
    yield from _PERSON if kind.people else _THING
    yield from _STANDING
    yield Column(proposal_word(scheme, kind.key), 22)
    yield from _GRADED if kind.key in scheme.grades else ()
    yield from (Column(colours.label, 10) for colours in scheme.colours if colours.of == kind.key)
    yield Column("标记", 40)
    for payout in payouts.values():
        heading = f"{payout.label}（{payout.unit}）" if payout.unit else payout.label
        yield Column(heading, 14, _HOLDS.get(payout.places, "points"))


def _row(
    scheme: Scheme, kind: SubjectKind, payouts: Mapping[str, Payout], number: int, result: Result
) -> tuple[object, ...]:
    """As the subject's card tells it, in one line."""
    seat, follows = result.seat, consequences_of(scheme, result)
    situation = scheme.situations.get(seat.situation)
    who = (seat.name, seat.post_line) if kind.people else (seat.name,)
    score = None if result.score is None else scheme.places.publish(result.score)
    badges = "、".join(badge.word for badge in badges_of(scheme, result, cleared=True))
    standing = wording.STATUS[result.status], situation.label if situation else "", score, result.rank
    grade = (follows.grade, "；".join(follows.reasons)) if follows.graded else ()
    coloured = any(colours.of == kind.key for colours in scheme.colours)
    colour = (wording.colour_word(scheme, kind.key, result.colour),) if coloured else ()
    flags = "；".join(f"{flag.label}：{flag.told}" for flag in follows.flags)
    group = kind.groups[result.peer_group]
    return number, group, seat.code, *who, *standing, badges, *grade, *colour, flags, *_paid(payouts, result)


def _paid(payouts: Mapping[str, Payout], result: Result) -> Iterator[Decimal | str | None]:
    """What each payout comes to; nothing where there is none for the subject."""
    values = {payout_key(figure): figure.value for figure in map(loads, result.payouts)}
    for key, payout in payouts.items():
        value = values.get(key)
        told = OPEN_GRADE if value is None else rounded(value, payout.places)
        yield told if key in values else None
