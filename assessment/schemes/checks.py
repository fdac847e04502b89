"""A text held against the scheme language: the scheme, or everything that is wrong with it, by line."""

from collections.abc import Sequence

from scoring.errors import Fault, SchemeError
from scoring.language.scheme import Scheme
from scoring.load import loads


def checked(text: str) -> tuple[Scheme | None, Sequence[Fault]]:
    """The scheme and no faults, or None and the faults in the order of their lines."""
    try:
        return loads(text), ()
    except SchemeError as error:
        return None, sorted(error.faults, key=lambda fault: (fault.line, fault.path))
