"""Conditions that may be asked of several years running: a score, a place, a grade."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from scoring.language.conditions import Condition, name_lacking
from scoring.language.extent import Extent
from scoring.language.resulting import grade_label
from scoring.language.span import Span
from scoring.model import history
from scoring.numbers.numerals import signed
from scoring.reading.reader import is_number

if TYPE_CHECKING:
    from scoring.facts.context import Context
    from scoring.model.draft import Draft

SKIP, BREAK = "skip", "break"
ASK, NONE = "ask", "none"
UNGRADED = "undetermined"
"""`Earlier.value` of a year without a grade; also how such a year is told."""
_SO, _NOT, _SILENT, _BESIDE, _LACKING, _TORN = "so", "not", "silent", "beside", "lacking", "torn"
"""Whether it was so in a year; nothing on record, or nothing of what is asked, by the scheme not so; not enough on
record; records that differ."""


@dataclass(frozen=True)
class Years:
    """Of how many years it is asked: `running` ones up to this, or any `times` of the last `within`, this one included.

    A year without a grade is passed over in a row with `gap` 'skip' and ends it with 'break'; of the last years it is
    one in which it was not so. A year that says nothing of what is asked is named with `unknown` 'ask', with 'none'
    it was not so, and that is told.
    """

    running: int = 1
    gap: str = BREAK
    unknown: str = ASK
    within: int = 0
    times: int = 0


@dataclass(frozen=True)
class Yearly(Condition):
    """Something of this year's result, and where `years` says so of those before."""

    asks: ClassVar[tuple[str, ...]] = ()
    """What of an earlier year is looked at."""
    looks_for: ClassVar[str] = ""
    """What that is called."""
    years: Years

    def told(self, context: "Context", draft: "Draft") -> str:
        """This year's words, with the years they rest on."""
        now = self.now(context, draft)
        if self.years.within:
            return self._of_last(context, draft, now)
        if not now or self.years.running == 1:
            return now
        before = self._before(context, draft, now)
        running = f"连续 {self.years.running} 年如此（{'、'.join(map(str, before))} 年亦然）"
        return f"{now}，{running}" if before else ""

    def now(self, context: "Context", draft: "Draft") -> str:
        """This year's words; '' where it is not the case."""
        raise NotImplementedError(f"{type(self).__name__}.now")

    def asked(self, context: "Context", kind: str) -> str:
        """What is asked, in words: '得分低于 80'."""
        raise NotImplementedError(f"{type(self).__name__}.asked")

    def then(self, past: Mapping[str, str]) -> bool | None:
        """Whether it was so in an earlier year; None where the facts told do not say."""
        raise NotImplementedError(f"{type(self).__name__}.then")

    def _before(self, context: "Context", draft: "Draft", now: str) -> list[int]:
        """The earlier years that complete the row, latest first; empty where the row is broken or cannot be told."""
        found: list[int] = []
        year = context.scheme.year
        while len(found) < self.years.running - 1:
            year -= 1
            state = self._in_year(draft, year)
            if state == UNGRADED and self.years.gap == SKIP:
                continue
            if state != _SO:
                _name(context, draft, {year: state})
                self._tell_taken(draft, f"{now}；", {year: state})
                return []
            found.append(year)
        return found

    def _of_last(self, context: "Context", draft: "Draft", now: str) -> str:
        """The years of the last ones in which it was so, where they are enough; named what might make them enough."""
        this, asked = context.scheme.year, self.years
        states = {year: self._in_year(draft, year) for year in range(this - 1, this - asked.within, -1)}
        so = [*([this] if now else []), *(year for year, state in states.items() if state == _SO)]
        taken = self._taken(states)
        what = now or self.asked(context, draft.subject.key.kind)
        found = f"近 {asked.within} 年中有 {len(so)} 年如此（{'、'.join(map(str, so))} 年"
        if len(so) >= asked.times:
            rest = f"；{taken}，按没有计" if taken else ""
            return f"{what}，{found}{rest}）"
        possible = len(so) + sum(state in _OPEN for state in states.values())
        if possible >= asked.times:
            _name(context, draft, states)
        if possible + sum(state in _TAKEN for state in states.values()) >= asked.times:
            self._tell_taken(draft, f"{what}；" if now else f"{what}：{found}）；" if so else f"{what}：", states)
        return ""

    def _taken(self, states: Mapping[int, str]) -> str:
        """'2015、2014 年没有记录，2013 年有记录而没有等次'; '' where the scheme took no year as one without."""
        words = {_SILENT: "没有记录", _BESIDE: f"有记录而没有{self.looks_for}"}
        years = {one: [str(year) for year, state in states.items() if state == one] for one in words}
        return "，".join([f"{'、'.join(years[one])} 年{told}" for one, told in words.items() if years[one]])

    def _tell_taken(self, draft: "Draft", what: str, states: Mapping[int, str]) -> None:
        """That somebody is spared only because these years say nothing of it."""
        taken = self._taken(states)
        told = f"{what}{taken}，按方案作没有这样的结果计"
        if taken and told not in draft.reasons:
            draft.reasons.append(told)

    def _in_year(self, draft: "Draft", year: int) -> str:
        """Whether it was so in an earlier year, or was not, was left without a grade, or is not known."""
        asked = dict.fromkeys((*self.asks, "grade"))
        records = {what: history.told(draft.subject, year, what) for what in asked}
        if any(len(told) > 1 for told in records.values()):
            return _TORN
        past = {what: told[0] for what, told in records.items() if told}
        if past.get("grade") == UNGRADED:
            return UNGRADED
        so = self.then(past)
        if so is None:
            if past.keys() & set(self.asks) or self.years.unknown == ASK:
                return _LACKING
            return _BESIDE if any(one.year == year for one in draft.subject.earlier) else _SILENT
        return _SO if so else _NOT


