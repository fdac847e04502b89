"""A text held against the scheme language: the scheme, or everything that is wrong with it, by line."""

from collections.abc import Sequence
from typing import NamedTuple

from scoring.errors import Fault, SchemeError
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.reading.where import Lines
from scoring.trial.oddities import warnings


def checked(text: str) -> tuple[Scheme | None, Sequence[Fault]]:
    """The scheme and no faults, or None and the faults in the order of their lines."""
    try:
        return loads(text), ()
    except SchemeError as error:
        return None, sorted(error.faults, key=lambda fault: (fault.line, fault.path))


class Reminder(NamedTuple):
    """What is legal but odd, with the line of the part it is in."""

    line: int
    path: str
    reason: str
    cure: str


def warned(text: str, scheme: Scheme) -> list[Reminder]:
    """What is odd about a scheme, in the order of its lines; nothing of it hinders anything."""
    lines = Lines(text)
    found = [Reminder(lines.of(one.path), one.path, one.reason, one.cure) for one in warnings(scheme)]
    return sorted(found, key=lambda one: one.line)
