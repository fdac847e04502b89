"""How much a round of the drills holds: the short one is part of bin/test, `DRILL_ROUND=long bin/test tests/drill` the
long one.
"""

import os
from collections.abc import Iterable, Sequence

LONG = os.environ.get("DRILL_ROUND") == "long"


def steps(every: Iterable[str], short: Sequence[str]) -> list[str]:
    """The steps at which this round kills: all, or those of them that the short round names."""
    found = list(every)
    assert set(short) <= set(found), f"no such step: {set(short) - set(found)}"
    return found if LONG else [step for step in found if step in short]
