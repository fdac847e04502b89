"""Reading schemes: the list, one as an outline, two side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from assessment.schemes.checks import checked, warned
from assessment.schemes.selectors import (
    Version,
    adopted_for,
    drafts_for,
    of_adopted,
    of_draft,
    of_shipped,
    versions_for,
)
from assessment.schemes.textdiff import rows
from cadres.access.permissions import May, allowed, may
from scoring import shipped
from scoring.telling.differences import differences
from scoring.telling.outline import outline


@require_GET
@allowed(May.READ_SCHEMES)
def listing(request: HttpRequest) -> HttpResponse:
    """All schemes that the county may use: drafts, adopted ones, those that came with the program."""
    context = {
        "title": "考核方案",
        "drafts": drafts_for(request.user).defer("text"),
        "adopted": adopted_for(request.user).defer("text"),
        "shipped": [(name, shipped.shipped(name)) for name in shipped.names()],
        "may_draft": may(request.user, May.DRAFT_SCHEMES),
    }
    return render(request, "assessment/schemes/list.html", context)


@require_GET
@allowed(May.READ_SCHEMES)
def shipped_scheme(request: HttpRequest, name: str) -> HttpResponse:
    """A scheme that came with the program."""
    if name not in shipped.names():
        raise Http404("没有这个方案。")
    return _read(request, of_shipped(name))


@require_GET
@allowed(May.READ_SCHEMES)
def adopted_scheme(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """A scheme that the county has adopted."""
    adopted = get_object_or_404(adopted_for(request.user), pk=scheme_id)
    return _read(request, of_adopted(adopted), adopted=adopted)


@require_GET
@allowed(May.READ_SCHEMES)
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft; one with faults is shown with them instead of its outline."""
    found = get_object_or_404(drafts_for(request.user), pk=draft_id)
    return _read(request, of_draft(found), draft=found, may_adopt=may(request.user, May.ADOPT_SCHEME))


def _read(request: HttpRequest, version: Version, **more: Any) -> HttpResponse:
    scheme, faults = checked(version.text)
    context = {
        "title": scheme.title if scheme else version.label,
        "version": version,
        "scheme": scheme,
        "faults": faults,
        "reminders": warned(version.text, scheme) if scheme else (),
        "outline": outline(version.text) if scheme else None,
        "may_draft": may(request.user, May.DRAFT_SCHEMES),
        **more,
    }
    return render(request, "assessment/schemes/scheme.html", context)


@require_GET
@allowed(May.READ_SCHEMES)
def compare(request: HttpRequest) -> HttpResponse:
    """Two versions side by side: what changed in words, and the lines beside it."""
    versions = {version.ref: version for version in versions_for(request.user)}
    old, new = (versions.get(request.GET.get(side, "")) for side in ("old", "new"))
    context: dict[str, Any] = {"title": "对比方案", "versions": versions.values(), "old": old, "new": new}
    if old and new:
        unreadable = [one.label for one in (old, new) if checked(one.text)[0] is None]
        context |= {"unreadable": unreadable, "lines": rows(old.text, new.text)}
        context["changes"] = [] if unreadable else differences(old.text, new.text)
    return render(request, "assessment/schemes/compare.html", context)
