"""Identity numbers of fictional people (GB 11643-1999, region 990101)."""

from collections import Counter
from datetime import date

REGION = "990101"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


class IdNumbers:
    """Hands out numbers; no two alike. The sequence is odd for men and even for women."""

    def __init__(self) -> None:
        self._used: Counter[tuple[date, str]] = Counter()

    def take(self, born: date, sex: str) -> str:
        turn = self._used[born, sex]
        self._used[born, sex] += 1
        sequence = 1 + 2 * turn if sex == "男" else 2 + 2 * turn
        body = f"{REGION}{born:%Y%m%d}{sequence:03d}"
        return body + check_digit(body)
