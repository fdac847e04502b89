"""What follows from a score: the grade with its reasons, flags, payouts. For the subject and those who decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.rankings.words import grade_of, money
from assessment.runs.models import Result
from assessment.runs.sums import payout_key
from scoring.language.scheme import Scheme
from scoring.model.figure import Figure, loads
from scoring.telling import wording


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag that was raised: what it is called, and why, by which clause, in one sentence."""

    label: str
    told: str


@dataclass(frozen=True, slots=True)
class Paid:
    """A payout: its name, what it comes to in words (or that it is open), and how that came about, unfolded."""

    label: str
    amount: str
    lines: Sequence[wording.Line]


@dataclass(frozen=True, slots=True)
class Consequences:
    """Everything after the score. `graded` says whether the method has grades for the kind at all."""

    graded: bool
    grade: str
    reasons: Sequence[str]
    flags: Sequence[Flagged]
    payouts: Sequence[Paid]

    def __bool__(self) -> bool:
        return bool(self.graded or self.reasons or self.flags or self.payouts)


def follows(scheme: Scheme, kind: str) -> bool:
    """Whether the method lets more follow from the scores of a kind than quotas, colours and ranks by score alone."""
    kinds = {flag.of for flag in scheme.flags.values()} | {payout.of for payout in scheme.payouts.values()}
    return kind in scheme.grades or kind in kinds or bool(scheme.subjects[kind].keys)


def consequences_of(scheme: Scheme, result: Result) -> Consequences:
    """All of a result's, in the scheme's order; no query."""
    return Consequences(
        graded=result.kind in scheme.grades,
        grade=grade_of(scheme, result, cleared=True),
        reasons=result.reasons,
        flags=[_flagged(scheme, flag, told) for flag, told in result.flags],
        payouts=[_paid(scheme, loads(text)) for text in result.payouts],
    )


def _flagged(scheme: Scheme, flag: str, told: str) -> Flagged:
    label = wording.flag_word(scheme, flag)
    return Flagged(label, told.removeprefix(f"{label}："))


def _paid(scheme: Scheme, figure: Figure) -> Paid:
    payout = scheme.payouts[payout_key(figure)]
    return Paid(payout.label, money(payout, figure.value), wording.lines(scheme, figure))
