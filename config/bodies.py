"""How large a request's body may be, by its stated length and before anything of it is read or written to disk."""

from collections.abc import Callable

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from cadres.access.permissions import May, may

Answer = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1024 * 1024
#: Forms and calls; workbooks or appointment forms from somebody who may take them in.
MOST, MOST_OF_AN_INTAKE = 2 * MEGABYTE, 400 * MEGABYTE
_TAKING = {"intake": May.TAKE_IN, "form-imports": May.TAKE_IN_FORMS, "rosters": May.TAKE_IN_REGISTER}
_TOLD = "发送的内容过大，未接收。"


def small_bodies(get_response: Answer) -> Answer:
    """Middleware between the session and the check of forms, which reads the body. A body of no length is not read."""

    def answer(request: HttpRequest) -> HttpResponse:
        size = _stated(request)
        if size > MOST and size > _most(request):
            return _refusal(request)
        return get_response(request)

    return answer


def _stated(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _most(request: HttpRequest) -> int:
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return MOST
    act = _TAKING.get(name or "")
    return MOST_OF_AN_INTAKE if act and may(get_user(request), act) else MOST


def _refusal(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": _TOLD}, status=413, json_dumps_params={"ensure_ascii": False})
    return render(request, "413.html", {"told": _TOLD}, status=413)
