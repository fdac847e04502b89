from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cadres.access.models import Assignment, Role
from cadres.access.permissions import May, allowed, may
from cadres.accounts import changes, keeping
from cadres.accounts.keeping import Refused
from cadres.accounts.models import User
from cadres.accounts.tokens import revoke, tokens_for, told
from cadres.administrators.forms import AccountFacts, NewAccount, Question, Version, Wish
from cadres.administrators.seeing import KINDS, who_sees
from cadres.administrators.selectors import STATES, accounts_for, changes_for, listed, open_changes

PER_PAGE = 50


@require_GET
@allowed(May.READ_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts of the county, to search and narrow."""
    asked = {name: request.GET.get(name, "").replace("\x00", "").strip() for name in ("q", "role", "state")}
    page = Paginator(listed(request.user, asked["q"], asked["role"], asked["state"]), PER_PAGE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "q": asked["q"],
        "role": asked["role"],
        "kept": {name: asked[name] for name in ("role", "state") if asked[name]},
        "states": [_option(request, key, label) for key, (label, _) in STATES.items()],
        "roles": Role.choices,
        "waiting": open_changes(request.user).count(),
        "may_keep": may(request.user, May.KEEP_ACCOUNTS),
        "title": "账号",
    }
    return render(request, "cadres/administrators/accounts.html", context)


def _option(request: HttpRequest, key: str, label: str) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("page", None)
    query["state"] = key
    return {"label": label, "url": f"?{query.urlencode()}", "current": key == request.GET.get("state", "")}


@allowed(May.KEEP_ACCOUNTS)
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account; its one-time password is shown once, on the answer to the form."""
    user: Any = request.user
    form = NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made, password = keeping.open_account(user.county, asked["username"], asked["display_name"], actor=user)
        except Refused as refused:
            form.add_error("username", str(refused))
        else:
            return _once(request, made, password, "账号已开设")
    return render(request, "cadres/administrators/open.html", {"form": form, "title": "开设账号"})


def _once(request: HttpRequest, account: User, password: str, title: str) -> HttpResponse:
    context = {"account": account, "password": password, "title": title}
    return render(request, "cadres/administrators/once.html", context)


@require_GET
@allowed(May.READ_ACCOUNTS)
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: what it is, its roles and how they came."""
    found = get_object_or_404(accounts_for(request.user), pk=account_id)
    return render(request, "cadres/administrators/account.html", _about(request, found))


@require_POST
@allowed(May.KEEP_ACCOUNTS)
def change(request: HttpRequest, account_id: int) -> HttpResponse:
    """Rename, close or reopen an account, unless somebody else has saved it meanwhile."""
    found = get_object_or_404(accounts_for(request.user), pk=account_id)
    form = AccountFacts(request.POST)
    if not form.is_valid():
        return render(request, "cadres/administrators/account.html", {**_about(request, found), "form": form})
    asked = form.cleaned_data
    facts = {"display_name": asked["display_name"], "active": asked["active"], "reason": asked["reason"]}
    try:
        keeping.change_account(found, asked["version"], **facts, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "账号已修改。")
    return redirect("account", found.pk)


def _about(request: HttpRequest, found: User) -> dict[str, Any]:
    own = found == request.user
    facts = {"display_name": found.display_name, "active": found.is_active, "version": found.version}
    return {
        "account": found,
        "form": AccountFacts(initial=facts),
        "reset": Version(initial={"version": found.version}, auto_id="reset_%s"),
        "wish": Wish(found.county, auto_id="wish_%s"),
        "may_keep": may(request.user, May.KEEP_ACCOUNTS),
        "may_propose": may(request.user, May.PROPOSE_ROLES) and not own,
        "changes": changes_for(request.user).filter(user=found)[:50],
        "title": str(found),
    }


@require_POST
@allowed(May.KEEP_ACCOUNTS)
def reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """A one-time password, shown once; a form sent twice is refused, for the account has changed since."""
    found = get_object_or_404(accounts_for(request.user), pk=account_id)
    form = Version(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明重置密码的理由。")
        return redirect("account", found.pk)
    asked = form.cleaned_data
    try:
        password = keeping.reset_password(found, asked["version"], asked["reason"], actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("account", found.pk)
    return _once(request, found, password, "密码已重置")


@require_POST
@allowed(May.PROPOSE_ROLES)
def give(request: HttpRequest, account_id: int) -> HttpResponse:
    """Propose to give a role."""
    found = get_object_or_404(accounts_for(request.user), pk=account_id)
    form = Wish(found.county, request.POST, auto_id="wish_%s")
    if not form.is_valid():
        return render(request, "cadres/administrators/account.html", {**_about(request, found), "wish": form})
    asked = form.cleaned_data
    bounds = {"unit": asked["unit"], "person": asked["person"]}
    _propose(request, found, asked["role"], giving=True, reason=asked["reason"], **bounds)
    return redirect("account", found.pk)


@require_POST
@allowed(May.PROPOSE_ROLES)
def take(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Propose to take a role."""
    given = get_object_or_404(Assignment.objects.filter(user__in=accounts_for(request.user)), pk=assignment_id)
    reason = request.POST.get("reason", "").strip()[:300]
    if not reason:
        messages.error(request, "请写明收回角色的理由。")
    else:
        _propose(request, given.user, given.role, giving=False, reason=reason, unit=given.unit, person=given.person)
    return redirect("account", given.user_id)


def _propose(request: HttpRequest, found: User, role: str, **told: Any) -> None:
    try:
        changes.propose(found, role, actor=request.user, **told)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已提出。另一位管理员确认后生效。")


@require_GET
@allowed(May.READ_ACCOUNTS)
def role_changes(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, and what was decided."""
    page = Paginator(changes_for(request.user).exclude(state="open"), PER_PAGE)
    context = {
        "waiting": open_changes(request.user),
        "page": page.get_page(request.GET.get("page")),
        "may_confirm": may(request.user, May.CONFIRM_ROLES),
        "title": "角色变更",
    }
    return render(request, "cadres/administrators/changes.html", context)


@require_POST
@allowed(May.CONFIRM_ROLES)
def decide(request: HttpRequest, change_id: int) -> HttpResponse:
    """Confirm a proposal, refuse it, or withdraw one's own."""
    found = get_object_or_404(changes_for(request.user), pk=change_id)
    reason = request.POST.get("reason", "").strip()[:300]
    try:
        if request.POST.get("answer") == "confirm":
            changes.confirm(found, actor=request.user)
            messages.success(request, "已确认，角色变更已生效。")
        else:
            done = changes.refuse(found, reason, actor=request.user)
            messages.success(request, f"这项变更{done.get_state_display()}。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("role-changes")


@require_GET
@allowed(May.ASK_WHO_SEES)
def who(request: HttpRequest) -> HttpResponse:
    """Who can see a record, and by which rule. The record itself is not shown."""
    user: Any = request.user
    form = Question(user.county, request.GET or None)
    context: dict[str, Any] = {"form": form, "title": "谁能看到"}
    if request.GET and form.is_valid():
        asked = form.cleaned_data
        context |= {
            "sights": who_sees(user.county, asked["kind"], asked["unit"], asked["person"]),
            "record": KINDS[asked["kind"]][0],
            "whose": asked["unit"] or asked["person"],
        }
    return render(request, "cadres/administrators/who.html", context)


@require_GET
@allowed(May.KEEP_TOKENS)
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token of the county: whose, what for, until when, when last used."""
    page = Paginator(tokens_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(token, told(token)) for token in page]
    return render(request, "cadres/administrators/tokens.html", {"page": page, "rows": rows, "title": "接口令牌"})


@require_POST
@allowed(May.KEEP_TOKENS)
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Make anybody's token worthless."""
    token = tokens_for(request.user).filter(pk=request.POST.get("token", "").replace("\x00", "")).first()
    if token:
        revoke(token, actor=request.user)
        messages.success(request, "令牌已吊销。")
    else:
        messages.error(request, "没有找到这个令牌，可能已被吊销或过期。")
    return redirect("tokens")
