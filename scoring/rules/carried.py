"""`carried`: what a unit's ledger takes from the people who answered for it on the day of the fact.

A line burdens a person once, by the highest of his roles, and follows him when he moves. Where the one mainly
responsible for the task was himself a principal of the unit, the other principals carry nothing for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Context, Score
from scoring.facts.lines import Line
from scoring.language.rule import Rule, leaves, with_document
from scoring.language.scheme import Scheme
from scoring.language.source import LEDGER
from scoring.model.figure import LINE, Figure
from scoring.model.sheet import Key
from scoring.numbers.numerals import plain, result
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.ledger import in_time, leaf, say_lines

RESPONSIBLE, PRINCIPAL, OTHERS = "responsible", "principal", "others"
ROLE_WORDS: Mapping[str, str] = {RESPONSIBLE: "分管责任", PRINCIPAL: "一把手责任", OTHERS: "其他人员"}
NAMED_ONLY, ALL = "named_only", "all"


@dataclass(frozen=True)
class Carried(Rule):
    """`factors` by role; `principals` says who of several principals carries when the lists name one of them."""

    kind: ClassVar[str] = "carried"
    by_duty: ClassVar[bool] = True
    reads: ClassVar[str] = LEDGER
    source: str
    factors: Mapping[str, Exact]
    principals: str

    def sources(self) -> tuple[str, ...]:
        """The one ledger."""
        return (self.source,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Carried":
        """Read `source`, the three `factors` and `principals`."""
        factors = entry.entry("factors")
        found = {role: factors.number(role) for role in ROLE_WORDS}
        for role, factor in found.items():
            if factor < 0:
                factors.note(role, f"系数 {factor} 小于 0", "请写 0 或正数")
        principals = entry.choice("principals", [NAMED_ONLY, ALL], "一把手办法 principals ")
        return cls(*head.common(), entry.text("source"), found, principals)

    def bind(self, to: Binding) -> Score:
        """Σ points × factor over the lines that weigh on the person."""
        burdens = _by_person(self, to.context)
        _name_strangers(burdens, to)
        nothing = Figure(self.path, Fraction(0))

        def score(case: Case) -> Figure | None:
            own = burdens.get(case.subject.key.code)
            if not own:
                return nothing
            parts = tuple(_carry(self, burden) for burden in own)
            total = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
            return Figure(self.path, total, (str(len(parts)),), parts)

        return score

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Lines, as many as told, in the order of the facts; of each one entry."""
        if figure.rule != self.path:
            return len(figure.parts) == 1 and leaves(figure, LINE)
        counted = figure.basis == (() if not figure.parts else (str(len(figure.parts)),))
        return counted and all(part.rule == f"{self.path}.line" for part in figure.parts) and in_time(figure)

    def value(self, figure: Figure) -> Fraction | None:
        """A single line: points × the scheme's factor of the role told; the whole: the sum of its lines."""
        if figure.rule == self.path:
            return sum((Fraction(part.value) for part in figure.parts if part.value is not None), Fraction(0))
        role, factor = figure.basis
        if str(self.factors[str(role)]) != factor or figure.parts[0].value is None:
            return None
        return Fraction(figure.parts[0].value) * Fraction(self.factors[str(role)])

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'扣分：…（文号），分管责任系数 1.0，−0.5×1.0＝−0.50'."""
        if figure.rule == self.path:
            return say_lines(scheme, self, figure)
        role, factor = map(str, figure.basis)
        line = figure.parts[0]
        fact = with_document(*map(str, line.basis[2:4]))
        points, _ = plain(line.value)
        told = f"{self.name(scheme, line)}：{fact}，{ROLE_WORDS[role]}系数 {factor}"
        return f"{told}，{points}×{factor}{result(scheme.places, figure.value, True)}"

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A line is named by its sign."""
        if figure.rule == self.path:
            return self.label
        return "扣分" if (figure.value or 0) <= 0 else "加分"


class Burden(NamedTuple):
    """A line as it weighs on one person."""

    line: Line
    role: str


def _carry(rule: Carried, burden: Burden) -> Figure:
    factor = rule.factors[burden.role]
    value = Fraction(burden.line.points) * Fraction(factor)
    return Figure(f"{rule.path}.line", value, (burden.role, str(factor)), (leaf(burden.line),))


def _by_person(rule: Carried, context: Context) -> Mapping[str, list[Burden]]:
    """Burdens by cadre, in the order of the facts."""
    found: defaultdict[str, list[Burden]] = defaultdict(list)
    for (source, unit), lines in sorted(context.lines.items()):
        for line in lines if source == rule.source else ():
            for cadre, role in _roles(rule, context, unit, line).items():
                if rule.factors[role]:
                    found[cadre].append(Burden(line, role))
    for burdens in found.values():
        burdens.sort(key=lambda burden: (burden.line.on, burden.line.task, burden.line.points, burden.line.reason))
    return found


def _roles(rule: Carried, context: Context, unit: str, line: Line) -> Mapping[str, str]:
    """Each person's heaviest role for one line."""
    found: dict[str, str] = {}
    for cadre, role in _claims(rule, context, unit, line):
        if cadre not in found or rule.factors[role] > rule.factors[found[cadre]]:
            found[cadre] = role
    return found


def _claims(rule: Carried, context: Context, unit: str, line: Line) -> Iterator[tuple[str, str]]:
    duties = context.main_duties.get(line.task, ())
    main = {duty.cadre for duty in duties if duty.first <= line.on <= duty.last}
    posts = [post for post in context.tenures.get(unit, ()) if post.first <= line.on <= post.last]
    heads = {post.cadre for post in posts if post.principal}
    if len(main) != 1:
        told = "没有主要责任人" if not main else f"有 {len(main)} 名主要责任人"
        who = context.scheme.named(Key("unit", unit))
        context.problems.add(f"台账 {who} {line.on.isoformat()} {line.task}：当日任务{told}，请核对三级清单")
    yield from ((cadre, RESPONSIBLE) for cadre in main)
    named = main & heads if rule.principals == NAMED_ONLY else set()
    yield from ((cadre, PRINCIPAL) for cadre in named or heads)
    yield from ((post.cadre, OTHERS) for post in posts if not post.principal)


def _name_strangers(burdens: Mapping[str, list[Burden]], to: Binding) -> None:
    """A burden on someone who is not on the sheet would vanish; it is named."""
    known = {subject.key.code for subject in to.context.sheet.subjects if subject.key.kind == to.kind}
    for cadre in burdens.keys() - known:
        to.context.problems.add(
            f"应承担连带扣分的{to.context.scheme.named(Key(to.kind, cadre))} 不在名册中，"
            f"{len(burdens[cadre])} 笔未能计入"
        )
