"""What a scheme asks of the facts by names of its own: attributes of subjects, decisions, facts of the whole sheet.

Found in the scheme as it was read, part by part, so that an empty book can offer them; `blank` writes them down.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from scoring.facts.whose import NAMED, NAMING
from scoring.language import traits
from scoring.language.factor import Factor
from scoring.language.measured import Booked
from scoring.language.payout import Payout
from scoring.language.quota import ALL, GROUP, UNIT, Quota
from scoring.language.resulting import Resulting
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.traits import SITUATION, Described
from scoring.rules.choose import Choose
from scoring.rules.coloured import Coloured
from scoring.rules.compared import KIND, Scope
from scoring.rules.decision import Decided
from scoring.rules.distribution import Distribution
from scoring.rules.ledger import Ledger
from scoring.rules.membership import Membership
from scoring.rules.merged import Merged
from scoring.rules.other import Other
from scoring.rules.quantity import Quantity
from scoring.rules.table import OTHERWISE, Table


class Asked(NamedTuple):
    """Something of subjects of `kind` under a `name`: the `words` that the scheme knows, `note` what else to write.

    `closed` says that no other word will do.
    """

    kind: str
    name: str
    words: tuple[str, ...] = ()
    note: str = ""
    closed: bool = False


def attributes_of(scheme: Scheme) -> list[Asked]:
    """Every attribute that anything of the scheme looks at, by kind, each once."""
    found = [*_of_scores(scheme), *links_of(scheme), *_of_conditions(scheme), *_of_quotas(scheme)]
    return _merged(one for one in found if one.name not in ("", GROUP, KIND, ALL, UNIT))


def links_of(scheme: Scheme) -> list[Asked]:
    """The attributes by which a subject names whom its result counts for: where one is empty, for nobody."""
    found = []
    for rule in scheme.rules.values():
        match rule:
            case Coloured():
                found.append(Asked(rule.of, rule.attribute, (), _code_of(scheme, _kind_of(scheme, rule))))
            case Other() if rule.whose.way == NAMING:
                found.append(Asked(rule.of, rule.whose.attribute, (), _code_of(scheme, _kind_of(scheme, rule))))
    return _merged(found)


def decisions_of(scheme: Scheme) -> list[Asked]:
    """Every decision that anything of the scheme reads, by kind, each once; a further situation is of any kind ('')."""
    told = [*_decided(scheme), *_decided_after(scheme)]
    known = {(one.kind, one.name) for one in told}
    rest = [Asked(key, what) for key, kind in scheme.subjects.items() for what in kind.decisions()]
    found = _merged([*told, *(one for one in rest if one[:2] not in known)])
    if scheme.situations:
        also = tuple(scheme.situations)
        found.append(Asked("", SITUATION, also, "“情形”之外另有的情形", closed=True))
    return found


def facts_of(scheme: Scheme) -> list[Asked]:
    """Facts of the whole sheet: sums that are shared out; of the kind 'unit' those whose names end in a unit's code."""
    found = []
    for payout in scheme.payouts.values():
        pool, kind = payout.pool, scheme.subjects[payout.of]
        if pool and pool.fact:
            scopes = {ALL: ("",), UNIT: (".单位代码",)}.get(pool.within, tuple(f".{group}" for group in kind.groups))
            note = f"“{payout.label}”的总额" + (f"（{payout.unit}）" if payout.unit else "")
            found += [Asked(UNIT if pool.within == UNIT else "", f"{pool.fact}{scope}", (), note) for scope in scopes]
    return found


def _merged(found: Iterable[Asked]) -> list[Asked]:
    """One for each kind and name: all words together, closed only where all are."""
    told: dict[tuple[str, str], Asked] = {}
    for one in found:
        known = told.get((one.kind, one.name), one)
        words = tuple(dict.fromkeys((*known.words, *one.words)))
        notes = "；".join(dict.fromkeys(filter(None, (known.note, one.note))))
        told[one.kind, one.name] = Asked(one.kind, one.name, words, notes, known.closed and one.closed)
    return list(told.values())


def _kind_of(scheme: Scheme, rule: Rule) -> str:
    top, _, rest = rule.path.partition(".")
    return top if top in scheme.subjects else scheme.payouts[rest.partition(".")[0]].of


def _terms(part: Any) -> Iterator[Any]:
    """A part and all that is written inside it, but for the rules below it."""
    yield part
    for inner in _inside(part):
        if not isinstance(inner, Rule):
            yield from _terms(inner)


def _inside(part: Any) -> Iterable[Any]:
    if is_dataclass(part):
        return [getattr(part, field.name) for field in fields(part)]
    if isinstance(part, Mapping):
        return part.values()
    return part if isinstance(part, tuple | frozenset) else ()


