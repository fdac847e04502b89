"""`coloured`: the colours of the subjects that someone answers for, as points: a board that enters the score."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.facts.whose import NAMING, Finder, Whose
from scoring.language.rule import Rule, leaves
from scoring.language.scheme import Scheme
from scoring.model.draft import Draft
from scoring.model.figure import OTHER, Figure
from scoring.model.sheet import Key
from scoring.numbers.numerals import plain, result, series
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head


@dataclass(frozen=True)
class Coloured(Rule):
    """The mean of `points` by the colours of all subjects of kind `of` whose `attribute` holds the subject's code.

    Those with a colour in `left_out` do not count. Basis: how many have a colour, the colours of those that count in
    the order of their codes, then those left out.
    """

    kind: ClassVar[str] = "coloured"
    lost: ClassVar[str] = "没有可计的"
    of: str
    attribute: str
    points: Mapping[str, Decimal]
    left_out: tuple[str, ...]

    def needs(self) -> tuple[str, ...]:
        """The kind whose colours are taken."""
        return (self.of,)

    def pointers(self) -> Mapping[str, str]:
        """The attribute by which those of `of` name one of this kind."""
        return {self.attribute: self.path.partition(".")[0]}

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Coloured":
        """Read `of`, `attribute`, `points` by colour and `left_out`."""
        points = entry.entry("points")
        worth = {colour: points.decimal(colour) for colour in points.names()}
        left_out = entry.texts("left_out") if entry.has("left_out") else ()
        return cls(*head.common(), entry.text("of"), entry.text("attribute"), worth, left_out)

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """Each colour of that kind has its points or is left out, and none is asked for that is never given."""
        known = [colour for colours in scheme.colours if colours.of == self.of for colour in colours.known()]
        if not known and self.of in scheme.subjects:
            entry.note("of", f"对象“{self.of}”没有晾晒颜色", "请在 colours 中写明")
            return
        told = [*self.points, *self.left_out]
        lost = [colour for colour in known if colour not in told]
        odd = [colour for colour, times in Counter(told).items() if colour not in known or times > 1]
        if lost:
            entry.note("points", f"没有写颜色 {listed(lost)} 计多少分", "请补写，或列入 left_out")
        if odd and known:
            entry.note("points", f"颜色 {listed(odd)} 不会出现或写了两次", f"可用：{listed(known)}")

    def bind(self, to: Binding) -> Score:
        """None where nobody, or only such as are left out, belongs to the case."""
        finder, drafts = Finder(to, self.of, Whose(NAMING, self.attribute)), to.context.drafts
        people = to.context.scheme.subjects[self.of].people

        def score(case: Case) -> Figure | None:
            found = [drafts[key] for code in finder.codes(case) if (key := Key(self.of, code)) in drafts]
            coloured = [draft for draft in found if draft.colour]
            counted = [draft for draft in coloured if draft.colour in self.points]
            parts = tuple(self._leaf(one, "" if people else one.code) for one in counted)
            left = sorted(draft.colour for draft in coloured if draft.colour not in self.points)
            basis = (str(len(coloured)), *(draft.colour for draft in counted), *left)
            return Figure(self.path, _mean(parts), basis, parts) if parts else None

        return score

    def _leaf(self, draft: Draft, code: str) -> Figure:
        return Figure(OTHER, Fraction(self.points[draft.colour]), (self.of, code, 0))

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Results of the kind, and of all the colours, those that count first."""
        colours = list(map(str, figure.basis[1:]))
        left = colours[len(figure.parts) :]
        known = set(left) <= set(self.left_out) and left == sorted(left)
        return figure.basis[0] == str(len(colours)) and known and leaves(figure, OTHER)

    def value(self, figure: Figure) -> Fraction | None:
        """The mean of the points of the colours told."""
        worth = [Fraction(self.points[colour]) for colour in self._counted(figure)]
        if not worth or worth != [part.value for part in figure.parts]:
            return None
        return _mean(figure.parts)

    def _counted(self, figure: Figure) -> list[str]:
        return [colour for colour in map(str, figure.basis[1:]) if colour in self.points]

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'负责的指标 3 个：（绿色 100＋黄色 80＋红色 60）÷3＝80.00，另有 1 个未考评不计'."""
        colours = self._counted(figure)
        word = scheme.colours_of(self.of).word
        terms = series([f"{word(one)} {plain(self.points[one])[0]}" for one in colours])
        left = Counter(word(one) for one in map(str, figure.basis[1:]) if one not in self.points)
        aside = "".join(f"，另有 {count} 个{name}不计" for name, count in left.items())
        head = f"负责的{scheme.subjects[self.of].label} {len(colours)} 个："
        if len(colours) == 1:
            return f"{head}{terms}{aside}"
        return f"{head}（{terms}）÷{len(colours)}{result(scheme.places, figure.value, True)}{aside}"

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The coloured subject by kind and, unless it is a person, by code."""
        kind, code = map(str, leaf.basis[:2])
        return scheme.subjects[kind].label, f"{code and f'{code} 的'}颜色折分，按本次计算结果"


def _mean(parts: Sequence[Figure]) -> Fraction | None:
    return sum((Fraction(part.value or 0) for part in parts), Fraction(0)) / len(parts) if parts else None
