"""`target`: raw indicators against their targets: not below, not above, within, or none at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Context, Score
from scoring.facts.readings import MOST_DECIMALS, ReadingKey
from scoring.language.rule import Rule, in_order, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import READINGS, ReadingSource
from scoring.model.figure import READING, Figure, Missing
from scoring.model.sheet import Key, Reading
from scoring.model.verdict import Entered
from scoring.numbers.numerals import MOST, percent, plain, reckoning, summed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, listed
from scoring.rules import award
from scoring.rules.attain import AIMS, INTERVAL, MINIMUM, ZERO, Attained
from scoring.rules.award import VALUE, Award
from scoring.rules.head import Head

SUM, MEAN = "sum", "mean"
_COMBINE: Mapping[str, str] = {SUM: "各项相加", MEAN: "各项加权平均"}


class Goal(NamedTuple):
    """What a scheme asks of an item; None is left to the reading. `weight` counts where items are averaged."""

    aim: str
    target: Decimal | None
    upper: Decimal | None
    full: Decimal | None
    weight: Exact | None = None


_ASKED = 5
"""The basis of a step: period, item, target, upper end, full mark."""
_AS_IT_IS = Goal(MINIMUM, None, None, None)
"""Of a reading whose value itself counts nothing is asked."""


@dataclass(frozen=True)
class Target(Rule):
    """`goals` by item, empty where all items of the source are asked as `goal` says."""

    kind: ClassVar[str] = "target"
    reads: ClassVar[str] = READINGS
    source: str
    combine: str
    goal: Goal
    goals: Mapping[str, Goal]
    award: Award

    def sources(self) -> tuple[str, ...]:
        """The one source of readings."""
        return (self.source,)

    def goal_of(self, item: str) -> Goal:
        """What is asked of an item."""
        return self.goals.get(item, self.goal)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Target":
        """Read `source`, `combine`, the common goal, `items` with their own, and the award."""
        source, combine = entry.text("source"), entry.choice("combine", _COMBINE, "合成方式 combine ")
        way = entry.choice("award", award.WAYS, "计分方式 award ")
        common = _AS_IT_IS if way == VALUE else _goal(entry, None)
        items = entry.entries("items", required=False)
        goals = {item: _as_it_is(one) if way == VALUE else _goal(one, common) for item, one in items.items()}
        _check_weights(entry, combine, goals)
        aims = {goal.aim for goal in goals.values()} or {common.aim}
        return cls(*head.common(), source, combine, common, goals, award.read(entry, way, aims))

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The items written are items of the source."""
        known = scheme.sources[self.source].items_of(kind)
        for item in self.goals:
            if item not in known:
                entry.note("items", f"来源“{self.source}”没有项目“{item}”", f"可用：{listed(filter(None, known))}")

    def asks(self, item: str, key: str) -> bool:
        """Whether an item must have a target, an upper end, a full mark."""
        aim = self.goal_of(item).aim
        return self.award.way != VALUE and {"target": aim != ZERO, "upper": aim == INTERVAL}.get(key, True)

    def bind(self, to: Binding) -> Score:
        """Each item that fell due is a step; the steps are added or averaged, the periods averaged."""
        source, told = to.context.scheme.sources[self.source], set[Missing]()
        items = [item for item in source.items_of(to.kind) if not self.goals or item in self.goals]
        plans: dict[tuple[date, date], list[ReadingKey]] = {}

        def score(case: Case) -> Figure | None:
            days = (case.subject.first, case.subject.last)
            if days not in plans:
                due = [period.key for period in source.periods if days[0] <= period.due <= days[1]]
                plans[days] = [(source.key, period, item) for period in due for item in items]
            if not plans[days]:
                return None
            parts = tuple([_step(self, to.context, case.subject.key, key, told) for key in plans[days]])
            factors = self.factors(parts)
            return Figure(self.path, _total(parts, factors), tuple(map(str, factors)), parts)

        return score

    def factors(self, parts: Sequence[Figure]) -> tuple[Fraction, ...]:
        """What each step counts: 1 or its weight, divided by the number of periods."""
        items = [str(part.basis[1]) for part in parts]
        periods, count = len({part.basis[0] for part in parts}), len(set(items))
        return tuple(_weight(self, item, count) / periods for item in items)

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Steps in the order of periods and items; of each one reading, for the same."""
        source = scheme.sources[self.source]
        items = source.items_of(self.path.partition(".")[0])
        known = [(period.key, item) for period in source.periods for item in items]
        if figure.rule != self.path:
            named = figure.basis[:2] in known and len(figure.basis) == _ASKED
            return named and leaves(figure, READING) and [part.basis[:2] for part in figure.parts] == [figure.basis[:2]]
        steps = all(part.rule == f"{self.path}.item" for part in figure.parts)
        return steps and in_order([part.basis[:2] for part in figure.parts], known)

    def value(self, figure: Figure) -> Fraction | None:
        """A step from its reading and what was asked; the whole from its steps and their factors."""
        if figure.rule == self.path:
            factors = self.factors(figure.parts)
            return _total(figure.parts, factors) if tuple(map(str, factors)) == figure.basis else None
        found, full = _attained(self, figure)
        return None if found is None else self.award.points(found, full)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """A step: '固定资产投资完成 95，目标不低于 100，完成率 95%，30×95%＝28.50'; the whole: what they add up to."""
        if figure.rule == self.path:
            return _say_whole(self, scheme, figure)
        found, full = _attained(self, figure)
        if found is None:
            return "没有计分"
        if self.award.way == VALUE:
            return f"{self.name(scheme, figure)} {_measured(scheme.sources[self.source], found.value)}"
        head = f"{self.name(scheme, figure)}{_asked_words(scheme.sources[self.source], found)}"
        told = self.award.words(found, full)
        if not told.term:
            return f"{head}，{told.story}，得 {plain(figure.value)[0]} 分"
        return reckoning(scheme.places, figure.value, lambda most: self.award.words(found, full, most).after(head))

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """What is in the way of a step."""
        if figure.rule == self.path:
            return super().gap(scheme, figure)
        return "没有写明目标值、上限或满分，不能计分" if figure.parts else "完成值还没有报送"

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A step is named by its item, with the period where there are several."""
        if figure.rule == self.path:
            return self.label
        source = scheme.sources[self.source]
        period, item = map(str, figure.basis[:2])
        when = source.period(period).label if len(source.periods) > 1 or not item else ""
        return f"{when}{item}"

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The reading as it was handed in."""
        return self.name(scheme, parent), f"完成 {_measured(scheme.sources[self.source], leaf.value)}，按报送"

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights, where steps are averaged."""
        if figure.rule != self.path or set(figure.basis) == {"1"}:
            return ()
        return tuple(percent(Fraction(str(factor))) for factor in figure.basis)


