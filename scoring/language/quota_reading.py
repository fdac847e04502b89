"""Reading of quotas."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.language import quorum
from scoring.language.condition_reading import Known, each, whose
from scoring.language.quorum import read_least
from scoring.language.quota import ALL_IN, ALL_OUT, LARGEST, OPEN, Field, Quota, Shares, Votes
from scoring.language.source import BALLOT, BallotSource
from scoring.model.verdict import NOT_RANKED, UNDETERMINED
from scoring.numbers.rounding import MODES
from scoring.reading.reader import Entry

_ALSO = (UNDETERMINED, NOT_RANKED)
_ROUNDINGS = (LARGEST, *MODES)
GROUP = "group"


def read(key: str, entry: Entry, known: Known) -> Quota:
    """The quota written at `entry`."""
    of = entry.choice("of", known.groups, "对象")
    grades = known.grades.get(of, ())
    fields = {name: _field(name, one, of, known) for name, one in entry.entries("fields", required=False).items()}
    votes = _votes(entry.entry("votes"), grades, known) if entry.has("votes") else None
    shares = _shares(entry.entry("share_by"), known) if entry.has("share_by") else None
    keys, ties = _ties(entry)
    if votes and not (fields and all(one.candidates for one in fields.values())):
        entry.note("votes", "按票决定名额，却没有写候选数", "请写 fields，每一项写 candidates")
    return Quota(
        key,
        entry.text("label"),
        of,
        Decimal(0) if fields else entry.share("share"),
        each(entry, "also_counted", _ALSO, "状态") if entry.has("also_counted") and entry.texts("also_counted") else (),
        entry.clause(),
        entry.choice("rounding", _ROUNDINGS, "取整方式 rounding ") if entry.has("rounding") else LARGEST,
        entry.whole("minimum", 0, 99) if entry.has("minimum") else 0,
        entry.text("per", GROUP),
        _pool(entry),
        shares,
        entry.has("fill") and entry.choice("fill", ("exact", "at_most"), "用足办法 fill ") == "exact",
        keys,
        ties,
        _grade(entry, "grade", grades),
        each(entry, "among", grades, "等次") if entry.has("among") else (),
        _grade(entry, "others", grades),
        fields,
        votes,
    )


def _grade(entry: Entry, key: str, grades: Iterable[str]) -> str:
    return entry.choice(key, grades, "等次") if entry.has(key) else ""


def _pool(entry: Entry) -> int | None:
    """`pool_below`: a number, or 'seat' for less than one seat."""
    if not entry.has("pool_below"):
        return None
    return 0 if entry.text("pool_below") == "seat" else entry.whole("pool_below", 2, 999)


def _shares(entry: Entry, known: Known) -> Shares:
    of = entry.choice("of", known.groups, "对象")
    shares = entry.entry("shares")
    found = {grade: shares.share(grade, none=True) for grade in shares.names()}
    for grade in found:
        if grade not in known.grades.get(of, ()):
            shares.note(grade, f"“{of}”没有等次“{grade}”", "请写 grades 里的等次")
    return Shares(of, whose(entry), found)


def _ties(entry: Entry) -> tuple[tuple[str, ...], str]:
    """`keys` in their order, and what is done `then`."""
    if not entry.has("ties"):
        return (), OPEN
    ties = entry.entry("ties")
    keys = ties.texts("keys") if ties.has("keys") else ()
    return keys, ties.choice("then", (OPEN, ALL_IN, ALL_OUT), "并列办法 then ")


def _field(key: str, entry: Entry, of: str, known: Known) -> Field:
    groups = each(entry, "groups", known.groups.get(of, ()), "组")
    seats = entry.whole("seats", 1, 9999)
    candidates = entry.whole("candidates", 1, 9999) if entry.has("candidates") else 0
    if 0 < candidates < seats:
        entry.note("candidates", f"候选 {candidates} 个少于名额 {seats} 个", "请使候选数不小于名额")
    return Field(key, entry.text("label"), groups, seats, candidates)


def _votes(entry: Entry, grades: Iterable[str], known: Known) -> Votes:
    runners_up = _grade(entry, "runners_up", grades)
    if entry.has("decision"):
        return Votes("", "", entry.text("decision"), "", runners_up)
    ballots = {key: source for key, source in known.sources.items() if source.kind == BALLOT}
    source = entry.choice("source", ballots, "ballot 类来源")
    found = ballots.get(source)
    options = (found.options or {}) if isinstance(found, BallotSource) else {}
    option = entry.choice("option", options, "选项")
    again = entry.choice("again", ballots, "ballot 类来源") if entry.has("again") else ""
    return Votes(source, option, "", again, runners_up, read_least(entry, "at_least", 1), quorum.read(entry))
