"""Saved views: what somebody asks a register again and again, under a name."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict

from assessment.registers.models import SavedView
from cadres.jobs.services import Refused
from cadres.people.identity import holds_number

#: Page of a register → its address, by name.
PAGES = {"units": "register-units", "people": "register-people"}
MOST = 20


def shelf(request: HttpRequest, page: str, filters: Iterable[str]) -> dict[str, Any]:
    """What a list shows of saved views: those there are, and the present question if it could be kept."""
    query = _narrowing(request.GET.urlencode(), filters)
    views = list(SavedView.objects.filter(user=_account(request), page=page))
    return {
        "page": page,
        "views": views,
        "query": query,
        "current": next((view.pk for view in views if view.query == query), None) if query else None,
    }


def _account(request: HttpRequest) -> Any:
    return request.user


@transaction.atomic
def keep_view(user: Any, page: str, name: str, query: str, filters: Iterable[str]) -> SavedView:
    """Keep a question; one of the same name takes the other's place. Raises Refused."""
    asked, name = _narrowing(query, filters), name.strip()[:20]
    if holds_number(name) or any(holds_number(str(value)) for value in QueryDict(asked).values()):
        raise Refused("视图的名称和条件中不能有身份证号。")
    if page not in PAGES or not asked or not name:
        raise Refused("请先筛选出要保存的内容，再写上视图名称。")
    if len(asked) > 500:
        raise Refused("筛选条件过长，不能保存为视图。")
    others = SavedView.objects.filter(user=user, page=page).exclude(name=name)
    if others.count() >= MOST:
        raise Refused(f"最多保存 {MOST} 个视图，请先删除不用的。")
    view, _ = SavedView.objects.update_or_create(user=user, page=page, name=name, defaults={"query": asked})
    return view


@transaction.atomic
def drop_view(view: SavedView) -> None:
    """Forget a question."""
    view.delete()


def _narrowing(query: str, filters: Iterable[str]) -> str:
    """The part of an address's query that narrows, and nothing else that somebody wrote there."""
    asked, kept = QueryDict(query), QueryDict(mutable=True)
    for name in filters:
        if value := asked.get(name, "").strip():
            kept[name] = value[:60]
    return kept.urlencode()
