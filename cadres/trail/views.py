from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cadres.access.permissions import May, allowed
from cadres.trail.selectors import trail_for

PER_PAGE = 50
AREAS = {
    "": "全部",
    "account": "账号",
    "scheme": "方案",
    "cycle": "年度",
    "intake": "导入",
    "entry": "更正",
    "run": "测算",
    "tie": "裁定",
    "publication": "公布",
    "document": "文件",
}


@require_GET
@allowed(May.READ_TRAIL)
def listing(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first; for the auditor."""
    area = request.GET.get("area", "")
    words = request.GET.get("q", "").strip()
    page = Paginator(trail_for(request.user, area=area, words=words), PER_PAGE).get_page(request.GET.get("page"))
    options = [{"label": label, "url": f"?area={key}", "current": key == area} for key, label in AREAS.items()]
    context = {"page": page, "q": words, "options": options, "kept": {"area": area}, "title": "操作留痕"}
    return render(
        request, "cadres/trail/_list.html" if request.headers.get("HX-Request") else "cadres/trail/list.html", context
    )
