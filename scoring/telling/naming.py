"""Names behind codes. The engine knows codes only; lists for the staff say whose they are."""

import re
from collections.abc import Iterable, Mapping

from scoring.language.scheme import Scheme
from scoring.model.sheet import Key


def spoken_of(scheme: Scheme, lines: Iterable[str]) -> set[Key]:
    """Whom lines seem to speak of: a word that follows a kind's label may be somebody's code or none."""
    kinds = _kinds(scheme)
    return {Key(kinds[label], code) for line in lines for label, code in re.findall(_spoken(kinds), line)}


def with_names(scheme: Scheme, names: Mapping[Key, str], line: str) -> str:
    """The line with the name behind each code that it speaks of: '干部 C1（甲某）：缺…'."""
    kinds = _kinds(scheme)

    def name(found: re.Match[str]) -> str:
        own = names.get(Key(kinds[found[1]], found[2]))
        return f"{found[1]} {found[2]}（{own}）" if own else found[0]

    return re.sub(_spoken(kinds), name, line)


def _kinds(scheme: Scheme) -> dict[str, str]:
    return {kind.label: kind.key for kind in scheme.subjects.values()}


def _spoken(labels: Iterable[str]) -> str:
    return rf"({'|'.join(map(re.escape, labels))}) ([^\s：，；]+) ?"
