"""What ballots and raters' sheets have in common: groups of people with weights, several items and periods.

A figure's basis begins with its level and the key of the period, item or group it stands for ('' for the whole):
periods, items, groups: the weights; voice: what one group said, from how many papers; pooled: a group is too small
to be told by itself, so that only what all groups give together is told; gap: why there is no value.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, NamedTuple

from scoring.facts.context import Binding, Case, Score
from scoring.language.rule import Rule, in_order, leaves
from scoring.language.scheme import Scheme
from scoring.language.source import BallotSource, RatingSource, Source
from scoring.model.figure import POOLED, Figure, Missing
from scoring.numbers.numerals import averaged, percent, reckoning, result, summed
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, listed
from scoring.rules.choose import Choose
from scoring.rules.weights import read_weights

PERIODS, ITEMS, GROUPS, VOICE, GAP = "periods", "items", "groups", "voice", "gap"
BLOCK, SPREAD = "block", "spread"
MOST_PAPERS = 1_000_000
CONCEAL_BELOW = 3


class Voice(NamedTuple):
    """What one group said: from how many papers (ballots, sheets), with which value, further basis and leaves."""

    papers: int
    value: Fraction
    basis: tuple[str, ...]
    parts: tuple[Figure, ...]


class Heard(NamedTuple):
    """What was said about one item of one subject, by group; `fault` says why it may not be used."""

    voices: Mapping[str, Voice]
    fault: str = ""


class Asked(NamedTuple):
    """What is asked: about whom, in which period, which item."""

    case: Case
    period: str
    item: str


class At(NamedTuple):
    """Where a figure stands: its path, and the key of what it stands for."""

    path: str
    place: str


Hear = Callable[[Asked], Heard]


@dataclass(frozen=True)
class Panel(Rule):
    """`groups` are the weights of the groups of people, empty where all count alike.

    `empty_group` says whether a group that said nothing blocks or spreads its weight; a result that rests on a group
    of fewer than `conceal_below` papers is not told by groups.
    """

    paper: ClassVar[str] = "份"
    noun: ClassVar[str] = ""
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
        return _Hearing(self, to).score

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
        return self.weights(level, [_place(part) for part in figure.parts]) if level in (PERIODS, ITEMS, GROUPS) else ()

    def _told(self, level: str) -> Mapping[str, Exact]:
        return {GROUPS: self.groups, ITEMS: self.item_weights()}.get(level, {})

    def mixed(self, level: str, at: At, parts: tuple[Figure, ...]) -> Figure:
        """Σ weight × part."""
        weights = self.weights(level, [_place(part) for part in parts])
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
        return steps and in_order([_place(part) for part in figure.parts], names[level])

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
            return self._say_pooled(scheme, figure)
        return self._say_weighted(scheme, figure) if self._told(level) else _say_mean(scheme, level, figure)

    def _say_weighted(self, scheme: Scheme, figure: Figure) -> str:
        weighed = zip(figure.parts, figure.basis[2:], strict=True)
        known = [(part, part.value, Fraction(str(weight))) for part, weight in weighed if part.value is not None]
        rows = [(self._named(scheme, part), value, weight) for part, value, weight in known]
        told = reckoning(scheme.places, figure.value, lambda digits: summed(rows, digits), " ")
        return told + self._untold(scheme, figure)

    def _named(self, scheme: Scheme, part: Figure) -> str:
        count = f"（{part.basis[2]} {self.paper}）" if part.basis[0] == VOICE else ""
        return f"{self.name(scheme, part)}{count}"

    def _untold(self, scheme: Scheme, figure: Figure) -> str:
        """Which groups gave their weight away."""
        if figure.basis[0] != GROUPS:
            return ""
        labels, there = group_labels(scheme.sources[self.source]), {_place(part) for part in figure.parts}
        silent = "、".join(labels[name] for name in self.groups if name not in there)
        return f"（没有{silent}的{self.noun}，其权重按比例分摊到其余各组）" if silent else ""

    def _say_pooled(self, scheme: Scheme, figure: Figure) -> str:
        """'领导 1 份（40%）、群众 12 份（60%），有的组不足 3 份，不分组列出，按权重合成 90.80'."""
        names, papers = figure.basis[2::2], figure.basis[3::2]
        labels, weights = group_labels(scheme.sources[self.source]), self.weights(GROUPS, list(map(str, names)))
        value = result(scheme.places, figure.value, True).lstrip("＝")
        few = f"不足 {self.conceal_below} {self.paper}"
        if len(names) == 1:
            return f"共 {papers[0]} {self.paper}{self._thin_words([papers[0]])}{few}，不列明细，结果 {value}"
        told = "、".join(
            f"{labels[str(name)]} {count} {self.paper}（{percent(weight)}）"
            for name, count, weight in zip(names, papers, weights, strict=True)
        )
        return f"{told}{self._thin_words(papers, '有的组')}{few}，不分组列出，按权重合成 {value}"

    def _thin_words(self, papers: Sequence[str | int], who: str = "") -> str:
        """Whether a group itself is too small, or what is left of it."""
        counts = [int(count) for count in papers]
        if min(counts) < self.conceal_below:
            rule = self.thinning(max(counts))
            return f"（{rule}），{who}" if rule else f"，{who}"
        return f"{next(self.thinned(count) for count in counts if self.thinned(count))}，{who}所用"

    def gap(self, scheme: Scheme, figure: Figure) -> str:
        """The reason kept in the basis."""
        return str(figure.basis[2]) if figure.basis[:1] == (GAP,) else super().gap(scheme, figure)

    def name(self, scheme: Scheme, figure: Figure) -> str:
        """A step is named by its period, item or group."""
        if figure.rule == self.path:
            return self.label
        source, place = scheme.sources[self.source], _place(figure)
        level = figure.rule.rpartition(".")[2]
        return source.period(place).label if level == PERIODS else group_labels(source).get(place, place)

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """What stands for groups that are not told apart."""
        return "各组合成", "人数少的组不单列，只列合成的结果"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The groups are those of the source."""
        labels = group_labels(scheme.sources[self.source])
        check_names(entry, "groups", self.groups, [key for key in labels if key], "人员组")
        for other in _before(self, scheme.subjects[kind].score):
            if self._betrays(other):
                reason = f"与“{other.label}”读同一来源而人员组、权重或取舍不同，两项相减可以推知个别人的意见"
                entry.note(
                    "", reason, "请使两项的 groups、conceal_below 和取舍相同；不必保密的，两项都写 conceal_below: 1"
                )

    def _betrays(self, other: "Panel") -> bool:
        """Whether the two results together tell more of small groups than each by itself."""
        apart = self.groups and other.groups and not self.groups.keys() & other.groups.keys()
        open_to_all = self.conceal_below == other.conceal_below == 1
        return not (apart or open_to_all) and self.hearing() != other.hearing()


