from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from cadres.access.permissions import May, allowed, may
from cadres.jobs.models import Job, JobState
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring
from cadres.people.dossiers import services
from cadres.people.dossiers.forms import Confirmation, Sheets, confirmation_of
from cadres.people.dossiers.giving import give_many, give_one
from cadres.people.dossiers.models import Action, FormImport
from cadres.people.dossiers.selectors import findings_of, imports_for, listed, people_for
from cadres.people.ordering.orders import Order
from cadres.people.ordering.strokes import unknown

PER_PAGE = 50
LRMX = "application/xml"
ORDERS = {
    "": Order.SURNAME_STROKES,
    "names": Order.NAME_STROKES,
    "pinyin": Order.PINYIN,
}


@require_safe
@allowed(May.GIVE_FORMS)
def listing(request: HttpRequest) -> HttpResponse:
    """The county's people, in the order asked for, to choose whose forms are given out."""
    chosen, words = request.GET.get("order", ""), request.GET.get("q", "").strip()
    keys = listed(request.user, words, ORDERS.get(chosen, Order.SURNAME_STROKES))
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    found = people_for(request.user).in_bulk(list(page.object_list))
    people = [found[key] for key in page.object_list]
    context = {
        "title": "任免审批表",
        "page": page,
        "people": people,
        "unplaced": [person.name for person in people if chosen != "pinyin" and unknown(person.name)],
        "q": words,
        "kept": {"order": chosen} if chosen else {},
        "orders": [
            {"label": order[1:-2], "url": f"?order={key}", "current": key == chosen} for key, order in ORDERS.items()
        ],
        "takes_in": may(request.user, May.TAKE_IN_FORMS),
    }
    return render(request, "cadres/dossiers/people.html", context)


@require_GET
@allowed(May.GIVE_FORMS)
def form_of(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """One person's form, as a file to keep."""
    person = get_object_or_404(people_for(request.user), pk=person_id)
    try:
        name, content = give_one(person, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("forms")
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=LRMX)


@require_GET
@allowed(May.GIVE_FORMS)
def give(request: HttpRequest) -> HttpResponseBase:
    """The forms of those ticked, as a zip. Whoever is not of the county is not found."""
    ticked = [int(key) for key in request.GET.getlist("person") if key.isascii() and key.isdigit() and len(key) < 10]
    people = list(people_for(request.user).filter(pk__in=ticked).order_by("code"))
    try:
        content = give_many(people, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("forms")
    name = f"任免审批表-{timezone.localdate():%Y%m%d}-{len(people)}人.zip"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type="application/zip")


@allowed(May.TAKE_IN_FORMS)
def imports(request: HttpRequest) -> HttpResponse:
    """Send forms; what was sent before is listed below."""
    form = Sheets(request.POST, request.FILES) if request.method == "POST" else Sheets()
    if form.is_bound and form.is_valid():
        try:
            return _receive(request, form)
        except Refused as refusal:
            form.add_error("sheets", str(refusal))
    context = {"form": form, "imports": imports_for(request.user)[:20], "title": "导入任免审批表"}
    return render(request, "cadres/dossiers/imports.html", context)


def _receive(request: HttpRequest, form: Sheets) -> HttpResponse:
    user: Any = request.user
    received = services.receive(user.county, form.cleaned_data["sheets"], actor=user)
    ring(received.looking)
    return redirect("form-import", received.pk)


@require_safe
@allowed(May.TAKE_IN_FORMS)
def detail(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the forms would change, person by person and field by field; once written, what became of them."""
    form_import = get_object_or_404(imports_for(request.user), pk=import_id)
    job, action = _job(form_import), request.GET.get("action", "")
    page = Paginator(findings_of(form_import, action), PER_PAGE).get_page(request.GET.get("page"))
    ready = job.state == JobState.DONE and not form_import.writing_id and bool(form_import.counts)
    context = {
        "title": "导入预览" if not form_import.written_at else "导入结果",
        "form_import": form_import,
        "job": job,
        "live": job.state in {JobState.QUEUED, JobState.RUNNING},
        "page": page,
        "options": _options(form_import, action),
        "form": confirmation_of(form_import) if ready and not form_import.fault_count else None,
    }
    return render(request, "cadres/dossiers/import.html", context)


@require_POST
@allowed(May.TAKE_IN_FORMS)
def write(request: HttpRequest, import_id: int) -> HttpResponse:
    """Order the writing of what the page showed."""
    form_import = get_object_or_404(imports_for(request.user), pk=import_id)
    form = Confirmation(request.POST)
    try:
        if not form.is_valid():
            raise Refused("请选择出入的处理办法。")
        with transaction.atomic():
            order = services.order_writing(form_import, **form.cleaned_data, actor=request.user)
            ring(_job(order))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("form-import", form_import.pk)


def _job(form_import: FormImport) -> Job:
    """The job that the import is at: the writing once it is ordered."""
    return form_import.writing or form_import.looking


def _options(form_import: FormImport, chosen: str) -> list[dict[str, Any]]:
    counts = form_import.counts
    options = [{"label": "全部", "url": "?", "current": not chosen, "count": sum(counts.values())}]
    for action in Action:
        if counts.get(action):
            option = {"label": action.label, "url": f"?action={action}", "current": chosen == action}
            options.append(option | {"count": counts[action]})
    return options
