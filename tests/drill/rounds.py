"""At which steps a round of the drills kills."""

from collections.abc import Iterable, Sequence

from tests.rounds import LONG


def steps(every: Iterable[str], short: Sequence[str]) -> list[str]:
    """The steps at which this round kills: all, or those of them that the short round names."""
    found = list(every)
    assert set(short) <= set(found), f"no such step: {set(short) - set(found)}"
    return found if LONG else [step for step in found if step in short]
