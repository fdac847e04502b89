"""Addresses of the site. Each theme brings its own list; this file only joins them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def alive(request: HttpRequest) -> HttpResponse:
    """For the start script and load balancers: the web process answers. It asks no other service."""
    return HttpResponse("ok", content_type="text/plain")


THEMES = (
    "cadres.accounts",
    "cadres.jobs",
    "cadres.trail",
    "cadres.people.dossiers",
    "cadres.imports",
    "cadres.people.records",
    "cadres.people.posts",
    "cadres.privacy",
    "cadres.administrators",
    "assessment.overview",
    "assessment.cycles",
    "assessment.roster",
    "assessment.registers",
    "assessment.tasklists",
    "assessment.intake",
    "assessment.runs",
    "assessment.schemes",
    "assessment.trials",
    "assessment.rankings",
    "assessment.cards",
    "assessment.publications",
    "reports.boards",
    "reports.charts",
)

#: Whatever was raised and nobody answered for.
handler500 = "config.busy.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", alive, name="alive"),
    path("api/v1/", include("config.api")),
    *(path("", include(f"{theme}.urls")) for theme in THEMES),
]
