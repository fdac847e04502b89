"""Rules that make one value of several parts, or another value of one."""

from hypothesis import strategies as st

from tests.reference.strategies.entered import leaves, weighed
from tests.reference.strategies.words import (
    CADRE,
    COUNTS,
    TEAM,
    UNIT,
    VETO,
    Draw,
    Entry,
    named,
    of,
)


def rules(kind: str, depth: int) -> st.SearchStrategy[Entry]:
    """Any rule, nested so deep at most."""
    found = leaves(kind)
    return st.one_of(found) if depth == 0 else st.one_of(*found, *(make(kind, depth - 1) for make in _BRANCHES))


@st.composite
def _weighted(draw: Draw, kind: str, depth: int) -> Entry:
    when = {"when_not_due": draw(of(("spread", "skip", "zero", "block")))}
    gaps = draw(of(({}, {"when_missing": "block"}, {"when_missing": "spread"})))
    parts = draw(weighed(rules(kind, depth).map(_apart)))
    if "exempt" in [part["kind"] for part in parts["parts"].values()] and when["when_not_due"] == "block":
        when = {"when_not_due": "skip"}  # blocked for ever is refused
    return named("weighted", **parts, **when, **gaps)


@st.composite
def _sum(draw: Draw, kind: str, depth: int) -> Entry:
    parts = {f"p{n}": _apart(draw(rules(kind, depth))) for n in range(draw(st.integers(1, 3)))}
    floor = draw(st.sampled_from(({}, {"floor": "0"})))
    return named("sum", parts=parts, **floor)


@st.composite
def _choose(draw: Draw, kind: str, depth: int) -> Entry:
    by = draw(st.sampled_from(("group", "rank")))
    parts = {value: draw(rules(kind, depth)) for value in draw(st.sampled_from((["a"], ["a", "b"])))}
    rest = {"otherwise": draw(rules(kind, depth))} if draw(st.booleans()) else {}
    return named("choose", by=by, parts=parts, **rest)


@st.composite
def _adjust(draw: Draw, kind: str, depth: int) -> Entry:
    bounds = draw(
        of(
            (
                {"times": "0.7"},
                {"times": "1000/970", "plus": "-1/3"},
                {"plus": "-5", "floor": "0"},
                {"times": "1.5", "plus": "3", "ceiling": "100"},
            )
        )
    )
    return named("adjust", part=draw(rules(kind, depth)), **bounds)


@st.composite
def _aggregate(draw: Draw, kind: str, depth: int) -> Entry:
    parts = {f"p{n}": _apart(draw(rules(kind, depth))) for n in range(draw(st.integers(3, 4)))}
    trims = (
        {},
        {"trim": {"highest": "1", "lowest": "1", "above": "2"}},
        {"trim": {"highest": "30%", "lowest": "40%", "above": "2"}},
        {"best": "2"},
    )
    take = draw(of(("mean", "median", "min", "max")))
    return named("aggregate", take=take, parts=parts, **draw(of(trims if take == "mean" else trims[:3])))


@st.composite
def _steps(draw: Draw, kind: str, depth: int) -> Entry:
    line = draw(of(("0", "60", "90", "200/3")))
    bands = [{"at_least": line, "value": "10"}, {"below": line, "value": "-3.5"}]
    return named("steps", part=draw(rules(kind, depth)), bands=bands)


@st.composite
def _pro_rata(draw: Draw, kind: str, depth: int) -> Entry:
    return named("pro_rata", part=draw(rules(kind, depth)), count=draw(of(COUNTS)))


@st.composite
def _fallback(draw: Draw, kind: str, depth: int) -> Entry:
    policies = of(("block", "zero", "value", "group_mean"))
    when = {"when_missing": draw(policies), "when_not_due": draw(policies)}
    value = {"value": "61.5"} if "value" in when.values() else {}
    return named("fallback", part=_apart(draw(rules(kind, depth))), **when, **value)


@st.composite
def _exempt(draw: Draw, kind: str, depth: int) -> Entry:
    decision = {"decision": {"what": VETO, "label": VETO, "is": ["否", "未完成任务"]}}
    attribute, group = {"attribute": {"name": "rank", "is": ["a", "b"]}}, {"group": ["all" if kind == UNIT else "b"]}
    when = draw(of((attribute, {**attribute, **group}) + ((decision, group) if kind == CADRE else ())))
    return named("exempt", when=when, part=draw(rules(kind, depth)))


@st.composite
def _relative(draw: Draw, kind: str, depth: int) -> Entry:
    sort = draw(
        of(({"to": "best", "full": "100"}, {"to": "mean", "full": "90"}, {"to": "range", "low": "60", "high": "95"}))
    )
    scope = draw(_scope())
    zero = {"zero": "120"} if scope["better"] == "lower" and sort["to"] != "range" else {}
    return named("relative", **scope, flat="77", part=draw(_unmerged(kind, depth)), **sort, **zero)


@st.composite
def _rank(draw: Draw, kind: str, depth: int) -> Entry:
    ties, take = draw(of(("competition", "dense", "mean"))), draw(of(("place", "percent")))
    once = draw(of(({}, {"as_one": TEAM})))
    return named("rank", **draw(_scope()), **once, ties=ties, take=take, part=draw(_unmerged(kind, depth)))


def _apart(entry: Entry) -> Entry:
    """Among parts that are added, those merged take a place each: what is nobody's own there, nobody has written."""
    below = entry.get("parts", {}).items()
    parts = {"parts": {name: _apart(part) for name, part in below}} if below else {}
    others = {key: _apart(entry[key]) for key in ("otherwise", "part") if key in entry}
    return {**entry, **parts, **others, **({"standing": "apart"} if entry["kind"] == "merged" else {})}


def _unmerged(kind: str, depth: int) -> st.SearchStrategy[Entry]:
    """Below what compares: whether those merged are one afterwards, nobody has written."""
    return rules(kind, depth).filter(lambda entry: "merged" not in str(entry))


@st.composite
def merged(draw: Draw, kind: str, depth: int) -> Entry:
    take, standing = draw(of(("mean", "best", "worst", "sum"))), draw(of(({}, {}, {"standing": "apart"})))
    return named("merged", by=TEAM, take=take, **standing, part=draw(rules(kind, depth)))


def _scope() -> st.SearchStrategy[Entry]:
    return st.fixed_dictionaries({"within": of(("group", "kind")), "better": of(("higher", "lower"))})


_BRANCHES = (
    _weighted,
    _sum,
    _choose,
    _adjust,
    _aggregate,
    _steps,
    _pro_rata,
    _fallback,
    _exempt,
    _relative,
    _rank,
    merged,
)
