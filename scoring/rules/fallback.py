"""`fallback`: what stands in for one part where an input of it is missing, or nothing of it fell due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Context, Score
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.model.sheet import GROUP
from scoring.numbers.numerals import plain, read_back
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.compared import alike
from scoring.rules.head import Head

BLOCK, SKIP, ZERO, VALUE, GROUP_MEAN = "block", "skip", "zero", "value", "group_mean"
POLICIES = (BLOCK, SKIP, ZERO, VALUE, GROUP_MEAN)
MISSING, NOT_DUE = "missing", "not_due"
_WHY = {MISSING: "有应有而未录的分数", NOT_DUE: "本年没有到期的考核"}


@dataclass(frozen=True)
class Fallback(Rule):
    """`policies` by why there is no value (`MISSING`, `NOT_DUE`); `stated` stands in under the policy 'value'.

    The basis is empty where the part has a value, else why it has none, the policy and, of a group's mean, the mean.
    """

    kind: ClassVar[str] = "fallback"
    compares: ClassVar[bool] = True
    lost: ClassVar[str] = "没有得分、按方案不适用的"
    part: Rule
    policies: Mapping[str, str]
    stated: Exact | None

    def children(self) -> tuple[Rule, ...]:
        """The one part."""
        return (self.part,)

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Fallback":
        """Read `when_missing`, `when_not_due`, `value` and `part`."""
        missing = entry.choice("when_missing", POLICIES, "缺分办法 when_missing ")
        not_due = entry.choice("when_not_due", POLICIES, "未到期办法 when_not_due ")
        stated = entry.number("value") if VALUE in (missing, not_due) else None
        if (missing, not_due) == (BLOCK, SKIP):
            entry.note("", "这正是没有 fallback 时的办法", "请改写一种办法，或去掉 fallback")
        return cls(*head.common(), head.part(entry), {MISSING: missing, NOT_DUE: not_due}, stated)

    def bind(self, to: Binding) -> Score:
        """The part where it has a value, else what the policy puts in its place."""
        part = _once(to.parts[0])
        mean_of = _means(to, part, self.path)

        def score(case: Case) -> Figure | None:
            found = part(case)
            if found is not None and found.value is not None:
                return Figure(self.path, Fraction(found.value), (), (found,))
            why = NOT_DUE if found is None else MISSING
            mean = mean_of(case.subject.group) if self.policies[why] == GROUP_MEAN else None
            self._note(to.context, case, why, mean)
            return self._instead(why, mean, found)

        return score

    def _note(self, context: Context, case: Case, why: str, mean: Fraction | None) -> None:
        """A gap that no list of missing inputs names is a problem."""
        policy, told = self.policies[why], f"{context.scheme.named(case.subject.key)} {self.label}"
        if policy == BLOCK and why == NOT_DUE:
            context.problems.add(f"{told}：本年没有到期的考核，按方案暂不计分")
        if policy == GROUP_MEAN and mean is None:
            context.problems.add(f"{told}：{self._nobody(context.scheme)}，未计分")

    def _instead(self, why: str, mean: Fraction | None, part: Figure | None) -> Figure | None:
        policy, parts = self.policies[why], (part,) if part else ()
        if policy == SKIP:
            return None
        basis = (why, policy, str(mean)) if mean is not None else (why, policy)
        return Figure(self.path, self._standing_in(policy, mean), basis, parts)

    def _standing_in(self, policy: str, mean: Fraction | None) -> Fraction | None:
        if policy == GROUP_MEAN:
            return mean
        return {ZERO: Fraction(0), VALUE: Fraction(self.stated or 0)}.get(policy)

    def value(self, figure: Figure) -> Fraction | None:
        """The part's value, or what the policy told puts in its place; the mean of the group as told."""
        part = figure.parts[0].value if figure.parts else None
        if not figure.basis:
            return None if part is None else Fraction(part)
        why, policy, mean = (*map(str, figure.basis), "", "")[:3]
        known = len(figure.basis) == (3 if policy == GROUP_MEAN else 2)
        if part is not None or self.policies.get(why) != policy or not known or (why == MISSING) != bool(figure.parts):
            return None
        return self._standing_in(policy, read_back(mean) if mean else None)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """Why the policy leaves no value."""
        if not figure.basis:
            return super().gap(scheme, figure)
        policy = self._nobody(scheme) if figure.basis[1] == GROUP_MEAN else "按方案暂不计分"
        return f"{_WHY[str(figure.basis[0])]}，{policy}"

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'民主测评 88.50', or '有应有而未录的分数，按方案以本组平均 85.50 计'."""
        text, _ = plain(figure.value)
        if not figure.basis:
            return f"{self.part.short} {text}"
        why, policy = map(str, figure.basis[:2])
        instead = {
            ZERO: " 0 分",
            VALUE: f"规定的 {plain(self.stated)[0]} ",
            GROUP_MEAN: f"本组{alike(scheme, self.path, GROUP)}平均 {text} ",
        }[policy]
        return f"{_WHY[why]}，按方案以{instead}计"

    def _nobody(self, scheme: Scheme) -> str:
        who = f"{alike(scheme, self.path, GROUP)}人都没有分" if alike(scheme, self.path, GROUP) else "没有人有分"
        return f"本组{who}，无从取平均"


def _once(part: Score) -> Score:
    """Each case computed once: the mean of a group asks for everybody again."""
    known: dict[str, Figure | None] = {}

    def score(case: Case) -> Figure | None:
        code = case.subject.key.code
        if code not in known:
            known[code] = part(case)
        return known[code]

    return score


def _means(to: Binding, part: Score, path: str) -> Callable[[str], Fraction | None]:
    """The mean of a group's own values of the part, of those compared; computed once, when first asked for."""
    found: dict[str, Fraction | None] = {}

    def mean_of(group: str) -> Fraction | None:
        if group not in found:
            there = to.context.comparable(to.kind, path)
            found[group] = _mean([_own(part, case) for case in there if case.subject.group == group])
        return found[group]

    return mean_of


def _own(part: Score, case: Case) -> Fraction | None:
    figure = part(case)
    return None if figure is None or figure.value is None else Fraction(figure.value)


def _mean(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
