"""Sheets for tests, written short: whatever is not said is in office all year with 90 everywhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.sheet import (
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
from scoring.shipped import shipped

_SHIPPED = shipped("hangjin/2016")
#: The shipped method, with marks to four decimals: the engine bears more than the program's records hold.
HANGJIN = replace(_SHIPPED, places=replace(_SHIPPED.places, stored=4))
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)


def due_keys(scheme: Scheme, kind: str, first: date, last: date) -> list[tuple[str, str, str]]:
    """(source, period, item) of every mark that falls due for someone in office between two days."""
    return [
        (source.key, period.key, item)
        for source in scheme.mark_sources.values()
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
    """'cadre:甲' of a group. `data`: unit, first, last, situation, marks, without, extra, ledger, and other facts."""
    data = data or {}
    kind, _, code = name.partition(":")
    first, last = day(data.get("first", FIRST)), day(data.get("last", LAST))
    given = marks(scheme, kind, first, last, data.get("marks"), data.get("without", ()))
    extra = tuple(Mark(*row[:-1], Decimal(row[-1]), 900) for row in data.get("extra", ()))
    unit = data.get("unit", "甲局" if kind == "cadre" else code)
    ledger = tuple(line(one) for one in data.get("ledger", ()))
    situation = data.get("situation", "")
    found = Subject(Key(kind, code), group, unit, first, last, situation, (), ledger, **_others(data))
    asked = _asked(scheme, found)
    return replace(found, marks=tuple(mark for mark in given if asked(mark.source)) + extra)


def _asked(scheme: Scheme, subject: Subject) -> Callable[[str], bool]:
    """Whether a source is none that only other subjects' formulas read."""
    kind = scheme.subjects.get(subject.key.kind)
    if kind is None:
        return lambda source: True
    own = {key for rule in kind.score.applying(subject) for key in rule.sources()}
    others = {key for rule in kind.score.walk() for key in rule.sources()} - own
    return lambda source: source not in others


def _others(data: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes as a mapping; of the rest rows in the order of their fields, '' for what is not told."""
    return {
        "attributes": dict(data.get("attributes", {})),
        "ratings": tuple(Rating(*row[:-1], _number(row[-1])) for row in data.get("ratings", ())),
        "tallies": tuple(Tally(*row[:-1], int(row[-1])) for row in data.get("tallies", ())),
        "readings": tuple(_reading(*row) for row in data.get("readings", ())),
        "earlier": tuple(Earlier(int(row[0]), *row[1:]) for row in data.get("earlier", ())),
        "decisions": tuple(Decision(*row, *_DECIDED) for row in data.get("decisions", ())),
    }


_DECIDED = ("示例书记", LAST, "示例纪要〔2017〕3号", 600)


def _reading(source: str, period: str, item: str, value: str, *asked: str) -> Reading:
    target, upper, full = map(_number, (*asked, "", "", "")[:3])
    return Reading(source, period, item, Decimal(value), target, upper, full, 500)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def line(data: Mapping[str, Any]) -> LedgerLine:
    """A ledger line: task, on, points ('' for none); reason and document have defaults."""
    return LedgerLine(
        data.get("source", "deductions"),
        data["task"],
        day(data["on"]),
        _number(data.get("points", "")),
        data.get("reason", "进度滞后"),
        data.get("document", "示例督通报〔2016〕14号"),
        int(data.get("ref", "800")),
        data.get("rule", ""),
        data.get("fact", ""),
        Decimal(data.get("quantity", "1")),
        tuple(data.get("keys", ())),
        int(data.get("heads", "1")),
        int(data.get("order", "0")),
        day(data["booked"]) if "booked" in data else None,
    )


def method(said: Mapping[str, Any]) -> Scheme:
    """The scheme of `text`."""
    return loads(text(said), "用例.yaml")


def text(said: Mapping[str, Any]) -> str:
    """A scheme of the parts said; whatever is not said is there already: one kind 'cadre' in one group 'all'."""
    top = {**_METHOD, **{key: value for key, value in said.items() if key != "score"}}
    if "score" in said:
        top["subjects"] = {"cadre": {**_CADRE, "score": said["score"]}}
    return str(yaml.dump(top, Dumper=Spelt, allow_unicode=True, sort_keys=False))


class Spelt(yaml.SafeDumper):
    """Writes out what a case file says by reference: a scheme may not."""

    def ignore_aliases(self, data: Any) -> bool:
        """All of them."""
        return True


_CADRE = {"label": "干部", "groups": {"all": "全部干部"}, "minimum_months": "0"}
_METHOD: dict[str, Any] = {
    "title": "用例方案",
    "document": "用例",
    "effective_from": "2016-01-01",
    "year": "2016",
    "reference": "2016-12-31",
    "places": {"stored": "4", "published": "2", "mode": "half_up"},
    "clauses": {},
}


def sheet(data: Mapping[str, Any], scheme: Scheme = HANGJIN) -> Sheet:
    """A whole sheet from a case file."""
    return Sheet(
        int(data.get("year", 2016)),
        tuple(subject(name, one.get("group", "all"), one, scheme) for name, one in data["subjects"].items()),
        tuple(
            Duty(one["task"], one["cadre"], one.get("main", "yes") == "yes", *_days(one))
            for one in _list(data, "duties")
        ),
        tuple(
            Tenure(one["unit"], one["cadre"], one.get("principal", "yes") == "yes", *_days(one))
            for one in _list(data, "tenures")
        ),
        tuple(ruling(one) for one in _list(data, "rulings")),
        dict(data.get("facts", {})),
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
