"""`membership`: fuzzy comprehensive evaluation (模糊综合评价): vectors of shares by grade, combined by weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule, with_document
from scoring.language.scheme import Scheme
from scoring.model.figure import DECISION, Figure
from scoring.model.sheet import Decision
from scoring.numbers.numerals import percent, plain
from scoring.reading.reader import Entry
from scoring.rules.graded import Graded, Vector, greatest, points
from scoring.rules.head import Head
from scoring.rules.membership_words import MAX_MIN, OPERATORS, WEIGHTED_MEAN, Combined, Words
from scoring.rules.weighing import BLOCK, SPREAD, WHEN_MISSING, Weighing
from scoring.rules.weights import read_part_weights

AS_IT_IS, TO_ONE = "as_it_is", "to_one"
SCORE, GREATEST = "score", "greatest"


@dataclass(frozen=True)
class Membership(Weighing, Graded):
    """`operator` combines the vectors, `normalise` says whether the result is brought to a sum of 1.

    `outcome` is the points of the grades weighed by their shares, or those of the grade with the greatest share; where
    several are tied a decision on `ruled_by` says which of them. The basis holds the weights after spreading and the
    vector as it counts, with the greatest also the grade; the parts may end in that decision. A gap holds its reason.
    """

    kind: ClassVar[str] = "membership"
    operator: str
    normalise: str
    outcome: str
    ruled_by: str

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Membership":
        """Read the operator, what becomes of the vector, and `parts` with their weights, which agree in their scale."""
        not_due = entry.choice("when_not_due", (SPREAD, BLOCK), "未到期办法 when_not_due ")
        stated = entry.has("when_missing")
        missing = entry.choice("when_missing", WHEN_MISSING, "缺分办法 when_missing ") if stated else BLOCK
        stated = entry.has("operator")
        operator = entry.choice("operator", OPERATORS, "合成算子 operator ") if stated else WEIGHTED_MEAN
        stated = entry.has("normalise") or operator == MAX_MIN
        normalise = entry.choice("normalise", (TO_ONE, AS_IT_IS), "归一办法 normalise ") if stated else AS_IT_IS
        outcome = entry.choice("outcome", (SCORE, GREATEST), "结果 outcome ")
        ruled_by = entry.text("ruled_by") if outcome == GREATEST else ""
        entries = entry.entries("parts")
        weights, parts = read_part_weights(entry, entries), head.parts(entries)
        _check_scales(entries, parts)
        weighing = (*head.common(), parts, weights, not_due, missing, Decimal(1))
        return cls(*weighing, operator or WEIGHTED_MEAN, normalise, outcome, ruled_by)

    def decisions(self) -> tuple[str, ...]:
        """What rules on tied grades, where anything does."""
        return (self.ruled_by,) if self.ruled_by else ()

    @property
    def _graded(self) -> Mapping[str, Graded]:
        """The parts by path; all of them have a vector."""
        return {part.path: part for part in self.parts if isinstance(part, Graded)}

    def scale(self) -> Mapping[str, Decimal]:
        """That of the parts, which have the same."""
        return next((part.scale() for part in self._graded.values()), {})

    def grade_labels(self, scheme: Scheme) -> Mapping[str, str]:
        """Those of the first part."""
        return next(iter(self._graded.values())).grade_labels(scheme)

    def vector(self, figure: Figure) -> Vector | None:
        """As the basis tells it; `value` proves it."""
        if figure.value is None:
            return None
        shares = figure.basis[len(_own(figure)) :]
        return {grade: Fraction(str(share)) for grade, share in zip(self.scale(), shares, strict=False)}

    def bind(self, to: Binding) -> Score:
        """One vector of the parts that fell due, and what it is worth."""

        def score(case: Case) -> Figure | None:
            parts = tuple([figure for part in to.parts if (figure := part(case)) is not None])
            if not parts:
                return None
            if self.blocked(parts):
                self.name_blocked(to, case, parts)
                return Figure(self.path, None, (), parts)
            return self._figure(to, case, parts)

        return score

    def _figure(self, to: Binding, case: Case, parts: tuple[Figure, ...]) -> Figure:
        if any(part.value is None and not self.gives(part) for part in parts):
            return Figure(self.path, None, (), parts)
        found = self._combined(parts)
        if isinstance(found, str):
            return self._refuse(to, case, parts, found)
        if self.outcome == SCORE:
            basis = (*map(str, found.weights), *map(str, found.vector.values()))
            return Figure(self.path, points(found.vector, self.scale()), basis, parts)
        return self._graded_figure(to, case, parts, found)

    def _combined(self, parts: Sequence[Figure]) -> Combined | str:
        """The vector of the parts, or why there is none."""
        weights, known = self.spread(parts), [part for part in parts if not self.gives(part)]
        vectors = [vector for part in known if (vector := self._graded[part.rule].vector(part)) is not None]
        if not known:
            return "各项都缺分，补齐前不能计算"
        if len(vectors) < len(known):
            return "有的组人数太少，各等级的比例会使个别人的意见可知，不予合成"
        used = [weight for part, weight in zip(parts, weights, strict=True) if not self.gives(part)]
        raw = OPERATORS[self.operator](used, vectors)
        total = sum(raw.values(), Fraction(0))
        if not total:
            return "没有一票投给任何等级，不能合成"
        to_one = self.normalise == TO_ONE
        vector = {grade: share / total for grade, share in raw.items()} if to_one else raw
        return Combined(weights, raw, vector)

    def _graded_figure(self, to: Binding, case: Case, parts: tuple[Figure, ...], found: Combined) -> Figure:
        """The grade with the greatest share; of several the one decided."""
        tied, leaves = greatest(found.vector), tuple[Figure, ...]()
        if len(tied) > 1:
            ruling = self._ruling(to, case, tied, found)
            if isinstance(ruling, str):
                return self._refuse(to, case, parts, ruling)
            grade, leaf = ruling
            tied, leaves = [grade], (leaf,)
        basis = (*map(str, found.weights), *map(str, found.vector.values()), tied[0])
        return Figure(self.path, Fraction(self.scale()[tied[0]]), basis, (*parts, *leaves))

    def _ruling(self, to: Binding, case: Case, tied: Sequence[str], found: Combined) -> "tuple[str, Figure] | str":
        """The grade that the one decision names, which must be among those tied; or what is in the way."""
        labels = self.grade_labels(to.context.scheme)
        told = f"{_quoted(labels, tied)}的隶属度同为 {plain(found.vector[tied[0]])[0]}"
        decisions = [one for one in case.subject.decisions if one.what == self.ruled_by]
        if len(decisions) != 1:
            had = f"有 {len(decisions)} 份决定，只能有一份" if decisions else "待裁定"
            return f"{told}，{had}（“{self.ruled_by}”）"
        grade = next((one for one in tied if labels[one] == decisions[0].value), None)
        if grade is None:
            return f"{told}，决定的“{decisions[0].value}”不在其中，未使用（“{self.ruled_by}”）"
        return grade, _leaf(decisions[0], self.scale()[grade])

    def _refuse(self, to: Binding, case: Case, parts: tuple[Figure, ...], why: str) -> Figure:
        to.context.problems.add(f"{to.context.scheme.named(case.subject.key)} {self.label}：{why}")
        return Figure(self.path, None, (why,), parts)

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """The parts, and behind them the decision where there is one."""
        own = _own(figure)
        return super().formed(scheme, figure._replace(parts=own)) and figure.parts[: len(own)] == own

    def value(self, figure: Figure) -> Fraction | None:
        """What the vector of the parts is worth; the basis must tell the same weights, vector and grade."""
        own = _own(figure)
        if self.blocked(own) or any(part.value is None and not self.gives(part) for part in own):
            return None
        found = self._combined(own)
        if isinstance(found, str):
            return None
        basis = (*map(str, found.weights), *map(str, found.vector.values()))
        if self.outcome == SCORE:
            return points(found.vector, self.scale()) if figure.basis == basis else None
        return self._worth(figure, found) if figure.basis[:-1] == basis else None

    def _worth(self, figure: Figure, found: Combined) -> Fraction | None:
        """The points of the grade told, if it is the greatest, or one of them with a decision for it."""
        tied, grade = greatest(found.vector), str(figure.basis[-1])
        worth = self.scale().get(grade)
        ruled = [part.value for part in figure.parts if part.rule == DECISION]
        if worth is None or grade not in tied or ruled != ([worth] if len(tied) > 1 else []):
            return None
        return Fraction(worth)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """The reason kept in the basis, or what the parts lack."""
        return str(figure.basis[0]) if figure.basis else super().gap(scheme, figure)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'好 0.70×40%＋0.50×60%＝0.58、较好 …；0.58×100＋0.42×80＝91.60', and what gave its weight away."""
        found = self._combined(_own(figure))
        if isinstance(found, str):
            return self.gap(scheme, figure)
        words = self._words(scheme, figure, found)
        end = words.points() if self.outcome == SCORE else self._say_greatest(scheme, figure, words)
        return f"{words.shares()}；{end}{self.note(figure)}"

    def _words(self, scheme: Scheme, figure: Figure, found: Combined) -> Words:
        pairs = zip(_own(figure), found.weights, strict=True)
        rows = [
            (weight, vector)
            for part, weight in pairs
            if not self.gives(part) and (vector := self._graded[part.rule].vector(part)) is not None
        ]
        scale = self.scale() if self.outcome == SCORE else {}
        return Words(self.grade_labels(scheme), self.operator, rows, found, scale, scheme.places)

    def _say_greatest(self, scheme: Scheme, figure: Figure, words: Words) -> str:
        labels, vector = self.grade_labels(scheme), words.found.vector
        tied, grade = greatest(vector), str(figure.basis[-1])
        worth = f"“{labels[grade]}”，计 {plain(self.scale()[grade])[0]} 分"
        share = words.share(grade)
        if len(tied) == 1:
            return f"隶属度最大的是 {share} 的{worth}"
        _, who, day, document = figure.parts[-1].basis[:4]
        decided = with_document(f"{who} {day} 决定", str(document))
        return f"{_quoted(labels, tied)}的隶属度同为 {share}，{decided}为{worth}"

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights, after spreading."""
        own = len(_own(figure))
        if figure.value is None:
            return ()
        return (*(percent(Fraction(str(weight))) for weight in figure.basis[:own]), *[""] * (len(figure.parts) - own))

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The decision as recorded."""
        value, _, day, document = map(str, leaf.basis[:4])
        return "决定", "，".join(filter(None, (value, day, document)))