_OPEN = {_LACKING: "", _TORN: "（记录互相矛盾）"}
_TAKEN = (_SILENT, _BESIDE)


def _name(context: "Context", draft: "Draft", states: Mapping[int, str]) -> None:
    """The years of which it cannot be told."""
    for year, state in states.items():
        if state in _OPEN:
            name_lacking(context, draft, f" {year} 年的结果{_OPEN[state]}")


@dataclass(frozen=True)
class Scored(Yearly):
    """The published score lies within `span`."""

    asks: ClassVar[tuple[str, ...]] = ("score",)
    looks_for: ClassVar[str] = "得分"
    span: Span

    def now(self, context: "Context", draft: "Draft") -> str:
        """'得分 79.50，低于 80'."""
        fits = draft.score is not None and self.span.holds(draft.score)
        return f"得分 {signed(str(draft.score))}，{self.span.words()}" if fits else ""

    def asked(self, context: "Context", kind: str) -> str:
        """'得分低于 80'."""
        return f"得分{self.span.words()}"

    def then(self, past: Mapping[str, str]) -> bool | None:
        """By the earlier year's 'score'."""
        text = past.get("score", "")
        return self.span.holds(Decimal(text)) if is_number(text) else None


@dataclass(frozen=True)
class Placed(Yearly):
    """The rank lies within `extent` of a group of at least `least`."""

    asks: ClassVar[tuple[str, ...]] = ("rank", "of", "tied")
    looks_for: ClassVar[str] = "名次"
    extent: Extent
    least: int

    def now(self, context: "Context", draft: "Draft") -> str:
        """'第 9 名（共 10 名），在后 2 名之内'."""
        if draft.rank is None or not self._within(draft.rank, draft.tied, draft.among):
            return ""
        return f"第 {draft.rank} 名（共 {draft.among} 名），在{self.extent.words()}之内"

    def asked(self, context: "Context", kind: str) -> str:
        """'名次在后 2 名之内'."""
        return f"名次在{self.extent.words()}之内"

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
    looks_for: ClassVar[str] = "等次"
    grades: tuple[str, ...]

    def now(self, context: "Context", draft: "Draft") -> str:
        """'等次为“基本称职”'."""
        label = grade_label(context, draft.subject.key.kind, draft.grade)
        return f"等次为“{label}”" if draft.grade in self.grades else ""

    def asked(self, context: "Context", kind: str) -> str:
        """'等次为“优秀”、“称职”之一'."""
        labels = [f"“{grade_label(context, kind, grade)}”" for grade in self.grades]
        return f"等次为{'、'.join(labels)}{'之一' * (len(labels) > 1)}"

    def then(self, past: Mapping[str, str]) -> bool | None:
        """By the earlier year's 'grade', told as the key of the grade."""
        grade = past.get("grade")
        return None if grade is None else grade in self.grades


def _whole(text: str) -> int | None:
    """A whole number told as text; None for none or for what is no place and no count."""
    return int(text) if text.isascii() and text.isdigit() else None
