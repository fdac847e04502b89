"""What a ranking says beside its figures: the badge of a row and the words at a quota line."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from assessment.runs.models import Result
from scoring import wording
from scoring.scheme import Quota, Scheme
from scoring.verdict import BLOCKED, IN, NOT_RANKED, UNDECIDED, UNDETERMINED, QuotaLine


class Badge(NamedTuple):
    """A word and its tone: good, wait, bad or '' (neutral)."""

    word: str
    tone: str


_STATUS = {
    UNDETERMINED: Badge("不定等次", ""),
    NOT_RANKED: Badge("未满期限", ""),
    BLOCKED: Badge("缺项未计", "bad"),
}


def badge_of(scheme: Scheme, result: Result) -> Badge | None:
    """What is proposed for a result; None where the scheme proposes nothing."""
    if result.status in _STATUS:
        return _STATUS[result.status]
    if result.place == UNDECIDED:
        return Badge("待裁定", "wait")
    if result.place == IN:
        return Badge(f"{scheme.quotas[result.quota].label}候选", "good")
    return None


def percent_of(quota: Quota) -> str:
    """A share as an office writes it: 0.15 → 15%."""
    return f"{(quota.share * 100).normalize():f}%"


def line_words(scheme: Scheme, line: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """What stands at the quota line: how it came out, who shares the score across it, how seats were counted.

    `line` is one of `Run.quotas`; `names` the tied subjects' names by code.
    """
    quota = scheme.quotas[line["quota"]]
    said = [wording.quota_line(scheme, _as_line(line))]
    if line["undecided"]:
        said.append("并列：" + "、".join(names.get(code, code) for code in line["undecided"]))
    said.append(f"名额＝基数×{percent_of(quota)}，各组先取整数，余额按小数部分从大到小补足")
    return said


def _as_line(line: Mapping[str, Any]) -> QuotaLine:
    score = None if line["line"] is None else Decimal(line["line"])
    tied = tuple(line["undecided"])
    return QuotaLine(
        line["quota"], line["peer_group"], line["base"], line["seats"], score, tied, line["open_seats"], line["ruling"]
    )
