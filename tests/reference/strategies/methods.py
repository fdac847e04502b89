"""Random methods."""

from hypothesis import strategies as st

from tests.reference.strategies.combined import merged, rules
from tests.reference.strategies.entered import mean
from tests.reference.strategies.words import (
    CADRE,
    COUNTS,
    DUE,
    INDEX,
    OPTIONS,
    PANEL,
    POLLS,
    RATERS,
    REST,
    UNIT,
    VETO,
    Draw,
    Entry,
    of,
    sources_in,
)


@st.composite
def methods(draw: Draw) -> Entry:
    """A method for units and cadres; every source declared is read by somebody."""
    unit = draw(st.one_of(rules(UNIT, depth=2), merged(UNIT, depth=1)))
    cadre = draw(st.one_of(rules(CADRE, depth=3), merged(CADRE, depth=2)))
    used = sources_in(unit) | sources_in(cadre)
    if not used:  # a method without any source is refused
        unit = draw(mean())
        used = sources_in(unit)
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
    keys = draw(st.lists(of(_paths(kind, score)), max_size=2, unique=True))
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
    return {"grades": {CADRE: {"ladder": ladder, **draw(of(_LIMITS))}}, "quotas": quotas}


@st.composite
def _quota(draw: Draw, score: Entry) -> Entry:
    per = draw(of(({}, {"per": "group"}, {"per": "all"}, {"per": "unit"}, {"per": "rank"})))
    modes = of(("down", "half_up", "half_even", "up"))
    rounding = {"rounding": draw(modes)} if per.get("per") in ("unit", "rank") or draw(st.booleans()) else {}
    least, then = draw(of(({}, {"minimum": "1"}))), draw(of(("undecided", "all_in", "all_out")))
    keys = draw(st.lists(of(_paths(CADRE, score)), max_size=1))
    ties = draw(of(({}, {"ties": {**({"keys": keys} if keys else {}), "then": then}})))
    parts = of(("1/3", "40%", "50%", "2/3"))
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
    ruled = draw(of(({}, {"ruled_by": REST})))
    pool = {"total": draw(of(("100", "0.02", "1000.01"))), "within": draw(of(("all", "group"))), **ruled}
    months = draw(of(({}, {"months": {"label": "任职时间", "count": draw(of(COUNTS))}})))
    factors = {"score": {"label": "得分", "take": "score"}, **months}
    terms = {"points": {"label": "分值", "factors": factors}}
    return {"of": CADRE, "label": "绩效奖", "unit": "元", "places": "2", "pool": pool, "terms": terms}


@st.composite
def _colours(draw: Draw) -> Entry:
    red = {
        "end": "bottom",
        **draw(of(({"share": "1/3"}, {"share": "50%", "most": "1"}, {"share": "50%", "rounding": "up"}))),
    }
    bands = {"red": red, "green": {"end": "top", "share": draw(of(("40%", "50%", "2/3")))}}
    return {"bands": bands, "otherwise": "yellow", "unranked": "grey"}


@st.composite
def _source(draw: Draw, key: str) -> Entry:
    if key == "ledger":
        return {"kind": "ledger", "label": "台账", "of": UNIT}
    days = draw(st.lists(st.sampled_from(DUE), min_size=1, max_size=3, unique=True))
    periods = {f"P{number}": {"label": f"第{number}期", "due": day} for number, day in enumerate(days)}
    if key == INDEX:
        items = draw(of((["德"], ["德", "能"])))
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
