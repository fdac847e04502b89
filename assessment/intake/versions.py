"""The data books of a year: the newest accepted one counts, and what it changes is told fact by fact."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from assessment.cycles.models import Cycle
from assessment.intake import files
from assessment.intake.models import Intake
from cadres.jobs.services import Refused
from cadres.workbooks.faults import Unreadable
from scoring.keeping.sheetfile import sheet_data, sheet_of
from scoring.language.scheme import Scheme
from scoring.model.sheet import Sheet, Subject
from scoring.numbers.numerals import plain
from scoring.tables.forms import FORMS, SUBJECTS
from scoring.tables.gather import Facts

TOLD = 300
_TABLES = {form.of: form.name for form in FORMS.values()}
_OWN = ("marks", "ledger", "tallies", "readings", "earlier", "decisions")
_WHOLE = ("tenures", "duties", "rulings", "facts")
_FIELDS = {"value": "值 ", "target": "目标 ", "upper": "上限 ", "full": "满分 ", "points": "分值 ", "votes": "票数 "}
EACH = 20
"""Rows of a table that are written out for one subject."""
_PLAIN = {"group": "组别", "unit": "单位", "first": "开始日期", "last": "结束日期", "situation": "情形"}


def newest(cycle: Cycle, last: int = 2**63 - 1) -> Intake | None:
    """The data book that counts, of those up to the intake `last`."""
    books = Intake.objects.filter(cycle=cycle, accepted_at__isnull=False, pk__lte=last).exclude(book="")
    return books.order_by("-pk").first()


def keep(facts: Facts) -> str:
    """Keep the facts of a book; their digest."""
    return files.keep_content(json.dumps(sheet_data(facts.sheet), ensure_ascii=False).encode())


@lru_cache(maxsize=2)
def sheet(sha256: str) -> Sheet:
    """The facts under a digest; what lies under one never changes, so that they may be remembered.

    Raises Refused where the file is gone or damaged.
    """
    try:
        return sheet_of(json.loads(files.content_of(sha256)))
    except Unreadable as fault:
        raise Refused(f"{fault.what}。{fault.cure}") from fault


def counts(facts: Facts) -> dict[str, int]:
    """Rows by table."""
    found = {SUBJECTS: len(facts.sheet.subjects)}
    own = (*_OWN, "ratings")
    found |= {_TABLES[field]: sum(len(getattr(one, field)) for one in facts.sheet.subjects) for field in own}
    found |= {_TABLES[field]: len(getattr(facts.sheet, field)) for field in _WHOLE}
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
    old_whole, new_whole = sheet_data(before), sheet_data(facts.sheet)
    for field in _WHOLE:
        if old_whole[field] != new_whole[field]:
            yield f"{_TABLES[field]}有改动：{_whole(old_whole[field], new_whole[field])}。"


def _whole(before: Any, after: Any) -> str:
    """How a table of the whole sheet differs, row by row."""
    old, new = (Counter(map(_line, side.items() if isinstance(side, dict) else side)) for side in (before, after))
    return "，".join(filter(None, (_quoted("删去", old - new), _quoted("写入", new - old))))


def _line(row: Any) -> str:
    return " ".join("、".join(one) if isinstance(one, list) else str(one) for one in row)


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
    if was.ratings != now.ratings and Counter(was.ratings) != Counter(now.ratings):
        changed = sum((Counter(was.ratings) - Counter(now.ratings)).values())
        added = sum((Counter(now.ratings) - Counter(was.ratings)).values())
        yield f"{_TABLES['ratings']} 删去 {changed} 行，写入 {added} 行（评价人和评分不在此列出）"


def _rows(scheme: Scheme, subject: Subject, field: str) -> list[str]:
    """The rows of a table in words: every field that says anything, zero included."""
    return [
        " ".join(_word(scheme, name, value) for name, value in row._asdict().items() if name != "ref" and _said(value))
        for row in getattr(subject, field)
    ]


def _said(value: Any) -> bool:
    return value is not None and value not in ("", ())


def _word(scheme: Scheme, name: str, value: Any) -> str:
    if name == "source":
        return scheme.sources[value].label if value in scheme.sources else str(value)
    if isinstance(value, Decimal):
        return f"{_FIELDS.get(name, '')}{plain(value)[0]}"
    text = "、".join(value) if isinstance(value, tuple) else str(value)
    return f"{_FIELDS.get(name, '')}{text}"


def _told(table: str, gone: Counter[str], come: Counter[str]) -> str:
    return f"{table} " + "，".join(filter(None, (_quoted("删去", gone), _quoted("写入", come))))


def _quoted(act: str, rows: Counter[str]) -> str:
    listed = sorted(rows.elements())
    more = f"等 {len(listed)} 行" if len(listed) > EACH else ""
    return f"{act}“{'”“'.join(listed[:EACH])}”{more}" if listed else ""
