"""Hearing a panel: who is asked about what, what each group of people said, and whose silence blocks."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from scoring.facts.context import Binding, Case
from scoring.facts.votes import entered
from scoring.language.source import BallotSource, RatingSource, Source
from scoring.model.figure import Figure, Missing
from scoring.reading.reader import listed

if TYPE_CHECKING:
    from scoring.rules.panel import Panel

PERIODS, ITEMS, GROUPS, VOICE, GAP = "periods", "items", "groups", "voice", "gap"
BLOCK, SPREAD = "block", "spread"


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


def group_labels(source: Source) -> dict[str, str]:
    """Labels of the groups of people; '' stands for all together."""
    groups = source.groups if isinstance(source, BallotSource | RatingSource) else ()
    return {"": "", **{group.key: group.label for group in groups}}


def place(figure: Figure) -> str:
    """The key of the period, item or group that a figure stands for."""
    return str(figure.basis[1])


class Hearing:
    """A panel bound to a sheet."""

    def __init__(self, rule: "Panel", to: Binding) -> None:
        self._rule, self._context = rule, to.context
        self._source = to.context.scheme.sources[rule.source]
        self._items = rule.asked(self._source, to.kind)
        self._hear = rule.listen(to)

    def score(self, case: Case) -> Figure | None:
        """The mean of the periods that were due to the subject. None where none was."""
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
            about = entered(asked.case.subject, self._source.key, asked[1:])
            self._context.problems.add(f"{self._where(asked)}：{heard.fault}", *about)
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
