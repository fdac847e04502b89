"""What the documents say, as plain data: gathered once from a publication, drawn three times."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from scoring.language.scheme import Colours, Scheme
from scoring.telling.outline import Node


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a ranking. `parts` stand under the table's `part_labels`; texts are '' where there is nothing
    to show. `remark` is what is proposed, or that there is no rank, never why: `status` does not say either.
    `grade` is the proposed grade in words; its reasons, flags and payouts are not for a publication. `sentence` is
    how the score came about, as the page and the API say it."""

    code: str
    name: str
    unit: str
    post: str
    category: str
    rank: int | None
    tied: int
    parts: tuple[str, ...]
    score: Decimal | None
    status: str
    place: str
    grade: str
    colour: str
    remark: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Table:
    """The ranking of one comparison group. `others` take part without a rank; their score is not shown.

    `people` says whether its subjects are persons, `graded` whether the method gives them grades; `drawn` whether its
    quota can be drawn as a line.
    """

    kind: str
    kind_label: str
    people: bool
    group: str
    label: str
    part_labels: tuple[str, ...]
    graded: bool
    drawn: bool
    lines: tuple[Line, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota in one group: seats of a base, the lowest score inside, the tied by name, the page's sentence."""

    quota: str
    group: str
    base: int
    seats: int
    line: str
    undecided: tuple[str, ...]
    open_seats: int
    ruling: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Carried:
    """One unit deduction as it weighs on one cadre. Points are negative."""

    code: str
    name: str
    post: str
    unit: str
    happened_on: date
    task: str
    points: Decimal
    role: str
    factor: str
    carried: Decimal
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A publication in full. `outline` is the scheme's text in words, `absent` counts those gone before the
    reference date, by kind."""

    county: str
    department: str
    cycle: str
    year: int
    reference: date
    number: int
    run: int
    published_at: datetime
    signer: str
    engine: str
    inputs_digest: str
    digest: str
    seal: str
    previous_seal: str
    scheme_sha256: str
    scheme: Scheme
    outline: Node
    tables: tuple[Table, ...]
    quotas: tuple[QuotaLine, ...]
    carried: tuple[Carried, ...]
    absent: dict[str, int]

    @property
    def coloured(self) -> tuple[Colours, ...]:
        """The colours that are published: those of people are not."""
        return tuple(rule for rule in self.scheme.colours if not self.scheme.subjects[rule.of].people)

    @property
    def published_on(self) -> date:
        """The day of publication, in the county's time."""
        return self.published_at.date()

    def tables_of(self, kind: str) -> tuple[Table, ...]:
        """The rankings of one kind of subject, in the scheme's order."""
        return tuple(table for table in self.tables if table.kind == kind)

    def quotas_under(self, quota: str) -> tuple[QuotaLine, ...]:
        """The lines of one quota, a line for each group."""
        return tuple(line for line in self.quotas if line.quota == quota)
