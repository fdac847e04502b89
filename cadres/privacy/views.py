from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused
from cadres.people.dossiers.models import AnnualResult, AppointmentForm
from cadres.people.models import Person
from cadres.people.posts.selectors import career_of
from cadres.people.records.models import Charge
from cadres.people.records.selectors import sanctions_seen_by
from cadres.privacy import services
from cadres.privacy.forms import Answer, Correction, Why
from cadres.privacy.own import items_of, masked_number
from cadres.privacy.selectors import numbered, own_person, requests_for, requests_of

PER_PAGE = 50


@allowed(May.REVEAL_NUMBERS)
def number(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person's ID number: masked, and whole on the answer to a form that says why."""
    person = get_object_or_404(numbered(request.user), pk=person_id)
    form, shown = Why(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            shown = services.reveal_number(person, form.cleaned_data["reason"], actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("person-number", person.pk)
    context = {"person": person, "title": f"{person.name}的身份证号", "form": form, "shown": shown}
    return render(request, "cadres/privacy/number.html", context | {"masked": masked_number(person)})


@require_GET
@allowed(May.READ_OWN_DATA)
def mine(request: HttpRequest) -> HttpResponse:
    """What is on record of oneself, and what became of requests to correct it."""
    return _mine(request, _own(request), Correction())


def _own(request: HttpRequest) -> Person:
    person = own_person(request.user)
    if person is None:
        raise Http404
    return person


def _mine(request: HttpRequest, person: Person, form: Correction) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "我的信息",
        "person": person,
        "items": items_of(person),
        "career": career_of(person),
        "charges": Charge.objects.filter(post__person=person).select_related("post__unit"),
        "ranks": person.ranks.all(),
        "sanctions": sanctions_seen_by(request.user, person),
        "former_names": person.former_names.all(),
        "results": AnnualResult.objects.filter(person=person).order_by("-year"),
        "kept": AppointmentForm.objects.filter(person=person).first(),
        "requests": requests_of(person),
        "form": form,
    }
    return render(request, "cadres/privacy/mine.html", context)


@require_POST
@allowed(May.READ_OWN_DATA)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a correction of one's own data."""
    person, form = _own(request), Correction(request.POST)
    if not form.is_valid():
        return _mine(request, person, form)
    asked = form.cleaned_data
    try:
        services.ask_correction(person, asked["subject"], asked["wish"], asked["ground"], actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "申请已提交考评办，答复会显示在本页。")
    return redirect("my-data")


@require_GET
@allowed(May.ANSWER_CORRECTIONS)
def requests(request: HttpRequest) -> HttpResponse:
    """The county's requests to correct personal data."""
    page = Paginator(requests_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cadres/privacy/requests.html", {"title": "个人信息更正申请", "page": page})


@allowed(May.ANSWER_CORRECTIONS)
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request; its answer."""
    asked = get_object_or_404(requests_for(request.user), pk=request_id)
    form = Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.answer_correction(
                asked, corrected=told["outcome"] == "corrected", answer=told["answer"], actor=request.user
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "已答复申请人，并记入操作留痕。")
        return redirect("corrections")
    context = {"title": "更正申请", "asked": asked, "form": form}
    return render(request, "cadres/privacy/request.html", context)
