"""Measures one intake of a folder of workbooks against plain openpyxl reading of the same files."""

import json
import os
from pathlib import Path

import django


def main() -> None:
    """Load the county into the empty database named by the environment; print one line of JSON."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from assessment.entries.models import Entry
    from assessment.intake.services import receive
    from assessment.intake.tasks import perform
    from bench.clock import Timed, no_hooks, peak_mb, seconds_of
    from bench.plain import rows_in

    no_hooks()
    call_command("migrate", verbosity=0)
    files = sorted(Path(os.environ["BENCH_WORKBOOKS"]).glob("*.xlsx"))
    cycle, office = _cycle()
    progress = Timed()

    def take_in() -> None:
        with transaction.atomic():
            intake = receive(cycle, files, actor=office)
        with transaction.atomic():
            perform(intake.job_id, progress)

    seconds, peak = seconds_of(take_in), peak_mb()
    story = progress.story()
    intake = cycle.intakes.get()
    if intake.fault_count:
        raise SystemExit(f"the workbooks have faults: {intake.faults[:3]}")
    rows = 0

    def read() -> None:
        nonlocal rows
        rows = sum(rows_in(file) for file in files)

    baseline = seconds_of(read)
    found = {
        "seconds": seconds,
        "baseline": baseline,
        "against": "plain openpyxl",
        "peak": peak,
        "rows per second": f"{rows / seconds:,.0f} against {rows / baseline:,.0f} ({rows:,} rows)",
        "entries": f"{Entry.objects.count():,}",
        "steps": story,
    }
    print(json.dumps(found))


def _cycle():  # type: ignore[no-untyped-def]
    from assessment.cycles.services import adopt_scheme, open_cycle
    from cadres.access.models import Role
    from cadres.counties.models import County
    from reports.demo.accounts import bare_account
    from scoring.shipped import scheme_text

    county = County.objects.create(code="990101", name="示例旗", department="示例旗委组织部")
    office = bare_account(county, Role.OFFICE)
    adopted = adopt_scheme(county, "hangjin/2016", scheme_text("hangjin/2016"), actor=office)
    return open_cycle(county, 2016, adopted, actor=office), office


if __name__ == "__main__":
    main()
