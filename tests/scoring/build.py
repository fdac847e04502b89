"""Sheets for tests, written short: whatever is not said is in office all year with 90 everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.scheme import Scheme
from scoring.sheet import Duty, Key, LedgerLine, Mark, Ruling, Sheet, Subject, Tenure
from scoring.shipped import shipped

_SHIPPED = shipped("hangjin/2016")
#: The shipped method, with marks to four decimals: the engine bears more than the program's records hold.
HANGJIN = replace(_SHIPPED, places=replace(_SHIPPED.places, stored=4))
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)


def due_keys(scheme: Scheme, kind: str, first: date, last: date) -> list[tuple[str, str, str]]:
    """(source, period, item) of every mark that falls due for someone in office between two days."""
    return [
        (source.key, period.key, item)
        for source in scheme.sources.values()
        for period in source.periods
        if first <= period.due <= last
        for item in source.items_of(kind)
    ]


def marks(
    scheme: Scheme,
    kind: str,
    first: date = FIRST,
    last: date = LAST,
    said: Mapping[str, Any] | None = None,
    without: Iterable[str] = (),
) -> tuple[Mark, ...]:
    """All due marks. `said` gives values by 'source[ period[ item]]'; the longest name wins."""
    said = said or {}
    found = []
    for number, key in enumerate(due_keys(scheme, kind, first, last)):
        names = [" ".join(key[:size]).strip() for size in (3, 2, 1)]
        value = next((said[name] for name in names if name in said), "90")
        if not set(names) & set(without):
            found.append(Mark(*key, Decimal(str(value)), number))
    return tuple(found)


def subject(name: str, group: str, data: Mapping[str, Any] | None = None, scheme: Scheme = HANGJIN) -> Subject:
    """'cadre:甲' of a group. `data`: unit, first, last, situation, marks, without, extra, ledger."""
    data = data or {}
    kind, _, code = name.partition(":")
    first, last = day(data.get("first", FIRST)), day(data.get("last", LAST))
    given = marks(scheme, kind, first, last, data.get("marks"), data.get("without", ()))
    extra = tuple(Mark(*row[:-1], Decimal(row[-1]), 900) for row in data.get("extra", ()))
    unit = data.get("unit", "甲局" if kind == "cadre" else code)
    ledger = tuple(line(one) for one in data.get("ledger", ()))
    return Subject(Key(kind, code), group, unit, first, last, data.get("situation", ""), given + extra, ledger)


def line(data: Mapping[str, str]) -> LedgerLine:
    """A ledger line: task, on, points; reason and document have defaults."""
    return LedgerLine(
        data.get("source", "deductions"),
        data["task"],
        day(data["on"]),
        Decimal(data["points"]),
        data.get("reason", "进度滞后"),
        data.get("document", "示例督通报〔2016〕14号"),
        int(data.get("ref", "800")),
    )


def sheet(data: Mapping[str, Any]) -> Sheet:
    """A whole sheet from a case file."""
    return Sheet(
        int(data.get("year", 2016)),
        tuple(subject(name, one["group"], one) for name, one in data["subjects"].items()),
        tuple(
            Duty(one["task"], one["cadre"], one.get("main", "yes") == "yes", *_days(one))
            for one in _list(data, "duties")
        ),
        tuple(
            Tenure(one["unit"], one["cadre"], one.get("principal", "yes") == "yes", *_days(one))
            for one in _list(data, "tenures")
        ),
        tuple(ruling(one) for one in _list(data, "rulings")),
    )


def ruling(data: Mapping[str, Any]) -> Ruling:
    """A ruling: quota, group, admitted, refused."""
    admitted, refused = frozenset(data["admitted"]), frozenset(data["refused"])
    return Ruling(data["quota"], data["group"], admitted, refused, "示例书记", LAST, "示例纪要〔2017〕2号", 700)


def day(text: str | date) -> date:
    """A date, or the date it says."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def _days(data: Mapping[str, str]) -> tuple[date, date]:
    return day(data.get("first", FIRST)), day(data.get("last", LAST))


def _list(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return list(data.get(name, ()))
