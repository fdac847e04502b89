"""Conditions that may be asked of several years running: a score, a place, a grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from scoring.language.conditions import Condition, grade_label, name_lacking
from scoring.language.extent import Extent
from scoring.language.span import Span
from scoring.model import history
from scoring.numbers.numerals import signed
from scoring.reading.reader import is_number

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft

SKIP, BREAK = "skip", "break"
UNGRADED = "undetermined"
"""`Earlier.value` of a year without a grade."""


@dataclass(frozen=True)
class Yearly(Condition):
    """Something of this year's result, and of the years before where it must be so for `years` running.

    A year without a grade is passed over with `gap` 'skip', and ends the row with 'break'.
    """

    asks: ClassVar[tuple[str, ...]] = ()
    """What of an earlier year is looked at."""
    years: int
    gap: str

    def told(self, context: "Context", draft: "Draft") -> str:
        """This year's words, with the years they rest on."""
        now = self.now(context, draft)
        if not now or self.years == 1:
            return now
        before = self._before(context, draft)
        return f"{now}，连续 {self.years} 年如此（{'、'.join(map(str, before))} 年亦然）" if before else ""

    def now(self, context: "Context", draft: "Draft") -> str:
        """This year's words; '' where it is not the case."""
        raise NotImplementedError(f"{type(self).__name__}.now")

    def then(self, past: Mapping[str, str]) -> bool | None:
        """Whether it was so in an earlier year; None where the facts told do not say."""
        raise NotImplementedError(f"{type(self).__name__}.then")

    def _before(self, context: "Context", draft: "Draft") -> list[int]:
        """The earlier years that complete the row, latest first; empty where the row is broken or cannot be told."""
        found: list[int] = []
        year = context.scheme.year
        while len(found) < self.years - 1:
            year -= 1
            past = self._past(context, draft, year)
            if past is None:
                return []
            if self.gap == SKIP and past.get("grade") == UNGRADED:
                continue
            so = self.then(past)
            if so is None:
                name_lacking(context, draft, f" {year} 年的结果")
            if not so:
                return []
            found.append(year)
        return found

    def _past(self, context: "Context", draft: "Draft", year: int) -> Mapping[str, str] | None:
        """What is on record of an earlier year; None where records contradict each other, which is named."""
        asked = (*self.asks, *(("grade",) if self.gap == SKIP else ()))
        records = {what: history.told(draft.subject, year, what) for what in asked}
        if any(len(told) > 1 for told in records.values()):
            name_lacking(context, draft, f" {year} 年的结果（记录互相矛盾）")
            return None
        return {what: told[0] for what, told in records.items() if told}


@dataclass(frozen=True)
class Scored(Yearly):
    """The published score lies within `span`."""

    asks: ClassVar[tuple[str, ...]] = ("score",)
    span: Span

    def now(self, context: "Context", draft: "Draft") -> str:
        """'得分 79.50，低于 80'."""
        fits = draft.score is not None and self.span.holds(draft.score)
        return f"得分 {signed(str(draft.score))}，{self.span.words()}" if fits else ""

    def then(self, past: Mapping[str, str]) -> bool | None:
        """By the earlier year's 'score'."""
        text = past.get("score", "")
        return self.span.holds(Decimal(text)) if is_number(text) else None


@dataclass(frozen=True)
class Placed(Yearly):
    """The rank lies within `extent` of a group of at least `least`."""

    asks: ClassVar[tuple[str, ...]] = ("rank", "of", "tied")
    extent: Extent
    least: int

    def now(self, context: "Context", draft: "Draft") -> str:
        """'第 9 名（共 10 名），在后 2 名之内'."""
        if draft.rank is None or not self._within(draft.rank, draft.tied, draft.among):
            return ""
        return f"第 {draft.rank} 名（共 {draft.among} 名），在{self.extent.words()}之内"

    def then(self, past: Mapping[str, str]) -> bool | None:
        """By the earlier year's 'rank', 'of' (how many were ranked) and 'tied' (with how many others, 0 if untold)."""
        rank, of, tied = (_whole(past.get(what, "")) for what in ("rank", "of", "tied"))
        return None if rank is None or of is None else self._within(rank, tied or 0, of)

    def _within(self, rank: int, tied: int, among: int) -> bool:
        return among >= self.least and self.extent.holds(rank, tied, among)


@dataclass(frozen=True)
class Graded(Yearly):
    """The grade is one of `grades`."""

    asks: ClassVar[tuple[str, ...]] = ("grade",)
    grades: tuple[str, ...]

    def now(self, context: "Context", draft: "Draft") -> str:
        """'等次为“基本称职”'."""
        label = grade_label(context, draft.subject.key.kind, draft.grade)
        return f"等次为“{label}”" if draft.grade in self.grades else ""

    def then(self, past: Mapping[str, str]) -> bool | None:
        """By the earlier year's 'grade', told as the key of the grade."""
        grade = past.get("grade")
        return None if grade is None else grade in self.grades


def _whole(text: str) -> int | None:
    """A whole number told as text; None for none or for what is no place and no count."""
    return int(text) if text.isascii() and text.isdigit() else None
