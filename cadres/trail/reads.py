"""Reads that leave a line: which addresses they have is said in `settings.NOTED_READS` (config/reads.py)."""

from collections.abc import Callable, Mapping
from operator import attrgetter

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from cadres.trail.noted import Read
from cadres.trail.services import record

#: A form that is not taken comes back on the page of what it is about.
_SHOWING = frozenset({"GET", "POST"})
Answer = Callable[[HttpRequest], HttpResponse]


def noted_reads(get_response: Answer) -> Answer:
    """Middleware below the one that knows the account: what was given out is noted before it leaves."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method in _SHOWING and response.status_code == 200:
            _note(request)
        return response

    return answer


def _note(request: HttpRequest) -> None:
    match = request.resolver_match
    noted: Mapping[str, Read] = settings.NOTED_READS
    read = noted.get(match.url_name or "") if match else None
    if match and read:
        rows = apps.get_model(read.model)._default_manager.all()
        beside = read.name.rpartition(".")[0]
        thing: Model = (rows.select_related(beside) if beside else rows).get(pk=match.kwargs[read.key])
        summary = f"{read.words}：{attrgetter(read.name)(thing)}"[:300]
        user = request.user
        record(read.act, thing, summary, actor=user, county=getattr(user, "county", None))
