"""What must hold for ballots and raters' sheets, whoever voted; and a plain second calculation of both."""

import builtins
import random
import statistics
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.judge import judge
from scoring.keeping import replay
from scoring.keeping.digest import digest
from scoring.language.scheme import Scheme
from scoring.model.sheet import CAST, VOID, Key, Rating, Sheet, Subject, Tally
from scoring.model.verdict import Verdict
from scoring.telling import wording
from tests import rounds
from tests.scoring.build import FIRST, LAST, method

QUICK = settings(max_examples=rounds.of(40, 400), deadline=None)
GROUPS = {"lead": "40%", "staff": "60%"}
POINTS = {"good": "100", "fair": "85", "mid": "70", "bad": "50"}
_SOURCE = {
    "label": "测评",
    "periods": {"Y": {"label": "年终", "due": "2016-12-20"}},
    "items": {"cadre": ["德", "能"]},
    "raters": {"lead": {"label": "领导"}, "staff": {"label": "职工"}},
}
REVIEW = {**_SOURCE, "kind": "ratings", "range": {"low": "0", "high": "100"}}
POLL = {**_SOURCE, "kind": "ballot", "options": {**dict.fromkeys(POINTS, "选项"), "skip": "弃权"}}
RULE = {"kind": "rating", "label": "评议", "source": "s", "take": "mean", "groups": GROUPS, "empty_group": "spread"}
BALLOT = {
    "kind": "ballot",
    "label": "测评",
    "source": "s",
    "divisor": "valid",
    "points": POINTS,
    "abstain": ["skip"],
    "groups": GROUPS,
    "empty_group": "spread",
}
FORCED = {"limits": {"A等": {"from": "90", "at_most": "50%"}}, "broken": "void"}


def _scheme(source: dict[str, Any], rule: dict[str, Any], **more: Any) -> Scheme:
    return method({"sources": {"s": source}, "score": {**rule, **more}})


RATED = _scheme(REVIEW, RULE)
TRIMMED = _scheme(REVIEW, RULE, take="median", trim={"highest": "1", "lowest": "1", "above": "4"}, distribution=FORCED)
QUARTER = {"highest": "25%", "lowest": "25%", "above": "3"}
TAKEN = {take: _scheme(REVIEW, RULE, take=take, trim=QUARTER) for take in ("mean", "median", "min", "max")}
VOTED = _scheme(POLL, BALLOT)


def _sheet(rng: random.Random) -> Sheet:
    """Up to four cadres, rated and voted on by up to nine people in two groups."""
    return Sheet(2016, tuple(_subject(rng, f"干部{number}") for number in range(rng.randint(1, 4))))


def _subject(rng: random.Random, code: str) -> Subject:
    values = [None, *map(Decimal, ("0", "60", "88.5", "90", "100"))]
    ratings = [
        Rating("s", "Y", group, f"某{number}", item, rng.choice(values))
        for group in GROUPS
        for number in range(rng.randint(0, 9))
        for item in ("德", "能")
        if rng.random() < 0.9
    ]
    return Subject(Key("cadre", code), "all", "甲局", FIRST, LAST, ratings=tuple(ratings))


def _tallied(rng: random.Random) -> Sheet:
    return Sheet(2016, tuple(_counted(rng, f"干部{number}") for number in range(rng.randint(1, 3))))


def _counted(rng: random.Random, code: str) -> Subject:
    rows = []
    for group in GROUPS:
        for item in ("德", "能"):
            votes = {option: rng.randint(0, 6) for option in (*POINTS, "skip")}
            blank = rng.randint(0, 3)
            papers = {CAST: sum(votes.values()) + blank + 1, VOID: 1}
            rows += [Tally("s", "Y", group, item, option, number) for option, number in {**votes, **papers}.items()]
    return Subject(Key("cadre", code), "all", "甲局", FIRST, LAST, tallies=tuple(rows))


def _seeded(make: Any) -> st.SearchStrategy[Sheet]:
    return st.integers(0, 2**32).map(lambda seed: make(random.Random(seed)))


