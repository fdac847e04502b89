"""What random methods and counties are made of: days, values, codes, keys."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Draw = st.DrawFn
Entry = dict[str, Any]
DUE = ("2016-03-31", "2016-06-30", "2016-12-31")
VALUES = tuple(map(Decimal, ("0", "33.3", "66.67", "89.995", "90", "100")))
POINTS = tuple(map(Decimal, ("-0.5", "-2", "1")))
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)
STARTS = (FIRST, date(2016, 5, 1))
ENDS = (LAST,)
UNITS, PEOPLE, TASKS = ("甲局", "乙局"), ("子", "丑", "寅"), ("T1", "T2")
CADRE, UNIT = "cadre", "unit"
POLLS, OPTIONS = ("poll", "review"), {"good": "好", "fair": "较好", "bad": "差", "skip": "弃权"}
POINTS_OF = {"good": "100", "fair": "85.5", "bad": "-10"}
TEAM, LEADER = "合并", "分管领导"
INDEX, PANEL, RATERS = "index", "panel", {"lead": {"label": "领导"}, "staff": {"label": "职工"}}
COUNTS = ("days", "month_end", "mid_month", "whole", "started")
VETO, REST = "否决", "余额归属"
SAID = ("是", "否", "未完成任务", "不属实", "×", "０")


def of(values: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def named(kind: str, **keys: Any) -> Entry:
    return {"kind": kind, "label": kind, **keys}


def sources_in(entry: Entry) -> set[str]:
    own = {entry["source"]} if "source" in entry else set()
    below = [*entry.get("parts", {}).values(), *(entry[key] for key in ("otherwise", "part") if key in entry)]
    return own.union(*map(sources_in, below)) if below else own
