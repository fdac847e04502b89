from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessment.registers import saved
from assessment.registers.models import SavedView
from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused

#: What may be kept of a list's address.
FILTERS = {
    "units": ("q", "category", "kind", "state", "day"),
    "people": ("q", "category", "level", "manner", "mark", "sex", "unit", "order"),
}


@require_POST
@allowed(May.BROWSE_REGISTER)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the question of the list one comes from."""
    page, query = request.POST.get("page", ""), request.POST.get("query", "")[:2_000]
    user: Any = request.user
    try:
        view = saved.keep_view(user, page, request.POST.get("name", ""), query, FILTERS.get(page, ()))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(saved.PAGES.get(page, saved.PAGES["units"]))
    messages.success(request, f"已保存视图“{view.name}”。")
    return redirect(f"{reverse(saved.PAGES[page])}?{view.query}")


@require_POST
@allowed(May.BROWSE_REGISTER)
def drop(request: HttpRequest, view_id: int) -> HttpResponse:
    """Forget one of one's own."""
    user: Any = request.user
    view = get_object_or_404(SavedView, pk=view_id, user=user)
    saved.drop_view(view)
    messages.success(request, f"已删除视图“{view.name}”。")
    return redirect(saved.PAGES[view.page])
