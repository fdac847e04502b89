"""What a ranking says beside its figures: badges, grade and flags of a row, the words at a quota line."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from assessment.runs.models import Result
from assessment.runs.quotas import scope_word, seats_told
from scoring.language.payout import Payout
from scoring.language.quota import scope_label
from scoring.language.scheme import Scheme
from scoring.model.verdict import BLOCKED, IN, NOT_RANKED, RANKED, UNDECIDED, UNDETERMINED, QuotaLine
from scoring.numbers.numerals import signed
from scoring.numbers.rounding import rounded
from scoring.telling import wording


class Badge(NamedTuple):
    """A word and its tone: good, wait, bad or '' (neutral)."""

    word: str
    tone: str


_PUBLIC = {
    NOT_RANKED: Badge(wording.STATUS[NOT_RANKED], ""),
    BLOCKED: Badge("缺项未计", "bad"),
}
_CLEARED = _PUBLIC | {UNDETERMINED: Badge(wording.STATUS[UNDETERMINED], ""), NOT_RANKED: Badge("未满期限", "")}


def public_status(status: str) -> str:
    """A status as everybody may know it: why someone takes part without a rank is for those who read all results."""
    return NOT_RANKED if status == UNDETERMINED else status


def badges_of(scheme: Scheme, result: Result, *, cleared: bool = False) -> list[Badge]:
    """What is proposed for a result under every quota, nothing where it is in none.

    Only the `cleared` are told why there is no rank.
    """
    words, status = (_CLEARED, result.status) if cleared else (_PUBLIC, public_status(result.status))
    if status in words:
        return [words[status]]
    if not result.places:
        return _badge(scheme.quotas[result.quota].label, result.place, "") if result.place else []
    named = ((scheme.quotas[quota].label, place) for quota, place in result.places)
    return [badge for label, place in named for badge in _badge(label, place, label)]


def _badge(label: str, place: str, whose: str) -> list[Badge]:
    """The badge of one quota; `whose` tells apart what waits where there are several."""
    if place == UNDECIDED:
        return [Badge(f"{whose}待裁定", "wait")]
    return [Badge(f"{label}候选", "good")] if place == IN else []


def proposal_of(scheme: Scheme, result: Result) -> str:
    """The badges in one text, as everybody may read them; '' where there are none."""
    return "、".join(badge.word for badge in badges_of(scheme, result))


OPEN_GRADE = "未定"
"""The word for a grade that waits for a ruling or an input."""


def grade_of(scheme: Scheme, result: Result, *, cleared: bool = False) -> str:
    """The grade in words; '' where the method has none for the kind, or the reader may not know.

    To everybody only the grades of the ranked are told: where some of the others have one, those without would be
    known to be under investigation. The `cleared` are the subject and those who decide.
    """
    if result.kind not in scheme.grades or not (cleared or result.status == RANKED):
        return ""
    if result.grade:
        return wording.grade_word(scheme, result.kind, result.grade)
    return OPEN_GRADE if result.status in (RANKED, BLOCKED) else ""


def proposal_word(scheme: Scheme, kind: str) -> str:
    """The heading of what is proposed: beside a column of grades it holds no grade."""
    if kind in scheme.grades:
        return "名额"
    return "等次建议" if scheme.subjects[kind].people else "评定建议"


def colour_of(scheme: Scheme, result: Result) -> str:
    """The colour as everybody may know it: that of a person may be a red card, and is told like a flag."""
    return "" if scheme.subjects[result.kind].people else result.colour


def flag_words(scheme: Scheme, result: Result) -> list[str]:
    """What the flags of a result are called, each once."""
    return list(dict.fromkeys(wording.flag_word(scheme, flag) for flag, _ in result.flags))


def money(payout: Payout, value: Decimal | Fraction | None) -> str:
    """What a payout comes to: '84962.00 元', a coefficient without a unit, a word where it is open."""
    if value is None:
        return OPEN_GRADE
    return f"{signed(str(rounded(value, payout.places)))} {payout.unit}".rstrip()


def line_words(
    scheme: Scheme, line: Mapping[str, Any], names: Mapping[str, str], units: Mapping[str, str] | None = None
) -> list[str]:
    """What stands at the quota line: how it came out, who shares the score across it, how seats were counted.

    `line` is one of `Run.quotas`; `names` the tied subjects' names by code, `units` those of units with own seats.
    """
    said = [_named(scheme, line, units) if units else wording.quota_line(scheme, _as_line(line))]
    if line["undecided"]:
        said.append("并列：" + "、".join(names.get(code, code) for code in line["undecided"]))
    said.append(seats_told(scheme, scheme.quotas[line["quota"]]))
    return said


def _named(scheme: Scheme, line: Mapping[str, Any], units: Mapping[str, str]) -> str:
    """How the line came out, with the unit's name where the engine, which knows no names, writes its code."""
    code = scope_label(scheme, scheme.quotas[line["quota"]], line["peer_group"])
    rest = wording.quota_line(scheme, _as_line(line)).removeprefix(code)
    return (scope_word(scheme, line, units) if code else "") + rest


def _as_line(line: Mapping[str, Any]) -> QuotaLine:
    score = None if line["line"] is None else Decimal(line["line"])
    where = (line["quota"], line["peer_group"], line["base"], line["seats"], score)
    told = tuple(line["told"])
    return QuotaLine(*where, tuple(line["undecided"]), line["open_seats"], line["ruling"], line["note"], told)
