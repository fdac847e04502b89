"""`other`: the result of other subjects as an input, such as a unit's score carried to its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts import whose
from scoring.facts.context import Binding, Case, Score
from scoring.facts.whose import HELD, LED, NAMING, Finder, Whose
from scoring.language.rule import Rule, leaves
from scoring.language.scheme import Scheme
from scoring.model.draft import Draft
from scoring.model.figure import OTHER, Figure, value_at
from scoring.model.served import COUNTS
from scoring.model.sheet import Key
from scoring.model.verdict import BLOCKED
from scoring.numbers.numerals import Working, added, averaged, plain, reckoning, series, typed
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head
from scoring.rules.merged import BEST, COMBINED, MEAN, WORST

SCORE, RANK = "score", "rank"
BLOCK, SKIP = "block", "skip"
"""What it means that there is nobody to take a result from: a gap, or nothing due."""
_WORDS = {SCORE: "得分", RANK: "名次"}


@dataclass(frozen=True)
class Other(Rule):
    """`of` is the kind whose result is taken; `take` the published score, the rank, or the path of one of its rules.

    `whose` says of which subjects; of several at a time `combine` makes one value; `when_none` what it means that there
    is none. The basis tells how many there are, of units held one after the other what each counts, in days or months.
    """

    kind: ClassVar[str] = "other"
    lost: ClassVar[str] = "没有可取的"
    of: str
    take: str
    whose: Whose
    combine: str
    when_none: str = BLOCK

    def needs(self) -> tuple[str, ...]:
        """The kind whose result is taken."""
        return (self.of,)

    def pointers(self) -> Mapping[str, str]:
        """The attribute that names one of `of`, or by which those of `of` name one of this kind."""
        own = self.path.partition(".")[0]
        return {self.whose.attribute: own if self.whose.way == NAMING else self.of} if self.whose.attribute else {}

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Other":
        """Read `of`, `take`, `whose` with what it needs, `combine` where there may be several, and `when_none`."""
        of, take, which = entry.text("of"), entry.text("take"), whose.read(entry)
        several = which.way in (LED, NAMING)
        combine = entry.choice("combine", COMBINED, "合并办法 combine ") if several else ""
        none = entry.choice("when_none", (BLOCK, SKIP), "无处可取时 when_none ") if entry.has("when_none") else BLOCK
        return cls(*head.common(), of, take, which, combine, none)

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """`take` is a result of the kind it is taken of."""
        paths = [path for path in scheme.rules if path.startswith(f"{self.of}.")]
        if self.take and self.take not in (*_WORDS, *paths):
            entry.note("take", f"不认识的取值 take “{self.take}”", f"可用：{listed([*_WORDS, *paths])}")

    def bind(self, to: Binding) -> Score:
        """The results of the subjects that belong to the case; what is not there or not known yet is a gap."""
        finder = Finder(to, self.of, self.whose)
        named = not to.context.scheme.subjects[self.of].people

        def score(case: Case) -> Figure | None:
            named_ones = finder.codes(case)
            codes = {code: weight for code, weight in named_ones.items() if self._has(to, code)}
            if not codes and self.when_none == SKIP:
                return None
            drafts = [to.context.drafts.get(Key(self.of, code)) for code in codes]
            if not drafts or None in drafts:
                lost = [code for code in codes if Key(self.of, code) not in to.context.drafts]
                _name_lost(self, to, case, lost, by_branch=bool(named_ones) and not codes)
                return Figure(self.path, None)
            found = [draft for draft in drafts if draft is not None]
            parts = tuple([self._leaf(draft, named) for draft in found])
            _name_void(self, to, case, [draft for draft in found if self._taken(draft) is None])
            basis = tuple(map(str, codes.values())) if self.whose.way == HELD else (str(len(parts)),)
            figure = Figure(self.path, None, basis, parts)
            return figure._replace(value=self.value(figure))

        return score

    def _has(self, to: Binding, code: str) -> bool:
        """Whether there is, or should be, something to take: the rule may stand in a branch that others go by."""
        draft = to.context.drafts.get(Key(self.of, code))
        if draft is None or self.take in _WORDS:
            return True
        score = to.context.scheme.subjects[self.of].score
        return any(rule.path == self.take for rule in score.applying(draft.subject))

    def _leaf(self, draft: Draft, named: bool) -> Figure:
        """A person is not told by code: explanations name nobody else."""
        return Figure(OTHER, self._taken(draft), (self.of, draft.code if named else "", 0))

    def _taken(self, draft: Draft) -> Fraction | None:
        if self.take not in _WORDS:
            return value_at(draft.figure, self.take)
        found = draft.score if self.take == SCORE else draft.rank
        return None if found is None else Fraction(found)

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Results of the kind, in the order of the codes told, as many as are told."""
        codes, count = [str(part.basis[1]) for part in figure.parts], len(figure.parts)
        told = len(figure.basis) == count if self.whose.way == HELD else figure.basis == (str(count),)
        named = codes == sorted(codes) and (len(set(codes)) == count or not any(codes))
        return told and named and leaves(figure, OTHER)

    def value(self, figure: Figure) -> Fraction | None:
        """The values taken over made one, by the weights told."""
        values = [Fraction(part.value) for part in figure.parts if part.value is not None]
        if not values or len(values) < len(figure.parts):
            return None
        if self.whose.way == HELD:
            return _weighted(values, [int(weight) for weight in figure.basis])
        return COMBINED[self.combine or MEAN][1](values)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'取所在单位的单位得分 92.35'."""
        what = f"取{self.whose.words()}的{self._what(scheme)}"
        if self.whose.way == HELD and len(figure.parts) > 1:
            return f"{what}，{self._held_words(scheme, figure)}"
        if len(figure.parts) == 1:
            return f"{what} {plain(figure.value)[0]}"
        count, (word, _) = len(figure.parts), COMBINED[self.combine or MEAN]
        if self.combine in (BEST, WORST):
            return f"{what}，共 {count} 个，{word} {plain(figure.value)[0]}"
        values = [part.value for part in figure.parts if part.value is not None]
        tell = averaged if self.combine == MEAN else added
        told = reckoning(scheme.places, figure.value, lambda digits: tell(values, digits))
        return f"{what}，共 {count} 个，{word}：{told}"

    def _held_words(self, scheme: Scheme, figure: Figure) -> str:
        """'按任职月份加权：（90.00×8＋84.00×4）÷12＝88.00'."""
        weights = list(map(int, figure.basis))

        def tell(digits: int) -> Working:
            numbers = [plain(part.value, digits) for part in figure.parts]
            terms = [f"{text}×{weight}" for (text, _), weight in zip(numbers, weights, strict=True)]
            told = f"（{series(terms)}）÷{sum(weights)}"
            exact = all(whole for _, whole in numbers)
            return Working(told, None if exact else _weighted([typed(text) for text, _ in numbers], weights))

        told = reckoning(scheme.places, figure.value, tell)
        return f"按任职时间（{COUNTS[self.whose.counted]}）加权：{told}"

    def _what(self, scheme: Scheme) -> str:
        if self.take in _WORDS:
            return f"{scheme.subjects[self.of].label}{_WORDS[self.take]}"
        return scheme.rules[self.take].label

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """What there was to take had no value."""
        return "所取的结果还没有得出" if figure.parts else f"没有可取的{scheme.subjects[self.of].label}"

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The other subject by kind and code."""
        kind, code = map(str, leaf.basis[:2])
        word = _WORDS.get(self.take) or scheme.rules[self.take].label
        return scheme.subjects[kind].label, f"{code + ' 的' if code else ''}{word}，按本次计算结果"

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """Days or months of each unit, where there are several."""
        held = figure.basis if self.whose.way == HELD else ()
        return tuple(f"{weight} {COUNTS[self.whose.counted]}" for weight in held)


