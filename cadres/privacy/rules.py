"""What the settings say of how long something is kept. No models here: settings are read before them."""

from typing import NamedTuple


class Rule(NamedTuple):
    """What it is, after how many days it has run out and why then; dotted paths of who finds and who removes it."""

    label: str
    days: int
    why: str
    found: str
    remove: str
