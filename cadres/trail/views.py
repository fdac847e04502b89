from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cadres.access.permissions import May, allowed
from cadres.trail import services
from cadres.trail.searching import AREAS, Search
from cadres.trail.selectors import chain_state, reads_all, trail_for
from cadres.trail.sheet import csv_of_lines, workbook_of

PER_PAGE = 50
#: Lines of one workbook: what is made while somebody waits for it.
MOST = 10_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allowed(May.READ_TRAIL)
def listing(request: HttpRequest) -> HttpResponse:
    """Who did what, on what, when and from where, newest first; for the auditor."""
    search = Search(request.GET)
    page = Paginator(trail_for(request.user, search.asked()), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "search": search, "title": "操作留痕"}
    if request.headers.get("HX-Request"):
        return render(request, "cadres/trail/_list.html", context)
    return render(request, "cadres/trail/list.html", {**context, **_frame(request, search)})


def _frame(request: HttpRequest, search: Search) -> dict[str, Any]:
    """What stands around the list: the areas, the other conditions, the state of the chain."""
    asked = {name: request.GET[name] for name in search.fields if request.GET.get(name)}
    others = {name: value for name, value in asked.items() if name != "area"}
    options = [_option(request, key, label) for key, label in {"": "全部", **_labels()}.items()]
    return {
        "options": options,
        "q": asked.get("q", ""),
        "kept": {name: value for name, value in asked.items() if name != "q"},
        "more": [search[name] for name in search.fields if name not in {"q", "area"}],
        "unfolded": bool(set(others) - {"q"}) or bool(search.errors),
        "chain": chain_state(),
        "reads_all": reads_all(request.user),
        "most": MOST,
    }


def _labels() -> dict[str, str]:
    return {key: label for key, (label, _) in AREAS.items()}


def _option(request: HttpRequest, key: str, label: str) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("page", None)
    query["area"] = key
    return {"label": label, "url": f"?{query.urlencode()}", "current": key == request.GET.get("area", "")}


@require_GET
@allowed(May.READ_TRAIL)
def export(request: HttpRequest) -> HttpResponseBase:
    """The lines asked for as a workbook, or with `as=csv` as CSV; this leaves a line itself."""
    user: Any = request.user  # an account with a county: the guard saw to it
    search = Search(request.GET)
    lines = trail_for(user, search.asked())
    count = lines.count()
    if count > MOST or search.errors:
        fault = "筛选条件有误" if search.errors else f"共 {count} 条，一次最多导出 {MOST} 条"
        messages.error(request, f"{fault}，请改正或缩小条件（如起止日期）后再导出。")
        return redirect(f"/trail/?{request.GET.urlencode()}")
    services.exported(search.told(), count, actor=user)
    if request.GET.get("as") == "csv":
        content = BytesIO(csv_of_lines(lines))
        return FileResponse(
            content, as_attachment=True, filename="操作留痕.csv", content_type="text/csv; charset=utf-8"
        )
    mark = f"{user} 于 {timezone.localtime():%Y-%m-%d %H:%M} 导出"
    note = f"{user.county}；条件：{search.told()}；{count} 条；{mark}"
    content = BytesIO(workbook_of(lines, "操作留痕", note, mark))
    return FileResponse(content, as_attachment=True, filename="操作留痕.xlsx", content_type=_XLSX)


@require_POST
@allowed(May.READ_TRAIL)
def verify(request: HttpRequest) -> HttpResponse:
    """Prove the chain and say what came out, on the page and in the trail."""
    user: Any = request.user
    verdict = services.verify(actor=user, county=user.county)
    if verdict.breaks:
        places = "；".join(map(str, verdict.breaks[:5]))
        messages.error(request, f"留痕链在 {len(verdict.breaks)} 处断裂：{places}。请立即报告系统管理员。")
    else:
        messages.success(request, f"已核验 {verdict.count} 条：首尾相连，内容未改。")
    return redirect("trail")


@require_POST
@allowed(May.OWN_ACCOUNT)
def printed(request: HttpRequest) -> HttpResponse:
    """A page tells that it is being printed."""
    services.printed(request.POST.get("path", ""), request.POST.get("title", ""), actor=request.user)
    return HttpResponse(status=204)
