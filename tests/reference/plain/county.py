"""One scheme and one sheet."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from scoring.model.sheet import Sheet, Subject
from tests.reference.plain import colours, combined, compared, entered, ratings, targets, time, votes
from tests.reference.plain.basis import Answer, Entry, Gap


class County:
    """One scheme and one sheet."""

    def __init__(self, method: Entry, sheet: Sheet) -> None:
        self.method, self.sheet = method, sheet

    def published(self, subject: Subject) -> Fraction | Gap | None:
        """The subject's score as it is published."""
        entry = self.method["subjects"][subject.key.kind]["score"]
        return self.rounded(self.answer(entry, subject))

    def answer(self, entry: Entry, subject: Subject) -> Answer:
        """What a rule gives for a subject."""
        return _KINDS[entry["kind"]](self, entry, subject)

    def rounded(self, answer: Answer) -> Answer:
        """Half up, away from zero, to the published places."""
        if not isinstance(answer, Fraction):
            return answer
        scale = 10 ** int(self.method["places"]["published"])
        shifted = abs(answer) * scale + Fraction(1, 2)
        whole = shifted.numerator // shifted.denominator
        return Fraction(whole if answer >= 0 else -whole, scale)

    def members(self, kind: str) -> list[Subject]:
        """All subjects of a kind."""
        return [one for one in self.sheet.subjects if one.key.kind == kind]

    def due(self, source: Entry, subject: Subject) -> list[str]:
        """The periods that counted for a subject."""
        return [
            name
            for name, period in source["periods"].items()
            if subject.first <= date.fromisoformat(period["due"]) <= subject.last
        ]


_KINDS: dict[str, Callable[[County, Entry, Subject], Answer]] = {
    "weighted": combined.weighted,
    "sum": combined.total,
    "mean": entered.mean,
    "ledger": entered.ledger,
    "carried": entered.carried,
    "exempt": combined.exempt,
    "choose": combined.choose,
    "other": entered.other,
    "constant": entered.constant,
    "adjust": combined.adjust,
    "aggregate": combined.aggregate,
    "steps": combined.steps,
    "table": combined.table,
    "pro_rata": time.pro_rata,
    "ballot": votes.ballot,
    "membership": votes.membership,
    "fallback": compared.fallback,
    "merged": compared.merged,
    "target": targets.target,
    "rating": ratings.rating,
    "graded_sheets": ratings.graded_sheets,
    "vote_share": votes.vote_share,
    "earlier": entered.earlier,
    "coloured": colours.coloured,
    "relative": compared.relative,
    "rank": compared.rank,
}
