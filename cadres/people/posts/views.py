from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.people.models import Person
from cadres.people.posts import services
from cadres.people.posts.forms import Appointment, Departure
from cadres.people.posts.selectors import career_of, held_on, people_seen_by
from cadres.people.records import page


@require_safe
@allowed(May.READ_PERSON)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person: who it is, and every post on a line of time."""
    found = get_object_or_404(people_seen_by(request.user), pk=person_id)
    return render(request, "cadres/posts/person.html", about(request, found))


def about(request: HttpRequest, found: Person, sent: Mapping[str, Any] | None = None, **forms: Any) -> dict[str, Any]:
    """What the page shows; `sent` and `forms` are what was sent and not taken."""
    keeps = may(request.user, May.KEEP_POSTS)
    held = held_on().filter(person=found)
    kept = {"appointment": Appointment(found, auto_id="in_%s"), "departure": Departure(found, auto_id="out_%s")}
    return {
        "person": found,
        "title": found.name,
        "career": career_of(found),
        "held": held.select_related("unit"),
        "keeps": keeps,
        "leaves": keeps and held.filter(last_on=None).exists(),
        **(kept | forms if keeps else {}),
        **page.about(request.user, found, sent),
    }


@require_POST
@allowed(May.KEEP_POSTS)
def appoint(request: HttpRequest, person_id: int) -> HttpResponse:
    """Take up a post, beside what is held or in its place."""
    found = get_object_or_404(people_seen_by(request.user), pk=person_id)
    form = Appointment(found, request.POST, auto_id="in_%s")
    if not form.is_valid():
        return render(request, "cadres/posts/person.html", about(request, found, appointment=form))
    asked = form.cleaned_data
    new = services.NewPost(asked["unit"], asked["title"], asked["post_level"], asked["manner"])
    act = services.transfer if asked["transfer"] else services.take_up
    told = (found, new, asked["on"], asked["paper"])
    return _done(request, found, "appointment", form, lambda: act(*told, actor=request.user, seen=form.seen))


@require_POST
@allowed(May.KEEP_POSTS)
def leave(request: HttpRequest, person_id: int) -> HttpResponse:
    """Leave a post."""
    found = get_object_or_404(people_seen_by(request.user), pk=person_id)
    form = Departure(found, request.POST, auto_id="out_%s")
    if not form.is_valid():
        return render(request, "cadres/posts/person.html", about(request, found, departure=form))
    asked = form.cleaned_data
    told = (asked["post"], asked["on"], asked["how"], asked["paper"])
    act = services.leave
    return _done(request, found, "departure", form, lambda: act(*told, actor=request.user, seen=form.seen))


def _done(request: HttpRequest, found: Person, name: str, form: Any, act: Callable[[], Any]) -> HttpResponse:
    """Do it; what is refused is told in its form, with all that was written there."""
    try:
        act()
    except Refused as refused:
        found.refresh_from_db()
        form.refused(str(refused), found.version)
        return render(request, "cadres/posts/person.html", about(request, found, **{name: form}))
    messages.success(request, "已登记，并记入操作留痕。")
    return redirect("person", found.pk)
