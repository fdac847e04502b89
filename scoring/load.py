"""YAML text → Scheme, or every fault of the text at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from scoring.errors import Fault, SchemeError
from scoring.language import consequences
from scoring.language.conditions import When
from scoring.language.quota import AGAIN, BY_SCORE
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme, SubjectKind
from scoring.language.source import LedgerSource
from scoring.language.source_reading import check_use
from scoring.language.source_reading import read as read_source
from scoring.model.sheet import ORGANS
from scoring.numbers.places import Places
from scoring.numbers.rounding import MODES
from scoring.reading.page import LONGEST, Page
from scoring.reading.reader import Entry, listed
from scoring.rules import read as read_rule
from scoring.rules.tallied import Tallied

_MOST_BYTES = 4 * LONGEST


def load_file(path: Path) -> Scheme:
    """The scheme in a file; SchemeError with all faults, OSError if it cannot be read."""
    return loads(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The text of a scheme's file; SchemeError if it is no UTF-8 text or too long to be a scheme."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise SchemeError([Fault(str(path), 1, "", f"文件超过 {LONGEST} 个字符", "请核对是否选错文件")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise SchemeError([Fault(str(path), line, "", "不是 UTF-8 文本", "请另存为 UTF-8 纯文本")]) from fault


@lru_cache(maxsize=32)
def loads(text: str, file: str = "方案") -> Scheme:
    """The scheme written in `text`; `file` is its name in messages. SchemeError holds every fault."""
    page = Page(text, file)
    scheme = read_scheme(page.top)
    _check_sources(page, scheme)
    _check_needs(page, scheme)
    _check_keys(page, scheme)
    _check_votes(page, scheme)
    _check_pointing(page, scheme)
    _check_clauses(page, scheme)
    page.finish()
    return scheme


def read_scheme(top: Entry) -> Scheme:
    """The scheme written at `top`; faults are noted there. What its parts ask of each other is not looked at."""
    year = top.whole("year", 1949, 2999)
    sources = {key: read_source(key, entry, year) for key, entry in top.entries("sources").items()}
    subjects = {key: _subject(key, entry) for key, entry in top.entries("subjects").items()}
    after = consequences.read(top, subjects, sources)
    reference, effective_from = top.day_in("reference", year), top.day("effective_from")
    if effective_from > reference > date.min:
        top.note("effective_from", f"生效日 {effective_from} 晚于考核基准日 {reference}", "请核对两个日期")
    return Scheme(
        title=top.text("title"),
        document=top.text("document"),
        effective_from=effective_from,
        year=year,
        reference=reference,
        places=_places(top.entry("places")),
        clauses=_clauses(top),
        sources=sources,
        subjects={
            key: replace(kind, afterwards=after.needs(key), watched=after.watched(key), decided=after.decided(key))
            for key, kind in subjects.items()
        },
        **after._asdict(),
    )


def _places(entry: Entry) -> Places:
    places = Places(
        entry.whole("stored", 0, 8), entry.whole("published", 0, 8), entry.choice("mode", MODES, "舍入方式")
    )
    if places.published > places.stored:
        entry.note(
            "published", f"发布 {places.published} 位多于保存 {places.stored} 位", "请使 published 不大于 stored"
        )
    return places


def _clauses(top: Entry) -> dict[str, str]:
    entry = top.entry("clauses")
    return {key: entry.text(key) for key in entry.names()}


def _subject(key: str, entry: Entry) -> SubjectKind:
    groups = entry.entry("groups")
    labels = {group: groups.text(group) for group in groups.names()}
    if not labels and not groups.lost:
        entry.note("groups", "没有一个组", "请至少写一组")
    score = read_rule(entry.entry("score"), f"{key}.score")
    are = entry.choice("are", _ARE, "性质 are ") if entry.has("are") else _ARE[key in ORGANS]
    months = entry.whole("minimum_months", 0, 12)
    keys = entry.entry("ties").texts("keys") if entry.has("ties") else ()
    return SubjectKind(key, entry.text("label"), labels, months, score, people=are != _ARE[True], keys=keys)


_ARE = ("people", "things")
"""What subjects are; units and teams are things where nothing is written."""


def _check_sources(page: Page, scheme: Scheme) -> None:
    """Each source is used by somebody, and each rule reads a source of its sort."""
    used = {key for kind in scheme.subjects.values() for key in kind.watched}
    for kind in scheme.subjects.values():
        for rule in kind.score.walk():
            used.update(rule.sources())
            for key in rule.sources():
                check_use(page.named[rule.path], scheme, kind.key, rule, key)
            if all(_reads(rule, scheme, key) for key in rule.sources()):
                rule.check(page.named[rule.path], scheme, kind.key)
    for key, entry in page.top.entries("sources").items():
        source = scheme.sources[key]
        if key not in used:
            entry.note("", f"来源“{key}”声明了却没有规则使用", "请在 score 中使用它，或删去声明")
        if isinstance(source, LedgerSource) and source.owner and source.owner not in scheme.subjects:
            entry.note("of", f"不认识的对象“{source.owner}”", f"可用：{listed(scheme.subjects)}")


def _reads(rule: Rule, scheme: Scheme, key: str) -> bool:
    """Whether the source is there and of the rule's sort."""
    return key in scheme.sources and scheme.sources[key].kind == rule.reads


