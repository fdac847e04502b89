"""What a record is called on pages, in forms and in the trail."""

from assessment.entries.models import Deduction, Entry
from scoring.language.scheme import Scheme
from scoring.numbers.numerals import of_period


def mark_name(scheme: Scheme, entry: Entry) -> str:
    """`3月平时考核`, `上半年定期考核“德”`; a period that the scheme does not know stands as it is recorded."""
    source = scheme.sources[entry.source]
    period = next((known.label for known in source.periods if known.key == entry.period), entry.period)
    item = f"“{entry.item}”" if entry.item else ""
    return f"{of_period(period, source.label)}{item}"


def deduction_name(_: Scheme, deduction: Deduction) -> str:
    """`A01-01 2016-05-17 扣分`: the task and the day."""
    return f"{deduction.unit_task.code} {deduction.happened_on:%Y-%m-%d} 扣分"
