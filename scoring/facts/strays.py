"""Sheets of raters and votes that nobody asked for: not used, and named."""

from collections import Counter
from collections.abc import Iterator, Mapping

from scoring.facts.context import Context
from scoring.language.scheme import Scheme
from scoring.language.source import BALLOT, RATINGS
from scoring.model.sheet import Subject


def note_unread(context: Context) -> None:
    """Name the sources of ratings and votes that the score of their subject's kind does not read."""
    used = {kind: _used(context.scheme, kind) for kind in context.scheme.subjects}
    for subject in context.sheet.subjects:
        if (subject.ratings or subject.tallies) and subject.key.kind in used:
            context.problems.update(_unread(subject, used[subject.key.kind]))


def _used(scheme: Scheme, kind: str) -> Mapping[str, str]:
    """The sort of each source that a kind's score reads."""
    keys = scheme.subjects[kind].sources()
    return {key: scheme.sources[key].kind for key in keys}


def _unread(subject: Subject, used: Mapping[str, str]) -> Iterator[str]:
    for sort, word, rows in ((RATINGS, "评价表", subject.ratings), (BALLOT, "票数", subject.tallies)):
        lost = Counter(row.source for row in rows if used.get(row.source) != sort)
        for source, count in lost.items():
            yield f"{subject.key.kind} {subject.key.code} {source} 的{word}：方案没有用到这个来源，{count} 行未使用"
