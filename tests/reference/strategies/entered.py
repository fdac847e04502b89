"""Rules over what was entered: what a score is made from."""

from hypothesis import strategies as st

from tests.reference.strategies.words import (
    INDEX,
    LEADER,
    PANEL,
    POINTS_OF,
    POLLS,
    UNIT,
    Draw,
    Entry,
    named,
    of,
)


def leaves(kind: str) -> list[st.SearchStrategy[Entry]]:
    """The rules without parts, or whose parts are ballots, for subjects of `kind`."""
    common = [
        mean(),
        _constant(),
        _table(kind),
        _ballot(),
        _membership(1),
        _target(),
        _rating(),
        _graded_sheets(),
        _vote_share(),
    ]
    return [*common, _ledger()] if kind == UNIT else [*common, _carried(), _other(), _earlier_year(), _coloured()]


COMPARED = (("3", "5", "2"), ("1", "1", "1"), ("2", "4", "3"), ("1/2", "3", "5"), ("9", "1", "1/9"), ("1/7", "1", "8"))
"""How the first of three is to the second, to the third, the second to the third; none contradicts itself too much."""


@st.composite
def mean(draw: Draw) -> Entry:
    return named("mean", source=draw(st.sampled_from(("routine", "special"))))


def _ledger() -> st.SearchStrategy[Entry]:
    return st.builds(named, st.just("ledger"), source=st.just("ledger"))


def _constant() -> st.SearchStrategy[Entry]:
    return st.builds(named, st.just("constant"), value=of(("0", "80", "-2.5")))


@st.composite
def _carried(draw: Draw) -> Entry:
    factors = {role: draw(st.sampled_from(("0", "0.5", "1"))) for role in ("responsible", "principal", "others")}
    return named("carried", source="ledger", factors=factors, principals=draw(st.sampled_from(("named_only", "all"))))


@st.composite
def _other(draw: Draw) -> Entry:
    none = draw(of(({}, {"when_none": "block"}, {"when_none": "skip"})))
    return named("other", of=UNIT, take=draw(st.sampled_from(("score", "rank"))), **none)


@st.composite
def _ballot(draw: Draw) -> Entry:
    return named("ballot", source=draw(of(POLLS)), divisor="valid", points={**POINTS_OF}, abstain=["skip"])


@st.composite
def _vote_share(draw: Draw) -> Entry:
    options = draw(of((["good"], ["good", "fair"], ["bad"])))
    return named("vote_share", source=draw(of(POLLS)), options=options, divisor="valid", abstain=["skip"])


@st.composite
def _earlier_year(draw: Draw) -> Entry:
    table = {"table": draw(of(({"good": "90"}, {"good": "90", "undetermined": "33.3"})))}
    told = draw(of(({"what": "score"}, {"what": "grade", **table})))
    return named("earlier", years_back=draw(of(("1", "2"))), **told)


def _coloured() -> st.SearchStrategy[Entry]:
    worth = {"points": {"red": "60", "yellow": "80.5", "green": "100"}, "left_out": ["grey"]}
    return st.just(named("coloured", of=UNIT, attribute=LEADER, **worth))


@st.composite
def _rating(draw: Draw) -> Entry:
    groups = {"groups": {"lead": "40%", "staff": "60%"}, "empty_group": draw(of(("spread", "block")))}
    trim = {"trim": {"highest": "1", "lowest": draw(of(("1", "50%"))), "above": "2"}}
    weights = {"item_weights": {"德": "70%", "能": "30%"}}
    also = {**draw(of(({}, groups))), **draw(of(({}, trim))), **draw(of(({}, weights)))}
    return named("rating", source=PANEL, take=draw(of(("mean", "median", "min", "max"))), conceal_below="1", **also)


@st.composite
def _graded_sheets(draw: Draw) -> Entry:
    groups = {"groups": {"lead": "40%", "staff": "60%"}, "empty_group": draw(of(("spread", "block")))}
    counted = draw(of(({}, {"items": {"德": "70%", "能": "30%"}}, {"items": {"能": "100%"}, **groups})))
    grades = {
        "优": {"at_least": "90", "points": "95"},
        "良": {"at_least": "66.5", "below": "90", "points": "80.5"},
        "差": {"below": "66.5", "points": "0"},
    }
    return named("graded_sheets", source=PANEL, conceal_below="1", grades=grades, **counted)


@st.composite
def _target(draw: Draw) -> Entry:
    aim, combine = draw(of(("minimum", "maximum", "interval", "zero"))), draw(of(("sum", "mean")))
    steps, full = {"steps": draw(of(("whole", "started", "continuous")))}, draw(of(({}, {"full": "30"})))
    units = {"points": "0.5", "per_unit": "1.5", **steps}
    awards: tuple[Entry, ...] = ({"award": "all_or_nothing"}, {"award": "shortfall", "lose": units})
    if aim in ("minimum", "maximum"):
        by_share = {"points": "2", "per": draw(of(("1%", "3%", "1/3"))), **steps}
        least = draw(of(({}, {"least": "60%"})))
        awards += (
            {"award": "proportional", **draw(of(({}, {"ceiling": "1.2"}))), **least},
            {"award": "shortfall", "lose": by_share, **least},
            {"award": "shortfall", "lose": by_share, "bonus": {**by_share, "most": "5"}},
        )
    return named("target", source=INDEX, combine=combine, aim=aim, **full, **draw(of(awards)))


@st.composite
def _membership(draw: Draw, depth: int, outcomes: tuple[str, ...] = ("score", "greatest")) -> Entry:
    factor = st.one_of(_ballot(), _membership(depth - 1, ("score",))) if depth else _ballot()
    parts, outcome = draw(weighed(factor)), draw(of(outcomes))
    ruled = {"ruled_by": "并列"} if outcome == "greatest" else {}
    normalise = {"normalise": draw(of(("to_one", "as_it_is")))}
    operator = draw(of(({}, normalise, {"operator": "weighted_mean"}, {"operator": "max_min", **normalise})))
    when = {"when_not_due": draw(of(("spread", "block"))), "when_missing": draw(of(("spread", "block")))}
    return named("membership", **when, **operator, outcome=outcome, **ruled, **parts)


@st.composite
def weighed(draw: Draw, part: st.SearchStrategy[Entry]) -> Entry:
    """Parts with weights as written, or three that are compared."""
    weights = draw(
        of((("100%",), ("50%", "50%"), ("40%", "60%"), ("40%", "20%", "40%"), ("1/3",) * 3, ("2/7", "5/7"), ()))
    )
    if weights:
        return {"parts": {f"p{n}": {"weight": weight, **draw(part)} for n, weight in enumerate(weights)}}
    one, two, three = draw(of(COMPARED))
    method = draw(of(({}, {"method": "column_sums"}, {"method": "eigenvector", "digits": "6"})))
    compare = {"p0": {"p1": one, "p2": two}, "p1": {"p2": three}}
    return {"judgement": {"compare": compare, **method}, "parts": {f"p{n}": draw(part) for n in range(3)}}


def _table(kind: str) -> st.SearchStrategy[Entry]:
    group = "all" if kind == UNIT else "a"
    by_rank = {"a": "9.5", "b": "3"}
    tables = (
        {"keys": ["rank"], "rows": by_rank},
        {"keys": ["rank"], "rows": {"a": "9.5", "otherwise": "0"}},
        {"keys": ["group", "rank"], "rows": {group: by_rank, "otherwise": {"otherwise": "-1", **by_rank}}},
    )
    return of(tables).map(lambda table: named("table", **table))
