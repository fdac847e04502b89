"""Random methods and random counties, drawn piece by piece so that hypothesis can shrink them to something readable."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from scoring.model.sheet import (
    Decision,
    Duty,
    Earlier,
    Key,
    LedgerLine,
    Mark,
    Rating,
    Reading,
    Sheet,
    Subject,
    Tally,
    Tenure,
)

Draw = st.DrawFn
Entry = dict[str, Any]

DUE = ("2016-03-31", "2016-06-30", "2016-12-31")
VALUES = tuple(map(Decimal, ("0", "33.3", "66.67", "89.995", "90", "100")))
POINTS = tuple(map(Decimal, ("-0.5", "-2", "1")))
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)
STARTS = (FIRST, date(2016, 5, 1))
ENDS = (LAST,)
UNITS, PEOPLE, TASKS = ("甲局", "乙局"), ("子", "丑", "寅"), ("T1", "T2")
CADRE, UNIT = "cadre", "unit"
POLLS, OPTIONS = ("poll", "review"), {"good": "好", "fair": "较好", "bad": "差", "skip": "弃权"}
POINTS_OF = {"good": "100", "fair": "85.5", "bad": "-10"}
TEAM, LEADER = "合并", "分管领导"
INDEX, PANEL, RATERS = "index", "panel", {"lead": {"label": "领导"}, "staff": {"label": "职工"}}
COUNTS = ("days", "month_end", "mid_month", "whole", "started")
VETO, REST = "否决", "余额归属"
SAID = ("是", "否", "未完成任务", "不属实", "×", "０")
COMPARED = (("3", "5", "2"), ("1", "1", "1"), ("2", "4", "3"), ("1/2", "3", "5"), ("9", "1", "1/9"), ("1/7", "1", "8"))
"""How the first of three is to the second, to the third, the second to the third; none contradicts itself too much."""


@st.composite
def methods(draw: Draw) -> Entry:
    """A method for units and cadres; every source declared is read by somebody."""
    unit = draw(st.one_of(_rules(UNIT, depth=2), _merged(UNIT, depth=1)))
    cadre = draw(st.one_of(_rules(CADRE, depth=3), _merged(CADRE, depth=2)))
    used = _sources_in(unit) | _sources_in(cadre)
    if not used:  # a method without any source is refused
        unit = draw(_mean())
        used = _sources_in(unit)
    return {
        "title": "随机方案",
        "document": "随机",
        "effective_from": "2016-01-01",
        "year": "2016",
        "reference": "2016-12-31",
        "places": {"stored": "4", "published": draw(st.sampled_from("024")), "mode": "half_up"},
        "clauses": {},
        "sources": {key: draw(_source(key)) for key in sorted(used)},
        "subjects": {
            UNIT: {"label": "单位", "groups": {"all": "全部"}, **draw(_ties(UNIT, unit)), **_SCORED, "score": unit},
            CADRE: {"label": "干部", "groups": {**_GROUPS}, **draw(_ties(CADRE, cadre)), **_SCORED, "score": cadre},
        },
        "flags": {
            name: {"label": name, "of": CADRE, "when": {"decision": {"what": VETO, "label": VETO, **asked}}}
            for name, asked in (("any", {}), ("listed", {"is": ["否", "未完成任务"]}))
        }
        | {
            name: {"label": name, "of": CADRE, "when": {"score": {"below": "60", **draw(years), **draw(_UNKNOWN)}}}
            for name, years in (("row", _ROW), ("window", _WINDOW))
        }
        | {"part": {"label": "部分", "of": CADRE, "when": {"part": {"rule": "cadre.score", "above": "200/3"}}}}
        | (_BOOKED if "ledger" in used else {}),
        "payouts": {"pool": draw(_pool())},
        "colours": {UNIT: draw(_colours()), CADRE: draw(_colours())},
        **draw(_seats(cadre)),
    }


_BOOKED = {"booked": {"label": "累计", "of": UNIT, "when": {"ledger": {"source": "ledger", "up_to": "-2"}}}}
_UNKNOWN = st.sampled_from(({}, {"unknown": "ask"}, {"unknown": "none"}))
_ROW = st.fixed_dictionaries({"years": st.sampled_from(("2", "3")), "gap": st.sampled_from(("skip", "break"))})
_WINDOW = st.fixed_dictionaries({"last_years": st.sampled_from(("2", "3")), "any_years": st.sampled_from(("1", "2"))})
_SCORED, _GROUPS = {"minimum_months": "0"}, {"a": "一把手", "b": "副职"}


@st.composite
def _ties(draw: Draw, kind: str, score: Entry) -> Entry:
    """Second keys of the ranking: the score before it was rounded, or parts of it."""
    keys = draw(st.lists(_of(_paths(kind, score)), max_size=2, unique=True))
    return {"ties": {"keys": keys}} if keys else {}


def _paths(kind: str, score: Entry) -> tuple[str, ...]:
    parts = [*score["parts"], *(["otherwise"] if "otherwise" in score else [])] if score["kind"] in _KEYED else []
    return (f"{kind}.score", *(f"{kind}.score.{name}" for name in parts))


_KEYED = ("weighted", "sum", "choose")


@st.composite
def _seats(draw: Draw, score: Entry) -> Entry:
    """Seats without grades; or a ladder, of which one quota gives the best grade and perhaps another the next."""
    if draw(st.booleans()):
        return {"quotas": {"q": draw(_quota(score))}}
    banded = draw(st.booleans())
    best = {"at_least": "90"} if banded else {}
    fair = {"at_least": "60", **({"below": "90"} if banded else {})}
    ladder = {
        "best": {"label": "优秀", **best},
        "fair": {"label": "称职", **fair},
        "poor": {"label": "差", "below": "60"},
    }
    gives = {"grade": "best", "others": "fair", "among": ["best"] if banded else ["fair"]}
    quotas = {"q": {**draw(_quota(score)), **gives}}
    if draw(st.booleans()):
        quotas["next"] = {**draw(_quota(score)), "grade": "fair", "among": ["poor"]}
    return {"grades": {CADRE: {"ladder": ladder, **draw(_of(_LIMITS))}}, "quotas": quotas}


@st.composite
def _quota(draw: Draw, score: Entry) -> Entry:
    per = draw(_of(({}, {"per": "group"}, {"per": "all"}, {"per": "unit"}, {"per": "rank"})))
    modes = _of(("down", "half_up", "half_even", "up"))
    rounding = {"rounding": draw(modes)} if per.get("per") in ("unit", "rank") or draw(st.booleans()) else {}
    least, then = draw(_of(({}, {"minimum": "1"}))), draw(_of(("undecided", "all_in", "all_out")))
    keys = draw(st.lists(_of(_paths(CADRE, score)), max_size=1))
    ties = draw(_of(({}, {"ties": {**({"keys": keys} if keys else {}), "then": then}})))
    parts = _of(("1/3", "40%", "50%", "2/3"))
    return {"label": "名额", "of": CADRE, "share": draw(parts), **per, **rounding, **least, **ties}


_VETOED = {"label": "否决", "legal_basis": "《规定》", "when": {"decision": {"what": VETO, "label": VETO}}}
_OTHERS = {
    "label": "乙类",
    "legal_basis": "《规定》",
    "when": {"group": ["b"], "attribute": {"name": "rank", "is": ["a"]}},
}
_LIMITS: tuple[Entry, ...] = (
    {},
    {"limits": {"veto": {**_VETOED, "cap": "fair"}, "other": {**_OTHERS, "cap": "poor"}}},
    {"limits": {"veto": {**_VETOED, "grade": "poor"}, "other": {**_OTHERS, "grade": "fair"}}},
)


@st.composite
def _pool(draw: Draw) -> Entry:
    ruled = draw(_of(({}, {"ruled_by": REST})))
    pool = {"total": draw(_of(("100", "0.02", "1000.01"))), "within": draw(_of(("all", "group"))), **ruled}
    months = draw(_of(({}, {"months": {"label": "任职时间", "count": draw(_of(COUNTS))}})))
    factors = {"score": {"label": "得分", "take": "score"}, **months}
    terms = {"points": {"label": "分值", "factors": factors}}
    return {"of": CADRE, "label": "绩效奖", "unit": "元", "places": "2", "pool": pool, "terms": terms}


def _sources_in(entry: Entry) -> set[str]:
    own = {entry["source"]} if "source" in entry else set()
    below = [*entry.get("parts", {}).values(), *(entry[key] for key in ("otherwise", "part") if key in entry)]
    return own.union(*map(_sources_in, below)) if below else own


@st.composite
def _source(draw: Draw, key: str) -> Entry:
    if key == "ledger":
        return {"kind": "ledger", "label": "台账", "of": UNIT}
    days = draw(st.lists(st.sampled_from(DUE), min_size=1, max_size=3, unique=True))
    periods = {f"P{number}": {"label": f"第{number}期", "due": day} for number, day in enumerate(days)}
    if key == INDEX:
        items = draw(_of((["德"], ["德", "能"])))
        return {
            "kind": "readings",
            "label": key,
            "unit": "亿元",
            "items": {UNIT: items, CADRE: [*items]},
            "periods": periods,
        }
    if key == PANEL:
        scale = {
            "range": {"low": "0", "high": "100"},
            "raters": {**RATERS},
            "items": {UNIT: ["德", "能"], CADRE: ["德", "能"]},
        }
        return {"kind": "ratings", "label": key, **scale, "periods": periods}
    if key in POLLS:
        return {"kind": "ballot", "label": key, "options": {**OPTIONS}, "periods": periods}
    source = {"kind": "marks", "label": key, "counted": "次", "range": {"low": "0", "high": "100"}, "periods": periods}
    if draw(st.booleans()):
        return source
    items = draw(st.sampled_from((["德"], ["德", "能"], ["德", "能", "勤"])))
    return {**source, "items": {UNIT: items, CADRE: [*items]}}


def _rules(kind: str, depth: int) -> st.SearchStrategy[Entry]:
    common = [
        _mean(),
        _constant(),
        _table(kind),
        _ballot(),
        _membership(1),
        _target(),
        _rating(),
        _graded_sheets(),
        _vote_share(),
    ]
    leaves = [*common, _ledger()] if kind == UNIT else [*common, _carried(), _other(), _earlier_year(), _coloured()]
    return st.one_of(leaves) if depth == 0 else st.one_of(*leaves, *(make(kind, depth - 1) for make in _BRANCHES))


def _named(kind: str, **keys: Any) -> Entry:
    return {"kind": kind, "label": kind, **keys}


@st.composite
def _mean(draw: Draw) -> Entry:
    return _named("mean", source=draw(st.sampled_from(("routine", "special"))))


def _ledger() -> st.SearchStrategy[Entry]:
    return st.builds(_named, st.just("ledger"), source=st.just("ledger"))


def _constant() -> st.SearchStrategy[Entry]:
    return st.builds(_named, st.just("constant"), value=_of(("0", "80", "-2.5")))


@st.composite
def _carried(draw: Draw) -> Entry:
    factors = {role: draw(st.sampled_from(("0", "0.5", "1"))) for role in ("responsible", "principal", "others")}
    return _named("carried", source="ledger", factors=factors, principals=draw(st.sampled_from(("named_only", "all"))))


@st.composite
def _other(draw: Draw) -> Entry:
    none = draw(_of(({}, {"when_none": "block"}, {"when_none": "skip"})))
    return _named("other", of=UNIT, take=draw(st.sampled_from(("score", "rank"))), **none)


@st.composite
def _ballot(draw: Draw) -> Entry:
    return _named("ballot", source=draw(_of(POLLS)), divisor="valid", points={**POINTS_OF}, abstain=["skip"])


@st.composite
def _vote_share(draw: Draw) -> Entry:
    options = draw(_of((["good"], ["good", "fair"], ["bad"])))
    return _named("vote_share", source=draw(_of(POLLS)), options=options, divisor="valid", abstain=["skip"])


@st.composite
def _earlier_year(draw: Draw) -> Entry:
    table = {"table": draw(_of(({"good": "90"}, {"good": "90", "undetermined": "33.3"})))}
    told = draw(_of(({"what": "score"}, {"what": "grade", **table})))
    return _named("earlier", years_back=draw(_of(("1", "2"))), **told)


def _coloured() -> st.SearchStrategy[Entry]:
    worth = {"points": {"red": "60", "yellow": "80.5", "green": "100"}, "left_out": ["grey"]}
    return st.just(_named("coloured", of=UNIT, attribute=LEADER, **worth))


@st.composite
def _colours(draw: Draw) -> Entry:
    red = {
        "end": "bottom",
        **draw(_of(({"share": "1/3"}, {"share": "50%", "most": "1"}, {"share": "50%", "rounding": "up"}))),
    }
    bands = {"red": red, "green": {"end": "top", "share": draw(_of(("40%", "50%", "2/3")))}}
    return {"bands": bands, "otherwise": "yellow", "unranked": "grey"}


@st.composite
def _rating(draw: Draw) -> Entry:
    groups = {"groups": {"lead": "40%", "staff": "60%"}, "empty_group": draw(_of(("spread", "block")))}
    trim = {"trim": {"highest": "1", "lowest": draw(_of(("1", "50%"))), "above": "2"}}
    weights = {"item_weights": {"德": "70%", "能": "30%"}}
    also = {**draw(_of(({}, groups))), **draw(_of(({}, trim))), **draw(_of(({}, weights)))}
    return _named("rating", source=PANEL, take=draw(_of(("mean", "median", "min", "max"))), conceal_below="1", **also)


@st.composite
def _graded_sheets(draw: Draw) -> Entry:
    groups = {"groups": {"lead": "40%", "staff": "60%"}, "empty_group": draw(_of(("spread", "block")))}
    counted = draw(_of(({}, {"items": {"德": "70%", "能": "30%"}}, {"items": {"能": "100%"}, **groups})))
    grades = {
        "优": {"at_least": "90", "points": "95"},
        "良": {"at_least": "66.5", "below": "90", "points": "80.5"},
        "差": {"below": "66.5", "points": "0"},
    }
    return _named("graded_sheets", source=PANEL, conceal_below="1", grades=grades, **counted)


@st.composite
def _target(draw: Draw) -> Entry:
    aim, combine = draw(_of(("minimum", "maximum", "interval", "zero"))), draw(_of(("sum", "mean")))
    steps, full = {"steps": draw(_of(("whole", "started", "continuous")))}, draw(_of(({}, {"full": "30"})))
    units = {"points": "0.5", "per_unit": "1.5", **steps}
    awards: tuple[Entry, ...] = ({"award": "all_or_nothing"}, {"award": "shortfall", "lose": units})
    if aim in ("minimum", "maximum"):
        by_share = {"points": "2", "per": draw(_of(("1%", "3%", "1/3"))), **steps}
        least = draw(_of(({}, {"least": "60%"})))
        awards += (
            {"award": "proportional", **draw(_of(({}, {"ceiling": "1.2"}))), **least},
            {"award": "shortfall", "lose": by_share, **least},
            {"award": "shortfall", "lose": by_share, "bonus": {**by_share, "most": "5"}},
        )
    return _named("target", source=INDEX, combine=combine, aim=aim, **full, **draw(_of(awards)))


@st.composite
def _membership(draw: Draw, depth: int, outcomes: tuple[str, ...] = ("score", "greatest")) -> Entry:
    factor = st.one_of(_ballot(), _membership(depth - 1, ("score",))) if depth else _ballot()
    parts, outcome = draw(_weighed(factor)), draw(_of(outcomes))
    ruled = {"ruled_by": "并列"} if outcome == "greatest" else {}
    normalise = {"normalise": draw(_of(("to_one", "as_it_is")))}
    operator = draw(_of(({}, normalise, {"operator": "weighted_mean"}, {"operator": "max_min", **normalise})))
    when = {"when_not_due": draw(_of(("spread", "block"))), "when_missing": draw(_of(("spread", "block")))}
    return _named("membership", **when, **operator, outcome=outcome, **ruled, **parts)


@st.composite
def _weighed(draw: Draw, part: st.SearchStrategy[Entry]) -> Entry:
    """Parts with weights as written, or three that are compared."""
    weights = draw(
        _of((("100%",), ("50%", "50%"), ("40%", "60%"), ("40%", "20%", "40%"), ("1/3",) * 3, ("2/7", "5/7"), ()))
    )
    if weights:
        return {"parts": {f"p{n}": {"weight": weight, **draw(part)} for n, weight in enumerate(weights)}}
    one, two, three = draw(_of(COMPARED))
    method = draw(_of(({}, {"method": "column_sums"}, {"method": "eigenvector", "digits": "6"})))
    compare = {"p0": {"p1": one, "p2": two}, "p1": {"p2": three}}
    return {"judgement": {"compare": compare, **method}, "parts": {f"p{n}": draw(part) for n in range(3)}}


@st.composite
def _weighted(draw: Draw, kind: str, depth: int) -> Entry:
    when = {"when_not_due": draw(_of(("spread", "skip", "zero", "block")))}
    gaps = draw(_of(({}, {"when_missing": "block"}, {"when_missing": "spread"})))
    parts = draw(_weighed(_rules(kind, depth).map(_apart)))
    if "exempt" in [part["kind"] for part in parts["parts"].values()] and when["when_not_due"] == "block":
        when = {"when_not_due": "skip"}  # blocked for ever is refused
    return _named("weighted", **parts, **when, **gaps)


@st.composite
def _sum(draw: Draw, kind: str, depth: int) -> Entry:
    parts = {f"p{n}": _apart(draw(_rules(kind, depth))) for n in range(draw(st.integers(1, 3)))}
    floor = draw(st.sampled_from(({}, {"floor": "0"})))
    return _named("sum", parts=parts, **floor)


@st.composite
def _choose(draw: Draw, kind: str, depth: int) -> Entry:
    by = draw(st.sampled_from(("group", "rank")))
    parts = {value: draw(_rules(kind, depth)) for value in draw(st.sampled_from((["a"], ["a", "b"])))}
    rest = {"otherwise": draw(_rules(kind, depth))} if draw(st.booleans()) else {}
    return _named("choose", by=by, parts=parts, **rest)


@st.composite
def _adjust(draw: Draw, kind: str, depth: int) -> Entry:
    bounds = draw(
        _of(
            (
                {"times": "0.7"},
                {"times": "1000/970", "plus": "-1/3"},
                {"plus": "-5", "floor": "0"},
                {"times": "1.5", "plus": "3", "ceiling": "100"},
            )
        )
    )
    return _named("adjust", part=draw(_rules(kind, depth)), **bounds)


@st.composite
def _aggregate(draw: Draw, kind: str, depth: int) -> Entry:
    parts = {f"p{n}": _apart(draw(_rules(kind, depth))) for n in range(draw(st.integers(3, 4)))}
    trims = (
        {},
        {"trim": {"highest": "1", "lowest": "1", "above": "2"}},
        {"trim": {"highest": "30%", "lowest": "40%", "above": "2"}},
        {"best": "2"},
    )
    take = draw(_of(("mean", "median", "min", "max")))
    return _named("aggregate", take=take, parts=parts, **draw(_of(trims if take == "mean" else trims[:3])))


@st.composite
def _steps(draw: Draw, kind: str, depth: int) -> Entry:
    line = draw(_of(("0", "60", "90", "200/3")))
    bands = [{"at_least": line, "value": "10"}, {"below": line, "value": "-3.5"}]
    return _named("steps", part=draw(_rules(kind, depth)), bands=bands)


def _table(kind: str) -> st.SearchStrategy[Entry]:
    group = "all" if kind == UNIT else "a"
    by_rank = {"a": "9.5", "b": "3"}
    tables = (
        {"keys": ["rank"], "rows": by_rank},
        {"keys": ["rank"], "rows": {"a": "9.5", "otherwise": "0"}},
        {"keys": ["group", "rank"], "rows": {group: by_rank, "otherwise": {"otherwise": "-1", **by_rank}}},
    )
    return _of(tables).map(lambda table: _named("table", **table))


@st.composite
def _pro_rata(draw: Draw, kind: str, depth: int) -> Entry:
    return _named("pro_rata", part=draw(_rules(kind, depth)), count=draw(_of(COUNTS)))


@st.composite
def _exempt(draw: Draw, kind: str, depth: int) -> Entry:
    decision = {"decision": {"what": VETO, "label": VETO, "is": ["否", "未完成任务"]}}
    attribute, group = {"attribute": {"name": "rank", "is": ["a", "b"]}}, {"group": ["all" if kind == UNIT else "b"]}
    when = draw(_of((attribute, {**attribute, **group}) + ((decision, group) if kind == CADRE else ())))
    return _named("exempt", when=when, part=draw(_rules(kind, depth)))


@st.composite
def _fallback(draw: Draw, kind: str, depth: int) -> Entry:
    policies = _of(("block", "zero", "value", "group_mean"))
    when = {"when_missing": draw(policies), "when_not_due": draw(policies)}
    value = {"value": "61.5"} if "value" in when.values() else {}
    return _named("fallback", part=_apart(draw(_rules(kind, depth))), **when, **value)


@st.composite
def _relative(draw: Draw, kind: str, depth: int) -> Entry:
    sort = draw(
        _of(({"to": "best", "full": "100"}, {"to": "mean", "full": "90"}, {"to": "range", "low": "60", "high": "95"}))
    )
    scope = draw(_scope())
    zero = {"zero": "120"} if scope["better"] == "lower" and sort["to"] != "range" else {}
    return _named("relative", **scope, flat="77", part=draw(_unmerged(kind, depth)), **sort, **zero)


@st.composite
def _rank(draw: Draw, kind: str, depth: int) -> Entry:
    ties, take = draw(_of(("competition", "dense", "mean"))), draw(_of(("place", "percent")))
    once = draw(_of(({}, {"as_one": TEAM})))
    return _named("rank", **draw(_scope()), **once, ties=ties, take=take, part=draw(_unmerged(kind, depth)))


def _apart(entry: Entry) -> Entry:
    """Among parts that are added, those merged take a place each: what is nobody's own there, nobody has written."""
    below = entry.get("parts", {}).items()
    parts = {"parts": {name: _apart(part) for name, part in below}} if below else {}
    others = {key: _apart(entry[key]) for key in ("otherwise", "part") if key in entry}
    return {**entry, **parts, **others, **({"standing": "apart"} if entry["kind"] == "merged" else {})}


