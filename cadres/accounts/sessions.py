"""Sessions with an end: so long without a click, so long altogether, and none before the password is one's own."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from cadres.accounts.models import Token

Answer = Callable[[HttpRequest], HttpResponse]
_SINCE, _SEEN = "since", "seen"
#: Seconds between two notes of somebody's presence: a write for each click would be wasted.
_NOTED_EVERY = 60
#: Where somebody may go who must choose a password first.
_OPEN = frozenset({"password", "sign-out", "alive"})


@receiver(user_logged_in)
def _begin(sender: Any, request: Any, **kwargs: Any) -> None:
    """The hour counts from sign-in. Who comes for a token begins no session, and makes the one he has no younger.

    What is left of sessions that ran out goes then: it may hold a secret that was being set up.
    """
    if sender is not Token:
        SessionStore.clear_expired()
        request.session[_SINCE] = request.session[_SEEN] = time.time()


def bounded(get_response: Answer) -> Answer:
    """Middleware below the one that knows the account.

    Without a click for `SESSION_COOKIE_AGE` the session's row runs out; it is renewed while its owner is there.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if _over(request):
                logout(request)
                messages.info(request, "登录时间已满，请重新登录。")
                return redirect("account_login")
            _note(request)
            if _must_choose(request):
                return redirect("password")
        return get_response(request)

    return answer


def _over(request: HttpRequest) -> bool:
    since: float = request.session.setdefault(_SINCE, time.time())
    return time.time() - since > settings.SESSION_HOURS * 3600


def _note(request: HttpRequest) -> None:
    """Renew the session; what a page asks for by itself is no sign that somebody is there."""
    now, seen = time.time(), request.session.get(_SEEN, 0)
    if now - seen < _NOTED_EVERY or request.headers.get("HX-Request"):
        return
    request.session[_SEEN] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def _must_choose(request: HttpRequest) -> bool:
    user: Any = request.user
    if not user.must_choose_password:
        return False
    return request.path_info not in {reverse(name) for name in _OPEN}
