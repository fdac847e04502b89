"""The rows of a score card: the engine's words for each figure, and for a leaf the record it was entered by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from assessment.cards.selectors import Sources, leaves
from assessment.entries.models import Deduction, Entry
from scoring import wording
from scoring.figure import LINE, MARK, Figure
from scoring.scheme import Scheme


@dataclass(frozen=True, slots=True)
class CardLine:
    """One row, as templates/components/tree.html shows it; `origin` where the number was entered, by whom, when."""

    depth: int
    label: str
    value: str
    weight: str
    sentence: str
    clause: str
    negative: bool
    origin: str = ""
    history: Sequence[str] = ()
    url: str = ""


def lines_of(scheme: Scheme, figure: Figure, sources: Sources, *, corrects: bool) -> list[CardLine]:
    """The whole explanation; a mark in force has a link to its correction for those who may correct."""
    words = wording.lines(scheme, figure)
    return [_line(line, leaf, sources, corrects) for line, leaf in zip(words, leaves(figure), strict=True)]


def _line(line: wording.Line, figure: Figure, sources: Sources, corrects: bool) -> CardLine:
    plain = (line.depth, line.label, line.value, line.weight, line.sentence, line.clause, (figure.value or 0) < 0)
    if figure.rule == MARK:
        return _mark(plain, sources.entries[int(figure.basis[-1])], sources, corrects)
    if figure.rule == LINE:
        return CardLine(*plain, origin=_recorded(sources.deductions[int(figure.basis[-1])]))
    return CardLine(*plain)


def _mark(plain: tuple[int, str, str, str, str, str, bool], entry: Entry, sources: Sources, corrects: bool) -> CardLine:
    newest = sources.newest(entry)
    history = [_correction(entry, before) for entry, before in sources.replaced(entry)]
    if newest.pk != entry.pk:
        history.insert(0, f"本次测算之后{_became(newest)}，须重新测算才会反映")
    url = reverse("correct-entry", args=[newest.pk]) if corrects else ""
    return CardLine(*plain, origin=_recorded(entry), history=history, url=url)


def _recorded(record: Entry | Deduction) -> str:
    """Workbook sheet and cell, who recorded it, when."""
    return f"{record.origin}，{record.recorded_by} {localtime(record.recorded_at):%Y-%m-%d %H:%M} 登记"


def _correction(entry: Entry, before: Entry) -> str:
    return f"更正前为{_told(before)}（{before.origin}），理由：{entry.reason}"


def _became(entry: Entry) -> str:
    return f"已更正为{_told(entry)}（{entry.recorded_by}，理由：{entry.reason}）"


def _told(entry: Entry) -> str:
    return "撤销" if entry.value is None else f" {entry.value} "
