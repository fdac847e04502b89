from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from assessment.registers import unit_forms as forms
from assessment.registers.ordering import Place, ordered
from assessment.registers.saved import shelf
from assessment.registers.saved_views import FILTERS
from assessment.registers.unit_selectors import (
    STATES,
    Asked,
    acts_of,
    categories_of,
    kin_of,
    listed,
    units_seen_by,
)
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.links import kept, options
from cadres.people.posts.reorganising import merge_with_people
from cadres.people.posts.selectors import people_seen_by, team_of
from cadres.people.posts.services import arrange_team
from cadres.trail.history import history_of
from cadres.units import acts
from cadres.units.models import Kind, Unit
from cadres.versions import order_mark

PER_PAGE = 200


@require_safe
@allowed(May.BROWSE_REGISTER)
def units(request: HttpRequest) -> HttpResponse:
    """The units of a day as a tree, in protocol order."""
    asked, categories = _asked(request), categories_of(request.user)
    rows = Paginator(listed(request.user, asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "单位名册",
        "rows": rows,
        "asked": asked,
        "categories": options(request, "category", categories, "全部类别"),
        "states": options(request, "state", _later(STATES), STATES[""]),
        "labels": categories,
        "kinds": Kind.choices,
        "kept": kept(request, "category", "state", "kind", "day"),
        "shelf": shelf(request, "units", FILTERS["units"]),
        "keeps": may(request.user, May.KEEP_UNITS),
        "narrowed": bool(kept(request, *FILTERS["units"])),
    }
    return render(request, "assessment/registers/units.html", context)


def _asked(request: HttpRequest) -> Asked:
    get = request.GET.get
    return Asked(get("q", "").strip()[:40], get("category", ""), get("kind", ""), get("state", ""), _day(request))


def _day(request: HttpRequest) -> Any:
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def _later(states: Mapping[str, str]) -> dict[str, str]:
    return {key: label for key, label in states.items() if key}


class Deed(NamedTuple):
    """An act that the page offers: its heading, the button, its form, and how it is done."""

    heading: str
    form: type[forms.Act]
    do: Callable[[Unit, Any, Any], Any]


def _name(act: Any) -> Callable[[Unit, Any, Any], Any]:
    def do(unit: Unit, form: Any, actor: Any) -> None:
        named = form.cleaned_data["name"], form.cleaned_data["short_name"]
        act(unit, form.seen, *named, form.ground, actor=actor)

    return do


def _merge(unit: Unit, form: Any, actor: Any) -> None:
    act = merge_with_people if form.cleaned_data["carries"] else acts.merge
    act(unit, form.seen, form.cleaned_data["into"], form.ground, actor=actor)


def _split(unit: Unit, form: Any, actor: Any) -> None:
    asked = form.cleaned_data
    acts.split(unit, form.seen, asked["successors"], form.ground, ends=asked["ends"], actor=actor)


def _abolish(unit: Unit, form: Any, actor: Any) -> None:
    acts.abolish(unit, form.seen, form.ground, actor=actor)


def _adjust(unit: Unit, form: Any, actor: Any) -> None:
    acts.adjust(unit, form.seen, form.changes(), form.ground, actor=actor)


DEEDS: Mapping[str, Deed] = {
    "name": Deed("补录名称", forms.Renamed, _name(acts.name_first)),
    "rename": Deed("更名", forms.Renamed, _name(acts.rename)),
    "correct": Deed("更正名称", forms.Corrected, _name(acts.correct_name)),
    "adjust": Deed("调整编制、职数、类别", forms.Adjusted, _adjust),
    "merge": Deed("并入其他单位", forms.Merged, _merge),
    "split": Deed("分设", forms.Split, _split),
    "abolish": Deed("撤销", forms.Act, _abolish),
}


def _offered(unit: Unit) -> list[str]:
    """What may befall the unit: one without a name is named first; one that is gone may be named rightly."""
    if unit.unnamed:
        return ["name", "adjust"]
    return ["correct"] if unit.abolished_on else [deed for deed in DEEDS if deed != "name"]


@require_safe
@allowed(May.BROWSE_REGISTER)
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """A unit: what it is, who is in it, what befell it."""
    found = get_object_or_404(units_seen_by(request.user), pk=unit_id)
    return render(request, "assessment/registers/unit.html", _about(request, found))


def _about(request: HttpRequest, found: Unit, sent: Mapping[str, Any] | None = None) -> dict[str, Any]:
    categories, keeps = categories_of(request.user), may(request.user, May.KEEP_UNITS)
    staff = team_of(found)
    formed = {deed: DEEDS[deed].form(found, categories, auto_id=f"{deed}_%s") for deed in _offered(found)}
    formed |= sent or {}
    before, after = kin_of(found)
    return {
        "title": found.name,
        "unit": found,
        "category": categories.get(found.category, found.category),
        "names": found.names.all(),
        "staff": staff,
        "opened": set(
            people_seen_by(request.user).filter(pk__in={p.person_id for p in staff}).values_list("pk", flat=True)
        ),
        "branches": found.branches.filter(abolished_on=None),
        "before": before,
        "after": after,
        "seen": set(units_seen_by(request.user).values_list("pk", flat=True)),
        "history": history_of(request.user, found, acts_of(found)),
        "keeps": keeps,
        "orders": may(request.user, May.KEEP_POSTS),
        "deeds": [(deed, DEEDS[deed].heading, form) for deed, form in formed.items()] if keeps else [],
        "sent": next(iter(sent or {}), ""),
    }


@require_POST
@allowed(May.KEEP_UNITS)
def act(request: HttpRequest, unit_id: int, deed: str) -> HttpResponse:
    """Something befalls the unit."""
    found = get_object_or_404(units_seen_by(request.user), pk=unit_id)
    if deed not in DEEDS:
        raise Http404
    form = DEEDS[deed].form(found, categories_of(request.user), request.POST, auto_id=f"{deed}_%s")
    if form.is_valid():
        try:
            DEEDS[deed].do(found, form, request.user)
        except Refused as refused:
            found.refresh_from_db()
            form.refused(str(refused), found.version)
        else:
            messages.success(request, "已登记，并记入操作留痕。")
            return redirect("unit-record", found.pk)
    return render(request, "assessment/registers/unit.html", _about(request, found, {deed: form}))


@allowed(May.KEEP_UNITS)
def found_unit(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    user: Any = request.user
    blank, last = Unit(county=user.county), Unit.objects.filter(county=user.county_id).order_by("-protocol_order")
    first = last.first()
    initial = {"protocol_order": first.protocol_order + 1 if first else 1}
    form = forms.Founded(blank, categories_of(user), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            new = acts.enter(user.county, form.as_unit(), form.ground, actor=user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"已登记“{new.name}”，并记入操作留痕。")
            return redirect("unit-record", new.pk)
    return render(request, "assessment/registers/unit_new.html", {"title": "登记新设单位", "form": form})


@allowed(May.KEEP_UNITS)
def order(request: HttpRequest) -> HttpResponse:
    """The fixed order of all standing units, set by numbers or by moving a block."""
    user: Any = request.user
    standing = list(Unit.objects.filter(county=user.county_id, abolished_on=None))
    places = [Place(unit.pk, unit.name, unit.code) for unit in standing]

    def arrange(keys: list[int], seen: str, reason: str) -> int:
        codes = {unit.pk: unit.code for unit in standing}
        return acts.arrange(user.county, [codes[key] for key in keys], reason, seen=seen, actor=user)

    crumb = ("单位名册", reverse("register-units"))
    return ordered(request, "单位排序", crumb, places, acts.order_now(standing), arrange)


@allowed(May.KEEP_POSTS)
def team(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The order of a unit's team, set by numbers or by moving a block; classes stay in theirs."""
    found = get_object_or_404(units_seen_by(request.user).select_related("county"), pk=unit_id)
    posts = team_of(found)
    places = [
        Place(post.pk, f"{post.person.name}（{post.title}）", post.get_post_level_display(), post.post_level)
        for post in posts
    ]

    def arrange(keys: list[int], seen: str, reason: str) -> int:
        return arrange_team(found, keys, reason, seen=seen, actor=request.user)

    crumb = (found.name, reverse("unit-record", args=[found.pk]))
    return ordered(request, "班子排序", crumb, places, order_mark(post.pk for post in posts), arrange)
