"""Rows held against the register, in their order: the one pass that preview and writing have in common."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from cadres.imports.findings import Finding
from cadres.imports.known import Known
from cadres.imports.layouts import PersonLine, UnitLine
from cadres.imports.person_rows import People
from cadres.imports.reading import Read
from cadres.imports.unit_rows import Units
from cadres.people.models import Manner, Person
from cadres.people.posts.selectors import held_on

_STRETCH = 1_000
"""Rows whose people are asked for at once."""


class Register:
    """The county's register while rosters are held against it. `words` are the office's for categories of units."""

    def __init__(self, county: Any, words: Mapping[str, str], today: date) -> None:
        self.county, self.units = county, Units(county, words)
        self.people = People(county, self.units, today)
        self.tells_of_people = False

    def findings(self, reads: Iterable[Read]) -> Iterator[Finding]:
        """What each row means, numbered from 1."""
        rows = enumerate(reads, 1)
        while stretch := list(islice(rows, _STRETCH)):
            known = Known(self.county, [read.row for _, read in stretch if isinstance(read.row, PersonLine)])
            for number, read in stretch:
                yield self._finding(number, read, known)

    def _finding(self, number: int, read: Read, known: Known) -> Finding:
        if isinstance(read.row, UnitLine):
            return self.units.finding(number, read, read.row)
        if read.row is None:
            return Finding(number, read, "")
        self.tells_of_people = True
        found = self.people.finding(number, read, read.row, known)
        self.people.doubts(read.row, found, known)
        return found

    def absent(self) -> tuple[list[str], int]:
        """Who holds a main post today and is in no row: the first of them by name, and how many there are."""
        if not self.tells_of_people:
            return [], 0
        held = held_on().filter(manner=Manner.MAIN, person__county=self.county).values("person")
        people = Person.objects.filter(pk__in=held).order_by("name_key", "code")
        missing = (one for one in people.values_list("pk", "name", "code") if one[0] not in self.people.found)
        first = list(islice(missing, _NAMED))
        return [f"{name}（{code}）" for _, name, code in first], len(first) + sum(1 for _ in missing)


_NAMED = 200
