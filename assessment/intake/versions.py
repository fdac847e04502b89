"""The data books of a year: the newest accepted one counts, and what it changes is told fact by fact."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from assessment.cycles.models import Cycle
from assessment.intake import store
from assessment.intake.models import Intake
from cadres.jobs.services import Refused
from cadres.workbooks.faults import Unreadable
from scoring.keeping.sheetfile import sheet_data, sheet_of
from scoring.language.scheme import Scheme
from scoring.model.sheet import Sheet, Subject
from scoring.tables.forms import FORMS, SUBJECTS
from scoring.tables.gather import Facts

TOLD = 300
_TABLES = {form.of: form.name for form in FORMS.values()}
_OWN = ("marks", "ledger", "ratings", "tallies", "readings", "earlier", "decisions")
_PLAIN = {"group": "组别", "unit": "单位", "first": "开始日期", "last": "结束日期", "situation": "情形"}


def newest(cycle: Cycle, last: int = 2**63 - 1) -> Intake | None:
    """The data book that counts, of those up to the intake `last`."""
    books = Intake.objects.filter(cycle=cycle, accepted_at__isnull=False, pk__lte=last).exclude(book="")
    return books.order_by("-pk").first()


def keep(facts: Facts) -> str:
    """Keep the facts of a book; their digest."""
    return store.keep_content(json.dumps(sheet_data(facts.sheet), ensure_ascii=False).encode())


@lru_cache(maxsize=2)
def sheet(sha256: str) -> Sheet:
    """The facts under a digest; what lies under one never changes, so that they may be remembered.

    Raises Refused where the file is gone or damaged.
    """
    try:
        return sheet_of(json.loads(store.content(sha256)))
    except Unreadable as fault:
        raise Refused(f"{fault.what}。{fault.cure}") from fault


def counts(facts: Facts) -> dict[str, int]:
    """Rows by table."""
    found = {SUBJECTS: len(facts.sheet.subjects)}
    found |= {_TABLES[field]: sum(len(getattr(one, field)) for one in facts.sheet.subjects) for field in _OWN}
    found |= {_TABLES[field]: len(getattr(facts.sheet, field)) for field in ("tenures", "duties", "rulings", "facts")}
    return {table: count for table, count in found.items() if count}


def changes(scheme: Scheme, before: Sheet, facts: Facts) -> Iterator[str]:
    """What a book says otherwise than the one before, one sentence for each subject; at most TOLD of them."""
    told = list(_changes(scheme, before, facts))
    yield from told[:TOLD]
    if len(told) > TOLD:
        yield f"另有 {len(told) - TOLD} 个对象有改动，未逐一列出。"


def _changes(scheme: Scheme, before: Sheet, facts: Facts) -> Iterator[str]:
    old = {one.key: one for one in before.subjects}
    for subject in facts.sheet.subjects:
        name = f"{scheme.subjects[subject.key.kind].label}{facts.names.get(subject.key, '')}（{subject.key.code}）"
        was = old.pop(subject.key, None)
        found = [] if was is None else list(_differences(scheme, was, subject))
        if was is None:
            yield f"新增{name}。"
        elif found:
            yield f"{name}：{'；'.join(found)}。"
    for key in old:
        yield f"不再有{scheme.subjects[key.kind].label}（{key.code}）。"
    if (before.duties, before.tenures, before.facts) != (facts.sheet.duties, facts.sheet.tenures, facts.sheet.facts):
        yield "职务、责任或概况有改动。"


def _differences(scheme: Scheme, was: Subject, now: Subject) -> Iterator[str]:
    for field, word in _PLAIN.items():
        old, new = getattr(was, field), getattr(now, field)
        if old != new:
            yield f"{word} {old or '（空）'} → {new or '（空）'}"
    for name in {**was.attributes, **now.attributes}:
        old, new = was.attributes.get(name, ""), now.attributes.get(name, "")
        if old != new:
            yield f"{name} {old or '（空）'} → {new or '（空）'}"
    for field in _OWN:
        gone, come = (Counter(_rows(scheme, side, field)) for side in (was, now))
        if gone != come:
            yield _told(_TABLES[field], gone - come, come - gone)


def _rows(scheme: Scheme, subject: Subject, field: str) -> list[str]:
    """The rows of a table in words. Raters and voters are not named."""
    hidden = {"ref", "rater"}
    return [
        " ".join(_word(scheme, name, value) for name, value in row._asdict().items() if name not in hidden and value)
        for row in getattr(subject, field)
    ]


def _word(scheme: Scheme, name: str, value: Any) -> str:
    source = scheme.sources.get(value) if name == "source" else None
    if isinstance(value, tuple):
        return "、".join(value)
    return source.label if source else str(value)


def _told(table: str, gone: Counter[str], come: Counter[str]) -> str:
    parts = [
        f"删去“{'”“'.join(gone.elements())}”" if gone else "",
        f"写入“{'”“'.join(come.elements())}”" if come else "",
    ]
    return f"{table} {'，'.join(filter(None, parts))}"
