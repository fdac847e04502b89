from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.intake.databook import wanted_for
from assessment.overview.completeness import MONTHS, heat_of
from assessment.overview.selectors import Facts, facts_of, own_results
from assessment.overview.steps import steps_of
from assessment.publications.selectors import publications_for
from assessment.roster.selectors import pages_open_to
from cadres.access.permissions import May, allowed, may
from scoring.language.scheme import Scheme, SubjectKind

_DESKS = {May.READ_ACCOUNTS: "accounts", May.READ_TRAIL: "trail"}


@require_GET
@allowed(May.OWN_ACCOUNT)
def home(request: HttpRequest) -> HttpResponse:
    """The newest year, or a word on how to begin; who is no part of the assessment goes to his own desk."""
    if not may(request.user, May.ENTER):
        return redirect(next((name for act, name in _DESKS.items() if may(request.user, act)), "my-account"))
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
    heat = None if wanted_for(scheme) else heat_of(found, scheme) if facts.seats else []
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
    ties = {"label": "待裁定", "value": len(facts.ties), "note": "处同分跨线", "tone": "bad" if facts.ties else ""}
    if wanted_for(scheme):
        return [*(_kind_tile(facts, kind) for kind in scheme.subjects.values()), ties]
    things, people = ([one for one in scheme.subjects.values() if one.people is way] for way in (False, True))
    others = {"note": "，".join(f"{kind.label} {facts.count(kind.key)} 个" for kind in things[1:])}
    return [
        _kind_tile(facts, things[0]) | others,
        *(_kind_tile(facts, kind) for kind in people),
        {"label": "二级清单", "value": facts.tasks[1], "note": f"分解为三级 {facts.tasks[2]} 项"},
        {"label": "扣分", "value": facts.deductions, "note": "条"},
        ties,
    ]


def _kind_tile(facts: Facts, kind: SubjectKind) -> dict[str, Any]:
    by_group = "、".join(f"{label} {facts.seats.get((kind.key, key), 0)}" for key, label in kind.groups.items())
    return {"label": kind.label, "value": facts.count(kind.key), "note": by_group if len(kind.groups) > 1 else ""}


def _reader(request: HttpRequest, found: Cycle) -> dict[str, Any]:
    publication = publications_for(request.user).filter(cycle=found).first()
    mine = own_results(request.user, publication) if publication else []
    opened = pages_open_to(request.user, [result.seat for result in mine])
    groups = _group_labels(scheme_of(found))
    return {"publication": publication, "mine": mine, "groups": groups, "opened": opened}


def _group_labels(scheme: Scheme) -> dict[str, str]:
    return {key: label for kind in scheme.subjects.values() for key, label in kind.groups.items()}
