"""What a ranking says beside its figures: the badge of a row and the words at a quota line."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from assessment.runs.models import Result
from scoring.language.scheme import Scheme
from scoring.model.verdict import BLOCKED, IN, NOT_RANKED, UNDECIDED, UNDETERMINED, QuotaLine
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


def badge_of(scheme: Scheme, result: Result, *, cleared: bool = False) -> Badge | None:
    """What is proposed for a result; None where nothing is. Only the `cleared` are told why there is no rank."""
    words, status = (_CLEARED, result.status) if cleared else (_PUBLIC, public_status(result.status))
    if status in words:
        return words[status]
    if result.place == UNDECIDED:
        return Badge("待裁定", "wait")
    if result.place == IN:
        return Badge(f"{scheme.quotas[result.quota].label}候选", "good")
    return None


def line_words(scheme: Scheme, line: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """What stands at the quota line: how it came out, who shares the score across it, how seats were counted.

    `line` is one of `Run.quotas`; `names` the tied subjects' names by code.
    """
    quota = scheme.quotas[line["quota"]]
    said = [wording.quota_line(scheme, _as_line(line))]
    if line["undecided"]:
        said.append("并列：" + "、".join(names.get(code, code) for code in line["undecided"]))
    said.append(f"名额＝基数×{wording.percent(quota.share)}，各组先取整数，余额按小数部分从大到小补足")
    return said


def _as_line(line: Mapping[str, Any]) -> QuotaLine:
    score = None if line["line"] is None else Decimal(line["line"])
    tied = tuple(line["undecided"])
    return QuotaLine(
        line["quota"], line["peer_group"], line["base"], line["seats"], score, tied, line["open_seats"], line["ruling"]
    )
