"""A page on which things are put in order: by numbers beside them, or by moving those ticked beside a named one."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cadres.jobs.services import Refused


class Place(NamedTuple):
    """Something that has a place in an order. What is of another `group` stands apart, whatever the numbers."""

    key: int
    label: str
    note: str
    group: str = ""


class _Line(NamedTuple):
    """A place as the page shows it: with the number in its field, and whether it is ticked."""

    place: Place
    number: str
    ticked: bool


def ordered(
    request: HttpRequest,
    title: str,
    crumb: tuple[str, str],
    places: Sequence[Place],
    seen: str,
    arrange: Callable[[list[int], str, str], int],
) -> HttpResponse:
    """The page, and what is sent from it: `arrange(keys, seen, reason)` writes and tells how many moved.

    What was sent and is wrong comes back as it was written; where the order is another by now, that order is shown.
    """
    context = {"title": title, "crumb": crumb, "seen": seen, "lines": _lines(places)}
    if request.method == "POST":
        try:
            keys = _asked(request, places)
        except Refused as refused:
            messages.error(request, str(refused))
            return render(request, "assessment/registers/order.html", context | {"lines": _sent(request, places)})
        try:
            reason = request.POST.get("reason", "").strip()[:200]
            moved = arrange(keys, request.POST.get("seen", ""), reason)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"已保存，{moved} 个位次有变动。")
            return redirect(request.path)
    return render(request, "assessment/registers/order.html", context)


def _lines(places: Sequence[Place]) -> list[_Line]:
    return [_Line(place, str(number), ticked=False) for number, place in enumerate(places, 1)]


def _sent(request: HttpRequest, places: Sequence[Place]) -> list[_Line]:
    ticked = set(request.POST.getlist("pick"))
    return [_Line(one, request.POST.get(f"place-{one.key}", "")[:6], str(one.key) in ticked) for one in places]


def _asked(request: HttpRequest, places: Sequence[Place]) -> list[int]:
    """The keys in the order of the numbers written beside them; of equal numbers the one that stood first leads.

    Where a block is moved, it is moved in this order.
    """
    written = {place.key: _number(request.POST.get(f"place-{place.key}", ""), place) for place in places}
    keys = sorted(written, key=lambda key: written[key])
    return _moved(request, places, keys) if request.POST.get("act") == "move" else keys


def _moved(request: HttpRequest, places: Sequence[Place], keys: list[int]) -> list[int]:
    """The same with those ticked as one block, in their own order, before or after the one named."""
    by_key = {str(place.key): place for place in places}
    block = {by_key[key].key for key in request.POST.getlist("pick") if key in by_key}
    beside = by_key.get(request.POST.get("beside", ""))
    if not block:
        raise Refused("请先勾选要移动的。")
    if beside is None or beside.key in block:
        raise Refused("请选择移到哪一个之前或之后，不能是勾选的之一。")
    if apart := [place.label for place in places if place.key in block and place.group != beside.group]:
        raise Refused(f"{'、'.join(apart[:5])}与{beside.label}类别不同，各类别分开排列，不能移到一起。")
    rest = [key for key in keys if key not in block]
    at = rest.index(beside.key) + (request.POST.get("side") == "after")
    return [*rest[:at], *(key for key in keys if key in block), *rest[at:]]


def _number(text: str, place: Place) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refused(f"“{place.label}”的序号应为正整数，现写“{text[:20]}”。")
    return int(text)
