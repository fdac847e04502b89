"""What a row means to the register: nothing new, something to enter, to change, to end, or not to be taken."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cadres.imports.models import Action
from cadres.imports.reading import Read
from cadres.people.models import Manner, PostLevel
from cadres.units.models import Unit

POST, LEFT, RANK = "post", "left", "rank"
"""Fields of a difference that are no edits but acts: a post taken up, a post left, a rank given."""


class Difference(NamedTuple):
    """A field that differs; `before` '' where the register says nothing."""

    field: str
    label: str
    before: str
    after: str


class Deed(NamedTuple):
    """What a row does to posts: 'take_up', 'transfer' or 'leave'. `on` is the first day, of a leaving the last.

    `post_id` is the post that is left; `on` is None where the sheet does not say since when.
    """

    kind: str
    unit: Unit
    title: str
    level: str
    manner: str
    on: date | None
    paper: str = ""
    how: str = ""
    post_id: int | None = None

    def told(self) -> str:
        """The post that begins, in words."""
        beside = f"（{Manner(self.manner).label}）" if self.manner != Manner.MAIN else ""
        level = f"，{PostLevel(self.level).label}" if self.level else ""
        return f"{self.unit}{self.title}{beside}{level}" + (f"，自 {self.on:%Y-%m-%d} 起" if self.on else "")


class Standing(NamedTuple):
    """A civil-service rank that a row gives; `on` is None where the sheet does not say since when."""

    name: str
    on: date | None
    paper: str

    def told(self) -> str:
        """The rank that begins, in words."""
        return self.name + (f"，自 {self.on:%Y-%m-%d} 起" if self.on else "")


@dataclass(slots=True)
class Finding:
    """One row and what it means; `thing` the key in the register, None for what is new or was not found, of a person
    `version` the state of the record that the row was held against.

    `unit` is the row's unit, `deed` what becomes of posts, `standing` of the rank; `joins` the number of the row that
    tells of the same person where this one only adds a post; `index` is what the ID number is found by.
    """

    number: int
    read: Read
    name: str
    about: str = ""
    number_shown: str = ""
    thing: int | None = None
    version: int = 0
    code: str = ""
    unit: Unit | None = None
    deed: Deed | None = None
    standing: Standing | None = None
    joins: int | None = None
    index: str = ""
    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: bool = False

    def ask(self, what: str) -> None:
        """Say what somebody must look at before the row is written."""
        self.asks = True
        self.notes.append(what)

    @property
    def action(self) -> Action:
        if self.read.faults:
            return Action.REFUSED
        if self.thing is None and self.joins is None:
            return Action.NEW
        fields = {one.field for one in self.differences}
        for act, action in ((LEFT, Action.ENDED), (POST, Action.MOVED)):
            if act in fields:
                return action
        return Action.CHANGED if fields else Action.SAME

    def as_rows(self) -> list[dict[str, str]]:
        """The differences as JSON."""
        return [difference._asdict() for difference in self.differences]

    def statement(self) -> str:
        """What the look's digest is taken over: any change of the register that matters to the row changes it."""
        read = self.read
        deed = self.deed and (self.deed.kind, self.deed.unit.code, self.deed.post_id)
        place = read.file, read.sheet, read.line, self.action.value, self.code, deed
        told = [tuple(one) for one in self.differences]
        return repr((place, tuple(read.row or ()), told, read.faults, self.notes))
