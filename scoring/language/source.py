"""Where entered values come from: each source says what is due, of whom and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import ClassVar, NamedTuple

MARKS, LEDGER, RATINGS, BALLOT, READINGS = "marks", "ledger", "ratings", "ballot", "readings"
IN_CHARGE = "in_charge"
"""The relation of a rater who is mainly responsible for a task of the rated."""


@dataclass(frozen=True)
class Period:
    """One assessment of a source; it counts for those in office on the day `due`."""

    key: str
    label: str
    due: date


@dataclass(frozen=True)
class Source:
    """`items` lists the items by subject kind; without it there is one unnamed item ''. A ledger has no periods."""

    kind: ClassVar[str] = ""
    key: str
    label: str
    clause: str
    periods: tuple[Period, ...] = ()
    items: Mapping[str, tuple[str, ...]] | None = None

    def items_of(self, kind: str) -> tuple[str, ...]:
        """Items asked of subjects of `kind`."""
        return ("",) if self.items is None else self.items.get(kind, ())

    def period(self, key: str) -> Period:
        """The period with this key; KeyError if there is none."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Period]:
        return {period.key: period for period in self.periods}


@dataclass(frozen=True)
class MarkSource(Source):
    """One mark per period and item, within low..high; `counted` is the measure word of the periods (个月, 次)."""

    kind: ClassVar[str] = MARKS
    counted: str = "次"
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)


DIVIDED = "divided"
FACT, BOOKED = "fact", "booked"


@dataclass(frozen=True)
class LedgerRule:
    """What a line under one code earns: `points`, `points` for each `per` (a measure word), or by `table`.

    The table is read by the line's keys (level, prize). Without points and table a line brings its own points. What
    `shared` or `first` say holds for a fact that several people share: 'divided' among them, or only for the first.
    With `effect_months` a line counts as long as it has an effect, from its day.
    """

    key: str
    label: str
    clause: str
    points: Decimal | None = None
    per: str = ""
    table: Mapping[tuple[str, ...], Decimal] = field(default_factory=dict)
    shared: str = ""
    first: int = 0
    effect_months: int = 0


class Window(NamedTuple):
    """The days whose lines count: by the day of the 'fact', or by the day on which it was 'booked'."""

    by: str
    first: date
    last: date


@dataclass(frozen=True)
class LedgerSource(Source):
    """Points given or taken for facts, each on its day; `owner` is the subject kind that the lines belong to.

    Without a `window` the facts of the scheme's year count.
    """

    kind: ClassVar[str] = LEDGER
    owner: str = ""
    rules: Mapping[str, LedgerRule] = field(default_factory=dict)
    window: Window | None = None


@dataclass(frozen=True)
class RaterGroup:
    """Who rates: `relation` finds the group of a rater by his tie to the rated, '' takes it as the sheet says."""

    key: str
    label: str
    relation: str = ""


FIRST, EACH = "first", "each"


@dataclass(frozen=True)
class RatingSource(Source):
    """Raters' sheets, a value within low..high per item, or 不了解; told apart by group of raters.

    Whoever stands in several relations to the rated counts in the `first` group that fits or in `each`.
    """

    kind: ClassVar[str] = RATINGS
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(100)
    groups: tuple[RaterGroup, ...] = ()
    several: str = FIRST


@dataclass(frozen=True)
class BallotSource(Source):
    """Counted votes by option, with what was handed out and what came back; told apart by group of voters."""

    kind: ClassVar[str] = BALLOT
    options: Mapping[str, str] | None = None
    groups: tuple[RaterGroup, ...] = ()


@dataclass(frozen=True)
class ReadingSource(Source):
    """Raw indicators: what was reached, against the target told with it; `unit` is the unit of measure."""

    kind: ClassVar[str] = READINGS
    unit: str = ""
