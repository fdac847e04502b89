"""The count of a ballot: votes by option, and what is told of the ballots."""

from collections.abc import Mapping
from typing import NamedTuple


class Count(NamedTuple):
    """Votes by option; ballots handed out, come back, invalid: None where that was not told."""

    votes: Mapping[str, int]
    due: int | None = None
    cast: int | None = None
    void: int | None = None

    @property
    def valid(self) -> int | None:
        """The valid ballots; None where it was not told how many came back."""
        return None if self.cast is None else self.cast - (self.void or 0)