def _of_scores(scheme: Scheme) -> Iterator[Asked]:
    for rule in scheme.rules.values():
        kind = _kind_of(scheme, rule)
        for term in _terms(rule):
            yield from _of_term(scheme, kind, term)


def _of_term(scheme: Scheme, kind: str, term: Any) -> Iterator[Asked]:
    """What one part of a score or payout looks at."""
    match term:
        case Choose():
            yield Asked(kind, term.by, tuple(filter(None, term.parts)), "", "" not in term.parts)
        case Table():
            yield from _of_table(kind, term)
        case Other() if term.whose.way == NAMED:
            yield Asked(kind, term.whose.attribute, (), _code_of(scheme, term.of))
        case Merged():
            yield Asked(kind, term.by, (), "合并计算的写同样的字，其余留空")
        case Scope():
            yield Asked(kind, term.within, (), "一同比较的写同样的字")
            yield Asked(kind, term.as_one, (), "合算一个的写同样的字，其余留空")
        case Distribution():
            yield Asked(kind, term.pool_by, (), "合并核对的写同样的字")
        case Quantity() | Factor():
            yield Asked(kind, term.attribute, (), "数")


def _of_table(kind: str, table: Table) -> Iterator[Asked]:
    levels: list[Any] = [table.cells]
    for key in table.keys:
        words = tuple(dict.fromkeys(word for level in levels for word in level if word != OTHERWISE))
        closed = all(OTHERWISE not in level for level in levels)
        if key not in table.parts:
            yield Asked(kind, key, words, "", closed)
        levels = [below for level in levels for below in level.values() if isinstance(below, Mapping)]


def _of_conditions(scheme: Scheme) -> Iterator[Asked]:
    for kind in scheme.subjects:
        for term in (term for one in scheme.conditions(kind) for term in _terms(one)):
            if isinstance(term, Described):
                yield Asked(kind, term.name, term.values)
            elif isinstance(term, Resulting):
                yield Asked(kind, term.whose, (), _code_of(scheme, term.of))


def _of_quotas(scheme: Scheme) -> Iterator[Asked]:
    for quota in scheme.quotas.values():
        if quota.shares:
            yield Asked(quota.of, quota.shares.whose, (), _code_of(scheme, quota.shares.of))
        if not (quota.shares and quota.shares.whose == quota.per):
            yield Asked(quota.of, quota.per, (), f"按此分开计算“{quota.label}”名额，同处的写同样的字")


def _code_of(scheme: Scheme, kind: str) -> str:
    return f"{scheme.subjects[kind].label}的代码"


def _decided(scheme: Scheme) -> Iterator[Asked]:
    """Decisions that scores read."""
    for rule in scheme.rules.values():
        kind = _kind_of(scheme, rule)
        match rule:
            case Decided() if rule.table:
                yield Asked(kind, rule.what, tuple(rule.table), "", closed=True)
            case Decided():
                yield Asked(kind, rule.what, (), f"{rule.low} 至 {rule.high} 的数")
            case Ledger() if rule.exempt_by:
                yield Asked(kind, rule.exempt_by, (), _EXEMPT)
            case Membership() if rule.ruled_by:
                yield Asked(kind, rule.ruled_by, tuple(rule.scale()), "并列的等级中的一个", closed=True)


def _decided_after(scheme: Scheme) -> Iterator[Asked]:
    """Decisions that conditions, quotas and pools read."""
    for kind in scheme.subjects:
        for one in scheme.conditions(kind):
            match one:
                case traits.Decided():
                    yield Asked(
                        kind, one.what, one.values, "" if one.values else f"写{one.label}；没有这回事的，不要填这一行"
                    )
                case Booked() if one.exempt_by:
                    yield Asked(kind, one.exempt_by, (), _EXEMPT)
    yield from (_by_votes(quota) for quota in scheme.quotas.values() if quota.votes and quota.votes.decision)
    for payout in scheme.payouts.values():
        yield from _of_pool(payout)


_EXEMPT = "不计的事实，与台账“同一事实”写法相同"


def _by_votes(quota: Quota) -> Asked:
    return Asked(quota.of, quota.votes.decision if quota.votes else "", (), "得票数")


def _of_pool(payout: Payout) -> Iterator[Asked]:
    pool = payout.pool
    if pool and pool.decision:
        yield Asked(pool.of, pool.decision, (), f"“{payout.label}”的总额")
    if pool and pool.ruled_by:
        yield Asked(payout.of, pool.ruled_by, (), "余数相同时多得的人，如写“是”")
