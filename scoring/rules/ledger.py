"""`ledger`: the sum of the points of the own lines, or of the unit's (a team answers for its unit's lines in full)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.facts.lines import Line
from scoring.language.rule import Rule, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import DIVIDED, LEDGER, LedgerRule, LedgerSource
from scoring.model.figure import LINE, Figure
from scoring.model.verdict import Entered
from scoring.numbers.numerals import DECIMALS, added, plain, reckoning, result, signed, told_value, typed
from scoring.numbers.rounding import gives
from scoring.reading.reader import Entry
from scoring.rules.head import Head

HIGHEST = "highest"
MOST_PLUS, MOST_MINUS, FLOOR, CEILING = "most_plus", "most_minus", "floor", "ceiling"
_BOUNDS = (MOST_PLUS, MOST_MINUS, FLOOR, CEILING)
SAME_FACT, SHARED, LATER, EXEMPT = "same_fact", "shared", "later", "exempt"
"""Why a line counts for less than its points: its fact counts already, it is shared, it comes after those counted, a
decision exempts it."""


@dataclass(frozen=True)
class Ledger(Rule):
    """`source` names a ledger; `bounds` those of the four that are set, `same_fact` is 'highest' or ''.

    The basis holds the number of lines and the bounds that acted.

    `exempt_by` names the decisions whose value is a fact for which nothing is taken, '' where there are none.
    """

    kind: ClassVar[str] = "ledger"
    reads: ClassVar[str] = LEDGER
    source: str
    bounds: Mapping[str, Decimal]
    same_fact: str
    exempt_by: str = ""

    def sources(self) -> tuple[str, ...]:
        """The one ledger."""
        return (self.source,)

    def decisions(self) -> tuple[str, ...]:
        """What exempts, where anything does."""
        return (self.exempt_by,) if self.exempt_by else ()

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Ledger":
        """Read `source`, the bounds and `same_fact`."""
        bounds = {name: entry.decimal(name) for name in _BOUNDS if entry.has(name)}
        for name in (MOST_PLUS, MOST_MINUS):
            if bounds.get(name, Decimal(0)) < 0:
                entry.note(name, f"上限 {bounds[name]} 小于 0", "请写 0 或正数")
        if FLOOR in bounds and CEILING in bounds and bounds[FLOOR] > bounds[CEILING]:
            entry.note(FLOOR, f"下限 {bounds[FLOOR]} 大于上限 {bounds[CEILING]}", "请核对上下限")
        same_fact = entry.choice("same_fact", [HIGHEST], "同一事实办法 same_fact ") if entry.has("same_fact") else ""
        return cls(*head.common(), entry.text("source"), bounds, same_fact, entry.text("exempt_by", ""))

    def bind(self, to: Binding) -> Score:
        """Σ points of the lines, each as far as it counts, within the bounds; no line is a true zero."""
        nothing, context = self._summed(()), to.context
        source = context.scheme.sources.get(self.source)
        rules = source.rules if isinstance(source, LedgerSource) else {}

        def score(case: Case) -> Figure | None:
            own = context.own_lines(self.source, case.subject)
            exempt = self._exempt(to, case, own) if self.exempt_by else {}
            return self._summed(self._pieces(rules, own, exempt)) if own else nothing

        return score

    def _exempt(self, to: Binding, case: Case, lines: Sequence[Line]) -> Mapping[str, str]:
        """The documents by the facts that they exempt; a decision on a fact that took nothing is named."""
        found = {one.value: one.document for one in case.subject.decisions if one.what == self.exempt_by}
        burdened = {line.fact for line in lines if line.points < 0}
        for fact in sorted(found.keys() - burdened):
            own = [one for one in case.subject.decisions if (one.what, one.value) == (self.exempt_by, fact)]
            where = f"{to.context.scheme.named(case.subject.key)} {self.label}"
            told = f"{where}：{self.exempt_by}（{found[fact]}）所指的事实“{fact}”没有扣分"
            to.context.problems.add(told, *[Entered(case.subject.key, one) for one in own])
        return found

    def _pieces(
        self, rules: Mapping[str, LedgerRule], lines: Sequence[Line], exempt: Mapping[str, str]
    ) -> tuple[Figure, ...]:
        """Each line as a figure: as it is, or what of it counts."""
        pieces = [self._piece(rules.get(line.rule), line) for line in lines]
        if self.same_fact:
            _keep_highest(self, lines, pieces)
        for place, line in enumerate(lines):
            if line.points < 0 and line.fact in exempt:
                pieces[place] = self._cut(leaf(line), EXEMPT, exempt[line.fact])
        return tuple(pieces)

    def _piece(self, rule: LedgerRule | None, line: Line) -> Figure:
        if rule and rule.first and line.order > rule.first:
            return self._cut(leaf(line), LATER, str(line.order), str(rule.first))
        if rule and rule.shared == DIVIDED and line.heads > 1:
            return self._cut(leaf(line), SHARED, str(line.heads))
        return leaf(line)

    def _cut(self, line: Figure, *why: str) -> Figure:
        cut = Figure(f"{self.path}.line", None, why, (line,))
        return cut._replace(value=self.value(cut))

    def _summed(self, parts: tuple[Figure, ...]) -> Figure:
        total, acted = _bounded(self.bounds, *_sides(parts))
        return Figure(self.path, total, (str(len(parts)), *acted) if parts else acted, parts)

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Lines, as many as told, in the order of the facts; of one that was cut one entry, and why."""
        if figure.rule != self.path:
            return len(figure.parts) == 1 and leaves(figure, LINE) and len(figure.basis) == _WHYS[str(figure.basis[0])]
        known = all(part.rule in (LINE, f"{self.path}.line") for part in figure.parts)
        return known and figure.basis[:1] == ((str(len(figure.parts)),) if figure.parts else ()) and in_time(figure)

    def value(self, figure: Figure) -> Fraction | None:
        """A line as far as it counts; the whole: the sum within the bounds, which must be those told."""
        if figure.rule != self.path:
            return _counted(figure)
        total, acted = _bounded(self.bounds, *_sides(figure.parts))
        return total if acted == _acted(figure) else None

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'共 2 笔：−0.5－1＝−1.50', and every bound that acted."""
        if figure.rule != self.path:
            return self._say_cut(scheme, figure)
        if not _acted(figure):
            return say_lines(scheme, self, figure)
        told = [_WORDS[name].format(signed(str(self.bounds[name]))) for name in map(str, _acted(figure))]
        plus, minus, value = self._say_sides(scheme, figure)
        counted = "" if figure.basis[-1] in (FLOOR, CEILING) else f"，计 {value}"
        return f"共 {len(figure.parts)} 笔：加分合计 {plus}，扣分合计 {minus}；{'，'.join(told)}{counted}"

    def _say_sides(self, scheme: Scheme, figure: Figure) -> tuple[str, str, str]:
        """Plus, minus and what counts, with the decimals by which the same bounds act on them and give the same."""
        sides, told = _sides(figure.parts), ("", "", "")
        for most, digits in DECIMALS:
            value = told_value(scheme.places, figure.value, most)[0]
            told = (plain(sides[0], digits)[0], plain(sides[1], digits)[0], value)
            total, acted = _bounded(self.bounds, *map(typed, told[:2]))
            if acted == _acted(figure) and gives(total, value):
                break
        return told

    def _say_cut(self, scheme: Scheme, figure: Figure) -> str:
        line, why = figure.parts[0], list(map(str, figure.basis))
        points = plain(line.value)[0]
        if why[0] == SHARED:
            return f"{why[1]} 人共有，平均分享：{points}÷{why[1]}{result(scheme.places, figure.value, True)}"
        if why[0] == LATER:
            return f"列第 {why[1]} 位，只计前 {why[2]} 人，{points} 分不计"
        if why[0] == EXEMPT:
            return f"{self.exempt_by}（{why[1]}），{points} 分不计"
        return f"同一事实只计最高的一笔（{signed(why[1])} 分），{points} 分不计"

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A line that was cut is a line of the ledger."""
        return self.label if figure.rule == self.path else "台账记录"


