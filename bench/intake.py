"""Measures one intake of a folder of workbooks against plain openpyxl reading of the same files."""

import os
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.entries.models import Entry
from assessment.intake import tasks
from assessment.intake.services import receive
from bench.clock import Timed, peak_mb, seconds_of
from bench.plain import rows_in
from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.counties.models import County
from reports.demo.accounts import bare_account
from scoring.shipped import scheme_text


def measured() -> dict[str, Any]:
    """Load the county into the empty database named by the environment."""
    call_command("migrate", verbosity=0)
    files = sorted(Path(os.environ["BENCH_WORKBOOKS"]).glob("*.xlsx"))
    cycle, office = _cycle()
    stories: list[str] = []
    seconds, peak = seconds_of(lambda: stories.append(_take_in(cycle, files, office))), peak_mb()
    rows: list[int] = []
    baseline = seconds_of(lambda: rows.extend(map(rows_in, files)))
    return {
        "seconds": seconds,
        "baseline": baseline,
        "against": "plain openpyxl",
        "peak": peak,
        "rows per second": f"{sum(rows) / seconds:,.0f} against {sum(rows) / baseline:,.0f} ({sum(rows):,} rows)",
        "entries": f"{Entry.objects.count():,}",
        "steps": stories[-1],
    }


def _take_in(cycle: Cycle, files: list[Path], office: User) -> str:
    progress = Timed()
    with transaction.atomic():
        intake = receive(cycle, files, actor=office)
    progress.work(tasks.perform, intake.job_id)
    story = progress.story()
    intake.refresh_from_db()
    if intake.fault_count:
        raise SystemExit(f"the workbooks have faults: {intake.faults[:3]}")
    return story


def _cycle() -> tuple[Cycle, User]:
    county = County.objects.create(code="990101", name="示例旗", department="示例旗委组织部")
    office = bare_account(county, Role.OFFICE)
    adopted = adopt_scheme(county, "hangjin/2016", scheme_text("hangjin/2016"), actor=office)
    return open_cycle(county, 2016, adopted, actor=office), office
