"""Sheets of raters, votes and decisions that nobody asked for, or that deny what is asked: not used, and named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from scoring.facts.context import Context
from scoring.language.scheme import Scheme, SubjectKind
from scoring.language.source import BALLOT, RATINGS
from scoring.language.traits import SITUATION, Decided
from scoring.model.sheet import Subject
from scoring.model.verdict import Entered
from scoring.reading.reader import listed


def note_unread(context: Context) -> None:
    """Name the sources of ratings and votes, and the decisions, that nothing of their subject's kind reads."""
    _note_decisions(context)
    _note_denials(context)
    kinds = context.scheme.subjects
    used = {key: _used(context.scheme, kind.sources()) for key, kind in kinds.items()}
    for subject in context.sheet.subjects:
        key = subject.key.kind
        if (subject.ratings or subject.tallies) and key in used:
            own = used[key] if kinds[key].alike else _used(context.scheme, kinds[key].sources_for(subject))
            for told, lost in _unread(context.scheme, subject, own, used[key]):
                context.problems.add(told, *lost)


def _note_decisions(context: Context) -> None:
    """A mistyped word must not lose a decision in silence."""
    known = {key: _known(context.scheme, kind) for key, kind in context.scheme.subjects.items()}
    for subject in context.sheet.subjects:
        kind, who = subject.key.kind, context.scheme.named(subject.key)
        for what in {one.what for one in subject.decisions} - set(known.get(kind, ())):
            told = f"可用：{listed(known[kind])}" if known.get(kind) else "方案不看这类对象的决定"
            about = [Entered(subject.key, one) for one in subject.decisions if one.what == what]
            context.problems.add(f"{who} 的决定：方案没有用到事项“{what}”，未使用（{told}）", *about)


def _note_denials(context: Context) -> None:
    """A row that says no must neither count as a fact nor be passed over as if it were none."""
    scheme = context.scheme
    asked = {kind: [one for one in scheme.conditions(kind) if isinstance(one, Decided)] for kind in scheme.subjects}
    for subject in context.sheet.subjects:
        for one in subject.decisions:
            labels = [condition.label for condition in asked.get(subject.key.kind, ()) if condition.denied(one)]
            told = f"{scheme.named(subject.key)} 的决定：事项“{one.what}”写的是“{one.value}”"
            for label in labels:
                context.problems.add(f"{told}，不作“{label}”计（{_CURE}）", Entered(subject.key, one))


_CURE = "没有这回事的，请删去这一行；这样写也算数的，请在方案这一条件的 is 里写明"


def _known(scheme: Scheme, kind: SubjectKind) -> tuple[str, ...]:
    return (*kind.decisions(), *([SITUATION] if scheme.situations else []))


def _used(scheme: Scheme, sources: Iterable[str]) -> Mapping[str, str]:
    """The sort of each of the sources."""
    return {key: scheme.sources[key].kind for key in sources}


def _unread(
    scheme: Scheme, subject: Subject, own: Mapping[str, str], used: Mapping[str, str]
) -> Iterator[tuple[str, list[Entered]]]:
    """What is read neither of the subject (`own`) nor, or only, of others of its kind (`used`): words and rows."""
    for sort, word, rows in ((RATINGS, "评价表", subject.ratings), (BALLOT, "票数", subject.tallies)):
        lost = [row for row in rows if own.get(row.source) != sort]
        for source, count in Counter(row.source for row in lost).items():
            where = f"{scheme.named(subject.key)} {scheme.asked(source, '')}"
            why = "按方案不计入这个对象的得分" if used.get(source) == sort else "方案没有用到这个来源"
            about = [Entered(subject.key, row) for row in lost if row.source == source]
            yield f"{where}的{word}：{why}，{count} 行未使用", about
