"""What allauth asks us: who may come in, from where, and what to say."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from cadres.accounts import services
from cadres.accounts.models import User
from cadres.trail.origin import address_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"
_CANCELLED = "已在统一身份认证页面取消登录。"
_FAILED = "统一身份认证没有成功，请重试；仍不成功时请与系统管理员联系，或用本系统的账号密码登录。"
_UNKNOWN = "统一身份认证已通过，但本系统没有对应的在用账号，请与系统管理员联系。"


class Accounts(DefaultAccountAdapter):
    """Accounts are opened by the system administrator alone, and nothing is mailed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Django's sign-in. After a second factor the backend is not known any more: it is Django's own."""
        user.backend = _BACKEND
        super().login(request, user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the trail names too."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 (no address is known, as in a test)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Faults are shown; of what went well our own pages tell."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **kwargs)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """An office's network has no mail."""


class Elsewhere(DefaultSocialAccountAdapter):
    """Sign-in by the office's own OpenID Connect: for accounts that are here already, found by their user name."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in whom the office's server calls by the name of an active account; refuse everybody else.

        The name is asked for at every sign-in and no link is kept: a name that is changed or closed here is so at once.
        """
        claimed = sociallogin.account.extra_data
        name = claimed.get("userinfo", claimed).get("preferred_username", "")
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None or sociallogin.state.get("process") not in {None, "login"}:
            services.sign_in_failed(str(name or ""))
            raise _back(request, _UNKNOWN)
        sociallogin.user = user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Whatever went wrong on the way, or was cancelled there, is told on our page; its words are not repeated."""
        raise _back(request, _CANCELLED if error == AuthError.CANCELLED else _FAILED)


def _back(request: HttpRequest, words: str) -> ImmediateHttpResponse:
    messages.error(request, words)
    return ImmediateHttpResponse(redirect("account_login"))
