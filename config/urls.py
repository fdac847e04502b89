"""Addresses of the site. Each theme brings its own list; this file only joins them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path


def alive(request: HttpRequest) -> HttpResponse:
    """For the start script and load balancers: the web process answers. It asks no other service."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", alive, name="alive"),
]
