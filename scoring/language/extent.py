"""So many places from the top or the bottom of a group: a share, a number, or a share up to a number."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.numbers.numerals import percent
from scoring.numbers.rounding import MODE_WORDS, Exact, rounded
from scoring.reading.reader import Entry

TOP, BOTTOM = "top", "bottom"
_ENDS = {TOP: "前", BOTTOM: "后"}


@dataclass(frozen=True)
class Extent:
    """`share` of a group from `end` ('top' or 'bottom'), rounded to whole places, but not more than `most`."""

    end: str
    share: Exact = Decimal(1)
    most: int | None = None
    rounding: str = "down"

    def count(self, total: int) -> int:
        """How many places that is among `total`."""
        found = int(rounded(Fraction(self.share) * total, 0, self.rounding))
        return found if self.most is None else min(found, self.most)

    def holds(self, rank: int, tied: int, total: int) -> bool:
        """Whether a rank, shared with `tied` others, lies within; equals lie within together or not at all."""
        return self.place(rank, tied, total) <= self.count(total)

    def place(self, rank: int, tied: int, total: int) -> int:
        """The place from the end: 1 + the number strictly better, or strictly worse."""
        return rank if self.end == TOP else total - rank - tied + 1

    def words(self) -> str:
        """'前 30%', '后 2 名', '前 40%（进位）且至多 4 名'."""
        end = _ENDS.get(self.end, "")
        if self.share == 1 and self.most is not None:
            return f"{end} {self.most} 名"
        mode = "" if self.rounding == "down" else f"（{MODE_WORDS[self.rounding]}）"
        most = "" if self.most is None else f"且至多 {self.most} 名"
        return f"{end} {percent(self.share)}{mode}{most}"


def read(entry: Entry) -> Extent:
    """`end`, and `share` (with `rounding`), `most` or both."""
    end = entry.choice("end", _ENDS, "方向 end ")
    most = entry.whole("most", 1, 9999) if entry.has("most") else None
    share = Decimal(1) if most is not None and not entry.has("share") else entry.share("share")
    rounding = entry.choice("rounding", MODE_WORDS, "取整方式 rounding ") if entry.has("rounding") else "down"
    return Extent(end, share, most, rounding or "down")
