"""Grades (等次) of a subject kind as data: the ladder from the best down, and what limits it."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.language.conditions import When
from scoring.language.extent import Extent
from scoring.language.span import Span


@dataclass(frozen=True)
class Grade:
    """A grade by score (`span`), by rank (`extent`), by both, or by neither: then a quota or a limit gives it."""

    key: str
    label: str
    span: Span | None
    extent: Extent | None
    clause: str

    @property
    def by_result(self) -> bool:
        """Whether score or rank alone can bring it."""
        return self.span is not None or self.extent is not None


@dataclass(frozen=True)
class Limit:
    """Where `when` is the case the grade is at best `cap`, or is `grade`; one of the two is ''."""

    label: str
    when: When
    cap: str
    grade: str
    legal_basis: str
    clause: str


@dataclass(frozen=True)
class Ladder:
    """Grades from the best to the worst; `otherwise` for whom no score or rank brings one ('' where all are covered).

    `also` are the statuses that are graded beside the ranked. The bands are of the published score, or of the first of
    the rules `by` (their paths) that the subject's score rests on, rounded as published.
    """

    of: str
    grades: Mapping[str, Grade]
    otherwise: str
    also: tuple[str, ...]
    limits: tuple[Limit, ...]
    clause: str
    by: tuple[str, ...] = ()

    def step(self, grade: str) -> int:
        """0 for the best grade."""
        return list(self.grades).index(grade)