def _scores(verdict: Verdict) -> dict[str, Any]:
    return {one.key.code: (one.status, one.score, one.rank, one.figure) for one in verdict.standings}


@QUICK
@given(_seeded(_sheet), st.randoms(use_true_random=False), st.sampled_from([RATED, TRIMMED]))
def test_the_order_of_sheets_changes_nothing(sheet: Sheet, rng: random.Random, scheme: Scheme) -> None:
    people = [replace(one, ratings=tuple(rng.sample(one.ratings, len(one.ratings)))) for one in sheet.subjects]
    other = replace(sheet, subjects=tuple(rng.sample(people, len(people))))
    first, second = judge(scheme, sheet), judge(scheme, other)
    assert _scores(first) == _scores(second)
    assert (first.missing, first.problems) == (second.missing, second.problems)
    assert digest(scheme, sheet, first) == digest(scheme, other, second)


@QUICK
@given(_seeded(_sheet), st.permutations(range(9)), st.sampled_from([RATED, TRIMMED]))
def test_renaming_raters_changes_nothing(sheet: Sheet, names: list[int], scheme: Scheme) -> None:
    def renamed(rating: Rating) -> Rating:
        return rating._replace(rater=f"人{names[int(rating.rater[1:])]}")

    people = tuple(replace(one, ratings=tuple(map(renamed, one.ratings))) for one in sheet.subjects)
    first, second = judge(scheme, sheet), judge(scheme, replace(sheet, subjects=people))
    assert _scores(first) == _scores(second)
    assert len(first.problems) == len(second.problems)


@QUICK
@given(_seeded(_tallied), st.randoms(use_true_random=False))
def test_the_order_of_counts_changes_nothing(sheet: Sheet, rng: random.Random) -> None:
    people = tuple(replace(one, tallies=tuple(rng.sample(one.tallies, len(one.tallies)))) for one in sheet.subjects)
    assert _scores(judge(VOTED, sheet)) == _scores(judge(VOTED, replace(sheet, subjects=people)))


@QUICK
@given(_seeded(_sheet))
def test_ratings_agree_with_a_plain_calculation(sheet: Sheet) -> None:
    for one, subject in zip(_by_code(judge(RATED, sheet)), sorted(sheet.subjects, key=_code), strict=True):
        assert one.figure.value == _plain_rating(subject, lambda sheets: sum(sheets) / len(sheets))


@QUICK
@given(_seeded(_sheet), st.sampled_from(sorted(TAKEN)))
def test_trimmed_ratings_agree_with_a_plain_calculation(sheet: Sheet, take: str) -> None:
    scheme, plain = TAKEN[take], getattr(statistics, take, getattr(builtins, take, None))
    for one, subject in zip(_by_code(judge(scheme, sheet)), sorted(sheet.subjects, key=_code), strict=True):
        assert one.figure.value == _plain_rating(subject, lambda sheets: plain(_without_a_quarter(sheets)))
        assert replay.differences(scheme, one.figure) == []


def _without_a_quarter(sheets: list[Fraction]) -> list[Fraction]:
    """Of more than three sheets a quarter goes at each end, whole sheets only."""
    gone = len(sheets) // 4 if len(sheets) > 3 else 0
    return sorted(sheets)[gone : len(sheets) - gone]


def _plain_rating(subject: Subject, made: Callable[[list[Fraction]], Fraction]) -> Fraction | None:
    means = {}
    for group in GROUPS:
        sheets = []
        for rater in {rating.rater for rating in subject.ratings}:
            own = [r.value for r in subject.ratings if (r.group, r.rater) == (group, rater) and r.value is not None]
            sheets += [Fraction(sum(own)) / len(own)] if own else []
        if sheets:
            means[group] = made(sheets)
    return _plain_mix(means)


@QUICK
@given(_seeded(_tallied))
def test_ballots_agree_with_a_plain_calculation(sheet: Sheet) -> None:
    for one, subject in zip(_by_code(judge(VOTED, sheet)), sorted(sheet.subjects, key=_code), strict=True):
        items = [_plain_votes(subject, item) for item in ("德", "能")]
        assert one.figure.value == (None if None in items else sum(items) / 2)


