from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.intake.databook import wanted_for
from assessment.runs import services
from assessment.runs.forms import Decision
from assessment.runs.lists import gaps_of, runs_with_state, to_look_at
from assessment.runs.models import Run
from assessment.runs.quotas import with_scopes
from assessment.runs.selectors import latest_run, runs_for
from assessment.runs.ties import Tie, ruling_rows, tie_of, ties_of
from assessment.runs.totals import flagged_of, graded_of, paid_of, totals_of
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring

PER_PAGE = 50


@require_GET
@allowed(May.READ_ALL_RESULTS)
def runs(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The runs of a year, newest first, with what each rests on."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    page = Paginator(runs_with_state(request.user, cycle), PER_PAGE).get_page(request.GET.get("page"))
    context = {"cycle": cycle, "page": page, "title": "测算", "ready": cycle.seats.exists()}
    return render(request, "assessment/runs/list.html", {**context, "may_run": may(request.user, May.RUN)})


@require_POST
@allowed(May.RUN)
def ask(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Ask for the year's next run; the job's page shows it going on."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    try:
        with transaction.atomic():
            run = services.request_run(cycle, actor=request.user)
            ring(run.job)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("runs", cycle.pk)
    return redirect("job", run.job_id)


@require_GET
@allowed(May.READ_ALL_RESULTS)
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One run: its digests, totals, gaps and quota lines."""
    found = get_object_or_404(runs_for(request.user).select_related("requested_by", "publication"), pk=run_id)
    scheme = scheme_of(found.cycle)
    gaps = Paginator(gaps_of(found, scheme), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": found.cycle,
        "run": found,
        "title": str(found),
        "totals": totals_of(found, scheme),
        "graded": graded_of(found, scheme),
        "flagged": flagged_of(found, scheme),
        "paid": paid_of(found, scheme),
        "quota_lines": with_scopes(scheme, found),
        "gaps": gaps,
        "to_look_at": to_look_at(found, scheme),
        "supplies": may(request.user, May.CORRECT) and not wanted_for(scheme),
        "may_draft": may(request.user, May.DRAFT_SCHEMES),
        "publishable": _awaits_signature(found) and may(request.user, May.PUBLISH),
    }
    return render(request, "assessment/runs/detail.html", context)


def _awaits_signature(run: Run) -> bool:
    return run.judged_at is not None and not hasattr(run, "publication")


@require_GET
@allowed(May.READ_ALL_RESULTS)
def rulings(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Ties at the quota lines of the newest run, and the rulings made so far."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    newest = latest_run(request.user, cycle)
    page = Paginator(ruling_rows(cycle), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"cycle": cycle, "run": newest, "page": page, "title": "同分裁定"}
    context["ties"] = ties_of(newest, scheme_of(cycle)) if newest else []
    return render(request, "assessment/runs/rulings.html", context)


@require_GET
@allowed(May.READ_ALL_RESULTS)
def tie(request: HttpRequest, run_id: int, quota: str, group: str) -> HttpResponse:
    """A tie with the parts of everybody in it; who may rule finds the form below."""
    found, its_tie = _tie(request, run_id, quota, group)
    return _show(request, found, its_tie, Decision(its_tie) if may(request.user, May.RULE) else None)


@require_POST
@allowed(May.RULE)
def rule(request: HttpRequest, run_id: int, quota: str, group: str) -> HttpResponse:
    """Record the decision of a named person on a tie. The next run takes it in."""
    found, its_tie = _tie(request, run_id, quota, group)
    form = Decision(its_tie, request.POST)
    if not form.is_valid():
        return _show(request, found, its_tie, form)
    try:
        services.rule(found, quota, group, **form.cleaned_data, actor=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, found, its_tie, form)
    messages.success(request, "裁定已登记并留痕。请考评办重新测算，裁定在下一次测算中生效。")
    return redirect("rulings", found.cycle_id)


def _tie(request: HttpRequest, run_id: int, quota: str, group: str) -> tuple[Run, Tie]:
    found = get_object_or_404(runs_for(request.user).filter(judged_at__isnull=False), pk=run_id)
    its_tie = tie_of(found, scheme_of(found.cycle), quota, group)
    if its_tie is None:
        raise Http404
    return found, its_tie


def _show(request: HttpRequest, found: Run, its_tie: Tie, form: Decision | None) -> HttpResponse:
    context: dict[str, Any] = {"cycle": found.cycle, "run": found, "tie": its_tie, "form": form}
    return render(request, "assessment/runs/tie.html", {**context, "title": f"{its_tie.label} · {its_tie.group}"})
