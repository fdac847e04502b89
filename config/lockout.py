"""Who tries too many passwords or codes: from where it is counted, when it is stopped, and what is then shown."""

from ipaddress import ip_address
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cadres.accounts.services import address_locked_out
from cadres.trail.origin import address_of

#: So many wrong tries from one address, under whatever names, stop it: nobody tries one password on a whole county.
MOST_FROM_AN_ADDRESS = 50


def address(request: HttpRequest) -> str | None:
    """From where axes takes a try to come: the address that the trail names, None where it is none."""
    try:
        return str(ip_address(address_of(request)))
    except ValueError:
        return None


class Counting(AxesDatabaseHandler):
    """axes' counter of tries by name and address, which also adds up an address's tries under all names."""

    def is_locked(self, request: Any, credentials: Any = None) -> bool:
        """Whether this name, or anybody, is stopped from here."""
        return bool(super().is_locked(request, credentials)) or _tries(request) >= MOST_FROM_AN_ADDRESS

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
        """Count the try; the one that stops the address leaves a line."""
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None and not request.axes_locked_out and _tries(request) == MOST_FROM_AN_ADDRESS:
            address_locked_out()


def _tries(request: Any) -> int:
    """Wrong tries from the request's address within the cool-off."""
    lately = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
    from_here = lately.filter(ip_address=request.axes_ip_address)
    return int(from_here.aggregate(tries=Sum("failures_since_start"))["tries"] or 0)


def answer(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """429 in Chinese, as a page or, under ``/api/``, as JSON; it does not say whether the account exists."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    text = f"登录失败次数过多，请 {minutes} 分钟后再试，或联系管理员。"
    if request.path.startswith("/api/"):
        reply: HttpResponse = JsonResponse({"detail": text}, status=429, json_dumps_params={"ensure_ascii": False})
    else:
        reply = render(request, "locked_out.html", {"text": text}, status=429)
    reply["Retry-After"] = str(minutes * 60)
    return reply