def _check_needs(page: Page, scheme: Scheme) -> None:
    """Results of other kinds are there to be taken, and nobody's result is, by way of others, an input of itself."""
    for kind in scheme.subjects.values():
        for rule in kind.score.walk():
            for needed in rule.needs():
                if needed not in scheme.subjects:
                    cure = f"可用：{listed(scheme.subjects)}"
                    page.named[rule.path].note("of", f"不认识的对象“{needed}”", cure)
        if kind.key in _needed(scheme, kind.key):
            entry = page.top.entry("subjects").entry(kind.key)
            entry.note("score", f"“{kind.label}”的得分绕了一圈又取用它自己", "请去掉其中一处取用")


def _needed(scheme: Scheme, key: str) -> set[str]:
    """All kinds whose results reach this one."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        kind = scheme.subjects.get(waiting.pop())
        fresh = set(kind.needs()) - found if kind else set()
        found |= fresh
        waiting.extend(fresh)
    return found


def _check_keys(page: Page, scheme: Scheme) -> None:
    """What parts a tie can be told of the subjects of the quota, and of the kind that is ranked."""
    for quota in scheme.quotas.values():
        kind = scheme.subjects.get(quota.of)
        known = [BY_SCORE, *([AGAIN] if quota.votes and quota.votes.again else [])]
        known += [rule.path for rule in kind.score.walk()] if kind else []
        _check_known(page.top.entry("quotas").entry(quota.key), quota.keys, known)
    for kind in scheme.subjects.values():
        paths = [rule.path for rule in kind.score.walk()]
        _check_known(page.top.entry("subjects").entry(kind.key), kind.keys, paths)


def _check_votes(page: Page, scheme: Scheme) -> None:
    """Seats by votes and the score ask the same of a ballot that both read: it counts for both or for none."""
    for quota in scheme.quotas.values():
        votes, kind = quota.votes, scheme.subjects.get(quota.of)
        if votes is None or kind is None:
            continue
        asked = (votes.at_least, frozenset(votes.validity))
        for rule in kind.score.walk():
            if isinstance(rule, Tallied) and rule.source in (votes.source, votes.again) and rule.withholding() != asked:
                reason = f"与“{rule.label}”读同一次投票而作数的条件不同，一处无效的票，另一处照样计"
                cure = "请使两处的 at_least、turnout、validity 相同"
                page.top.entry("quotas").entry(quota.key).note("votes", reason, cure)


def _check_known(entry: Entry, keys: Iterable[str], known: Iterable[str]) -> None:
    for key in keys:
        if key not in known:
            entry.entry("ties").note("keys", f"不认识的并列依据“{key}”", f"可用：{listed(known)}")


def _check_pointing(page: Page, scheme: Scheme) -> None:
    """No attribute in which a person's code stands is told in a figure or a reason: it would say who somebody is."""
    for rule in (rule for kind in scheme.subjects.values() for rule in kind.score.walk()):
        _check_untold(page.named[rule.path], scheme, rule.tells())
    for kind, ladder in scheme.grades.items():
        limits = page.top.entry("grades").entry(kind).entries("limits", required=False)
        for entry, limit in zip(limits.values(), ladder.limits, strict=True):
            _check_conditions(entry, scheme, limit.when)
    for key, flag in scheme.flags.items():
        _check_conditions(page.top.entry("flags").entry(key), scheme, flag.when)


def _check_conditions(entry: Entry, scheme: Scheme, when: When) -> None:
    for condition in when.conditions:
        _check_untold(entry, scheme, condition.tells())


def _check_untold(entry: Entry, scheme: Scheme, told: Iterable[str]) -> None:
    for name in told:
        if name in scheme.pointing:
            reason = f"“{name}”里写的是人，作为依据会在算式或理由中写出是谁"
            entry.note("", reason, "请另设一个属性（如片区、分工）写明分类，按它分")


def _check_clauses(page: Page, scheme: Scheme) -> None:
    for entry, cited in page.cites:
        if cited not in scheme.clauses:
            entry.note("clause", f"条款“{cited}”没有在 clauses 里写明", f"可用：{listed(scheme.clauses)}")