def _weighted(values: Sequence[Fraction], weights: Sequence[int]) -> Fraction | None:
    if len(values) != len(weights):
        return None
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)


def _name_void(rule: Other, to: Binding, case: Case, void: Sequence[Draft]) -> None:
    """Those who are there and have nothing to take; what one who is blocked lacks is named with him."""
    what = _WORDS.get(rule.take) or to.context.scheme.rules[rule.take].label
    for draft in void:
        if draft.status != BLOCKED:
            told = f"{to.context.scheme.named(case.subject.key)} {rule.label}"
            to.context.problems.add(f"{told}：{to.context.scheme.named(draft.subject.key)} 没有{what}，不能计分")


def _name_lost(rule: Other, to: Binding, case: Case, lost: Sequence[str], by_branch: bool) -> None:
    scheme = to.context.scheme
    told = f"{scheme.named(case.subject.key)} {rule.label}"
    for code in lost:
        to.context.problems.add(f"{told}：{scheme.named(Key(rule.of, code))} 不在数据中，不能计分")
    if by_branch:
        what = f"“{scheme.rules[rule.take].label}”不是{rule.whose.words()}的{scheme.subjects[rule.of].label}计分的一项"
        to.context.problems.add(f"{told}：{what}，不能计分（可以不计的，请在方案写 when_none: skip）")
    elif not lost:
        to.context.problems.add(f"{told}：没有{rule.whose.words()}的{scheme.subjects[rule.of].label}，不能计分")
