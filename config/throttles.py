"""Limits on the rate of calls, counted atomically in Redis so that parallel calls cannot slip through."""

import logging
import time
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from cadres.trail.origin import address_of

log = logging.getLogger(__name__)


class Counted(SimpleRateThrottle):
    """So many calls in each whole period (fixed windows, one counter each).

    When Redis does not answer, calls pass: nothing that decides lives in the cache. Where guessing must not pass, a
    subclass sets ``open_without_redis = False``.
    """

    open_without_redis = True

    def __init__(self) -> None:
        super().__init__()
        most, seconds = self.parse_rate(self.rate)
        if most is None or seconds is None:
            raise ImproperlyConfigured(f"DEFAULT_THROTTLE_RATES names no rate for {self.scope!r}.")
        #: Calls in a period of so many seconds.
        self.most, self.seconds = most, seconds

    def allow_request(self, request: Request, view: Any) -> bool:
        who = self.get_ident_key(request)
        if who is None:
            return True
        try:
            return self._count(who) <= self.most
        except RedisError:
            log.warning("rate limit %s: Redis does not answer", self.scope)
            return self.open_without_redis

    def get_ident_key(self, request: Request) -> str | None:
        """Whose calls are counted; None for callers that another limit counts."""
        raise NotImplementedError

    def get_ident(self, request: Request) -> str:
        """The caller's address, as the trail names it: behind a proxy not all callers are one."""
        return address_of(request._request)

    def wait(self) -> float:
        """Seconds until the next period."""
        return self.seconds - time.time() % self.seconds

    def _count(self, who: str) -> int:
        key = f"rate:{self.scope}:{who}:{int(time.time() // self.seconds)}"
        cache.add(key, 0, timeout=self.seconds + 1)
        return int(cache.incr(key))


class Strangers(Counted):
    """Callers without an account, by address."""

    scope = "strangers"

    def get_ident_key(self, request: Request) -> str | None:
        return None if request.user and request.user.is_authenticated else self.get_ident(request)


class Accounts(Counted):
    """Signed-in callers, by account."""

    scope = "accounts"

    def get_ident_key(self, request: Request) -> str | None:
        return str(request.user.pk) if request.user and request.user.is_authenticated else None


class SignIn(Counted):
    """Tries to sign in, by address; refused while they cannot be counted."""

    scope = "sign-in"
    open_without_redis = False

    def get_ident_key(self, request: Request) -> str | None:
        return self.get_ident(request)
