"""Payouts (奖金、系数) as rules: a sum of terms, each a product of factors; or a share of a pool by such points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from scoring.language.factor import Factor
from scoring.language.rule import Rule, leaves
from scoring.model.figure import FACTOR, Figure
from scoring.model.verdict import ABSENT
from scoring.numbers.numerals import DECIMALS, MOST, Working, plain, read_back, reckoning, signed, summed, typed
from scoring.numbers.places import Places
from scoring.numbers.rounding import MODE_WORDS, rounded

if TYPE_CHECKING:
    from scoring.language.scheme import Scheme


@dataclass(frozen=True)
class Term(Rule):
    """The product of its `factors`."""

    kind = "term"
    factors: tuple[Factor, ...]

    def formed(self, scheme: "Scheme", figure: Figure) -> bool:
        """A leaf for each factor, and nothing else."""
        labels = [str(leaf.basis[0]) for leaf in figure.parts]
        return not figure.basis and leaves(figure, FACTOR) and labels == [factor.label for factor in self.factors]

    def value(self, figure: Figure) -> Fraction | None:
        """The product; None where a factor has no value or one that is not the scheme's."""
        found = Fraction(1)
        for factor, leaf in zip(self.factors, figure.parts, strict=True):
            if leaf.value is None or not factor.allows(leaf.value):
                return None
            found *= Fraction(leaf.value)
        return found

    def say(self, scheme: "Scheme", figure: Figure) -> str:
        """'标准 20 × 得分 92.35 × 人数 46 ＝ 84962.00'."""
        if len(figure.parts) < 2:
            return self._product(scheme, figure, MOST).text
        return reckoning(scheme.places, figure.value, lambda digits: self._product(scheme, figure, digits), " ")

    def _product(self, scheme: "Scheme", figure: Figure, digits: int) -> Working:
        """'标准 20 × 得分 92.35 × 任职月数 8/12'."""
        pairs = zip(self.factors, figure.parts, strict=True)
        told = [(factor.label, *factor.text_of(leaf.value, scheme.year, digits)) for factor, leaf in pairs]
        words = " × ".join(f"{name} {text}" for name, text, _ in told)
        exact = all(whole for _, _, whole in told) or any(leaf.value == 0 for leaf in figure.parts)
        return Working(words, None if exact else prod((typed(text) for _, text, _ in told), start=Fraction(1)))

    def leaf(self, scheme: "Scheme", parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The factor's label and where it comes from."""
        return str(leaf.basis[0]), str(leaf.basis[1])


@dataclass(frozen=True)
class Pool:
    """A sum to be shared out in full `within` each 'group', each 'unit' or 'all'.

    It is `total`, or told by the sheet's fact `fact`, or by the `decision` on the unit as a subject of kind `of`. With
    `heads` (statuses) it is the sum for each head, and as many are counted as have one of these statuses. Whoever of
    those alike has a decision on `ruled_by` gets what is left over, with '' who is first by code.
    """

    total: Decimal | None
    fact: str
    within: str
    heads: tuple[str, ...] = ()
    decision: str = ""
    of: str = ""
    ruled_by: str = ""

    def parts(self, why: str) -> bool:
        """Whether the scheme parts those with equal remainders so."""
        return why in ("", BY_POINTS, RULED if self.ruled_by else BY_CODE)

    def fits(self, total: Fraction, told: Sequence[str]) -> bool:
        """Whether the sum shared out is the scheme's, by what is told of it."""
        if len(told) != _HEADS * bool(self.heads) + bool(self.decision):
            return False
        stated, heads = map(read_back, told[:_HEADS]) if self.heads else (total, Fraction(1))
        if stated is None or heads is None or heads.denominator > 1:
            return False
        return self.total in (None, stated) and total == stated * heads

    def words(self, told: Sequence[str]) -> str:
        """'（人均 1000×3 人；示例书记 2016-12-31 决定，示例纪要〔2017〕3号）'; '' where there is nothing to tell."""
        per_head = [f"人均 {told[0]}×{told[1]} 人"] if self.heads else []
        found = "；".join([*per_head, *told[_HEADS * bool(self.heads) :]])
        return found and f"（{found}）"


_SHARED, _HEADS = 4, 2
"""How many entries the basis of a share begins with, and how many more there are where the sum is for each head."""
BY_POINTS, BY_CODE, RULED = "points", "code", "ruled"
"""What parts those with equal remainders."""
_REST: Mapping[tuple[str, str], str] = {
    ("", "0"): "",
    ("", "1"): "，余数居前，加 {}",
    (BY_POINTS, "0"): "，余数与别人相同，分值较少，不加",
    (BY_POINTS, "1"): "，余数与别人相同，分值较多，加 {}",
    (BY_CODE, "0"): "，余数、分值与别人相同，按代码先后排在后，不加",
    (BY_CODE, "1"): "，余数、分值与别人相同，按代码先后排在前，加 {}",
    (RULED, "0"): "，余数、分值与别人相同，决定加给别人",
    (RULED, "1"): "，余数、分值与别人相同，{told}，加 {}",
}
"""How it is told who gets what is left over."""


@dataclass(frozen=True)
class Payout(Rule):
    """What subjects of kind `of` get, in `unit` (元, or '' for a coefficient), rounded once to `places` by `mode`.

    With a `pool` the terms are points, and each gets its part of the pool. `also` are the statuses of those who are not
    there and are paid nevertheless.
    """

    kind = "payout"
    of: str
    unit: str
    places: int
    mode: str
    terms: tuple[Term, ...]
    pool: Pool | None
    also: tuple[str, ...] = ()

    def pays(self, status: str) -> bool:
        """Whether somebody of this status gets anything."""
        return status != ABSENT or status in self.also

    def children(self) -> tuple[Rule, ...]:
        """The terms."""
        return self.terms

    def formed(self, scheme: "Scheme", figure: Figure) -> bool:
        """Every term, and a basis only of what is shared out."""
        terms = [part.rule for part in figure.parts] == [term.path for term in self.terms]
        return terms and (self.pool is not None or not figure.basis)

    def points(self, parts: tuple[Figure, ...]) -> Fraction | None:
        """The terms added up; None where one has no value."""
        if any(part.value is None for part in parts):
            return None
        return sum((Fraction(part.value) for part in parts if part.value is not None), Fraction(0))

    def value(self, figure: Figure) -> Fraction | None:
        """The rounded sum of the terms; of a pool the part told: floor of pool × points ÷ all points, and what is left.

        The basis of a pool is (total, all points, the least units added for the remainder: 0 or 1, what parted those
        with equal ones), of a sum for each head also that sum and the number of heads, of a decided sum who decided,
        of a unit given by a decision who gave it.
        """
        points = self.points(figure.parts)
        if points is None:
            return None
        if self.pool is None:
            return Fraction(rounded(points, self.places, self.mode))
        if len(figure.basis) < _SHARED:
            return None
        basis, (origin, ruled) = list(map(str, figure.basis)), _origin(figure)
        total, everything, extra = map(read_back, basis[: _SHARED - 1])
        if total is None or not everything or extra not in (0, 1) or not self.pool.fits(total, origin):
            return None
        exact, least = total * points / everything, Fraction(1, 10**self.places)
        floor = Fraction(rounded(exact, self.places, "down"))
        sound = (
            self.pool.parts(basis[3]) and (exact > floor or not extra) and bool(ruled) == (basis[2:4] == ["1", RULED])
        )
        return floor + extra * least if sound else None

    def say(self, scheme: "Scheme", figure: Figure) -> str:
        """'达标奖 84962.00 ＋ 一次性奖励 40000.00 ＝ 124962.00 元', and what rounding did."""
        points = self.points(figure.parts) or Fraction(0)
        return self._of_pool(self.pool, figure, points) if self.pool else self._of_terms(figure, points)

    def gap(self, scheme: "Scheme", figure: Figure) -> str:
        """Of a pool that is not shared out yet it is not one's own points that lack."""
        lacking = self.pool is None or self.points(figure.parts) is None
        return super().gap(scheme, figure) if lacking else "总额还没有分配"

    def _of_terms(self, figure: Figure, points: Fraction) -> str:
        known = zip(self.terms, figure.parts, strict=True)
        rows = [(term.short, part.value, Fraction(1)) for term, part in known if part.value is not None]
        whole, places = summed(rows, MOST, "").text, Places(self.places, self.places, self.mode)
        if len(rows) > 1:
            whole = reckoning(places, points, lambda digits: summed(rows, digits, ""), " ")
        cut = "" if figure.value == points else f"，{MODE_WORDS[self.mode]}为 {self._money(figure)}"
        return f"{whole}{cut} {self.unit}".rstrip()

    def _of_pool(self, pool: Pool, figure: Figure, points: Fraction) -> str:
        total, everything, extra, why = map(str, figure.basis[:_SHARED])
        origin, ruled = _origin(figure)
        own, summed, exact = self._legible(Fraction(total), points, Fraction(everything))
        told = f"总额 {total}{pool.words(origin)} × 本人分值 {own} ÷ 分值合计 {summed}，截尾"
        added = _REST[why, extra].format(f"{Decimal(1).scaleb(-self.places):f}", told=ruled)
        near = "" if exact else "（分值为近似写法）"
        return f"{told}{added}，得 {self._money(figure)} {self.unit}".rstrip() + near

    def _legible(self, total: Fraction, points: Fraction, everything: Fraction) -> tuple[str, str, bool]:
        """Own points and all points, with as many decimals as it takes for a reader to get the same floor."""
        floor, (own, summed), exact = rounded(total * points / everything, self.places, "down"), ("", ""), False
        for _, digits in DECIMALS:
            (own, one), (summed, other) = plain(points, digits), plain(everything, digits)
            exact = one and other
            if typed(summed) and rounded(total * typed(own) / typed(summed), self.places, "down") == floor:
                break
        return own, summed, exact

    def _money(self, figure: Figure) -> str:
        return signed(str(rounded(figure.value or Fraction(0), self.places)))


def _origin(figure: Figure) -> tuple[list[str], str]:
    """Of the basis of a share: where the sum is from, and the decision that gave what was left over, '' for none."""
    told = list(map(str, figure.basis[_SHARED:]))
    return (told[:-1], told[-1]) if figure.basis[2:_SHARED] == ("1", RULED) and told else (told, "")