def _plain_votes(subject: Subject, item: str) -> Any:
    means = {}
    for group in GROUPS:
        votes = {row.option: row.votes for row in subject.tallies if (row.group, row.item) == (group, item)}
        total = sum(votes[option] for option in POINTS)
        if total:
            means[group] = Fraction(sum(int(POINTS[option]) * votes[option] for option in POINTS), total)
    return _plain_mix(means)


def _plain_mix(means: dict[str, Fraction]) -> Fraction | None:
    weights = {group: int(GROUPS[group][:-1]) for group in means}
    total = sum(weights.values())
    return sum(means[group] * weight for group, weight in weights.items()) / total if total else None


@QUICK
@given(_seeded(_sheet), _seeded(_tallied))
def test_replay_and_words_hold_for_every_figure(rated: Sheet, voted: Sheet) -> None:
    for scheme, sheet in ((RATED, rated), (TRIMMED, rated), (VOTED, voted)):
        for one in judge(scheme, sheet).standings:
            assert replay.differences(scheme, one.figure) == []
            told = [line.sentence for line in wording.lines(scheme, one.figure)]
            assert all(told)
            assert not any("某" in sentence or "？" in sentence for sentence in told)


@QUICK
@given(_seeded(_sheet))
def test_a_group_too_small_is_not_told_by_its_own_mean(sheet: Sheet) -> None:
    for one in judge(RATED, sheet).standings:
        for part in one.figure.parts:
            assert part.rule == "pooled" or int(part.basis[2 if part.parts else 1]) >= 3


@QUICK
@given(_seeded(_tallied), st.data())
def test_a_vote_for_a_better_option_never_lowers_the_score(sheet: Sheet, data: st.DataObject) -> None:
    subject = sheet.subjects[0]
    worse = [row for row in subject.tallies if row.option in ("fair", "mid", "bad") and row.votes]
    if not worse:
        return
    chosen = data.draw(st.sampled_from(worse))
    better = chosen._replace(option="good")

    def moved(row: Tally) -> Tally:
        change = (row[:-1] == better[:-1]) - (row == chosen)
        return row._replace(votes=row.votes + change)

    people = (replace(subject, tallies=tuple(map(moved, subject.tallies))), *sheet.subjects[1:])
    before, after = (_scores(judge(VOTED, one)) for one in (sheet, replace(sheet, subjects=people)))
    code = subject.key.code
    assert before[code][1] is None or after[code][1] >= before[code][1]


def _code(subject: Subject) -> str:
    return subject.key.code


def _by_code(verdict: Verdict) -> Any:
    return sorted(verdict.standings, key=lambda one: one.key.code)


def test_rules_on_one_ballot_may_share_its_conditions_in_any_order_or_hear_different_people() -> None:
    came = {"ballots": "cast", "divisor": "due", "at_least": "80%", "when_short": "withheld"}
    valid = {"ballots": "valid", "divisor": "cast", "at_least": "80%", "when_short": "retake"}
    poll = {**BALLOT, "turnout": "80%", "validity": [valid]}
    again = {**BALLOT, "label": "再计", "validity": [valid, came]}
    lead = {**BALLOT, "groups": {"lead": "100%"}, "at_least": "3"}
    staff = {**BALLOT, "label": "职工", "groups": {"staff": "100%"}, "at_least": "20"}
    by_group = {"kind": "choose", "label": "测评", "by": "group", "parts": {"all": BALLOT}, "otherwise": poll}
    for score in (
        {"kind": "sum", "label": "总分", "parts": {"one": one, "two": two}}
        for one, two in ((poll, again), (lead, staff))
    ):
        assert len(list(_scheme(POLL, score).subjects["cadre"].score.walk())) == 3
    assert len(list(_scheme(POLL, by_group).subjects["cadre"].score.walk())) == 3