_WHYS = {SAME_FACT: 2, SHARED: 2, LATER: 3, EXEMPT: 2}
"""How many entries the basis of a line has that was cut for such a reason."""
_WORDS = {
    MOST_PLUS: "加分最多计 {}",
    MOST_MINUS: "扣分最多计 {}",
    FLOOR: "不足下限，按 {} 分计",
    CEILING: "超过上限，按 {} 分计",
}


def _acted(figure: Figure) -> tuple[str | int, ...]:
    """The bounds that acted: what is told behind the number of lines."""
    return figure.basis[1:] if figure.parts else figure.basis


def in_time(figure: Figure) -> bool:
    """Whether the lines of a figure stand in the order of their days and tasks."""
    lines = [part if part.rule == LINE else part.parts[0] for part in figure.parts]
    days = [(str(line.basis[1]), str(line.basis[0]), Fraction(line.value or 0), line.basis[2]) for line in lines]
    return days == sorted(days)


def _sides(parts: Sequence[Figure]) -> tuple[Fraction, Fraction]:
    """The points given and the points taken, each added up."""
    values = [Fraction(part.value or 0) for part in parts]
    return sum((one for one in values if one > 0), Fraction(0)), sum((one for one in values if one < 0), Fraction(0))


def _bounded(bounds: Mapping[str, Decimal], plus: Fraction, minus: Fraction) -> tuple[Fraction, tuple[str, ...]]:
    """The sum of both sides within the bounds, and the names of those that acted."""
    held_plus = min(plus, Fraction(bounds.get(MOST_PLUS, plus)))
    held_minus = max(minus, -Fraction(bounds.get(MOST_MINUS, -minus)))
    total = held_plus + held_minus
    low = Fraction(bounds.get(FLOOR, total))
    high = Fraction(bounds.get(CEILING, max(total, low)))
    acts = {MOST_PLUS: held_plus < plus, MOST_MINUS: held_minus > minus, FLOOR: total < low, CEILING: total > high}
    return min(max(total, low), high), tuple(name for name, acted in acts.items() if acted)


