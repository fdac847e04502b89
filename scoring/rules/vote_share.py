"""`vote_share`: how much of the vote went to certain options, from 0 to 100."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from scoring.language.scheme import Scheme
from scoring.model.count import Count
from scoring.model.figure import Figure
from scoring.numbers.numerals import result
from scoring.reading.reader import Entry
from scoring.rules.head import Head
from scoring.rules.panel_reading import check_names
from scoring.rules.tallied import Tallied, read_tallied


@dataclass(frozen=True)
class VoteShare(Tallied):
    """The share of the votes for `options`."""

    kind: ClassVar[str] = "vote_share"
    options: tuple[str, ...]

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "VoteShare":
        """Read what all votes have and `options`."""
        return cls(*read_tallied(entry, head), entry.texts("options"))

    def worth(self, option: str) -> Decimal:
        """100 for one of the options, so that the mean is a percentage."""
        return Decimal(100) if option in self.options else Decimal(0)

    def say_count(self, scheme: Scheme, labels: Mapping[str, str], count: Count, figure: Figure) -> str:
        """'赞成 30 票÷50×100＝60.00'."""
        votes = sum(count.votes[option] for option in self.options)
        words = "、".join(labels[option] for option in self.options)
        return f"{words}共 {votes} 票÷{self._base(count)}×100{result(scheme.places, figure.value, True)}"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The options are those of the ballot, none of them an abstention, at least one."""
        super().check(entry, scheme, kind)
        known = [option for option in self.options_of(scheme) if option not in self.abstain]
        check_names(entry, "options", self.options, known, "可计的选项")
        if not self.options:
            entry.note("options", "没有写计入哪些选项", f"请从中选择：{'、'.join(known)}")