def _unmerged(kind: str, depth: int) -> st.SearchStrategy[Entry]:
    """Below what compares: whether those merged are one afterwards, nobody has written."""
    return _rules(kind, depth).filter(lambda entry: "merged" not in str(entry))


@st.composite
def _merged(draw: Draw, kind: str, depth: int) -> Entry:
    take, standing = draw(_of(("mean", "best", "worst", "sum"))), draw(_of(({}, {}, {"standing": "apart"})))
    return _named("merged", by=TEAM, take=take, **standing, part=draw(_rules(kind, depth)))


def _scope() -> st.SearchStrategy[Entry]:
    return st.fixed_dictionaries({"within": _of(("group", "kind")), "better": _of(("higher", "lower"))})


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
    _merged,
)


@st.composite
def sheets(draw: Draw, method: Entry) -> Sheet:
    """A county's year for a method, with a gap here and there."""
    units = [draw(_subject(method, UNIT, code)) for code in UNITS]
    people = [draw(_subject(method, CADRE, code)) for code in PEOPLE]
    duties = draw(st.lists(st.builds(Duty, _of(TASKS), _of(PEOPLE), st.booleans(), _of(STARTS), _of(ENDS)), max_size=3))
    posts = st.builds(Tenure, _of(UNITS), _of(PEOPLE), st.booleans(), _of(STARTS), _of(ENDS))
    return Sheet(2016, (*units, *people), tuple(duties), tuple(draw(st.lists(posts, max_size=3))))


