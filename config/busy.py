"""When a record stays locked for longer than a request may wait: a page that says so, not that the program failed."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults
from psycopg2.errorcodes import DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE

TOLD = "正忙，请稍后再试。"
WAIT_SECONDS = 10
_BUSY = {LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED}


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of whatever was raised, in a view or around it; 503 where a lock was waited for in vain."""
    return _busy(request) if is_busy(sys.exc_info()[1]) else defaults.server_error(request)


def is_busy(error: BaseException | None) -> bool:
    """Whether the database gave up waiting for somebody else's lock. Nothing has been written then."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "pgcode", "") in _BUSY


def _busy(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        answer: HttpResponse = JsonResponse({"detail": TOLD}, status=503, json_dumps_params={"ensure_ascii": False})
    else:
        answer = render(request, "503.html", {"told": TOLD}, status=503)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer
