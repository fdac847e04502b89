from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cadres.access.permissions import May, allowed, may
from cadres.jobs import services
from cadres.jobs.models import JobState
from cadres.jobs.selectors import jobs_for
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring

PER_PAGE = 50


@require_GET
@allowed(May.READ_JOBS)
def listing(request: HttpRequest) -> HttpResponse:
    """All long work of the county, newest first."""
    page = Paginator(jobs_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cadres/jobs/list.html", {"page": page, "title": "后台任务"})


@require_GET
@allowed(May.READ_JOBS)
def detail(request: HttpRequest, job_id: int) -> HttpResponse:
    """One job as it goes on. HTMX asks for the bar alone, and for the whole page once the job has ended."""
    job = get_object_or_404(jobs_for(request.user), pk=job_id)
    live = job.state in {JobState.QUEUED, JobState.RUNNING}
    context = {"job": job, "live": live, "title": job.title, "may_ask_again": may(request.user, May.ASK_AGAIN)}
    if not request.headers.get("HX-Request"):
        return render(request, "cadres/jobs/detail.html", context)
    answer = render(request, "cadres/jobs/_pulse.html", context)
    if not live:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@allowed(May.ASK_AGAIN)
def again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Queue a failed job once more."""
    job = get_object_or_404(jobs_for(request.user), pk=job_id)
    try:
        with transaction.atomic():
            ring(services.ask_again(job, actor=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("job", job_id)
