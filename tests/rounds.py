"""How much a round of drills and tests by chance holds: `bin/test` a short one, `TEST_ROUND=long` a long one.

`TEST_ROUND=long bin/test tests/scoring tests/drill`
"""

import os

LONG = os.environ.get("TEST_ROUND") == "long"


def of(short: int, long: int) -> int:
    """How many examples this round tries."""
    return long if LONG else short
