"""The rows of a score card: the engine's words for each figure, and for a leaf the record it was entered by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from assessment.cards.selectors import Chains, Record, Sources, leaves, taken_from
from assessment.entries.kinds import kind_of
from assessment.entries.models import Deduction, Entry
from scoring.keeping.sheetfile import NO_REF
from scoring.language.scheme import Scheme
from scoring.model.figure import LINE, MARK, Figure
from scoring.model.sheet import Key
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


BY_BOOK = "数据表"
"""Where a number comes from that stands in a data book, which is corrected as a whole."""


def lines_of(scheme: Scheme, figure: Figure, sources: Sources, card: int | None = None) -> list[CardLine]:
    """The whole explanation; on the `card` of those who may correct, a recorded number links to its correction."""
    words = wording.lines(scheme, figure)
    return [_line(line, leaf, sources, card) for line, leaf in zip(words, leaves(figure), strict=True)]


def correction_of(record: Entry | Deduction, card: int) -> str:
    """The address where a record is put right; the page there leads back to the card."""
    name = "correct-entry" if isinstance(record, Entry) else "correct-deduction"
    return f"{reverse(name, args=[record.pk])}?card={card}"


def _line(line: wording.Line, figure: Figure, sources: Sources, card: int | None) -> CardLine:
    sentence = _named(line.sentence, figure, sources)
    plain = (line.depth, line.label, line.value, line.weight, sentence, line.clause, (figure.value or 0) < 0)
    if figure.rule in (MARK, LINE) and int(figure.basis[-1]) == NO_REF:
        return CardLine(*plain, origin=BY_BOOK)
    if figure.rule == MARK:
        return _leaf(plain, sources.entries, int(figure.basis[-1]), card)
    if figure.rule == LINE:
        return _leaf(plain, sources.deductions, int(figure.basis[-1]), card)
    return CardLine(*plain)


def _named(sentence: str, figure: Figure, sources: Sources) -> str:
    """The sentence with the name of whose result is taken, where the engine, which knows no names, writes a code."""
    code = taken_from(figure)
    name = sources.names.get(Key(str(figure.basis[0]), code), code) if code else ""
    return f"{name}{sentence.removeprefix(code)}" if code else sentence


def _leaf(
    plain: tuple[int, str, str, str, str, str, bool], chains: Chains[Record], ref: int, card: int | None
) -> CardLine:
    """A recorded number, what it was before and has become since, and where it is put right."""
    record = chains.records[ref]
    newest = chains.newest(record)
    history = [_correction(later, before) for later, before in chains.replaced(record)]
    if newest.pk != record.pk:
        history.insert(0, f"本次测算之后{_became(newest)}，须重新测算才会反映")
    url = "" if card is None else correction_of(newest, card)
    return CardLine(*plain, origin=_recorded(record), history=history, url=url)


def _recorded(record: Entry | Deduction) -> str:
    """Workbook sheet and cell, who recorded it, when."""
    return f"{record.origin}，{record.recorded_by} {localtime(record.recorded_at):%Y-%m-%d %H:%M} 登记"


def _correction(record: Record, before: Record) -> str:
    return f"更正前为{_told(before)}（{before.origin}），理由：{_why(record)}"


def _became(record: Record) -> str:
    return f"已更正为{_told(record)}（{record.recorded_by}，理由：{_why(record)}）"


def _told(record: Record) -> str:
    number = kind_of(record).number_of(record)
    return "撤销" if number is None else f" {signed(str(number))} "


def _why(record: Record) -> str:
    """Why it was corrected; the reason of a deduction is what it was made for."""
    return kind_of(record).why_of(record)
