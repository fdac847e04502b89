"""When a ballot counts at all: what part of it must be there, and what follows where it is not.

validity:
  - {ballots: cast, divisor: due, at_least: 80%, when_short: retake}
  - {ballots: valid, divisor: cast, at_least: 80%, when_short: retake}
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scoring.model.count import Count
from scoring.model.sheet import CAST, DUE, VOID
from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry

VALID = "valid"
MOST_PAPERS = 1_000_000
WORDS: Mapping[str, str] = {VALID: "有效", CAST: "收回", DUE: "发出", VOID: "作废"}
WITHHELD, RETAKE = "withheld", "retake"
_THEN: Mapping[str, str] = {WITHHELD: "不予公布", RETAKE: "本轮无效，须重新测评"}


class Quorum(NamedTuple):
    """Of the `divisor` ('due' or 'cast') at least the share `least` must be the `ballots` 'cast' or 'valid'."""

    ballots: str
    divisor: str
    least: Exact
    when_short: str

    def lacking(self, count: Count) -> str:
        """Which number was not told, that this cannot be said without; '' for none."""
        asked = (self.ballots, self.divisor)
        told = {DUE: DUE in asked and count.due is None, CAST: self._wants_cast(count)}
        told[VOID] = VALID in asked and count.void is None
        return next((f"没有录入{WORDS[paper]}票数" for paper, lacks in told.items() if lacks), "")

    def _wants_cast(self, count: Count) -> bool:
        """Ballots that came back are at least the votes, where nobody told their number."""
        return count.cast is None and (self.divisor == CAST or self.ballots == VALID)

    def fault(self, count: Count, paper: str) -> str:
        """'发出 10 票，收回 7 票，不足 80%，不予公布'; '' where there are enough."""
        came = sum(count.votes.values()) if count.cast is None else count.cast
        numbers = {DUE: count.due or 0, CAST: came, VALID: count.valid or 0}
        whole, part = numbers[self.divisor], numbers[self.ballots]
        if part >= self.least * whole:
            return ""
        told = f"{WORDS[self.divisor]} {whole} {paper}，{WORDS[self.ballots]} {part} {paper}"
        return f"{told}，不足 {percent(self.least)}，{_THEN[self.when_short]}"


def shortfall(count: Count, at_least: int, validity: Iterable[Quorum], paper: str) -> str:
    """Why a count does not count at all: what it lacks, too few ballots, a part that is too small; '' where it does."""
    asked = list(validity)
    if lacking := [told for one in asked if (told := one.lacking(count))]:
        return lacking[0]
    came = sum(count.votes.values()) if count.cast is None else count.cast
    if came < at_least:
        return f"收回 {came} {paper}，不足 {at_least} {paper}，不予公布"
    return next((told for one in asked if (told := one.fault(count, paper))), "")


def read_least(entry: Entry, key: str, default: int) -> int:
    """An optional least number of ballots or sheets, from 1."""
    return entry.whole(key, 1, MOST_PAPERS) if entry.has(key) else default


def read(entry: Entry) -> tuple[Quorum, ...]:
    """The optional `validity`; `turnout` is short for so much of what was handed out having come back."""
    found = [_quorum(row) for row in entry.rows("validity")] if entry.has("validity") else []
    if entry.has("turnout"):
        found.insert(0, Quorum(CAST, DUE, entry.share("turnout"), WITHHELD))
        if any(one[:2] == (CAST, DUE) for one in found[1:]):
            entry.note("turnout", "validity 已写收回与发出的比例", "请删去 turnout")
    return tuple(found)


def _quorum(row: Entry) -> Quorum:
    ballots = row.choice("ballots", (CAST, VALID), "计入的票 ballots ")
    divisor = row.choice("divisor", (DUE, CAST), "分母 divisor ")
    if ballots and ballots == divisor:
        row.note("ballots", "计入的票与分母是同一种票", "请写 ballots: valid，或 divisor: due")
    then = row.choice("when_short", _THEN, "不足的办法 when_short ")
    return Quorum(ballots or CAST, divisor or DUE, row.share("at_least"), then or RETAKE)