def _own(figure: Figure) -> tuple[Figure, ...]:
    """The figures of the parts, without a decision."""
    return tuple(part for part in figure.parts if part.rule != DECISION)


def _leaf(one: Decision, worth: Decimal) -> Figure:
    return Figure(DECISION, worth, (one.value, one.decided_by, one.decided_on.isoformat(), one.document, one.ref))


def _quoted(labels: Mapping[str, str], grades: Sequence[str]) -> str:
    return "、".join(f"“{labels[grade]}”" for grade in grades)


def _check_scales(entries: Mapping[str, Entry], parts: Sequence[Rule]) -> None:
    """Note every part that has no vector, and every scale that is not that of the first part."""
    first: Rule | None = None
    for entry, part in zip(entries.values(), parts, strict=True):
        if not isinstance(part, Graded):
            if part.kind:
                entry.note(
                    "kind", f"“{part.kind}”不给出各等级的比例", "请用 ballot、graded_sheets，或下一层的 membership"
                )
        elif isinstance(first, Graded) and dict(part.scale()) != dict(first.scale()):
            entry.note("", f"等级或分值与“{first.label}”不同", "请使各项的等级和分值相同")
        else:
            first = first or part
        if isinstance(part, Membership) and part.outcome == GREATEST:
            entry.note("outcome", "下一层只用它各等级的隶属度", f"请把 outcome 改成 {SCORE}，并删去 ruled_by")
