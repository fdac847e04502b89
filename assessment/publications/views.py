import base64
import logging
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.publications.changes import changes_between
from assessment.publications.files import content_of
from assessment.publications.forms import Signature
from assessment.publications.models import FOR_STAFF
from assessment.publications.seals import broken_links
from assessment.publications.selectors import blockers_of, documents_for, publications_for
from assessment.publications.services import publish as sign
from assessment.runs.models import Run
from assessment.runs.quotas import with_scopes
from assessment.runs.selectors import runs_for
from assessment.runs.totals import graded_of, totals_of
from cadres import vault
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring

PER_PAGE = 20
LISTED = 100
log = logging.getLogger(__name__)


@allowed(May.PUBLISH)
def publish(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show what would become public and what it changes; then sign."""
    run = get_object_or_404(runs_for(request.user).select_related("cycle__county"), pk=run_id)
    form = Signature(run, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                publication = sign(run, actor=request.user)
                ring(publication.job)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{publication}已签发，公布文件正在制作。")
            return redirect("publications", run.cycle_id)
    return render(request, "assessment/publications/publish.html", {"form": form, **_about(request, run)})


def _about(request: HttpRequest, run: Run) -> dict[str, Any]:
    """What the signer is to see first."""
    scheme = scheme_of(run.cycle)
    last = publications_for(request.user).filter(cycle=run.cycle_id).first()
    changes = changes_between(scheme, last.run, run) if last and run.judged_at else []
    groups = {key: label for kind in scheme.subjects.values() for key, label in kind.groups.items()}
    return {
        "cycle": run.cycle,
        "run": run,
        "title": f"签发{run}",
        "blockers": blockers_of(run),
        "totals": totals_of(run, scheme),
        "ties": [line for line in with_scopes(scheme, run) if line["undecided"]],
        "graded": graded_of(run, scheme) if run.judged_at else [],
        "groups": groups,
        "last": last,
        "changes": changes[:LISTED],
        "change_count": len(changes),
    }


@require_GET
@allowed(May.READ_PUBLISHED)
def publications(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """What has been published in a year, with the frozen documents to download."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    found = (
        publications_for(request.user)
        .filter(cycle=cycle)
        .prefetch_related(Prefetch("documents", documents_for(request.user).order_by("id")))
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "page": page,
        "title": "公布与下载",
        "may_read_jobs": may(request.user, May.READ_JOBS),
        "broken": broken_links(cycle.pk),
    }
    return render(request, "assessment/publications/list.html", context)


@require_GET
@allowed(May.READ_PUBLISHED)
def document(request: HttpRequest, document_id: int) -> HttpResponse | FileResponse:
    """A frozen document, with its digest (RFC 9530). A damaged file is not handed out."""
    found = get_object_or_404(documents_for(request.user), pk=document_id)
    try:
        content = content_of(found)
    except vault.Damaged:
        log.exception("a published document is damaged")
        return render(request, "assessment/publications/damaged.html", {"document": found}, status=500)
    answer = FileResponse(BytesIO(content), as_attachment=True, filename=found.file_name)
    answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(found.sha256)).decode()}:"
    answer["Cache-Control"] = "no-store" if found.kind in FOR_STAFF else "private, max-age=86400, immutable"
    return answer