def _of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


@st.composite
def _subject(draw: Draw, method: Entry, kind: str, code: str) -> Subject:
    marks = [
        draw(_marks(method, kind, key)) for key in method["sources"] if key not in ("ledger", INDEX, PANEL, *POLLS)
    ]
    votes = [
        draw(_votes(key, method["sources"][key]))
        for key in POLLS
        if key in _sources_in(method["subjects"][kind]["score"])
    ]
    read = _sources_in(method["subjects"][kind]["score"])
    readings = draw(_readings(method["sources"][INDEX], kind)) if INDEX in read else []
    ratings = draw(_ratings(method["sources"][PANEL])) if PANEL in read else []
    ledger = draw(st.lists(_line(), max_size=2)) if kind == UNIT and "ledger" in method["sources"] else []
    return Subject(
        Key(kind, code),
        draw(_of(("a", "b"))) if kind == CADRE else "all",
        draw(_of((*UNITS, ""))) if kind == CADRE else code,
        draw(_of((*STARTS, date(2016, 5, 16)))),
        LAST,
        "",
        tuple(mark for some in marks for mark in some),
        tuple(ledger),
        {"rank": draw(_of(("a", "b", "c"))), TEAM: draw(_of(("", "x", "x", "y"))), LEADER: draw(_of(("", *PEOPLE)))},
        tallies=tuple(one for some in votes for one in some),
        readings=tuple(readings),
        ratings=tuple(ratings),
        earlier=tuple(draw(st.lists(_earlier(), max_size=4))) if kind == CADRE else (),
        decisions=tuple(draw(st.lists(_decision(), max_size=2))) if kind == CADRE else (),
    )


