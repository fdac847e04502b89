"""The rows of a score card: the engine's words for each figure, and for a leaf the record it was entered by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from assessment.cards.selectors import Chains, Record, Sources, leaves
from assessment.entries.models import Deduction, Entry
from scoring.language.scheme import Scheme
from scoring.model.figure import LINE, MARK, Figure
from scoring.numbers.numerals import signed
from scoring.telling import wording


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
    """The whole explanation; a recorded number has a link to its correction for those who may correct."""
    words = wording.lines(scheme, figure)
    return [_line(line, leaf, sources, corrects) for line, leaf in zip(words, leaves(figure), strict=True)]


def _line(line: wording.Line, figure: Figure, sources: Sources, corrects: bool) -> CardLine:
    plain = (line.depth, line.label, line.value, line.weight, line.sentence, line.clause, (figure.value or 0) < 0)
    if figure.rule == MARK:
        return _leaf(plain, sources.entries, int(figure.basis[-1]), "correct-entry" if corrects else "")
    if figure.rule == LINE:
        return _leaf(plain, sources.deductions, int(figure.basis[-1]), "correct-deduction" if corrects else "")
    return CardLine(*plain)


def _leaf(
    plain: tuple[int, str, str, str, str, str, bool], chains: Chains[Record], ref: int, correction: str
) -> CardLine:
    """A recorded number, what it was before and has become since; `correction` names the address to put it right."""
    record = chains.records[ref]
    newest = chains.newest(record)
    history = [_correction(later, before) for later, before in chains.replaced(record)]
    if newest.pk != record.pk:
        history.insert(0, f"本次测算之后{_became(newest)}，须重新测算才会反映")
    url = reverse(correction, args=[newest.pk]) if correction else ""
    return CardLine(*plain, origin=_recorded(record), history=history, url=url)


def _recorded(record: Entry | Deduction) -> str:
    """Workbook sheet and cell, who recorded it, when."""
    return f"{record.origin}，{record.recorded_by} {localtime(record.recorded_at):%Y-%m-%d %H:%M} 登记"


def _correction(record: Entry | Deduction, before: Entry | Deduction) -> str:
    return f"更正前为{_told(before)}（{before.origin}），理由：{_why(record)}"


def _became(record: Entry | Deduction) -> str:
    return f"已更正为{_told(record)}（{record.recorded_by}，理由：{_why(record)}）"


def _told(record: Entry | Deduction) -> str:
    number = record.value if isinstance(record, Entry) else record.points
    return "撤销" if number is None else f" {signed(str(number))} "


def _why(record: Entry | Deduction) -> str:
    """Why it was corrected; the reason of a deduction is what it was made for."""
    return record.reason if isinstance(record, Entry) else record.correction
