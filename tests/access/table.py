"""`matrix.txt` read: what each role gets at each address, by method, of whose objects."""

from pathlib import Path
from typing import NamedTuple

from cadres.access.models import Role

#: The objects of the unit of the unit's leader, its clerk and the cadre; of a county that is not the asker's.
OURS, AWAY = "ours", "away"
OPENED, DENIED = "+", "-x"
_LETTERS = {403: "-", 404: "0", 405: "x"}


class Row(NamedTuple):
    """One line: an address, a method, whose object; a letter for each role in the order of `Role`."""

    route: str
    method: str
    whose: str
    letters: str

    @property
    def taken(self) -> bool:
        """Whether the method is there for anybody at all; the table has no lines of methods that are not."""
        return not set(self.letters) <= set(DENIED)

    def __str__(self) -> str:
        return " ".join(self)

    def of(self, role: Role) -> str:
        return self.letters[ROLES.index(role)]


def letter(code: int) -> str:
    """How the table writes an answer: + let in, - 403, 0 404, x 405, ! another refusal; 5xx is none (KeyError)."""
    if code < 400:
        return OPENED
    return "!" if code not in _LETTERS and code < 500 else _LETTERS[code]


def _read() -> tuple[tuple[Role, ...], list[Row]]:
    lines = [line.split() for line in Path(__file__).with_name("matrix.txt").read_text().splitlines()]
    told = [words for words in lines if words and words[0] != "#"]
    roles = tuple(Role(word) for word in told[0][1:])
    return roles, [Row(*words) for words in told[1:]]


ROLES, ROWS = _read()


def rows(route: str) -> list[Row]:
    return [row for row in ROWS if row.route == route]
