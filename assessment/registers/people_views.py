from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessment.registers import people_selectors as selectors
from assessment.registers.people_sheet import export_people
from assessment.registers.saved import shelf
from assessment.registers.saved_views import FILTERS
from assessment.registers.unit_selectors import categories_of, units_seen_by
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.links import kept, options
from cadres.people.identity import holds_number
from cadres.people.models import Manner, Person
from cadres.people.ordering.strokes import unknown
from cadres.people.posts.selectors import people_seen_by
from cadres.people.records import services
from cadres.privacy.services import seek_number
from cadres.workbooks.texts import plain

PER_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allowed(May.BROWSE_REGISTER)
def people(request: HttpRequest) -> HttpResponse:
    """The people of the register, whatever year."""
    asked = _asked(request)
    if holds_number(asked.words):
        messages.warning(request, "身份证号不要写在搜索框里（地址会留在浏览器和代理的记录中）。请用“按身份证号查找”。")
        return redirect("register-people")
    page = Paginator(selectors.listed(request.user, asked), PER_PAGE).get_page(request.GET.get("page"))
    rows = selectors.rows_of(request.user, list(page.object_list))
    context = {
        "title": "干部名册",
        "page": page,
        "rows": rows,
        "asked": asked,
        "levels": options(request, "level", selectors.LEVELS, "全部"),
        "orders": options(request, "order", _later(selectors.ORDERS), str(selectors.ORDERS[""])),
        "categories": categories_of(request.user),
        "manners": Manner.choices,
        "units": units_seen_by(request.user).filter(abolished_on=None),
        "marks": selectors.marks_of(request.user),
        "unplaced": [row.person.name for row in rows if asked.order != "pinyin" and unknown(row.person.name)],
        "kept": kept(request, *(name for name in FILTERS["people"] if name != "q")),
        "unfolded": any((asked.category, asked.manner, asked.sex, asked.unit, asked.mark)),
        "shelf": shelf(request, "people", FILTERS["people"]),
        "narrowed": bool(kept(request, *FILTERS["people"])),
        "keeps": may(request.user, May.KEEP_PEOPLE),
        "gives": may(request.user, May.TAKE_OUT_REGISTER),
        "numbered": may(request.user, May.REVEAL_NUMBERS),
        "may_mark": may(request.user, May.MARK_PEOPLE),
    }
    return render(request, "assessment/registers/people.html", context)


def _asked(request: HttpRequest) -> selectors.Asked:
    names = {"words": "q", **{name: name for name in FILTERS["people"] if name != "q"}}
    return selectors.Asked(**{field: request.GET.get(name, "").strip()[:40] for field, name in names.items()})


def _later(labels: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(label) for key, label in labels.items() if key}


@require_POST
@allowed(May.REVEAL_NUMBERS)
def seek(request: HttpRequest) -> HttpResponse:
    """To the page of whoever has or had an ID number. By POST alone: browsers and proxies keep addresses."""
    user: Any = request.user
    try:
        found = seek_number(user.county, plain(request.POST.get("number", ""))[:40].upper(), actor=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("register-people")
    if found is None:
        messages.error(request, "名册中没有这个身份证号，请核对；也可能这个人还没有进入名册。")
        return redirect("register-people")
    return redirect("person", found.pk)


@require_POST
@allowed(May.MARK_PEOPLE)
def mark(request: HttpRequest) -> HttpResponse:
    """Give those ticked a mark, or take it from them."""
    act = services.unmark_people if request.POST.get("act") == "unmark" else services.mark_people
    word = "".join(request.POST.get("word", "").split())[:20]
    try:
        count = act(_ticked(request), word, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"标记“{word}”：{count} 人有变动。")
    return redirect(f"{request.path.removesuffix('mark/')}?{_back(request)}")


@require_POST
@allowed(May.TAKE_OUT_REGISTER)
def export(request: HttpRequest) -> HttpResponseBase:
    """Those ticked as a workbook; ID numbers are not in it."""
    try:
        content = export_people(_ticked(request), actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{request.path.removesuffix('export/')}?{_back(request)}")
    name = f"干部名册-{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=_XLSX)


def _ticked(request: HttpRequest) -> list[Person]:
    """The people ticked that the account may see, in the order in which the page had them."""
    keys = [int(key) for key in request.POST.getlist("person") if key.isascii() and key.isdigit() and len(key) < 10]
    if request.POST.get("whole"):
        keys = selectors.listed(request.user, _of_query(request))
    found = people_seen_by(request.user).select_related("county").in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _of_query(request: HttpRequest) -> selectors.Asked:
    """What the list one comes from was narrowed by."""
    sent = request.POST
    names = {"words": "q", **{name: name for name in FILTERS["people"] if name != "q"}}
    return selectors.Asked(**{field: sent.get(f"list-{name}", "").strip()[:40] for field, name in names.items()})


def _back(request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    for name in (*FILTERS["people"], "page"):
        if value := request.POST.get(f"list-{name}", ""):
            query[name] = value[:60]
    return query.urlencode()