def _as_it_is(entry: Entry) -> Goal:
    """An item whose value itself counts."""
    return _AS_IT_IS._replace(weight=entry.share("weight") if entry.has("weight") else None)


def _goal(entry: Entry, common: Goal | None) -> Goal:
    """What is written at `entry`, the rest as `common` says."""
    aim = entry.choice("aim", AIMS, "目标方向 aim ") if common is None or entry.has("aim") else common.aim
    target, upper, full = (_written(entry, key, common) for key in ("target", "upper", "full"))
    if aim == INTERVAL and target is not None and upper is not None and target > upper:
        entry.note("upper", f"区间上限 {upper} 低于下限 {target}", "请核对 target 和 upper")
    if aim != INTERVAL and entry.has("upper"):
        entry.note("upper", "只有区间目标才有上限", f"请删去 upper，或把 aim 改成 {INTERVAL}")
    weight = entry.share("weight") if common and entry.has("weight") else None
    return Goal(aim or MINIMUM, target, upper, full, weight)


def _written(entry: Entry, key: str, common: Goal | None) -> Decimal | None:
    return entry.decimal(key) if entry.has(key) else getattr(common, key, None)


def _check_weights(entry: Entry, combine: str, goals: Mapping[str, Goal]) -> None:
    weights = [goal.weight for goal in goals.values() if goal.weight is not None]
    if not weights:
        return
    if combine == SUM:
        entry.note("items", "各项相加时不用权重", "请删去 weight，或把 combine 改成 mean")
    elif len(weights) < len(goals):
        entry.note("items", "有的项目写了权重，有的没有", "请给每个项目写 weight，或都不写")
    elif (total := sum((Fraction(weight) for weight in weights), Fraction(0))) != 1:
        reason = f"权重之和为 {percent(total)}，应为 100%"
        entry.note("items", reason, "请改各项 weight，使合计为 100%")


