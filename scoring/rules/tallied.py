"""What the two rules on counted votes have in common: what an option is worth, what the votes are divided by."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding
from scoring.facts.votes import PAPERS, Votes, together
from scoring.language import quorum
from scoring.language.quorum import VALID, WORDS, Quorum, read_least
from scoring.language.rule import in_order, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import BALLOT, BallotSource
from scoring.model.count import Count
from scoring.model.figure import VOTES, Figure
from scoring.model.sheet import CAST, DUE, VOID, Key
from scoring.numbers.levelled import levelled
from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.panel import Panel
from scoring.rules.panel_hearing import Asked, Hear, Heard, Voice
from scoring.rules.panel_reading import check_names, read_panel
from scoring.rules.weights import read_weights

DIVISORS = (VALID, CAST, DUE)
SHOWN_PLACES = 1
"""Decimals of the percentages in a sentence."""


class Counted(NamedTuple):
    """The counts of one item of one subject by group, and why they cannot be used, '' where they can."""

    counts: Mapping[str, Count]
    fault: str = ""


@dataclass(frozen=True)
class Tallied(Panel):
    """`items` are the weights of the items; votes for `abstain` options are out of the `divisor`.

    There is no result where fewer than `at_least` ballots came back, or less than a rule of `validity` asks for.
    """

    paper: ClassVar[str] = "票"
    noun: ClassVar[str] = "票"
    reads: ClassVar[str] = BALLOT
    bounds: ClassVar[str] = "at_least、turnout、validity"
    items: Mapping[str, Exact]
    divisor: str
    abstain: tuple[str, ...]
    at_least: int
    validity: tuple[Quorum, ...]

    @abstractmethod
    def worth(self, option: str) -> Decimal:
        """What a vote for the option counts."""

    def item_weights(self) -> Mapping[str, Exact]:
        """As written."""
        return self.items

    def withholding(self) -> tuple[object, ...]:
        """How many ballots, and what part of them, in whatever order that is written."""
        return self.at_least, frozenset(self.validity)

    def listen(self, to: Binding) -> Hear:
        """What the counts give."""
        counted, options = self.counted(to), tuple(self.labels(to.context.scheme))

        def hear(asked: Asked) -> Heard:
            return self._heard(counted(asked), options, asked)

        return hear

    def counted(self, to: Binding) -> Callable[[Asked], Counted]:
        """The counts of each subject, read once."""
        source = self._ballot(to.context.scheme)
        known: dict[Key, Votes] = {}

        def count(asked: Asked) -> Counted:
            subject = asked.case.subject
            if subject.key not in known:
                due = [one.key for one in source.periods if subject.first <= one.due <= subject.last]
                known[subject.key] = votes = Votes(source, source.items_of(to.kind), due, subject)
                where = f"{to.context.scheme.named(subject.key)} {source.label}"
                for told, row in votes.strays:
                    to.context.problems.add(f"{where} {told}", row)
            votes = known[subject.key]
            return Counted(votes.of(asked.period, asked.item), votes.faults.get((asked.period, asked.item), ""))

        return count

    def _heard(self, counted: Counted, options: Sequence[str], asked: Asked) -> Heard:
        counts = counted.counts
        if self.groups:
            counts = {group: counts[group] for group in self.groups if group in counts}
        whole = together(counts.values())
        if not self.groups and counts:
            counts = {"": whole}
        fault = counted.fault or self._withheld(whole) if counts else ""
        voices = {} if fault else dict(self._voices(options, asked, counts))
        return Heard(voices, fault)

    def _withheld(self, count: Count) -> str:
        if self.divisor == DUE and count.due is None:
            return "没有录入发出票数"
        if self.divisor == CAST and count.cast is None:
            return "没有录入收回票数"
        return quorum.shortfall(count, self.at_least, self.validity, self.paper)

    def _voices(self, options: Sequence[str], asked: Asked, counts: Mapping[str, Count]) -> Iterator[tuple[str, Voice]]:
        for group, count in counts.items():
            value = self._value(count)
            if value is not None:
                leaves_of = tuple(_leaves(options, asked, count))
                yield group, Voice(sum(count.votes.values()), value, (str(len(leaves_of)),), leaves_of)

    def _base(self, count: Count) -> int:
        """What the votes are divided by. A valid ballot that leaves the item blank is no vote on it."""
        total = {VALID: sum(count.votes.values()), CAST: count.cast, DUE: count.due}[self.divisor]
        return (total or 0) - self._abstained(count)

    def _abstained(self, count: Count) -> int:
        return sum(count.votes.get(option, 0) for option in self.abstain)

    def _value(self, count: Count) -> Fraction | None:
        """Σ worth × votes ÷ base; None where nobody voted on it."""
        base = self._base(count)
        if base <= 0 or not any(count.votes.values()):
            return None
        return sum((Fraction(self.worth(option)) * votes for option, votes in self.chosen(count)), Fraction(0)) / base

    def shares_of(self, count: Count) -> dict[str, Fraction]:
        """What of the base went to each option, without abstentions; empty where there is no base."""
        base = self._base(count)
        return {option: Fraction(votes, base) for option, votes in count.votes.items()} if base > 0 else {}

    def chosen(self, count: Count) -> list[tuple[str, int]]:
        """The options that had votes, without abstentions."""
        return [(option, votes) for option, votes in count.votes.items() if votes and option not in self.abstain]

    def voice_formed(self, scheme: Scheme, figure: Figure) -> bool:
        """A leaf for every option and for what is told of the ballots, in their order; how many votes and leaves."""
        options, told = list(self.labels(scheme)), [leaf.basis[2] for leaf in figure.parts]
        whole = told[: len(options)] == options and in_order(told[len(options) :], PAPERS)
        counts = (str(sum(count_of(figure).votes.values())), str(len(told)))
        return whole and leaves(figure, VOTES) and figure.basis[2:] == counts

    def voice_value(self, figure: Figure) -> Fraction | None:
        """From the votes by option and the ballots; None where an option is not the scheme's."""
        try:
            return self._value(count_of(figure))
        except KeyError:
            return None

    def say_voice(self, scheme: Scheme, figure: Figure) -> str:
        """'发出 50 票，收回 48 票，有效 46 票，弃权 2 票不计入分母：（30×100＋…）÷44≈93.41；好 68.2%、…'."""
        labels, count = self.labels(scheme), count_of(figure)
        named = [(labels[option], votes) for option, votes in self.chosen(count)]
        shares = levelled([votes for _, votes in named], SHOWN_PLACES)
        told = [f"{label} {percent(share / 100)}" for (label, _), share in zip(named, shares, strict=True)]
        spread = f"；{self._of_these(count)}{'、'.join(told)}" if told else ""
        return f"{self._papers(labels, count)}：{self.say_count(scheme, labels, count, figure)}{spread}"

    def _of_these(self, count: Count) -> str:
        """What the percentages are of, where that is not what the sentence divides by."""
        total = sum(votes for _, votes in self.chosen(count))
        return "" if total == self._base(count) else f"所选 {total} 票中"

    @abstractmethod
    def say_count(self, scheme: Scheme, labels: Mapping[str, str], count: Count, figure: Figure) -> str:
        """The arithmetic from the votes to the value."""

    def _papers(self, labels: Mapping[str, str], count: Count) -> str:
        """Ballots handed out, come back, valid; what is not in the divisor."""
        total = sum(count.votes.values())
        told = [(DUE, count.due), (CAST, count.cast), (VALID, total if count.valid is None else count.valid)]
        words = [f"{WORDS[paper]} {number} {self.paper}" for paper, number in told if number is not None]
        left = [f"{labels[option]} {count.votes[option]} 票" for option in self.abstain if count.votes.get(option)]
        if self.divisor == VALID and count.valid is not None and count.valid > total:
            left.append(f"未选 {count.valid - total} 票")
        return "，".join(words) + (f"，{'、'.join(left)}不计入分母" if left else "")

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """The votes of an option, or a number of ballots."""
        if leaf.rule != VOTES:
            return super().leaf(scheme, parent, leaf)
        option = str(leaf.basis[2])
        return self.labels(scheme).get(option) or f"{WORDS[option]}票", f"按录入的{self.paper}数"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """Groups, items and abstentions are those of the source."""
        super().check(entry, scheme, kind)
        check_names(entry, "items", self.items, scheme.sources[self.source].items_of(kind), "项目")
        check_names(entry, "abstain", self.abstain, self.options_of(scheme), "选项")

    def options_of(self, scheme: Scheme) -> list[str]:
        """The options of the ballot."""
        return list(self.labels(scheme))

    def labels(self, scheme: Scheme) -> Mapping[str, str]:
        """What the options are called."""
        return self._ballot(scheme).options or {}

    def _ballot(self, scheme: Scheme) -> BallotSource:
        source = scheme.sources[self.source]
        if not isinstance(source, BallotSource):
            raise TypeError(f"{self.source} is no ballot: refused when the scheme is read")
        return source


