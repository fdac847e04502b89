"""Writing schemes: the editor, the check while typing, saving, throwing away, adopting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from assessment.cycles.models import Cycle
from assessment.schemes import services
from assessment.schemes.checks import checked, warned
from assessment.schemes.forms import Consent, Manuscript
from assessment.schemes.models import Draft
from assessment.schemes.selectors import drafts_for, of_draft, versions_for
from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused


@require_http_methods(["GET", "POST"])
@allowed(May.DRAFT_SCHEMES)
def write(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from nothing or from the text that `from` names."""
    user: Any = request.user
    form = Manuscript(request.POST if request.method == "POST" else None, initial=_beginning(request))
    if form.is_valid():
        try:
            saved = services.save_draft(user.county, form.cleaned_data["name"], form.cleaned_data["text"], actor=user)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "草案已保存。")
            return redirect("scheme-edit", saved.pk)
    return _desk(request, form, "起草方案")


def _beginning(request: HttpRequest) -> dict[str, str]:
    chosen = {version.ref: version for version in versions_for(request.user)}.get(request.GET.get("from", ""))
    return {"text": chosen.text} if chosen else {}


@require_http_methods(["GET", "POST"])
@allowed(May.DRAFT_SCHEMES)
def edit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Go on with a draft."""
    found = get_object_or_404(drafts_for(request.user), pk=draft_id)
    initial = {"text": found.text, "version": found.version}
    form = Manuscript(request.POST if request.method == "POST" else None, initial=initial, named=True)
    if form.is_valid():
        try:
            services.change_draft(found, form.cleaned_data["version"], form.cleaned_data["text"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "草案已保存。")
            return redirect("scheme-edit", found.pk)
    return _desk(request, form, found.name, found)


def _desk(request: HttpRequest, form: Manuscript, title: str, draft: Draft | None = None) -> HttpResponse:
    text = str(form["text"].value() or "")
    context = {"form": form, "title": title, "draft": draft, "text": text, **_said(text)}
    return render(request, "assessment/schemes/editor.html", context)


def _said(text: str) -> dict[str, Any]:
    """What there is to say of a text: the scheme with what is odd about it, or its faults; of no text nothing."""
    scheme, faults = checked(text) if text.strip() else (None, ())
    return {"scheme": scheme, "faults": faults, "reminders": warned(text, scheme) if scheme else ()}


@require_POST
@allowed(May.DRAFT_SCHEMES)
def check(request: HttpRequest) -> HttpResponse:
    """What is wrong with the text so far, as a fragment; nothing is stored."""
    text = request.POST.get("text", "")
    return render(request, "assessment/schemes/_faults.html", _said(text))


@require_POST
@allowed(May.DRAFT_SCHEMES)
def delete(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = get_object_or_404(drafts_for(request.user), pk=draft_id)
    services.delete_draft(found, actor=request.user)
    messages.success(request, f"草案“{found.name}”已删除，并已留痕。")
    return redirect("schemes")


@require_http_methods(["GET", "POST"])
@allowed(May.ADOPT_SCHEME)
def adopt(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What is to be adopted, its source and its day of force; then the approver's word."""
    found = get_object_or_404(drafts_for(request.user), pk=draft_id)
    form = Consent(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if form.is_valid():
        try:
            adopted = services.adopt_draft(found, form.cleaned_data["version"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已采用《{adopted.title}》，从此不再改变。")
            return redirect("scheme", adopted.pk)
    context = {"title": "采用方案", "draft": found, "version": of_draft(found), **_said(found.text)}
    scheme = context["scheme"]
    context["pinned"] = scheme and Cycle.objects.filter(county=found.county, year=scheme.year).first()
    return render(request, "assessment/schemes/adopt.html", {**context, "form": form})
