"""From where something is done: the address and number of the request, or the job, that the code at hand serves."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
LONGEST_ADDRESS = 45
#: What the `request_id` of a job's lines begins with; its number follows.
JOB = "job-"


@dataclass(frozen=True, slots=True)
class Origin:
    """`address` as seen by us, `request_id` of the request or 'job-12'; both empty for a command on the server."""

    address: str = ""
    request_id: str = ""


_HERE: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 (it cannot change)


def here() -> Origin:
    """The origin of what goes on."""
    return _HERE.get()


@contextmanager
def within(origin: Origin) -> Iterator[None]:
    """Let lines of the trail written in this block bear `origin`."""
    token = _HERE.set(origin)
    try:
        yield
    finally:
        _HERE.reset(token)


def numbered_requests(get_response: Answer) -> Answer:
    """Middleware: each request has a number, which its answer and its lines in the trail bear."""

    def answer(request: HttpRequest) -> HttpResponse:
        origin = Origin(address_of(request), uuid.uuid4().hex[:16])
        with within(origin):
            response = get_response(request)
        response["X-Request-Id"] = origin.request_id
        return response

    return answer


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind our proxy the last one that it appended, for the caller may invent those before."""
    if settings.BEHIND_PROXY:
        forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return forwarded.rpartition(",")[2].strip()[:LONGEST_ADDRESS]
    return str(request.META.get("REMOTE_ADDR", ""))[:LONGEST_ADDRESS]
