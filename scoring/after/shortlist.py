"""Candidates of a quota that is decided by votes, and the votes they got."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.after.keys import Key, as_ones, split
from scoring.facts.context import Context
from scoring.facts.votes import Asked, entered, together
from scoring.facts.votes import Votes as Counts
from scoring.language.conditions import name_lacking
from scoring.language.quorum import shortfall
from scoring.language.quota import Field, Quota, Votes
from scoring.language.source import BallotSource
from scoring.model.draft import Draft, heads
from scoring.numbers.numerals import signed


def shortlisted(
    field: Field, standing: Sequence[Draft], keys: Sequence[Key], ranked: Sequence[Draft]
) -> tuple[list[Draft], int]:
    """The best by the ranking's `keys`, with all who tie at the last place; and the seats, fewer where fewer stand.

    Who counts as one is one candidate.
    More candidates by a tie leave the seats as they are: 18 for 9 seats, 19 for 9, 13 for floor(13 × 9 ÷ 18) = 6.
    """
    ones = heads(standing)
    award = split(ones, field.candidates, as_ones(keys, ranked), heads(ranked))
    inside = {draft.body for draft in (*award.safe, *award.tied)}
    found = [draft for draft in standing if draft.body in inside]
    return found, min(len(inside), field.candidates) * field.seats // field.candidates


def tell_beaten(quota: Quota, field: Field, beaten: Sequence[Draft]) -> None:
    """Who could stand but is not among the candidates is told so."""
    for draft in beaten:
        draft.reasons.append(f"得分 {signed(str(draft.score))}，不在“{quota.label}”候选的前 {field.candidates} 名之内")


def votes_of(context: Context, votes: Votes, draft: Draft) -> Fraction | None:
    """How many votes a candidate got, over all groups of voters; None where nothing is told that can be true."""
    if votes.decision:
        told = [one.value for one in draft.subject.decisions if one.what == votes.decision]
        return Fraction(told[0]) if len(told) == 1 and told[0].isascii() and told[0].isdigit() else None
    source = context.scheme.sources[votes.source]
    if not isinstance(source, BallotSource):
        raise TypeError(f"{votes.source} is no ballot: refused when the scheme is read")
    return _counted(context, source, votes, draft)


def _counted(context: Context, source: BallotSource, votes: Votes, draft: Draft) -> Fraction | None:
    """The votes for the option by the checked counts; one fault and nothing counts, and it is named."""
    subject = draft.subject
    periods = [period.key for period in source.periods]
    told = Counts(source, source.items_of(subject.key.kind), periods, subject)
    where = f"{context.scheme.named(subject.key)} {source.label}"
    for stray, row in told.strays:
        context.problems.add(f"{where} {stray}", row)
    for asked, fault in told.faults.items():
        context.problems.add(f"{where}：{fault}，票数未使用", *entered(subject, source.key, asked))
    void = {asked: fault for asked in told.asked() if (fault := _void(votes, told, asked))}
    for asked, fault in void.items():
        context.problems.add(f"{where}：{fault}，票数未使用", *entered(subject, source.key, asked))
    found = [count.votes[votes.option] for count in told.counts.values() if votes.option in count.votes]
    return Fraction(sum(found)) if found and not told.faults and not void else None


def _void(votes: Votes, told: Counts, asked: Asked) -> str:
    """Why a round does not count: all groups of voters together are too few, or too few of them are valid."""
    if asked in told.faults:
        return ""
    return shortfall(together(told.of(*asked).values()), votes.at_least, votes.validity, "票")


def again(votes: Votes) -> Votes:
    """The second ballot among those tied."""
    return replace(votes, source=votes.again)


def name_unvoted(context: Context, votes: Key, standing: Sequence[Draft]) -> None:
    """Candidates whose votes are not told: missing is never zero, so that nobody can be placed before them."""
    for draft in heads(standing):
        if votes.strength(draft) is None:
            name_lacking(context, draft, "票数")
