from io import BytesIO

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.intake.databook import wanted_for
from assessment.intake.fault_sheet import faults_workbook
from assessment.intake.forms import Workbooks
from assessment.intake.selectors import intakes_for
from assessment.intake.services import receive
from assessment.intake.versions import newest
from cadres.access.permissions import May, allowed
from cadres.jobs.models import JobState
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring
from scoring.tables.blank import blank_pages, tables_of
from scoring.tables.book import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allowed(May.TAKE_IN)
def taking_in(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Send the year's workbooks; what was sent before is listed below."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    scheme = scheme_of(cycle)
    by_book = wanted_for(scheme)
    replacing = by_book and newest(cycle) is not None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = Workbooks(*sent, replacing=replacing)
    if form.is_bound and form.is_valid():
        try:
            return _receive(request, cycle, form)
        except Refused as refusal:
            form.add_error("workbooks", str(refusal))
    intakes = list(intakes_for(request.user).filter(cycle=cycle)[:20])
    context = {"cycle": cycle, "form": form, "intakes": intakes, "title": "数据导入", "by_book": by_book}
    context["accepted"] = next((intake for intake in intakes if intake.accepted_at), None)
    context["tables"] = tables_of(scheme) if by_book else ()
    return render(request, "assessment/intake/intake.html", context)


def _receive(request: HttpRequest, cycle: Cycle, form: Workbooks) -> HttpResponse:
    with transaction.atomic():
        reason = form.cleaned_data.get("reason", "")
        intake = receive(cycle, form.cleaned_data["workbooks"], actor=request.user, reason=reason)
        ring(intake.job)
    return redirect("intake-result", intake.pk)


@require_GET
@allowed(May.TAKE_IN)
def result(request: HttpRequest, intake_id: int) -> HttpResponse:
    """What became of a set of workbooks: under way, written with its counts, or every fault at once."""
    intake = get_object_or_404(intakes_for(request.user), pk=intake_id)
    live = intake.job.state in {JobState.QUEUED, JobState.RUNNING}
    context = {"cycle": intake.cycle, "intake": intake, "job": intake.job, "live": live, "title": "导入结果"}
    return render(request, "assessment/intake/result.html", context)


@require_GET
@allowed(May.TAKE_IN)
def blank(request: HttpRequest, cycle_id: int) -> FileResponse:
    """An empty data book for the cycle's scheme: its tables with their heads, and the words that may be written."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    content = BytesIO(workbook(blank_pages(scheme_of(cycle))))
    return FileResponse(content, as_attachment=True, filename=f"{cycle.name}-空表.xlsx", content_type=XLSX)


@require_GET
@allowed(May.TAKE_IN)
def faults(request: HttpRequest, intake_id: int) -> FileResponse:
    """The listed faults as a workbook."""
    intake = get_object_or_404(intakes_for(request.user), pk=intake_id)
    content = BytesIO(faults_workbook(intake))
    return FileResponse(content, as_attachment=True, filename=f"导入问题-{intake.pk}.xlsx", content_type=XLSX)
