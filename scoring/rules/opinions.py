"""Raters' sheets judged one by one: the value of each, and which are void."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from scoring.facts.context import Context
from scoring.facts.papers import Paper
from scoring.language.source import RatingSource
from scoring.model.sheet import Key
from scoring.numbers.numerals import of_period
from scoring.reading.reader import listed
from scoring.rules import distribution
from scoring.rules.distribution import Given

if TYPE_CHECKING:
    from scoring.rules.rating import RatingRule

MEAN, SUM = "mean", "sum"
"""What a sheet's items are made into."""
COUNTED, VOID_SHEET, VOID_RATER = "counted", "sheet", "rater"
"""What becomes of a sheet with the same value everywhere, or of a rater who gives everyone the same."""


class Opinion(NamedTuple):
    """A sheet with its value, None where too little was answered; `void` sheets are told and not counted."""

    paper: Paper
    value: Fraction | None
    void: bool = False


class Opinions:
    """The sheets judged: their values, and which are void."""

    def __init__(self, rule: "RatingRule", context: Context, source: RatingSource, items: int) -> None:
        self._rule, self._context, self._source, self._items = rule, context, source, items

    def judged(self, papers: Iterable[Paper]) -> list[Opinion]:
        """Every sheet once; those who break the forced distribution become problems."""
        opinions = [self._opinion(paper) for paper in papers]
        void = set(self._uniform(opinions)) if self._rule.all_equal == VOID_RATER else set()
        opinions = [one._replace(void=True) if _rater(one) in void else one for one in opinions]
        broken = set(self._broken(opinions))
        return [one._replace(void=True) if _rater(one) in broken else one for one in opinions]

    def _opinion(self, paper: Paper) -> Opinion:
        answers, rule = paper.answers, self._rule
        if len(answers) < rule.answered:
            return Opinion(paper, None)
        void = rule.all_equal == VOID_SHEET and len(answers) > 1 and len(set(answers.values())) == 1
        weights = {item: Fraction(rule.item_shares.get(item, 1)) for item in answers}
        total = sum((weights[item] * Fraction(value) for item, value in answers.items()), Fraction(0))
        mean = total / sum(weights.values())
        return Opinion(paper, mean if rule.per_sheet == MEAN else mean * self._items, void)

    def _uniform(self, opinions: Iterable[Opinion]) -> Iterator[tuple[str, str]]:
        """Raters who gave at least two subjects a value, and all the same."""
        for rater, given in _by_rater(opinions).items():
            if len(given) > 1 and len({one.value for one in given}) == 1:
                yield rater

    def _broken(self, opinions: Sequence[Opinion]) -> Iterator[tuple[str, str]]:
        """Raters whose sheets are void for breaking the forced distribution; all who break it are named."""
        forced = self._rule.forced
        if forced is None:
            return
        bound = [one for one in opinions if not forced.of or set(forced.of) & set(one.paper.groups)]
        for period in self._source.periods:
            by_rater = {
                rater: [Given(one.value, self._pool(one)) for one in given if one.value is not None]
                for (when, rater), given in _by_rater(bound).items()
                if when == period.key
            }
            for raters, fault in distribution.breaches(forced, by_rater):
                self._name(of_period(period.label, self._source.label), raters, fault)
                yield from ((period.key, rater) for rater in raters if forced.broken == distribution.VOID)

    def _pool(self, opinion: Opinion) -> str:
        by = self._rule.forced.pool_by if self._rule.forced else ""
        return opinion.paper.subject.attribute(by) if by else ""

    def _name(self, when: str, raters: Sequence[str], fault: str) -> None:
        forced = self._rule.forced
        void = forced is not None and forced.broken == distribution.VOID
        together = "合并计算，" if len(raters) > 1 else ""
        effect = "其评价表作废" if void else "仍予计入"
        self._context.reminders.add(f"{when} 评价人 {listed(raters)}：{together}{fault}，{effect}")


def _rater(opinion: Opinion) -> tuple[str, str]:
    return opinion.paper.period, opinion.paper.rater


def _by_rater(opinions: Iterable[Opinion]) -> dict[tuple[str, str], list[Opinion]]:
    """The sheets with a value that are not void, by period and rater."""
    found: defaultdict[tuple[str, str], list[Opinion]] = defaultdict(list)
    for one in opinions:
        if one.value is not None and not one.void:
            found[_rater(one)].append(one)
    return found


def by_subject(opinions: Iterable[Opinion]) -> dict[tuple[Key, str], dict[str, list[Opinion]]]:
    """By subject and period, of these by group; a sheet that counts in several groups stands in each."""
    found: defaultdict[tuple[Key, str], defaultdict[str, list[Opinion]]] = defaultdict(lambda: defaultdict(list))
    for one in opinions:
        for group in one.paper.groups:
            found[one.paper.subject.key, one.paper.period][group].append(one)
    return {key: dict(groups) for key, groups in found.items()}


def all_of(groups: Mapping[str, Sequence[Opinion]]) -> list[Opinion]:
    """All sheets, each once."""
    return list({id(one): one for opinions in groups.values() for one in opinions}.values())
