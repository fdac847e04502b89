from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST, require_safe

from cadres.access.permissions import May, allowed
from cadres.imports import files, services, undoing
from cadres.imports.forms import Confirmation, Sheets, Undoing
from cadres.imports.layouts import SUBJECTS
from cadres.imports.models import Action, RegisterImport
from cadres.imports.selectors import ASKS, imports_for, rows_of
from cadres.imports.template import template
from cadres.jobs.models import Job, JobState
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring
from cadres.workbooks.faults import Unreadable

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LIVE = {JobState.QUEUED, JobState.RUNNING}


@allowed(May.TAKE_IN_REGISTER)
def imports(request: HttpRequest) -> HttpResponse:
    """Send rosters; what was sent before is listed below."""
    form = Sheets(request.POST, request.FILES) if request.method == "POST" else Sheets()
    if form.is_bound and form.is_valid():
        try:
            return _receive(request, form)
        except Refused as refusal:
            form.add_error("sheets", str(refusal))
    page = Paginator(imports_for(request.user), 20).get_page(request.GET.get("page"))
    return render(request, "cadres/imports/imports.html", {"form": form, "page": page, "title": "名册导入"})


def _receive(request: HttpRequest, form: Sheets) -> HttpResponse:
    user: Any = request.user
    order = services.receive(user.county, form.cleaned_data["sheets"], actor=user)
    ring(order.looking)
    return redirect("roster", order.pk)


@require_GET
@allowed(May.TAKE_IN_REGISTER)
def blank(request: HttpRequest) -> HttpResponseBase:
    """The form to fill in."""
    user: Any = request.user
    words = import_string(settings.UNIT_CATEGORIES)(user.county)
    return _file("名册空表.xlsx", template(words))


def _file(name: str, content: bytes) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)


@require_safe
@allowed(May.TAKE_IN_REGISTER)
def detail(request: HttpRequest, roster_id: int) -> HttpResponse:
    """What the rosters would change, row by row, and what is wrong, cell by cell; once written, what became of them."""
    order = get_object_or_404(imports_for(request.user), pk=roster_id)
    return _shown(request, order)


def _shown(request: HttpRequest, order: RegisterImport, **forms: Any) -> HttpResponse:
    job, which, subject = _job(order), request.GET.get("action", ""), request.GET.get("subject", "")
    page = Paginator(rows_of(order, which, subject), PER_PAGE).get_page(request.GET.get("page"))
    looked = order.looking.state == JobState.DONE and bool(order.counts)
    context = {
        "title": "名册导入预览" if not order.written_at else "名册导入结果",
        "order": order,
        "job": job,
        "live": job.state in _LIVE,
        "page": page,
        "options": list(_options(order, which, subject)),
        "subjects": list(_subjects(order, subject)),
        "form": Confirmation(order=order, initial={"digest": order.digest})
        if looked and not order.writing_id and not order.fault_count
        else None,
        "undoing": Undoing() if order.written_at and not order.undone_at and job.state not in _LIVE else None,
    }
    return render(request, "cadres/imports/import.html", context | forms)


@require_POST
@allowed(May.TAKE_IN_REGISTER)
def write(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Order the writing of what the page showed."""
    order = get_object_or_404(imports_for(request.user), pk=roster_id)
    form = Confirmation(request.POST, order=order)
    if not form.is_valid():
        return _shown(request, order, form=form)
    asked = form.cleaned_data
    looked = asked.get("looked", True)
    return _ordered(
        request,
        order,
        lambda: services.order_writing(order, asked["basis"], asked["digest"], looked=looked, actor=request.user),
    )


@require_POST
@allowed(May.TAKE_IN_REGISTER)
def undo(request: HttpRequest, roster_id: int) -> HttpResponse:
    """Order an import to be taken back."""
    order = get_object_or_404(imports_for(request.user), pk=roster_id)
    form = Undoing(request.POST)
    if not form.is_valid():
        return _shown(request, order, undoing=form)
    reason = form.cleaned_data["reason"]
    return _ordered(request, order, lambda: undoing.order_undoing(order, reason, actor=request.user))


def _ordered(request: HttpRequest, order: RegisterImport, act: Callable[[], RegisterImport]) -> HttpResponse:
    try:
        with transaction.atomic():
            ring(_job(act()))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("roster", order.pk)


@require_GET
@allowed(May.TAKE_IN_REGISTER)
def remarks(request: HttpRequest, roster_id: int, number: int) -> HttpResponseBase:
    """A copy of a file with remarks at its faulty cells."""
    order = get_object_or_404(imports_for(request.user), pk=roster_id)
    copy = next((one for one in order.copies if one["file"] == number), None)
    if copy is None:
        raise Http404
    try:
        return _file(copy["name"], files.content_of(copy["sha256"]))
    except Unreadable as fault:
        messages.error(request, f"{fault.what}。{fault.cure}")
        return redirect("roster", order.pk)


def _job(order: RegisterImport) -> Job:
    """The job that the import is at."""
    return order.undoing or order.writing or order.looking


def _options(order: RegisterImport, chosen: str, subject: str) -> Iterator[dict[str, Any]]:
    kept = f"&subject={subject}" if subject else ""
    counts: dict[str, int] = {}
    for of, by_action in order.counts.items():
        for action, count in by_action.items():
            counts[action] = counts.get(action, 0) + count * (subject in ("", of))
    yield {"label": "全部", "url": f"?{kept[1:]}", "current": not chosen, "count": sum(counts.values())}
    for action in Action:
        if counts.get(action):
            option = {"label": action.label, "url": f"?action={action}{kept}", "current": chosen == action}
            yield option | {"count": counts[action]}
    if order.asks:
        yield {"label": "须核对", "url": f"?action={ASKS}{kept}", "current": chosen == ASKS, "count": order.asks}


def _subjects(order: RegisterImport, chosen: str) -> Iterator[dict[str, Any]]:
    if len(order.counts) > 1:
        yield {"label": "单位和干部", "url": "?", "current": not chosen}
        for subject, label in SUBJECTS.items():
            if subject in order.counts:
                count = sum(order.counts[subject].values())
                yield {"label": label, "url": f"?subject={subject}", "current": chosen == subject, "count": count}
