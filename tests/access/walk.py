"""Every address of the program, from the URL resolver itself: nothing can be added without being seen here."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver

from cadres.access.permissions import May

#: Addresses open to everyone: signs of life, the ways in and out. A new one is added here by name or not at all.
OPEN = frozenset({"alive", "account_login", "mfa_authenticate", "sign-out", "api-sign-in", "api-sign-out"})


class Address(NamedTuple):
    """One pattern: its name, its route, what it takes, and the act it is bound to (None: not classified)."""

    name: str
    route: str
    takes: tuple[str, ...]
    act: May | None
    api: bool


def addresses() -> list[Address]:
    """All patterns, in the resolver's order."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            takes = tuple(entry.pattern.converters)
            yield Address(entry.name or "", route, takes, act_of(entry.callback), route.startswith("api/"))
        else:
            yield from _walk(entry, route)


def act_of(view: Callable[..., Any]) -> May | None:
    """The act a view is bound to: by the decorator, or by the one permission class of an API view."""
    if hasattr(view, "act"):
        return May(view.act)
    api = getattr(view, "cls", None)
    declared = getattr(view, "initkwargs", {}).get("permission_classes", getattr(api, "permission_classes", ()))
    acts = [rule.act for rule in declared if hasattr(rule, "act")]
    return acts[0] if len(acts) == 1 == len(declared) else None