def _weight(rule: Target, item: str, count: int) -> Fraction:
    if rule.combine == SUM:
        return Fraction(1)
    weight = rule.goal_of(item).weight
    return Fraction(1, count) if weight is None else Fraction(weight)


def _total(parts: Sequence[Figure], factors: Sequence[Fraction]) -> Fraction | None:
    total = Fraction(0)
    for part, factor in zip(parts, factors, strict=True):
        if part.value is None:
            return None
        total += Fraction(part.value) * factor
    return total


def _step(rule: Target, context: Context, subject: Key, key: ReadingKey, told: set[Missing]) -> Figure:
    """One item of one period: basis (period, item, target, upper, full), the numbers '' where none is asked."""
    path, period, item = f"{rule.path}.item", key[1], key[2]
    reading = context.readings.get(subject, {}).get(key)
    if reading is None:
        gap = Missing(*subject, *key)
        if gap not in told:
            told.add(gap)
            context.missing.append(gap)
        return Figure(path, None, (period, item, "", "", ""))
    asked = _asked(rule, context, subject, reading)
    leaf = Figure(READING, reading.value, (period, item, reading.ref))
    figure = Figure(path, None, (period, item, *asked), (leaf,))
    found, full = _attained(rule, figure)
    return figure if found is None else figure._replace(value=rule.award.points(found, full))


def _asked(rule: Target, context: Context, subject: Key, reading: Reading) -> tuple[str, str, str]:
    """Target, upper end and full mark that count: the scheme's, else the reading's; what is odd is named."""
    goal, numbers = rule.goal_of(reading.item), []
    for key, word in (("target", "目标值"), ("upper", "目标上限"), ("full", "满分")):
        ours, theirs = getattr(goal, key), getattr(reading, key)
        number = theirs if ours is None else ours
        where = f"{context.scheme.named(subject)} {context.scheme.asked(*reading[:3])}"
        if ours is not None and theirs is not None and ours != theirs:
            context.problems.add(
                f"{where}：报送的{word} {theirs} 与方案规定的 {ours} 不同，按方案计", Entered(subject, reading)
            )
        if number is None and rule.asks(reading.item, key):
            context.problems.add(f"{where}：没有{word}，不能计分", Entered(subject, reading))
        numbers.append("" if number is None or not rule.asks(reading.item, key) else str(number))
    return numbers[0], numbers[1], numbers[2]


def _attained(rule: Target, figure: Figure) -> tuple[Attained | None, Decimal]:
    """What a step's reading reached and its full mark; None where something is not told or not as the scheme asks."""
    period, item, target, upper, full = map(str, figure.basis)
    goal, asked = rule.goal_of(item), {"target": target, "upper": upper, "full": full}
    if any(text and not rule.asks(item, key) for key, text in asked.items()):
        return None, Decimal(0)
    reached = figure.parts[0].value if figure.parts else None
    if reached is None or any(rule.asks(item, key) and not text for key, text in asked.items()):
        return None, Decimal(0)
    for key, text in asked.items():
        ours = getattr(goal, key)
        if ours is not None and rule.asks(item, key) and str(ours) != text:
            return None, Decimal(0)
    return Attained(goal.aim, Fraction(reached), Fraction(target or 0), Fraction(upper or 0)), Decimal(full or 0)


def _asked_words(source: object, found: Attained) -> str:
    """'完成 95 亿元，目标不低于 100 亿元'."""
    done, low, high = (_measured(source, number) for number in (found.value, found.target, found.upper))
    asked = {ZERO: AIMS[ZERO], INTERVAL: f"介于 {low} 和 {high} 之间"}.get(found.aim, f"{AIMS[found.aim]} {low}")
    return f"完成 {done}，目标{asked}"


def _measured(source: object, number: Decimal | Fraction | None) -> str:
    unit = source.unit if isinstance(source, ReadingSource) else ""
    return f"{award.short(number or Fraction(0), MOST_DECIMALS)[0]}{unit and ' ' + unit}"


def _say_whole(rule: Target, scheme: Scheme, figure: Figure) -> str:
    weighed = zip(figure.parts, figure.basis, strict=True)
    known = [(part, part.value, Fraction(str(weight))) for part, weight in weighed if part.value is not None]
    rows = [(rule.name(scheme, part), value, weight) for part, value, weight in known]
    if figure.basis == ("1",):
        return summed(rows, MOST, "").text
    return reckoning(scheme.places, figure.value, lambda digits: summed(rows, digits, ""), " ")
