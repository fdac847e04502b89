"""Who may do what, said once. Every view, API action, download and job is bound to one of these sentences."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from cadres.access.models import ADMINISTRATORS, Role


class May(StrEnum):
    """The acts of the program, each a sentence '…可以…'."""

    OWN_ACCOUNT = "查看和管理自己的账号"
    ENTER = "进入本县的年度考核"
    READ_REGISTER = "查看单位与干部名册"
    BROWSE_REGISTER = "打开单位与干部页面"
    READ_TASKS = "查看三级清单"
    READ_ALL_RESULTS = "查看全部测算结果"
    READ_OWN_RESULT = "查看职权范围内已发布的得分"
    READ_PUBLISHED = "查看已发布的排名与晾晒"
    READ_SCHEMES = "查看考核方案"
    DRAFT_SCHEMES = "起草和试算考核方案"
    ADOPT_SCHEME = "批准采用考核方案"
    TAKE_IN = "导入考核数据"
    READ_PERSON = "打开职权范围内的干部页面"
    READ_CONDUCT = "查看处分与影响期"
    MARK_PEOPLE = "给干部加标记、查看标记"
    KEEP_UNITS = "登记单位设立、更名、合并、分设和撤销"
    KEEP_PEOPLE = "登记干部基本信息、曾用名、处分和考核结果"
    TAKE_OUT_REGISTER = "导出干部名册"
    KEEP_POSTS = "登记任免"
    TAKE_IN_FORMS = "导入任免审批表"
    TAKE_IN_REGISTER = "导入单位与干部名册"
    GIVE_FORMS = "导出任免审批表"
    REVEAL_NUMBERS = "说明理由后查看完整身份证号"
    READ_OWN_DATA = "查看本人信息、申请更正"
    ANSWER_CORRECTIONS = "答复个人信息更正申请"
    REMOVE_EXPIRED = "与另一人共同清理到期的个人数据"
    CORRECT = "更正考核记录"
    RUN = "发起测算"
    RULE = "登记同分裁定"
    PUBLISH = "签发公布"
    READ_JOBS = "查看后台任务进度"
    ASK_AGAIN = "重新执行未完成的后台任务"
    READ_TRAIL = "查看操作留痕"
    READ_ACCOUNTS = "查看账号与角色"
    KEEP_ACCOUNTS = "开设、停用账号和重置密码"
    PROPOSE_ROLES = "提出角色变更"
    CONFIRM_ROLES = "确认他人提出的角色变更"
    ASK_WHO_SEES = "查询谁能看到一条记录"
    KEEP_TOKENS = "查看和吊销本县的接口令牌"


#: Everybody but the three administrators: they keep the program and see nothing of the assessment.
_BUSINESS = frozenset(Role) - ADMINISTRATORS
_STAFF = frozenset({Role.OFFICE, Role.REVIEWER, Role.APPROVER, Role.AUDITOR})
_SECURITY = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})

RULES: dict[May, frozenset[Role]] = {
    May.OWN_ACCOUNT: frozenset(Role),
    May.ENTER: _BUSINESS - {Role.CLIENT},
    May.READ_REGISTER: _STAFF | {Role.LEADER, Role.UNIT_LEADER, Role.UNIT_CLERK, Role.CLIENT},
    May.BROWSE_REGISTER: _STAFF | {Role.LEADER, Role.UNIT_LEADER, Role.UNIT_CLERK},
    May.READ_TASKS: _STAFF | {Role.LEADER, Role.MONITOR, Role.UNIT_LEADER, Role.UNIT_CLERK, Role.CADRE},
    May.READ_ALL_RESULTS: _STAFF,
    May.READ_OWN_RESULT: _STAFF | {Role.UNIT_LEADER, Role.CADRE},
    May.READ_PUBLISHED: _BUSINESS,
    May.READ_SCHEMES: _STAFF,
    May.DRAFT_SCHEMES: frozenset({Role.OFFICE}),
    May.ADOPT_SCHEME: frozenset({Role.APPROVER}),
    May.TAKE_IN: frozenset({Role.OFFICE}),
    May.READ_PERSON: _STAFF | {Role.LEADER, Role.UNIT_LEADER, Role.UNIT_CLERK, Role.CADRE},
    May.READ_CONDUCT: frozenset({Role.OFFICE, Role.APPROVER, Role.AUDITOR, Role.CADRE}),
    May.MARK_PEOPLE: frozenset({Role.OFFICE}),
    May.KEEP_UNITS: frozenset({Role.OFFICE}),
    May.KEEP_PEOPLE: frozenset({Role.OFFICE}),
    May.TAKE_OUT_REGISTER: frozenset({Role.OFFICE}),
    May.KEEP_POSTS: frozenset({Role.OFFICE}),
    May.TAKE_IN_FORMS: frozenset({Role.OFFICE}),
    May.TAKE_IN_REGISTER: frozenset({Role.OFFICE}),
    May.GIVE_FORMS: frozenset({Role.OFFICE}),
    May.REVEAL_NUMBERS: frozenset({Role.OFFICE}),
    May.READ_OWN_DATA: frozenset({Role.CADRE}),
    May.ANSWER_CORRECTIONS: frozenset({Role.OFFICE}),
    May.REMOVE_EXPIRED: frozenset({Role.OFFICE, Role.APPROVER}),
    May.CORRECT: frozenset({Role.OFFICE}),
    May.RUN: frozenset({Role.OFFICE}),
    May.RULE: frozenset({Role.APPROVER}),
    May.PUBLISH: frozenset({Role.APPROVER}),
    May.READ_JOBS: _STAFF,
    May.ASK_AGAIN: frozenset({Role.OFFICE, Role.APPROVER}),
    May.READ_TRAIL: frozenset({Role.AUDITOR, Role.AUDIT_ADMIN}),
    May.READ_ACCOUNTS: _SECURITY,
    May.KEEP_ACCOUNTS: frozenset({Role.SYSTEM_ADMIN}),
    May.PROPOSE_ROLES: frozenset({Role.SECURITY_ADMIN}),
    May.CONFIRM_ROLES: _SECURITY,
    May.ASK_WHO_SEES: _SECURITY,
    May.KEEP_TOKENS: frozenset({Role.SECURITY_ADMIN}),
}


_METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def roles_of(user: Any) -> frozenset[str]:
    """The roles an account holds; asked once per request object."""
    if not user.is_authenticated or not user.is_active or user.county_id is None:
        return frozenset()
    if not hasattr(user, "_roles"):
        user._roles = frozenset(user.assignments.values_list("role", flat=True))
    roles: frozenset[str] = user._roles
    return roles


def granting(user: Any, act: May) -> frozenset[str]:
    """The account's roles that grant the act; none where a token it came by is not for this act."""
    acts = getattr(user, "token_acts", None)
    return frozenset() if acts is not None and act.name not in acts else roles_of(user) & RULES[act]


def may(user: Any, act: May) -> bool:
    """Whether the account holds a role to which the rule grants the act; its own account is everybody's."""
    if act is May.OWN_ACCOUNT:
        return bool(user.is_authenticated and user.is_active)
    return bool(granting(user, act))


def allowed(act: May) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Bind a view to an act: strangers are sent to sign in, others without the role get 403.

    No page takes PUT, PATCH or DELETE: form views of libraries would take the first for POST.
    """

    def bind(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in _METHODS:
                return HttpResponseNotAllowed(_METHODS)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, act):
                raise PermissionDenied(f"您的账号不能{act.value}。")
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return bind