def count_of(figure: Figure) -> Count:
    """The count that the leaves of one group tell."""
    told = {str(leaf.basis[2]): int(leaf.value) for leaf in figure.parts if leaf.value is not None}
    votes = {option: number for option, number in told.items() if option not in PAPERS}
    return Count(votes, *map(told.get, PAPERS))


def _leaves(options: Sequence[str], asked: Asked, count: Count) -> Iterator[Figure]:
    """A leaf for each option, also where it had no vote, and for what is told of the ballots."""
    told = {option: count.votes.get(option, 0) for option in options}
    papers = {DUE: count.due, CAST: count.cast, VOID: count.void}
    for option, number in {**told, **papers}.items():
        if number is not None:
            yield Figure(VOTES, Decimal(number), (asked.period, asked.item, option, 0))


Common = tuple[
    str,
    str,
    str,
    str,
    str,
    Mapping[str, Exact],
    str,
    int,
    Mapping[str, Exact],
    str,
    tuple[str, ...],
    int,
    tuple[Quorum, ...],
]
"""The arguments of every rule on counted votes but the last."""


def read_tallied(entry: Entry, head: Head) -> Common:
    """All but what an option is worth."""
    return (
        *head.common(),
        *read_panel(entry),
        read_weights(entry, "items"),
        entry.choice("divisor", DIVISORS, "分母 divisor "),
        entry.texts("abstain") if entry.has("abstain") else (),
        read_least(entry, "at_least", 1),
        quorum.read(entry),
    )
