"""The side navigation: every place of the program once, with the act that opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import cycles_for
from assessment.tasklists.selectors import has_lists
from cadres.access.permissions import May, may


class Place(NamedTuple):
    """A page one can go to: `of_cycle` when its address names a cycle, and only of one that `has` it."""

    label: str
    name: str
    act: May
    icon: str
    of_cycle: bool = True
    has: Callable[[Cycle], bool] = lambda cycle: True


@dataclass(frozen=True, slots=True)
class Item:
    """A place as a link of this page."""

    label: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    items: list[Item]


PLACES: dict[str, tuple[Place, ...]] = {
    "": (Place("年度总览", "cycle", May.ENTER, "home"),),
    "名册与清单": (
        Place("单位", "units", May.BROWSE_REGISTER, "building"),
        Place("干部", "cadres", May.BROWSE_REGISTER, "users"),
        Place("三级清单", "tasks", May.READ_TASKS, "list-tree", has=has_lists),
        Place("单位名册", "register-units", May.BROWSE_REGISTER, "building", of_cycle=False),
        Place("干部名册", "register-people", May.BROWSE_REGISTER, "users", of_cycle=False),
        Place("名册导入", "rosters", May.TAKE_IN_REGISTER, "upload", of_cycle=False),
        Place("任免审批表", "forms", May.GIVE_FORMS, "file-text", of_cycle=False),
        Place("更正申请", "corrections", May.ANSWER_CORRECTIONS, "clipboard-list", of_cycle=False),
        Place("我的信息", "my-data", May.READ_OWN_DATA, "user", of_cycle=False),
    ),
    "考核": (
        Place("数据导入", "intake", May.TAKE_IN, "table-import"),
        Place("考核方案", "schemes", May.READ_SCHEMES, "file-text", of_cycle=False),
        Place("测算", "runs", May.READ_ALL_RESULTS, "player-play"),
        Place("同分裁定", "rulings", May.READ_ALL_RESULTS, "gavel"),
    ),
    "结果": (
        Place("排名", "ranking", May.READ_PUBLISHED, "chart-bar"),
        Place("红黄绿晾晒", "board", May.READ_PUBLISHED, "traffic-lights"),
        Place("公布与下载", "publications", May.READ_PUBLISHED, "rubber-stamp"),
    ),
    "监督": (
        Place("后台任务", "jobs", May.READ_JOBS, "clock", of_cycle=False),
        Place("操作留痕", "trail", May.READ_TRAIL, "history", of_cycle=False),
    ),
    "系统管理": (
        Place("账号", "accounts", May.READ_ACCOUNTS, "users", of_cycle=False),
        Place("角色变更", "role-changes", May.READ_ACCOUNTS, "user", of_cycle=False),
        Place("接口令牌", "tokens", May.KEEP_TOKENS, "clipboard-list", of_cycle=False),
        Place("谁能看到", "who-sees", May.ASK_WHO_SEES, "search", of_cycle=False),
    ),
}


def groups_for(request: HttpRequest, cycle: Cycle | None) -> list[Group]:
    """The groups of links the account may follow; those of a cycle only when there is one."""
    if not request.user.is_authenticated:
        return []
    cycle = cycle or (cycles_for(request.user).first() if may(request.user, May.ENTER) else None)
    groups = (Group(label, _items(request, places, cycle)) for label, places in PLACES.items())
    return [group for group in groups if group.items]


def _items(request: HttpRequest, places: tuple[Place, ...], cycle: Cycle | None) -> list[Item]:
    open_to = [p for p in places if may(request.user, p.act) and (not p.of_cycle or (cycle and p.has(cycle)))]
    return [_item(request, place, cycle) for place in open_to]


def _item(request: HttpRequest, place: Place, cycle: Cycle | None) -> Item:
    args: list[Any] = [cycle.pk] if place.of_cycle and cycle else []
    url = reverse(place.name, args=args)
    here = request.resolver_match.url_name if request.resolver_match else ""
    return Item(place.label, place.icon, url, current=here == place.name)
