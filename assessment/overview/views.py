from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.overview.completeness import MONTHS, heat_of
from assessment.overview.selectors import Facts, facts_of, own_results
from assessment.overview.steps import steps_of
from assessment.publications.selectors import publications_for
from cadres.access.permissions import May, allowed, may
from scoring.language.scheme import Scheme


@require_GET
@allowed(May.ENTER)
def home(request: HttpRequest) -> HttpResponse:
    """The newest year, or a word on how to begin."""
    newest = cycles_for(request.user).first()
    if newest:
        return redirect("cycle", newest.pk)
    return render(
        request, "assessment/overview/empty.html", {"title": "年度考核", "may_open": may(request.user, May.TAKE_IN)}
    )


@require_GET
@allowed(May.ENTER)
def cycle(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """A year at a glance: all of it for the staff, what is published and one's own for everybody else."""
    found = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    years = [
        {"label": f"{other.year}年", "url": reverse("cycle", args=[other.pk]), "current": other.pk == found.pk}
        for other in cycles_for(request.user)
    ]
    context = {"cycle": found, "title": found.name, "years": years, "may_open": may(request.user, May.TAKE_IN)}
    if may(request.user, May.READ_ALL_RESULTS):
        return render(request, "assessment/overview/staff.html", {**context, **_staff(request, found)})
    return render(request, "assessment/overview/reader.html", {**context, **_reader(request, found)})


def _staff(request: HttpRequest, found: Cycle) -> dict[str, Any]:
    facts, scheme = facts_of(found), scheme_of(found)
    heat = heat_of(found, scheme) if facts.seats else []
    steps = steps_of(found, facts, heat, request.user)
    return {
        "facts": facts,
        "steps": steps,
        "next": next((step for step in steps if step.next), None),
        "heat": heat,
        "columns": [f"{month}月" for month in MONTHS],
        "tiles": _tiles(facts, scheme),
    }


def _tiles(facts: Facts, scheme: Scheme) -> list[dict[str, Any]]:
    classes = scheme.subjects["cadre"].groups if "cadre" in scheme.subjects else {}
    by_class = "、".join(f"{label} {facts.seats.get(('cadre', key), 0)}" for key, label in classes.items())
    return [
        {"label": "单位", "value": facts.count("unit"), "note": f"班子 {facts.count('team')} 个"},
        {"label": "科级干部", "value": facts.count("cadre"), "note": by_class},
        {"label": "二级清单", "value": facts.tasks[1], "note": f"分解为三级 {facts.tasks[2]} 项"},
        {"label": "扣分", "value": facts.deductions, "note": "条"},
        {"label": "待裁定", "value": len(facts.ties), "note": "处同分跨线", "tone": "bad" if facts.ties else ""},
    ]


def _reader(request: HttpRequest, found: Cycle) -> dict[str, Any]:
    publication = publications_for(request.user).filter(cycle=found).first()
    mine = own_results(request.user, publication) if publication else []
    return {"publication": publication, "mine": mine, "groups": _group_labels(scheme_of(found))}


def _group_labels(scheme: Scheme) -> dict[str, str]:
    return {key: label for kind in scheme.subjects.values() for key, label in kind.groups.items()}