def _level(figure: Figure) -> str:
    """What a figure puts together: periods, items, groups, one group's voice; '' for one that has no input at all."""
    return str(figure.basis[0]) if figure.basis else ""


def _before(rule: Panel, score: Rule) -> list[Panel]:
    """The rules on the same source that stand before `rule` in a score and may count together with it."""
    found = []
    for other in score.walk():
        if other is rule:
            break
        if isinstance(other, Panel) and _source(other) == _source(rule) and not _parted(rule, other, score):
            found.append(other)
    return found


def _source(rule: Panel) -> tuple[str, str]:
    """Key and sort; a source of the wrong sort is noted elsewhere."""
    return rule.source, rule.reads


def _parted(one: Rule, other: Rule, score: Rule) -> bool:
    """Whether a choice lies between two rules: never do both count for one subject."""
    for node in score.walk():
        if isinstance(node, Choose):
            branches = [{id(rule) for rule in branch.walk()} for branch in node.children()]
            if any(id(one) in branch and id(other) not in branch for branch in branches):
                return any(id(other) in branch for branch in branches)
    return False


class _Hearing:
    """A panel bound to a sheet."""

    def __init__(self, rule: Panel, to: Binding) -> None:
        self._rule, self._context = rule, to.context
        self._source = to.context.scheme.sources[rule.source]
        self._items = rule.asked(self._source, to.kind)
        self._hear = rule.listen(to)

    def score(self, case: Case) -> Figure | None:
        due = [one.key for one in self._source.periods if case.subject.first <= one.due <= case.subject.last]
        whole = At(self._rule.path, "")
        return self._level(PERIODS, due, whole, lambda period, at: self._period(case, period, at)) if due else None

    def _period(self, case: Case, period: str, at: At) -> Figure:
        return self._level(ITEMS, self._items, at, lambda item, at: self._item(Asked(case, period, item), at))

    def _level(self, level: str, names: Sequence[str], at: At, make: Callable[[str, At], Figure]) -> Figure:
        """One figure for each name, mixed; a single one takes the place of the whole."""
        if len(names) == 1:
            return make(names[0], at)
        step = f"{self._rule.path}.{level}"
        return self._rule.mixed(level, at, tuple(make(name, At(step, name)) for name in names))

    def _item(self, asked: Asked, at: At) -> Figure:
        heard = self._hear(asked)
        if heard.fault:
            self._context.problems.add(f"{self._where(asked)}：{heard.fault}")
            return Figure(at.path, None, (GAP, at.place, heard.fault))
        silent = self._silent(heard.voices)
        if not silent:
            return self._rule.joined(at, asked, heard.voices)
        key = asked.case.subject.key
        for name in silent:
            self._context.missing.append(
                Missing(*key, self._source.key, asked.period, " ".join(filter(None, (asked.item, name))))
            )
        told = f"没有{listed(silent)}可计的{self._rule.noun}" if any(silent) else f"没有可计的{self._rule.noun}"
        return Figure(at.path, None, (GAP, at.place, f"{told}，补齐前不能计算"))

    def _silent(self, voices: Mapping[str, Voice]) -> list[str]:
        """Labels of the groups whose silence blocks; [''] where nobody said anything."""
        if not any(name in voices for name in self._rule.groups or ("",)):
            return [""]
        if self._rule.empty_group == SPREAD:
            return []
        labels = group_labels(self._source)
        return [labels[name] for name in self._rule.groups if name not in voices]

    def _where(self, asked: Asked) -> str:
        scheme = self._context.scheme
        return f"{scheme.named(asked.case.subject.key)} {scheme.asked(self._source.key, asked.period, asked.item)}"


