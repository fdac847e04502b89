"""Links that narrow a list: segmented buttons over one parameter of the address, the others kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Option:
    """One button: where it leads and whether it is the present one."""

    label: str
    url: str
    current: bool
    count: int | None = None


def options(request: HttpRequest, name: str, labels: Mapping[str, str], everything: str) -> list[Option]:
    """A button for all and one for each value of the parameter `name`; the page number starts again."""
    chosen = request.GET.get(name, "")
    return [
        Option(label, _with(request, name, value), value == chosen)
        for value, label in {"": everything, **labels}.items()
    ]


def kept(request: HttpRequest, *names: str) -> dict[str, str]:
    """Those parameters of the address that a search form has to carry along."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _with(request: HttpRequest, name: str, value: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