def _earlier() -> st.SearchStrategy[Earlier]:
    told = (("score", "59.99"), ("score", "60"), ("grade", "undetermined"), ("grade", "good"))
    return st.builds(lambda year, one: Earlier(year, *one), _of((2015, 2014, 2013)), _of(told))


def _decision() -> st.SearchStrategy[Decision]:
    return st.builds(
        Decision, _of((VETO, REST)), _of(SAID), st.just("示例书记"), st.just(LAST), st.just(""), st.just(1)
    )


@st.composite
def _marks(draw: Draw, method: Entry, kind: str, key: str) -> list[Mark]:
    source = method["sources"][key]
    items = source["items"][kind] if "items" in source else [""]
    lacking = draw(st.integers(0, 9)) == 9
    found = [
        Mark(key, period, item, draw(_of(VALUES)), number)
        for period in source["periods"]
        for number, item in enumerate(items)
    ]
    return found[1:] if lacking else found


@st.composite
def _readings(draw: Draw, source: Entry, kind: str) -> list[Reading]:
    asked = _of(
        (("30", "0", "100", "20"), ("1", "95", "60", "20"), ("0", "0", "12.5", "10"), ("33.3", "30", "33.3", "3"))
    )
    found = []
    for period in source["periods"]:
        for item in source["items"][kind]:
            value, low, high, full = map(Decimal, draw(asked))
            found.append(Reading(INDEX, period, item, value, low, high, full, 1))
    return found[1:] if draw(st.integers(0, 9)) == 9 else found


@st.composite
def _ratings(draw: Draw, source: Entry) -> list[Rating]:
    """Some sheets of each group, now and then with an item left open, or none of a group."""
    values = _of((Decimal(100), Decimal(90), Decimal("66.5"), Decimal(0), None))
    return [
        Rating(PANEL, period, group, f"{group}{number}", item, draw(values))
        for period in source["periods"]
        for group in RATERS
        for number in range(draw(st.integers(0, 4)))
        for item in ("德", "能")
    ]


@st.composite
def _votes(draw: Draw, key: str, source: Entry) -> list[Tally]:
    counts = _of(((3, 2, 1, 0), (4, 4, 0, 1), (0, 1, 7, 0), (1, 0, 0, 1), (0, 0, 0, 3), (2, 1, 0, 9), (5, 0, 0, 0)))
    return [
        Tally(key, period, "", "", option, number)
        for period in source["periods"]
        for option, number in zip(OPTIONS, draw(counts), strict=True)
    ]


@st.composite
def _line(draw: Draw) -> LedgerLine:
    day = draw(_of((date(2016, 2, 1), date(2016, 8, 1))))
    return LedgerLine("ledger", draw(_of(TASKS)), day, draw(_of(POINTS)), "事由", "文号", 1)