def _place(figure: Figure) -> str:
    return str(figure.basis[1])


def _total(weights: Sequence[Fraction], parts: Sequence[Figure]) -> Fraction | None:
    if not weights or any(part.value is None for part in parts):
        return None
    known = [Fraction(part.value) for part in parts if part.value is not None]
    return sum((weight * value for weight, value in zip(weights, known, strict=True)), Fraction(0))


def _say_mean(scheme: Scheme, level: str, figure: Figure) -> str:
    """'2次平均：（90.00＋91.00）÷2＝90.50'."""
    values = [part.value for part in figure.parts if part.value is not None]
    told = reckoning(scheme.places, figure.value, lambda digits: averaged(values, digits))
    return f"{len(values)}{'次' if level == PERIODS else '项'}平均：{told}"


def group_labels(source: Source) -> dict[str, str]:
    """Labels of the groups of people; '' stands for all together."""
    groups = source.groups if isinstance(source, BallotSource | RatingSource) else ()
    return {"": "", **{group.key: group.label for group in groups}}


def check_names(
    entry: Entry, key: str, names: Sequence[str] | Mapping[str, object], known: Sequence[str], what: str
) -> None:
    """Note every name written under `key` that is not known."""
    for name in names:
        if name not in known:
            entry.note(key, f"来源没有{what}“{name}”", f"可用：{listed(known)}")


def read_panel(entry: Entry) -> tuple[str, Mapping[str, Exact], str, int]:
    """`source`, `groups`, `empty_group` (asked only where there are groups) and `conceal_below`."""
    groups = read_weights(entry, "groups")
    empty = entry.choice("empty_group", [BLOCK, SPREAD], "空组办法 empty_group ") if groups else BLOCK
    return entry.text("source"), groups, empty, read_least(entry, "conceal_below", CONCEAL_BELOW)


def read_least(entry: Entry, key: str, default: int) -> int:
    """An optional least number, from 1."""
    return entry.whole(key, 1, MOST_PAPERS) if entry.has(key) else default
