"""`graded_sheets`: raters' sheets sorted into grades by their values, and the grades counted like votes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.facts.context import Binding
from scoring.facts.papers import Papers
from scoring.language import span
from scoring.language.quorum import VALID, read_least
from scoring.language.scheme import Scheme
from scoring.language.source import RATINGS, RatingSource
from scoring.language.span import Span
from scoring.model.count import Count
from scoring.model.sheet import Key
from scoring.reading.reader import Entry
from scoring.rules.ballot import Ballot
from scoring.rules.head import Head
from scoring.rules.panel_hearing import Asked
from scoring.rules.panel_reading import read_panel
from scoring.rules.tallied import Common, Counted
from scoring.rules.weights import read_weights

_Counts = Mapping[tuple[Key, str, str], Mapping[str, Counter[str]]]
"""Sheets by subject, period and item; of these by group, and of these by grade."""


@dataclass(frozen=True)
class GradedSheets(Ballot):
    """`spans` says which values are of which grade; `points` are those of the grades."""

    kind: ClassVar[str] = "graded_sheets"
    reads: ClassVar[str] = RATINGS
    paper: ClassVar[str] = "份"
    noun: ClassVar[str] = "评价表"
    bounds: ClassVar[str] = "at_least"
    spans: Mapping[str, Span]

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "GradedSheets":
        """Read `grades`, each an interval with its `points`, which touch without hole or overlap."""
        panel, items = read_panel(entry), read_weights(entry, "items")
        least = read_least(entry, "at_least", 1)
        common: Common = (*head.common(), *panel, items, VALID, (), least, ())
        rows = entry.entries("grades")
        spans = {grade: span.read(row) for grade, row in rows.items()}
        points = {grade: row.decimal("points") for grade, row in rows.items()}
        span.check_touch([(spans[grade], row) for grade, row in rows.items()])
        return cls(*common, points, spans)

    def labels(self, scheme: Scheme) -> Mapping[str, str]:
        """The grades are called as they are written."""
        return {grade: grade for grade in self.spans}

    def counted(self, to: Binding) -> Callable[[Asked], Counted]:
        """The sheets on all subjects of the kind, sorted."""
        counts = self._sorted(Papers(to.context, self._source(to.context.scheme), to.kind))

        def count(asked: Asked) -> Counted:
            found = counts.get((asked.case.subject.key, asked.period, asked.item), {})
            return Counted({group: Count(votes) for group, votes in found.items()})

        return count

    def _sorted(self, papers: Papers) -> _Counts:
        """Each answer once in every group where its sheet counts, or once where there are no groups."""
        found: defaultdict[tuple[Key, str, str], defaultdict[str, Counter[str]]]
        found = defaultdict(lambda: defaultdict(Counter))
        for paper in papers.all:
            for item, value in paper.answers.items():
                for group in paper.groups if self.groups else ("",):
                    found[paper.subject.key, paper.period, item][group][self._grade(value)] += 1
        return found

    def _grade(self, value: Decimal) -> str:
        """The grade of a value; every value of the source has one (`check`)."""
        return next(grade for grade, one in self.spans.items() if one.holds(value))

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The grades reach from the lowest to the highest value of the source."""
        super().check(entry, scheme, kind)
        source = self._source(scheme)
        for value in (source.low, source.high):
            if not any(one.holds(value) for one in self.spans.values()):
                entry.note("grades", f"{value} 分不在任何等级内", f"请使各等级连续覆盖 {source.low}～{source.high} 分")

    def _source(self, scheme: Scheme) -> RatingSource:
        source = scheme.sources[self.source]
        if not isinstance(source, RatingSource):
            raise TypeError(f"{self.source} has no sheets: refused when the scheme is read")
        return source
