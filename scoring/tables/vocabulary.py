"""The words of a scheme as tables may write them: every key, and every label that stands for a single key."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from typing import Any

from scoring.language.scheme import Scheme
from scoring.language.source import BallotSource, LedgerSource, RatingSource, Source
from scoring.model.sheet import CAST, DUE, VOID
from scoring.tables.texts import plain

BALLOTS = {"发出": DUE, "收回": CAST, "无效": VOID}
NOTHING = Source("", "", "")


def words(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Word → key for (key, label) pairs. A key wins over a label; a label that two keys share stands for neither."""
    found = dict(pairs)
    counts = Counter(map(plain, found.values()))
    labels = {plain(label): key for key, label in found.items() if counts[plain(label)] == 1}
    return labels | {plain(key): key for key in found}


def _said(part: Any) -> Iterator[str]:
    """The texts of a part of a scheme and of all below it."""
    if isinstance(part, str):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from _said(getattr(part, field.name))
    elif isinstance(part, Mapping):
        yield from (text for pair in part.items() for one in pair for text in _said(one))
    elif isinstance(part, tuple | frozenset):
        yield from (text for one in part for text in _said(one))


class Vocabulary:
    """The words of one scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        # Asked once for each row of a table, of the few keys that a scheme has.
        self.sources, self.periods = cache(self._sources), cache(self._periods)
        self.rules, self.grades, self.scopes = cache(self._rules), cache(self._grades), cache(self._scopes)
        self.groups, self.raters, self.options = cache(self._groups), cache(self._raters), cache(self._options)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Kinds of subjects."""
        return words((key, kind.label) for key, kind in self.scheme.subjects.items())

    @cached_property
    def situations(self) -> Mapping[str, str]:
        """Situations."""
        return words((key, one.label) for key, one in self.scheme.situations.items())

    @cached_property
    def quotas(self) -> Mapping[str, str]:
        """Quotas."""
        return words((key, one.label) for key, one in self.scheme.quotas.items())

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Every word that the scheme says anywhere; the names of the attributes it looks at are among them."""
        return frozenset(_said(self.scheme))

    def _sources(self, sort: str) -> Mapping[str, str]:
        """Sources of one sort (`source.MARKS` …)."""
        return words((key, one.label) for key, one in self.scheme.sources.items() if one.kind == sort)

    def _groups(self, kind: str) -> Mapping[str, str]:
        """Groups of a kind of subject."""
        known = self.scheme.subjects.get(kind)
        return words(known.groups.items()) if known else {}

    def _grades(self, kind: str) -> Mapping[str, str]:
        """Grades of a kind of subject."""
        ladder = self.scheme.grades.get(kind)
        return words((key, one.label) for key, one in ladder.grades.items()) if ladder else {}

    def _scopes(self, quota: str) -> Mapping[str, str]:
        """Where seats of a quota are counted: its fields, else the groups of its kind."""
        known = self.scheme.quotas[quota]
        return words((key, one.label) for key, one in known.fields.items()) or self.groups(known.of)

    def source(self, key: str) -> Source:
        """The source with this key, or one that has nothing."""
        return self.scheme.sources.get(key, NOTHING)

    def _periods(self, source: str) -> Mapping[str, str]:
        """Periods of a source."""
        return words((one.key, one.label) for one in self.source(source).periods)

    def _raters(self, source: str) -> Mapping[str, str]:
        """Groups of raters or voters of a source."""
        found = self.source(source)
        groups = found.groups if isinstance(found, RatingSource | BallotSource) else ()
        return words((one.key, one.label) for one in groups)

    def _rules(self, source: str) -> Mapping[str, str]:
        """Rules of a ledger."""
        found = self.source(source)
        return words((key, one.label) for key, one in found.rules.items()) if isinstance(found, LedgerSource) else {}

    def _options(self, source: str) -> Mapping[str, str]:
        """Options of a ballot, and the words for ballots handed out, come back and invalid."""
        found = self.source(source)
        options = found.options if isinstance(found, BallotSource) else None
        return BALLOTS | words((options or {}).items())