def _counted(figure: Figure) -> Fraction | None:
    """What counts of the one line below: a share of it, or nothing."""
    line = figure.parts[0].value if figure.parts else None
    if line is None or not figure.basis:
        return None
    why, *told = map(str, figure.basis)
    if why == SHARED:
        return Fraction(line) / int(told[0]) if int(told[0]) > 1 else None
    return Fraction(0) if why != LATER or int(told[0]) > int(told[1]) else None


def _keep_highest(rule: Ledger, lines: Sequence[Line], pieces: list[Figure]) -> None:
    """Of the lines for one fact, plus and minus apart, only the heaviest counts; of equals the first."""
    best: dict[tuple[str, bool], int] = {}
    for place, (line, piece) in enumerate(zip(lines, pieces, strict=True)):
        key = (line.fact, line.points < 0)
        if line.fact and (key not in best or _size(piece) > _size(pieces[best[key]])):
            best[key] = place
    for place, line in enumerate(lines):
        kept = best.get((line.fact, line.points < 0), place)
        if kept != place:
            pieces[place] = rule._cut(leaf(line), SAME_FACT, plain(pieces[kept].value)[0])


def _size(piece: Figure) -> Fraction:
    return abs(Fraction(piece.value or 0))


def leaf(line: Line) -> Figure:
    """A ledger line as a figure; the words of the scheme's rule for it, where there are some, before the reference."""
    how = (line.how,) if line.how else ()
    return Figure(LINE, line.points, (line.task, line.on.isoformat(), line.reason, line.document, *how, line.ref))


def say_lines(scheme: Scheme, rule: Rule, figure: Figure) -> str:
    """How many lines there are and what they add up to."""
    if not figure.parts:
        return f"全年没有{rule.label}"
    values = [part.value for part in figure.parts if part.value is not None]
    if len(values) == 1:
        return f"共 1 笔，{plain(values[0])[0]} 分"
    return f"共 {len(values)} 笔：{reckoning(scheme.places, figure.value, lambda digits: added(values, digits))}"
