"""What a reading earns against its target: points, and the same arithmetic in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.numbers.numerals import MOST, Working, percent, signed, typed
from scoring.numbers.rounding import Exact, apart, shown
from scoring.reading.reader import Entry
from scoring.rules.attain import STEPS, WHOLE, ZERO, Attained, Rate

ALL_OR_NOTHING, PROPORTIONAL, SHORTFALL, VALUE = "all_or_nothing", "proportional", "shortfall", "value"
WAYS: Mapping[str, str] = {
    ALL_OR_NOTHING: "达到得满分",
    PROPORTIONAL: "按完成率计",
    SHORTFALL: "按差距扣分",
    VALUE: "完成值本身",
}


@dataclass(frozen=True)
class Award:
    """How points are given.

    `ceiling`: the highest degree of fulfilment that counts; `least`: the degree below which nothing is earned;
    `lose`: what each step short costs; `bonus`: what each step over earns, together at most `bonus_most`.
    """

    way: str
    ceiling: Decimal = Decimal(1)
    least: Exact | None = None
    lose: Rate | None = None
    bonus: Rate | None = None
    bonus_most: Decimal = Decimal(0)

    def points(self, found: Attained, full: Decimal) -> Fraction:
        """The points of a reading; `full` for the target just met."""
        return self._base(found, Fraction(full)) + self._extra(found)

    def _base(self, found: Attained, full: Fraction) -> Fraction:
        if self.way == VALUE:
            return found.value
        if self.barred(found):
            return Fraction(0)
        if self.way == PROPORTIONAL and found.bound > 0:
            return full * self.counted(found)
        lost = self.lost(found)
        if self.lose and lost is not None:
            return max(full - Fraction(self.lose.points) * lost, Fraction(0))
        return Fraction(0) if found.short else full

    def barred(self, found: Attained) -> bool:
        """Whether the target was missed by so much that nothing is earned."""
        return self.least is not None and bool(found.short) and found.degree is not None and found.degree < self.least

    def counted(self, found: Attained) -> Fraction:
        """The degree that counts: within 0 and the ceiling, the ceiling where less than nothing was allowed."""
        ceiling = Fraction(self.ceiling)
        return ceiling if found.degree is None else min(max(found.degree, Fraction(0)), ceiling)

    def lost(self, found: Attained) -> Fraction | None:
        """Steps short of the target; None where they are not counted or cannot be."""
        return self.lose.count(found.short, found.bound) if self.lose else None

    def _extra(self, found: Attained) -> Fraction:
        steps = self.bonus.count(found.over, found.bound) if self.bonus and found.over else None
        if self.bonus is None or steps is None:
            return Fraction(0)
        return min(Fraction(self.bonus.points) * steps, Fraction(self.bonus_most))

    def words(self, found: Attained, full: Decimal, most: int = MOST) -> "Telling":
        """How the points came about, in numbers of so many decimals at most; the result is added by the caller."""
        told = self._base_words(found, full, most)
        if self.bonus is None or not found.over:
            return told
        steps = self.bonus.count(found.over, found.bound)
        if steps is None:
            return told._replace(story=f"{told.story}，不计超额加分")
        told = told if told.term else Telling(told.story, str(full), Fraction(full))
        return self._bonus_words(self.bonus, found, steps, told, most)

    def _bonus_words(self, bonus: Rate, found: Attained, steps: Fraction, told: "Telling", most: int) -> "Telling":
        text, exact = short(steps, most)
        added, limit, gained = f"{text}×{bonus.points}", "", typed(text) * Fraction(bonus.points)
        if Fraction(bonus.points) * steps > self.bonus_most:
            added, limit = str(self.bonus_most), f"，加分以 {self.bonus_most} 分为限"
            gained, exact = Fraction(self.bonus_most), True
        far, way = _far(bonus, found.over, found), _each(bonus, "超", "加")
        story, term = f"{told.story}，超出 {far}，{way}{limit}", f"{told.term}＋{added}"
        return Telling(story, term, told.reckoned + gained, exact and told.exact)

    def _base_words(self, found: Attained, full: Decimal, most: int) -> "Telling":
        if self.barred(found):
            least = self.least or Decimal(0)
            return Telling(f"完成率 {rate_text(found.degree, least)}，低于 {percent(least)}")
        if self.way == PROPORTIONAL and found.bound > 0:
            return self._proportional_words(found, full, most)
        if self.lose and self.lost(found) is not None:
            return self._shortfall_words(self.lose, found, full, most)
        why = "目标值不大于 0，不按比例计，" if self.way != ALL_OR_NOTHING else ""
        return Telling(f"{why}{'未达到' if found.short else '达到'}")

    def _proportional_words(self, found: Attained, full: Decimal, most: int) -> "Telling":
        counts = self.counted(found)
        text, exact = short(counts * 100, most)
        term = (f"{full}×{text}%", Fraction(full) * typed(text) / 100, exact)
        if found.degree is None:
            return Telling(f"完成值不大于 0，完成率按上限 {text}% 计", *term)
        if counts == found.degree:
            return Telling(f"完成率 {text}%", *term)
        return Telling(f"完成率 {rate_text(found.degree, counts)}，按 {text}% 计", *term)

    def _shortfall_words(self, lose: Rate, found: Attained, full: Decimal, most: int) -> "Telling":
        if not found.short:
            return Telling("达到")
        steps = self.lost(found) or Fraction(0)
        text, exact = short(steps, most)
        verb = "有" if found.aim == ZERO else "差"
        story = f"相差 {_far(lose, found.short, found)}，{_each(lose, verb, '扣')}"
        if Fraction(lose.points) * steps > full:
            return Telling(f"{story}，扣完为止")
        return Telling(
            story, f"{full}－{text}×{lose.points}", Fraction(full) - typed(text) * Fraction(lose.points), exact
        )


class Telling(NamedTuple):
    """`story` in words, `term` the arithmetic ('' where there is none).

    `reckoned` is what a reader gets from the numbers of the term, `exact` whether they are whole.
    """

    story: str
    term: str = ""
    reckoned: Fraction = Fraction(0)
    exact: bool = True

    def after(self, head: str) -> Working:
        """The whole of it behind `head`, ready for its result."""
        return Working(f"{head}，{self.story}，{self.term}", None if self.exact else self.reckoned)


def rate_text(rate: Exact | None, *bounds: Exact) -> str:
    """'93.3333%', on its side of the bounds; '无法计算' where nothing could be divided."""
    if rate is None:
        return "无法计算"
    return f"{_beside(rate * 100, *[bound * 100 for bound in bounds])}%"


def _beside(number: Exact, *bounds: Exact) -> str:
    """A number as short as it is, on its side of the bounds."""
    return signed(apart(number, 0, MOST, bounds)[0])


def short(number: Exact, most: int = MOST) -> tuple[str, bool]:
    """A number as short as it is, with at most `most` decimals."""
    text, exact = shown(number, 0, most)
    return signed(text), exact


def _far(rate: Rate, distance: Fraction, found: Attained) -> str:
    """A distance, never so short that it seems none."""
    nothing = Fraction(0)
    return rate_text(distance / found.bound, nothing) if rate.relative else _beside(distance, nothing)


def _each(rate: Rate, verb: str, act: str) -> str:
    per = percent(rate.per) if rate.relative else f"{rate.per}"
    tail = "" if rate.steps == WHOLE else f"（{STEPS[rate.steps]}）"
    return f"每{verb} {per} {act} {rate.points} 分{tail}"


def read(entry: Entry, way: str, aims: set[str]) -> Award:
    """Read what belongs to the `way`; `aims` are the aims it will meet."""
    if way == VALUE:
        return Award(way)
    if way == PROPORTIONAL and ZERO in aims:
        entry.note("award", "目标为零时没有完成率", f"请改用 {SHORTFALL} 或 {ALL_OR_NOTHING}")
    lose = read_rate(entry.entry("lose"), aims) if way == SHORTFALL else None
    ceiling = entry.positive("ceiling") if way == PROPORTIONAL and entry.has("ceiling") else Decimal(1)
    least = entry.share("least") if entry.has("least") else None
    if not entry.has("bonus"):
        return Award(way, ceiling, least, lose)
    bonus = entry.entry("bonus")
    if ceiling > 1:
        entry.note("bonus", "上限已超过满分，又另写超额加分", "ceiling 和 bonus 请只留一个")
    return Award(way, ceiling, least, lose, read_rate(bonus, aims - {ZERO}), bonus.positive("most"))


def read_rate(entry: Entry, aims: set[str]) -> Rate:
    """Read `points` for each `per` (a share of the target) or `per_unit` (a number of units), and `steps`."""
    relative = not entry.has("per_unit")
    if relative and ZERO in aims:
        entry.note("", "目标为零时不能按目标的百分比计", "请把 per 改成 per_unit")
    per = entry.share("per") if relative else entry.positive("per_unit")
    return Rate(
        entry.positive("points"),
        per or Decimal(1),
        relative,
        entry.choice("steps", STEPS, "计档方式 steps ") or WHOLE,
    )
