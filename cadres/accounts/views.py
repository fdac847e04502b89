from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.views import authenticate, reauthenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from allauth.usersessions.models import UserSession
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash, views
from django.contrib.auth.forms import AuthenticationForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from cadres.access.permissions import May, allowed
from cadres.accounts import services
from cadres.accounts.forms import OwnPassword, TokenWish
from cadres.accounts.keeping import Refused
from cadres.accounts.mine import granted_to, held_by
from cadres.accounts.tokens import issue, revoke, tokens_of, told


class SignIn(views.LoginView):
    """The way in: a name and a password, then the second factor where the account has one. axes counts wrong tries."""

    template_name = "cadres/accounts/sign_in.html"
    redirect_authenticated_user = True
    extra_context: dict[str, Any] = {"title": "登录"}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        with transaction.atomic():
            coming = Login(user=user, redirect_url=self.get_success_url())
            answer: HttpResponse = perform_password_login(self.request, {"username": user.get_username()}, coming)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The office's own sign-in beside ours, where there is one."""
        oidc = reverse("openid_connect_login", args=["office"]) if settings.OIDC_APPS else ""
        return {**super().get_context_data(**kwargs), "oidc": oidc, "oidc_name": settings.OIDC_NAME}


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """The second step. While a name is locked out from here no code is tried, right or wrong."""
    user = request._login_stage.login.user  # type: ignore[attr-defined]
    return _counted(request, user, authenticate)


@allowed(May.OWN_ACCOUNT)
def code_again(request: HttpRequest) -> HttpResponseBase:
    """A code by which somebody who is in proves himself again; it is tried under the same count."""
    return _counted(request, request.user, reauthenticate)


def _counted(request: HttpRequest, user: Any, view: Callable[[HttpRequest], HttpResponseBase]) -> HttpResponseBase:
    """allauth's view, in one transaction, unless the name is locked out from here."""
    told = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, told):
        locked: HttpResponseBase = get_lockout_response(request, credentials=told)
        return locked
    with transaction.atomic():
        return view(request)


@allowed(May.OWN_ACCOUNT)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other devices and tokens are signed out by it."""
    user: Any = request.user  # a signed-in account: the guard saw to it
    form = OwnPassword(request, user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        UserSession.objects.create_from_request(request)
        messages.success(request, "密码已修改。其他设备上的登录和接口令牌已失效。")
        return redirect("home")
    context = {"form": form, "title": "修改密码", "must": user.must_choose_password}
    return render(request, "cadres/accounts/password.html", context)


@require_GET
@allowed(May.OWN_ACCOUNT)
def mine(request: HttpRequest) -> HttpResponse:
    """What the account may do, and by which of its roles."""
    user: Any = request.user
    context = {"held": held_by(user), "granted": granted_to(user), "title": "我的账号"}
    return render(request, "cadres/accounts/mine.html", context)


@require_GET
@allowed(May.OWN_ACCOUNT)
def safety(request: HttpRequest) -> HttpResponse:
    """One's second factors and sessions."""
    user: Any = request.user
    factors = Authenticator.objects.filter(user=user)
    context = {
        "codes": factors.filter(type=Authenticator.Type.TOTP).first(),
        "recovery": factors.filter(type=Authenticator.Type.RECOVERY_CODES).first(),
        "keys": factors.filter(type=Authenticator.Type.WEBAUTHN),
        "sessions": UserSession.objects.purge_and_list(user),
        "title": "登录与安全",
    }
    return render(request, "cadres/accounts/safety.html", context)


@require_POST
@allowed(May.OWN_ACCOUNT)
@reauthentication_required(app="allauth.mfa")
@transaction.atomic
def remove_key(request: HttpRequest) -> HttpResponse:
    """Give up a security key."""
    mine = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    key = mine.filter(pk=_number(request.POST.get("key", ""))).first()
    if key:
        remove_authenticator(request, key)
        messages.success(request, "安全密钥已移除。")
    return redirect("mfa_index")


@require_POST
@allowed(May.OWN_ACCOUNT)
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's sessions, or all others."""
    others = UserSession.objects.filter(user=request.user.pk).exclude(session_key=request.session.session_key)
    asked = request.POST.get("session", "")
    for session in others if asked == "others" else others.filter(pk=_number(asked)):
        services.end_session(session)
    messages.success(request, "会话已结束。")
    return redirect("mfa_index")


def _number(text: str) -> int:
    """The key of a row as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


@require_GET
@allowed(May.OWN_ACCOUNT)
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and the form for a new one."""
    user: Any = request.user
    return _tokens(request, TokenWish(user))


def _tokens(request: HttpRequest, form: TokenWish) -> HttpResponse:
    user: Any = request.user
    context = {"form": form, "tokens": [(token, told(token)) for token in tokens_of(user)], "title": "接口令牌"}
    return render(request, "cadres/accounts/tokens.html", context)


@allowed(May.OWN_ACCOUNT)
@reauthentication_required(app="allauth.mfa")
def issue_token(request: HttpRequest) -> HttpResponse:
    """A token, shown once on the answer to the form; whoever asks proves himself again."""
    user: Any = request.user
    form = TokenWish(user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _tokens(request, form)
    asked = form.cleaned_data
    try:
        token, text = issue(user, asked["name"], asked["acts"], timedelta(days=asked["days"]))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("my-tokens")
    context = {"token": token, "acts": told(token), "text": text, "title": "令牌已签发"}
    return render(request, "cadres/accounts/token.html", context)


@require_POST
@allowed(May.OWN_ACCOUNT)
def revoke_token(request: HttpRequest) -> HttpResponse:
    """Make one of one's tokens worthless."""
    token = tokens_of(request.user).filter(pk=request.POST.get("token", "").replace("\x00", "")).first()
    if token:
        revoke(token, actor=request.user)
        messages.success(request, "令牌已吊销。")
    return redirect("my-tokens")
