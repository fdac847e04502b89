"""Measures the engine alone: judge a made-up county with every explanation kept; beside it SQL totals and ranks."""

import gc
import os
from typing import Any

from django.db import connection

from bench.clock import peak_mb, seconds_of
from bench.synthetic import county
from bench.tables import CYCLE, write_tables
from bench.totals import Row, totals
from scoring.judge import judge
from scoring.model.sheet import Key, Sheet
from scoring.model.verdict import RANKED, Verdict
from scoring.shipped import shipped


def measured() -> dict[str, Any]:
    """Judge BENCH_SUBJECTS subjects under the method of 杭锦旗, as a run does: without looking for cycles."""
    scheme, subjects = shipped("hangjin/2016"), int(os.environ["BENCH_SUBJECTS"])
    units = subjects // 15
    sheet = county(scheme, units, subjects - 2 * units, lines=units)
    marks = sum(len(subject.marks) for subject in sheet.subjects)
    gc.disable()
    facts, verdicts = peak_mb(), list[Verdict]()
    seconds = seconds_of(lambda: verdicts.append(judge(scheme, sheet)))
    return {
        "subjects": len(sheet.subjects),
        "marks": marks,
        "seconds": seconds,
        "microseconds": seconds / subjects * 1_000_000,
        "facts": facts,
        "peak": peak_mb(),
        **_beside(sheet, verdicts[0]),
    }


def _beside(sheet: Sheet, verdict: Verdict) -> dict[str, Any]:
    """What the one statement takes for the same facts as tables, and whether it comes to the same."""
    with connection.cursor() as cursor:
        seats = write_tables(cursor, sheet)
    found: list[list[Row]] = []
    seconds = seconds_of(lambda: found.append(totals(CYCLE)), times=3)
    told = {(seats[seat], score, rank) for seat, score, rank in found[0]}
    return {"baseline": seconds, "equal": told == _ranked(verdict)}


def _ranked(verdict: Verdict) -> set[tuple[Key, Any, Any]]:
    return {(one.key, one.score, one.rank) for one in verdict.standings if one.status == RANKED}
