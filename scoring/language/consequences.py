"""Reading of everything after the score: situations, grades, quotas, colours, flags, payouts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scoring.language import condition_reading, extent, ladder_reading, payout_reading, quota_reading
from scoring.language.condition_reading import Known
from scoring.language.conditions import When
from scoring.language.flag import Flag
from scoring.language.ladder import Ladder
from scoring.language.payout import Payout
from scoring.language.quota import Quota
from scoring.language.scheme import ColourBand, Colours, HandedDown, Situation, SubjectKind
from scoring.language.source import READINGS, Source
from scoring.model.verdict import COLOUR, NOT_RANKED, RANKED, UNDETERMINED
from scoring.reading.reader import Entry, listed

_STATUSES = (UNDETERMINED, NOT_RANKED)
_COLOURS = tuple(filter(None, COLOUR))


class Consequences(NamedTuple):
    """What follows from scores."""

    situations: Mapping[str, Situation]
    grades: Mapping[str, Ladder]
    quotas: Mapping[str, Quota]
    colours: tuple[Colours, ...]
    flags: Mapping[str, Flag]
    payouts: Mapping[str, Payout]

    def needs(self, kind: str) -> tuple[str, ...]:
        """Other kinds whose results the kind's grades, quotas, flags and payouts take."""
        found = [needed for when in self._whens(kind) for needed in when.needs()]
        found += [quota.shares.of for quota in self.quotas.values() if quota.of == kind and quota.shares]
        paid = [term for payout in self.payouts.values() if payout.of == kind for term in payout.terms]
        found += [factor.of for term in paid for factor in term.factors if factor.of]
        return tuple(dict.fromkeys(found))

    def watched(self, kind: str) -> tuple[str, ...]:
        """Sources that conditions, ballots and colours of the kind read."""
        found = [key for when in self._whens(kind) for key in when.sources()]
        ballots = [quota.votes for quota in self.quotas.values() if quota.of == kind and quota.votes]
        found += [key for votes in ballots for key in (votes.source, votes.again) if key]
        found += [colours.handed.source for colours in self.colours if colours.of == kind and colours.handed]
        return tuple(dict.fromkeys(found))

    def decided(self, kind: str) -> tuple[str, ...]:
        """`Decision.what` on subjects of the kind that conditions, seats told by votes and pools read."""
        found = [what for when in self._whens(kind) for what in when.decisions()]
        found += [quota.votes.decision for quota in self.quotas.values() if quota.of == kind and quota.votes]
        found += [one.pool.decision for one in self.payouts.values() if one.pool and one.pool.of == kind]
        found += [one.pool.ruled_by for one in self.payouts.values() if one.pool and one.of == kind]
        return tuple(dict.fromkeys(filter(None, found)))

    def _whens(self, kind: str) -> Iterator[When]:
        if kind in self.grades:
            yield from (limit.when for limit in self.grades[kind].limits)
        yield from (flag.when for flag in self.flags.values() if flag.of == kind)


def read(top: Entry, subjects: Mapping[str, SubjectKind], sources: Mapping[str, Source]) -> Consequences:
    """All sections after `subjects`."""
    graded = ladder_reading.names(top)
    situations = {key: _situation(key, entry, graded) for key, entry in _section(top, "situations")}
    groups = {key: kind.groups for key, kind in subjects.items()}
    rules = {key: [rule.path for rule in kind.score.walk()] for key, kind in subjects.items()}
    known = Known(groups, graded, situations, sources, rules, _flag_names(top))
    return Consequences(
        situations,
        {kind: ladder_reading.read(kind, entry, known) for kind, entry in _section(top, "grades")},
        {key: quota_reading.read(key, entry, known) for key, entry in _section(top, "quotas")},
        tuple(_colours(key, entry, known) for key, entry in _section(top, "colours")),
        {key: _flag(key, entry, known) for key, entry in _section(top, "flags")},
        {key: payout_reading.read(key, entry, known) for key, entry in _section(top, "payouts")},
    )


def _section(top: Entry, key: str) -> Iterable[tuple[str, Entry]]:
    return top.entries(key, required=False).items()


def _situation(key: str, entry: Entry, graded: Mapping[str, Iterable[str]]) -> Situation:
    """`status`, or an effect on the grade with its `legal_basis`, or both."""
    cap, grade = ladder_reading.effect(entry, dict.fromkeys(one for grades in graded.values() for one in grades))
    graded_by = entry.has("cap") or entry.has("grade")
    legal_basis = entry.text("legal_basis") if graded_by else ""
    status = RANKED if graded_by and not entry.has("status") else entry.choice("status", _STATUSES, "状态")
    return Situation(key, entry.text("label"), status, entry.clause(), cap, grade, legal_basis)


def _colours(of: str, entry: Entry, known: Known) -> Colours:
    if of not in known.groups:
        entry.note("", f"不认识的对象“{of}”", f"可用：{listed(known.groups)}")
    bands = entry.entries("bands")
    for colour in bands:
        if colour not in _COLOURS:
            entry.entry("bands").note(colour, f"不认识的颜色“{colour}”", f"可用：{listed(_COLOURS)}")
    found = tuple(ColourBand(colour, extent.read(band)) for colour, band in bands.items())
    handed = _handed(of, entry.entry("handed_down"), known) if entry.has("handed_down") else None
    otherwise, unranked = (entry.choice(key, _COLOURS, "颜色") for key in ("otherwise", "unranked"))
    words = (entry.text("label", "晾晒"), _colour_names(entry))
    return Colours(of, found, otherwise, unranked, entry.clause(), handed, *words)


def _colour_names(entry: Entry) -> Mapping[str, str]:
    """What the county calls its colours, where it has other words."""
    if not entry.has("names"):
        return {}
    told = entry.entry("names")
    for colour in told.names():
        if colour not in _COLOURS:
            told.note(colour, f"不认识的颜色“{colour}”", f"可用：{listed(_COLOURS)}")
    return {colour: told.text(colour) for colour in told.names()}


def _handed(of: str, entry: Entry, known: Known) -> HandedDown:
    """The items that tell a place given from above: `rank` and `total`, and `tied` where ties are told."""
    fitting = [key for key, source in known.sources.items() if source.kind == READINGS]
    source = entry.choice("source", fitting, "readings 类来源")
    items = known.sources[source].items_of(of) if source in known.sources else ()
    rank, total = entry.choice("rank", items, "项目"), entry.choice("total", items, "项目")
    return HandedDown(source, rank, total, entry.choice("tied", items, "项目") if entry.has("tied") else "")


def _flag_names(top: Entry) -> dict[str, list[str]]:
    """The keys of the flags by subject kind, before anything else of them is read."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, entry in _section(top, "flags"):
        found[entry.text("of")].append(key)
    return found


def _flag(key: str, entry: Entry, known: Known) -> Flag:
    of = entry.choice("of", known.groups, "对象")
    return Flag(key, entry.text("label"), of, condition_reading.read(entry, of, known), entry.clause())
