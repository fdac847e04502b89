"""Measures the engine alone, no database: judge a made-up county with every explanation kept."""

import gc
import os
from functools import partial
from typing import Any

from bench.clock import peak_mb, seconds_of
from bench.synthetic import county
from scoring.judge import judge
from scoring.shipped import shipped


def measured() -> dict[str, Any]:
    """Judge BENCH_SUBJECTS subjects under the method of 杭锦旗, as a run does: without looking for cycles."""
    scheme, subjects = shipped("hangjin/2016"), int(os.environ["BENCH_SUBJECTS"])
    units = subjects // 15
    sheet = county(scheme, units, subjects - 2 * units, lines=units)
    marks = sum(len(subject.marks) for subject in sheet.subjects)
    gc.disable()
    facts = peak_mb()
    seconds = seconds_of(partial(judge, scheme, sheet))
    return {
        "subjects": len(sheet.subjects),
        "marks": marks,
        "seconds": seconds,
        "microseconds": seconds / subjects * 1_000_000,
        "facts": facts,
        "peak": peak_mb(),
    }
