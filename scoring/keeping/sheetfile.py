"""A sheet as JSON text, with every number as text: exact, and readable without the program.

Lists are rows in the order of the fields of `scoring.model.sheet`; references are left out.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.errors import SheetError
from scoring.model.sheet import (
    LONGEST,
    Decision,
    Duty,
    Earlier,
    Key,
    LedgerLine,
    Mark,
    Rating,
    Reading,
    Ruling,
    Sheet,
    Subject,
    Tally,
    Tenure,
)

NO_REF = 0
"""The reference of everything read from a file."""
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d{1,3})?")
_MOST_WHOLE, _DIGITS, _TOLD = 10**9, 60, 24
"""Counts are below, numbers have no more digits before or behind the point, messages repeat no more of a text."""


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """A sheet as JSON data, without references; every list sorted, so that the same facts give the same text."""
    return {
        "year": sheet.year,
        "subjects": sorted(map(_subject_data, sheet.subjects)),
        "duties": sorted([_written(one) for one in duty] for duty in sheet.duties),
        "tenures": sorted([_written(one) for one in tenure] for tenure in sheet.tenures),
        "rulings": sorted(map(_ruling_data, sheet.rulings)),
        "facts": dict(sorted(sheet.facts.items())),
    }


def _subject_data(subject: Subject) -> list[Any]:
    own = [*subject.key, subject.group, subject.unit, subject.first, subject.last, subject.situation]
    referring = [_rows_data(subject.marks, -1), sorted(map(_line_data, subject.ledger), key=repr)]
    plain = [_rows_data(rows) for rows in (subject.ratings, subject.tallies, subject.earlier)]
    others = [_rows_data(rows, -1) for rows in (subject.readings, subject.decisions)]
    return [*map(_written, own), *referring, dict(sorted(subject.attributes.items())), *plain, *others]


def _rows_data(rows: Iterable[tuple[Any, ...]], upto: int | None = None) -> list[list[Any]]:
    """Rows without what follows `upto`, sorted by their text."""
    return sorted(([_written(one) for one in row[:upto]] for row in rows), key=repr)


def _line_data(line: LedgerLine) -> list[Any]:
    """What only some ledgers ask for stands behind the rest, where there is any of it."""
    plain, _, rule, fact, quantity, keys, heads, order, booked = line[:6], *line[6:]
    own = [rule, fact, _written(quantity), list(keys), heads, order, booked and _written(booked)]
    return [*map(_written, plain), *(own if line[7:] != LedgerLine(*line[:7])[7:] else ())]


def _ruling_data(ruling: Ruling) -> list[Any]:
    people = [sorted(ruling.admitted), sorted(ruling.refused)]
    return [ruling.quota, ruling.group, *people, ruling.decided_by, ruling.decided_on.isoformat(), ruling.document]


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value


def sheet_of(data: dict[str, Any]) -> Sheet:
    """The sheet that `sheet_data` wrote; SheetError naming the first part that is not in its form."""
    strange = data.keys() - _PARTS
    if strange:
        raise SheetError(f"不认识的部分“{_short(min(strange))}”，请删去。可用：{'、'.join(sorted(_PARTS))}。")
    return Sheet(
        _whole(data.get("year")),
        _rows(data, "subjects", _subject),
        _rows(data, "duties", lambda row: Duty(*_held(row))),
        _rows(data, "tenures", lambda row: Tenure(*_held(row))),
        _rows(data, "rulings", _ruling),
        dict(_rows({"facts": _mapping(data.get("facts", {}))}, "facts", _fact)),
    )


class _Odd(Exception):
    """A value that is not what it should be, in words."""


_PARTS = {"year", "subjects", "duties", "tenures", "rulings", "facts"}


def _mapping(told: Any) -> list[Any]:
    if isinstance(told, dict):
        return list(told.items())
    raise SheetError("facts 应是名称和内容的对照，请按说明改正。")


def _fact(row: Any) -> tuple[str, str]:
    name, told = row
    return _text(name), _text(told)


def _held(row: Any) -> tuple[str, str, bool, date, date]:
    """Who held or answered for what, and between which days."""
    what, who, mainly, first, last = row
    if not isinstance(mainly, bool):
        raise _Odd(f"{_short(mainly)} 应是 true 或 false")
    return _text(what), _text(who), mainly, _day(first), _day(last)


def _rows(data: dict[str, Any], name: str, make: Callable[[Any], Any]) -> tuple[Any, ...]:
    found = []
    rows = data.get(name, [])
    if not isinstance(rows, list):
        raise SheetError(f"{name} 应是一列数据，请按说明改正。")
    for number, row in enumerate(rows, start=1):
        try:
            found.append(make(row))
        except _Odd as fault:
            raise SheetError(f"{name} 第 {number} 条格式不对（{fault}），请按说明改正。") from fault
        except (TypeError, ValueError, IndexError, KeyError, AttributeError) as fault:
            raise SheetError(f"{name} 第 {number} 条格式不对（项数不对，或不是一列数据），请按说明改正。") from fault
    return tuple(found)


def _subject(row: list[Any]) -> Subject:
    kind, code, group, unit, first, last, situation = map(_text, row[:7])
    marks, ledger, attributes, ratings, tallies, earlier, readings, decisions = row[7:]
    if not all(isinstance(one, list) for one in (marks, ledger, ratings, tallies, earlier, readings, decisions)):
        raise _Odd("得分、台账等应各是一列数据")
    return Subject(
        Key(kind, code),
        group,
        unit,
        _day(first),
        _day(last),
        situation,
        tuple(
            Mark(_text(source), _text(period), _text(item), _number(value), NO_REF)
            for source, period, item, value in marks
        ),
        tuple(_line(*line) for line in ledger),
        {_text(name): _text(value) for name, value in attributes.items()},
        tuple(Rating._make([*map(_text, one[:-1]), _maybe(one[-1])]) for one in ratings),
        tuple(Tally._make([*map(_text, one[:-1]), _whole_number(one[-1])]) for one in tallies),
        tuple(_reading(*one) for one in readings),
        tuple(Earlier(_whole_number(year), _text(what), _text(value)) for year, what, value in earlier),
        tuple(_decision(*one) for one in decisions),
    )


def _decision(what: str, value: str, by: str, on: str, document: str) -> Decision:
    return Decision(_text(what), _text(value), _text(by), _day(on), _text(document), NO_REF)


def _reading(source: str, period: str, item: str, value: str, *asked: str | None) -> Reading:
    target, upper, full = map(_maybe, asked)
    return Reading(_text(source), _text(period), _text(item), _number(value), target, upper, full, NO_REF)


def _maybe(text: str | None) -> Decimal | None:
    return None if text is None else _number(text)


def _whole_number(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST_WHOLE:
        return value
    raise _Odd(f"{_short(value)} 应是 0 或正整数，小于 {_MOST_WHOLE}")


def _line(
    source: str, task: str, on: str, points: str | None, reason: str, document: str, *own: *tuple[Any, ...]
) -> LedgerLine:
    told = (_text(reason), _text(document), NO_REF)
    plain = LedgerLine(_text(source), _text(task), _day(on), _maybe(points), *told)
    if not own:
        return plain
    rule, fact, quantity, keys, heads, order, booked = own
    return plain._replace(
        rule=_text(rule),
        fact=_text(fact),
        quantity=_number(quantity),
        keys=tuple(map(_text, keys)),
        heads=_whole_number(heads),
        order=_whole_number(order),
        booked=None if booked is None else _day(booked),
    )


def _ruling(row: list[Any]) -> Ruling:
    quota, group, admitted, refused, by, on, document = row
    if not isinstance(admitted, list) or not isinstance(refused, list):
        raise _Odd("入选和未入选应各是一列代码")
    people = frozenset(map(_text, admitted)), frozenset(map(_text, refused))
    return Ruling(_text(quota), _text(group), *people, _text(by), _day(on), _text(document), NO_REF)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as fault:
        raise _Odd(f"“{_short(text)}”应是 2016-05-17 这样的日期") from fault


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _Odd(f"{_short(value)} 应是文字")
    if len(value) > LONGEST:
        raise _Odd(f"“{_short(value)}”超过 {LONGEST} 个字")
    return value


def _short(value: Any) -> str:
    """What stands there, on one line and not too long for a message."""
    text = " ".join(str(value)[: 2 * _TOLD].split())
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


def _number(text: str) -> Decimal:
    """A number written as text; a JSON number has passed through binary and is refused."""
    if not isinstance(text, str):
        raise _Odd(f'{_short(text)} 应写成文字 "{_short(text)}"')
    if len(text) > _DIGITS:
        raise _Odd(f"“{_short(text)}”超过 {_DIGITS} 个字")
    value = Decimal(text) if _NUMBER.fullmatch(text) else Decimal("NaN")
    if not value.is_finite() or abs(value.adjusted()) > _DIGITS or abs(int(value.as_tuple().exponent)) > _DIGITS:
        raise _Odd(f"{_short(text)} 不是数，或过大、过小")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, int):
        return value
    raise SheetError("缺少年度 year，应为整数。")


def parsed(text: str) -> dict[str, Any]:
    """The JSON object in `text`; SheetError if it is none."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        where = f"第 {fault.lineno} 行第 {fault.colno} 个字起读不下去"
        raise SheetError(f"不是合格的 JSON：{where}。请核对是否选错文件。") from fault
    except (ValueError, RecursionError) as fault:
        raise SheetError("不是合格的 JSON：数太长或嵌套太深。请核对是否选错文件。") from fault
    if isinstance(data, dict):
        return data
    raise SheetError("应是一个 JSON 对象。")
