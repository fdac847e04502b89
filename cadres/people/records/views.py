from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused
from cadres.people.posts.selectors import people_seen_by
from cadres.people.posts.views import about
from cadres.people.records import services
from cadres.people.records.forms import Newcomer
from cadres.people.records.page import DEEDS
from cadres.people.records.selectors import photo_of
from cadres.workbooks.faults import Unreadable


@require_POST
@allowed(May.KEEP_PEOPLE)
def change(request: HttpRequest, person_id: int, deed: str) -> HttpResponse:
    """Something changes on record of the person."""
    found = get_object_or_404(people_seen_by(request.user), pk=person_id)
    if deed not in DEEDS:
        raise Http404
    form = DEEDS[deed].form(found, request.user, request.POST, request.FILES, auto_id=f"{deed}_%s")
    if form.is_valid():
        try:
            DEEDS[deed].do(found, form, request.user)
        except Refused as refused:
            found.refresh_from_db()
            form.refused(str(refused), found.version)
        else:
            messages.success(request, "已登记，并记入操作留痕。")
            return redirect("person", found.pk)
    return render(request, "cadres/posts/person.html", about(request, found, sent={deed: form}))


@require_GET
@allowed(May.READ_PERSON)
def photo(request: HttpRequest, person_id: int) -> HttpResponse:
    """The picture, for whoever may open the person's page; no browser keeps it."""
    found = get_object_or_404(people_seen_by(request.user), pk=person_id)
    try:
        jpeg = photo_of(found)
    except Unreadable as fault:
        raise Http404 from fault
    if jpeg is None:
        raise Http404
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@allowed(May.KEEP_PEOPLE)
def enter(request: HttpRequest) -> HttpResponse:
    """Someone new."""
    user: Any = request.user
    form = Newcomer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.enter_person(user.county, form.known(), form.cleaned_data["reason"], actor=user)
        except Refused as refused:
            form.add_error("id_number", str(refused))
        else:
            messages.success(request, f"已新增{person.name}（{person.code}），请补充基本信息并登记任职。")
            return redirect("person", person.pk)
    return render(request, "cadres/people/new.html", {"title": "新增干部", "form": form})
