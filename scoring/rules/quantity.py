"""A number that the scheme states, or that stands in an attribute of the subject: a coefficient of difficulty or post.

times: 1.05
times: {attribute: 难度系数, default: 1, at_least: 0.9, up_to: 1.1}
"""

from dataclasses import dataclass
from decimal import Decimal

from scoring.language import span
from scoring.language.span import Span
from scoring.model.sheet import Subject
from scoring.numbers.numerals import signed
from scoring.numbers.ratio import text_of
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, is_number


@dataclass(frozen=True)
class Quantity:
    """`number` is the stated one; where there is an `attribute`, it stands in for those who have none (None: a fault).

    What a figure was made with is kept as a text, '' for the scheme's own number and else the attribute as entered.
    """

    number: Exact | None
    attribute: str = ""
    limits: Span = Span()  # noqa: RUF009  (frozen)

    def text_of(self, subject: Subject) -> str:
        """The text to be kept for `subject`."""
        return subject.attributes.get(self.attribute, "").strip() if self.attribute else ""

    def number_of(self, text: str) -> Exact | None:
        """The number that a kept text means; None where it cannot be used."""
        if not text:
            return self.number
        found = Decimal(text) if self.attribute and is_number(text) else None
        return found if found is not None and self.limits.holds(found) else None

    def fault(self, text: str) -> str:
        """Why the text cannot be used."""
        if not text:
            return f"没有填写“{self.attribute}”"
        told = f"“{self.attribute}”的值“{text}”"
        return f"{told}超出限度（{self.limits.words()}）" if is_number(text) else f"{told}不是数"

    def words(self, text: str) -> str:
        """The number inside a sentence, with where it is from: '1.05（难度系数）'."""
        found = self.number_of(text)
        told = "？" if found is None else signed(text_of(found))
        if not self.attribute:
            return told
        return f"{told}（{self.attribute}）" if text else f"{told}（没有填写{self.attribute}，按 {told} 计）"


def read(entry: Entry, key: str) -> Quantity:
    """The quantity at `key`: a number, or the attribute with its optional `default` and limits."""
    if entry.written(key):
        return Quantity(entry.number(key))
    found = entry.entry(key)
    default = found.number("default") if found.has("default") else None
    quantity = Quantity(default, found.text("attribute"), span.read(found))
    if default is not None and not quantity.limits.holds(default):
        found.note("default", f"{default} 超出限度（{quantity.limits.words()}）", "请使 default 在限度之内")
    return quantity
