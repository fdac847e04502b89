"""What someone sees who has tried too many passwords."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


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
