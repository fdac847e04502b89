"""Random counties' years."""

from datetime import date
from decimal import Decimal

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
from tests.reference.strategies.words import (
    CADRE,
    ENDS,
    INDEX,
    LAST,
    LEADER,
    OPTIONS,
    PANEL,
    PEOPLE,
    POINTS,
    POLLS,
    RATERS,
    REST,
    SAID,
    STARTS,
    TASKS,
    TEAM,
    UNIT,
    UNITS,
    VALUES,
    VETO,
    Draw,
    Entry,
    of,
    sources_in,
)


@st.composite
def sheets(draw: Draw, method: Entry) -> Sheet:
    """A county's year for a method, with a gap here and there."""
    units = [draw(_subject(method, UNIT, code)) for code in UNITS]
    people = [draw(_subject(method, CADRE, code)) for code in PEOPLE]
    duties = draw(st.lists(st.builds(Duty, of(TASKS), of(PEOPLE), st.booleans(), of(STARTS), of(ENDS)), max_size=3))
    posts = st.builds(Tenure, of(UNITS), of(PEOPLE), st.booleans(), of(STARTS), of(ENDS))
    return Sheet(2016, (*units, *people), tuple(duties), tuple(draw(st.lists(posts, max_size=3))))


@st.composite
def _subject(draw: Draw, method: Entry, kind: str, code: str) -> Subject:
    marks = [
        draw(_marks(method, kind, key)) for key in method["sources"] if key not in ("ledger", INDEX, PANEL, *POLLS)
    ]
    votes = [
        draw(_votes(key, method["sources"][key]))
        for key in POLLS
        if key in sources_in(method["subjects"][kind]["score"])
    ]
    read = sources_in(method["subjects"][kind]["score"])
    readings = draw(_readings(method["sources"][INDEX], kind)) if INDEX in read else []
    ratings = draw(_ratings(method["sources"][PANEL])) if PANEL in read else []
    ledger = draw(st.lists(_line(), max_size=2)) if kind == UNIT and "ledger" in method["sources"] else []
    return Subject(
        Key(kind, code),
        draw(of(("a", "b"))) if kind == CADRE else "all",
        draw(of((*UNITS, ""))) if kind == CADRE else code,
        draw(of((*STARTS, date(2016, 5, 16)))),
        LAST,
        "",
        tuple(mark for some in marks for mark in some),
        tuple(ledger),
        {"rank": draw(of(("a", "b", "c"))), TEAM: draw(of(("", "x", "x", "y"))), LEADER: draw(of(("", *PEOPLE)))},
        tallies=tuple(one for some in votes for one in some),
        readings=tuple(readings),
        ratings=tuple(ratings),
        earlier=tuple(draw(st.lists(_earlier(), max_size=4))) if kind == CADRE else (),
        decisions=tuple(draw(st.lists(_decision(), max_size=2))) if kind == CADRE else (),
    )


def _earlier() -> st.SearchStrategy[Earlier]:
    told = (("score", "59.99"), ("score", "60"), ("grade", "undetermined"), ("grade", "good"))
    return st.builds(lambda year, one: Earlier(year, *one), of((2015, 2014, 2013)), of(told))


def _decision() -> st.SearchStrategy[Decision]:
    return st.builds(Decision, of((VETO, REST)), of(SAID), st.just("示例书记"), st.just(LAST), st.just(""), st.just(1))


@st.composite
def _marks(draw: Draw, method: Entry, kind: str, key: str) -> list[Mark]:
    source = method["sources"][key]
    items = source["items"][kind] if "items" in source else [""]
    lacking = draw(st.integers(0, 9)) == 9
    found = [
        Mark(key, period, item, draw(of(VALUES)), number)
        for period in source["periods"]
        for number, item in enumerate(items)
    ]
    return found[1:] if lacking else found


@st.composite
def _readings(draw: Draw, source: Entry, kind: str) -> list[Reading]:
    asked = of(
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
    values = of((Decimal(100), Decimal(90), Decimal("66.5"), Decimal(0), None))
    return [
        Rating(PANEL, period, group, f"{group}{number}", item, draw(values))
        for period in source["periods"]
        for group in RATERS
        for number in range(draw(st.integers(0, 4)))
        for item in ("德", "能")
    ]


@st.composite
def _votes(draw: Draw, key: str, source: Entry) -> list[Tally]:
    counts = of(((3, 2, 1, 0), (4, 4, 0, 1), (0, 1, 7, 0), (1, 0, 0, 1), (0, 0, 0, 3), (2, 1, 0, 9), (5, 0, 0, 0)))
    return [
        Tally(key, period, "", "", option, number)
        for period in source["periods"]
        for option, number in zip(OPTIONS, draw(counts), strict=True)
    ]


@st.composite
def _line(draw: Draw) -> LedgerLine:
    day = draw(of((date(2016, 2, 1), date(2016, 8, 1))))
    return LedgerLine("ledger", draw(of(TASKS)), day, draw(of(POINTS)), "事由", "文号", 1)
