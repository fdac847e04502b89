"""What ballots and raters' sheets have in common: groups of people with weights, several items and periods.

A figure's basis begins with its level and the key of the period, item or group it stands for ('' for the whole):
periods, items, groups: the weights; voice: what one group said, from how many papers; pooled: a group is too small
to be told by itself, so that only what all groups give together is told; gap: why there is no value.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import ClassVar

from scoring.facts.context import Binding, Score
from scoring.language.rule import Rule, in_order, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import Source
from scoring.model.figure import POOLED, Figure
from scoring.numbers.numerals import percent
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry
from scoring.rules.choose import parted
from scoring.rules.panel_hearing import (
    GAP,
    GROUPS,
    ITEMS,
    PERIODS,
    VOICE,
    Asked,
    At,
    Hear,
    Hearing,
    Voice,
    group_labels,
    place,
)
from scoring.rules.panel_reading import check_names
from scoring.rules.panel_words import say_mean, say_pooled, say_weighted


@dataclass(frozen=True)
class Panel(Rule):
    """`groups` are the weights of the groups of people, empty where all count alike.

    `empty_group` says whether a group that said nothing blocks or spreads its weight; a result that rests on a group
    of fewer than `conceal_below` papers is not told by groups.
    """

    paper: ClassVar[str] = "份"
    noun: ClassVar[str] = ""
    bounds: ClassVar[str] = "at_least"
    """The keys of what `withholding` returns."""
    source: str
    groups: Mapping[str, Exact]
    empty_group: str
    conceal_below: int

    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)

    def item_weights(self) -> Mapping[str, Exact]:
        """The weights of the items, empty where they count alike."""
        return {}

    def asked(self, source: Source, kind: str) -> tuple[str, ...]:
        """The items that are judged one by one."""
        return tuple(self.item_weights()) or source.items_of(kind)

    def told_by(self, papers: int) -> int:
        """How many of a group's papers its value rests on."""
        return papers

    def thinned(self, papers: int) -> str:
        """What makes the value of a group rest on fewer than its papers; '' where it rests on all."""
        return ""

    def thinning(self, papers: int) -> str:
        """The rule by which papers are left out of so many, without a figure of them; '' where all count."""
        return ""

    def hearing(self) -> tuple[object, ...]:
        """What two rules on one source must have in common, or their difference tells what one of them conceals."""
        return self.groups, self.conceal_below

    @abstractmethod
    def withholding(self) -> tuple[object, ...]:
        """What must be there before anything is told: where it differs, one rule tells what another withholds."""

    @abstractmethod
    def listen(self, to: Binding) -> Hear:
        """What the groups of people said, as a function of what is asked."""

    @abstractmethod
    def voice_value(self, figure: Figure) -> Fraction | None:
        """The value of one group, from its leaves."""

    @abstractmethod
    def say_voice(self, scheme: Scheme, figure: Figure) -> str:
        """How the value of one group came about."""

    def bind(self, to: Binding) -> Score:
        """Mean of the periods, of these Σ weight × item, of these Σ weight × group."""
        return Hearing(self, to).score

    def weights(self, level: str, names: Sequence[str]) -> tuple[Fraction, ...]:
        """The weights of the parts of a level, raised in proportion so that they add up to 1; () for strangers."""
        told = self._told(level)
        if not names or any(told and name not in told for name in names):
            return ()
        raw = [Fraction(told[name]) if told else Fraction(1) for name in names]
        return tuple(weight / sum(raw) for weight in raw)

    def weights_in(self, figure: Figure) -> tuple[Fraction, ...]:
        """The weights of the parts of a figure that is put together from periods, items or groups; else ()."""
        level = _level(figure)
        return self.weights(level, [place(part) for part in figure.parts]) if level in (PERIODS, ITEMS, GROUPS) else ()

    def _told(self, level: str) -> Mapping[str, Exact]:
        return {GROUPS: self.groups, ITEMS: self.item_weights()}.get(level, {})

    def mixed(self, level: str, at: At, parts: tuple[Figure, ...]) -> Figure:
        """Σ weight × part."""
        weights = self.weights(level, [place(part) for part in parts])
        basis = (level, at.place, *map(str, weights))
        return Figure(at.path, _total(weights, parts), basis, parts)

    def joined(self, at: At, asked: Asked, voices: Mapping[str, Voice]) -> Figure:
        """The groups together; a group too small hides them all, because it could be had as the difference."""
        names = [name for name in self.groups or ("",) if name in voices]
        if any(self.told_by(voices[name].papers) < self.conceal_below for name in names):
            return self._pooled(at, asked, {name: voices[name] for name in names})
        if len(self.groups) < 2:
            return self._voiced(at, voices[names[0]])
        parts = tuple(self._voiced(At(f"{self.path}.{GROUPS}", name), voices[name]) for name in names)
        return self.mixed(GROUPS, at, parts)

    def _voiced(self, at: At, voice: Voice) -> Figure:
        basis = (VOICE, at.place, str(voice.papers), *voice.basis)
        return Figure(at.path, voice.value, basis, voice.parts)

    def _pooled(self, at: At, asked: Asked, voices: Mapping[str, Voice]) -> Figure:
        weights = self.weights(GROUPS, list(voices))
        value = sum((weight * voice.value for weight, voice in zip(weights, voices.values(), strict=True)), Fraction(0))
        told = [text for name, voice in voices.items() for text in (name, str(voice.papers))]
        leaf = Figure(POOLED, value, (asked.period, asked.item, 0))
        return Figure(at.path, value, (POOLED, at.place, *told), (leaf,))

    def formed(self, scheme: Scheme, figure: Figure) -> bool:
        """By level: periods, items or groups in their order; one group's leaves; what stands for groups untold."""
        names, level = self._names(scheme), _level(figure)
        own = figure.rule.removeprefix(f"{self.path}.")
        if figure.basis[1] not in (names[own] if figure.rule != self.path else ("",)):
            return False
        if level == VOICE:
            return self.voice_formed(scheme, figure)
        if level == POOLED:
            known = in_order(figure.basis[2::2], names[GROUPS]) and all(int(count) >= 0 for count in figure.basis[3::2])
            return known and len(figure.basis) % 2 == 0 and len(figure.parts) == 1 and leaves(figure, POOLED)
        steps = all(part.rule == f"{self.path}.{level}" for part in figure.parts)
        return steps and in_order([place(part) for part in figure.parts], names[level])

    def _names(self, scheme: Scheme) -> Mapping[str, Sequence[str]]:
        """What there is on each level, in its order."""
        source = scheme.sources[self.source]
        items = self.asked(source, self.path.partition(".")[0])
        return {PERIODS: [one.key for one in source.periods], ITEMS: items, GROUPS: [*self.groups] or [""]}

    @abstractmethod
    def voice_formed(self, scheme: Scheme, figure: Figure) -> bool:
        """Whether a figure has the form of one group's."""

    def value(self, figure: Figure) -> Fraction | None:
        """The value from the parts, with the weights of the scheme; the basis must tell the same weights."""
        level = _level(figure)
        if level in (PERIODS, ITEMS, GROUPS):
            weights = self.weights_in(figure)
            return _total(weights, figure.parts) if tuple(map(str, weights)) == figure.basis[2:] else None
        if level == VOICE:
            return self.voice_value(figure)
        known = [part.value for part in figure.parts if part.value is not None]
        return Fraction(known[0]) if level == POOLED and known else None

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """The weights, after spreading."""
        if _level(figure) not in (PERIODS, ITEMS, GROUPS):
            return ()
        return tuple(percent(Fraction(str(weight))) for weight in figure.basis[2:])

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """One sentence by level: the mean of periods, the weighted items or groups, one group, or groups untold."""
        level = str(figure.basis[0])
        if level == VOICE:
            return self.say_voice(scheme, figure)
        if level == POOLED:
            return say_pooled(self, scheme, figure)
        return say_weighted(self, scheme, figure) if self._told(level) else say_mean(scheme, level, figure)

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """The reason kept in the basis."""
        return str(figure.basis[2]) if figure.basis[:1] == (GAP,) else super().gap(scheme, figure)

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A step is named by its period, item or group."""
        if figure.rule == self.path:
            return self.label
        source, key = scheme.sources[self.source], place(figure)
        level = figure.rule.rpartition(".")[2]
        return source.period(key).label if level == PERIODS else group_labels(source).get(key, key)

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """What stands for groups that are not told apart."""
        return "各组合成", "人数少的组不单列，只列合成的结果"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The groups are those of the source."""
        labels = group_labels(scheme.sources[self.source])
        check_names(entry, "groups", self.groups, [key for key in labels if key], "人员组")
        for other in self._before(scheme.subjects[kind].score):
            if self._betrays(other):
                reason = f"与“{other.label}”读同一来源而人员组、权重或取舍不同，两项相减可以推知个别人的意见"
                entry.note(
                    "", reason, "请使两项的 groups、conceal_below 和取舍相同；不必保密的，两项都写 conceal_below: 1"
                )
            if self._tells_withheld(other):
                reason = f"与“{other.label}”读同一来源而作数的条件不同，一项无效、不予公布的结果，另一项照样列出、计入"
                entry.note("", reason, f"请使两项的 {self.bounds} 相同")

    def _before(self, score: Rule) -> list["Panel"]:
        """The panels on the same source that stand before this one in a score and may count together with it."""
        earlier = takewhile(lambda rule: rule is not self, score.walk())
        alike = [rule for rule in earlier if isinstance(rule, Panel) and _source(rule) == _source(self)]
        return [rule for rule in alike if not parted(self, rule, score)]

    def _betrays(self, other: "Panel") -> bool:
        """Whether the two results together tell more of small groups than each by itself."""
        open_to_all = self.conceal_below == other.conceal_below == 1
        return not (self._apart(other) or open_to_all) and self.hearing() != other.hearing()

    def _tells_withheld(self, other: "Panel") -> bool:
        """Whether one tells and counts what the other says does not count."""
        return not self._apart(other) and self.withholding() != other.withholding()

    def _apart(self, other: "Panel") -> bool:
        """Whether nobody is heard by both."""
        return bool(self.groups and other.groups) and not self.groups.keys() & other.groups.keys()


def _level(figure: Figure) -> str:
    """What a figure puts together: periods, items, groups, one group's voice; '' for one that has no input at all."""
    return str(figure.basis[0]) if figure.basis else ""


def _source(rule: Panel) -> tuple[str, str]:
    """Key and sort; a source of the wrong sort is noted elsewhere."""
    return rule.source, rule.reads


def _total(weights: Sequence[Fraction], parts: Sequence[Figure]) -> Fraction | None:
    if not weights or any(part.value is None for part in parts):
        return None
    known = [Fraction(part.value) for part in parts if part.value is not None]
    return sum((weight * value for weight, value in zip(weights, known, strict=True)), Fraction(0))
