"""Trying numbers and texts on judged runs. Nothing is stored, but for drafts and tests that someone asks for."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessment.cycles.selectors import scheme_of
from assessment.runs.models import Run
from assessment.schemes.checks import checked
from assessment.schemes.selectors import drafts_for
from assessment.schemes.services import save_draft
from assessment.trials import services
from assessment.trials.forms import PREFIX, Dials, Draws, Keep
from assessment.trials.inputs import choices_for, trial_of
from assessment.trials.kept import judged_again, past_of
from assessment.trials.page import Answer, Eyes, answer, row
from assessment.trials.selectors import judged_runs, luck_of, tests_for
from cadres.access.permissions import May, allowed, may
from cadres.jobs.services import Refused
from cadres.jobs.tasks import ring
from scoring.errors import SchemeError, SheetError
from scoring.language.scheme import Scheme
from scoring.trial.dials import Unbalanced, balanced, dials, turned
from scoring.trial.moves import moves

PER_PAGE = 100


class Tried(NamedTuple):
    """The numbers asked for: the text they give and what it changes, or why they give none."""

    text: str = ""
    answer: Answer | None = None
    fault: str = ""


@require_http_methods(["GET", "POST"])
@allowed(May.DRAFT_SCHEMES)
def what_if(request: HttpRequest, run_id: int) -> HttpResponse:
    """Sliders for a run's weights, shares and months. A POST answers what they change; HTMX takes the answer alone."""
    run = get_object_or_404(judged_runs(request.user), pk=run_id)
    form = _dials(request, run)
    tried = _tried(run, form) if form.is_bound else Tried()
    name = "_answer" if request.headers.get("HX-Request") else "whatif"
    context = {"cycle": run.cycle, "run": run, "title": "调一调", "tried": tried, "groups": _grouped(form)}
    return render(request, f"assessment/trials/{name}.html", {**context, "form": form, "keep": Keep()})


def _dials(request: HttpRequest, run: Run) -> Dials:
    return Dials(dials(run.cycle.scheme.text), request.POST if request.method == "POST" else None)


def _tried(run: Run, form: Dials) -> Tried:
    if not form.is_valid():
        return Tried(fault="有的数超出了可调范围，请调回。")
    try:
        text = turned(run.cycle.scheme.text, form.wanted())
        table = judged_again(run, text)
    except Unbalanced as fault:
        return Tried(fault=f"{fault}。请把其中一项调小。")
    except SchemeError as error:
        return Tried(fault="；".join(f"{fault.reason}，{fault.cure}" for fault in error.faults[:3]))
    past = past_of(run)
    return Tried(text, answer(_eyes(run, past.scheme), past.table.standings, table.standings))


def _eyes(run: Run, scheme: Scheme) -> Eyes:
    return Eyes(scheme, past_of(run).people, _group_labels(scheme))


def _group_labels(scheme: Scheme) -> dict[str, str]:
    """What groups are called, of whatever kind: unit categories are groups of the units."""
    return {key: label for kind in scheme.subjects.values() for key, label in kind.groups.items()}


def _grouped(form: Dials) -> list[tuple[str, list[Any]]]:
    """The sliders by the part of the scheme they belong to, each with the value it comes to when the rest make room."""
    found: dict[str, list[Any]] = {}
    settings = _settings(form)
    for dial in form.dials:
        head, _, own = dial.where.rpartition(" · ")
        label = own if dial.group else dial.word
        place = head if dial.group else dial.where
        found.setdefault(place or dial.where, []).append((label, dial, form[PREFIX + dial.path], settings[dial.path]))
    return list(found.items())


def _settings(form: Dials) -> dict[str, Any]:
    try:
        return balanced(form.dials, form.wanted() if form.is_bound and form.is_valid() else {})
    except Unbalanced:
        return {dial.path: form.cleaned_data.get(PREFIX + dial.path) for dial in form.dials}


@require_POST
@allowed(May.DRAFT_SCHEMES)
def keep(request: HttpRequest, run_id: int) -> HttpResponse:
    """Save the scheme with the changed numbers as a draft, comments kept."""
    run = get_object_or_404(judged_runs(request.user), pk=run_id)
    user: Any = request.user
    form, named = _dials(request, run), Keep(request.POST)
    try:
        if not (form.is_valid() and named.is_valid()):
            raise Refused("请写明草案名称，并把各数调在可调范围内。")
        text = turned(run.cycle.scheme.text, form.wanted())
        draft = save_draft(user.county, named.cleaned_data["name"], text, actor=user)
    except (Refused, Unbalanced) as refusal:
        messages.error(request, str(refusal))
        return redirect("what-if", run.pk)
    messages.success(request, "已存为草案；原方案和测算结果没有改变。")
    return redirect("scheme-draft", draft.pk)


@require_GET
@allowed(May.DRAFT_SCHEMES)
def attempt(request: HttpRequest, draft_id: int) -> HttpResponse:
    """A draft tried on a past run's inputs or a sample's: its standings beside the old ones. Nothing is stored."""
    draft = get_object_or_404(drafts_for(request.user), pk=draft_id)
    choices, on = choices_for(request.user), request.GET.get("on", "")
    scheme, faults = checked(draft.text)
    context: dict[str, Any] = {"title": "试算草案", "draft": draft, "faults": faults, "choices": choices, "on": on}
    if scheme and on in {choice.ref for choice in choices}:
        context |= _attempted(request, on, scheme, draft.text)
    return render(request, "assessment/trials/attempt.html", context)


def _attempted(request: HttpRequest, on: str, scheme: Scheme, text: str) -> dict[str, Any]:
    try:
        before, after, people = trial_of(request.user, on, text)
    except SheetError as fault:
        return {"fault": str(fault)}
    eyes = Eyes(scheme, people, _group_labels(scheme))
    kinds = {kind.key: kind.label for kind in scheme.subjects.values()}
    asked = request.GET.get("kind", "")
    kind = asked if asked in kinds else next(reversed(kinds))
    page = Paginator([one for one in moves(before, after) if one.key.kind == kind], PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    told = {"rows": [row(eyes, move) for move in shown], "page": shown, "options": _kinds(on, kinds, kind)}
    return {"answer": answer(eyes, before, after), **told}


def _kinds(on: str, kinds: dict[str, str], chosen: str) -> list[dict[str, Any]]:
    """A button for each kind of subject."""
    return [
        {"label": label, "url": "?" + urlencode({"on": on, "kind": key}), "current": key == chosen}
        for key, label in kinds.items()
    ]


@require_GET
@allowed(May.READ_ALL_RESULTS)
def robustness_of_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """The tests of a run so far; the office finds the form for another."""
    run = get_object_or_404(judged_runs(request.user), pk=run_id)
    return _tests(request, run, Draws(scheme_of(run.cycle)))


def _tests(request: HttpRequest, run: Run, form: Draws) -> HttpResponse:
    context = {"cycle": run.cycle, "run": run, "title": "稳定性检验", "tests": tests_for(request.user).filter(run=run)}
    context |= {"form": form, "may_ask": may(request.user, May.DRAFT_SCHEMES)}
    context["kinds"] = {kind.key: kind.label for kind in scheme_of(run.cycle).subjects.values()}
    return render(request, "assessment/trials/tests.html", context)


@require_POST
@allowed(May.DRAFT_SCHEMES)
def ask_robustness(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask for a test; the job's page shows it going on."""
    run = get_object_or_404(judged_runs(request.user).select_related("cycle__county"), pk=run_id)
    form = Draws(scheme_of(run.cycle), request.POST)
    if not form.is_valid():
        return _tests(request, run, form)
    with transaction.atomic():
        asked = services.request_robustness(run, **form.cleaned_data, actor=request.user)
        ring(asked.job)
    return redirect("job", asked.job_id)


@require_GET
@allowed(May.READ_ALL_RESULTS)
def robustness(request: HttpRequest, robustness_id: int) -> HttpResponse:
    """How often everybody stays inside; those who depend on a hair are marked."""
    test = get_object_or_404(tests_for(request.user), pk=robustness_id)
    if test.drawn_at is None:
        return redirect("job", test.job_id)
    past = past_of(test.run)
    rows = luck_of(test, past)
    only = request.GET.get("only") == "hair"
    page = Paginator([one for one in rows if one.on_a_hair or not only], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": test.run.cycle,
        "run": test.run,
        "test": test,
        "title": "稳定性检验",
        "page": page,
        "only": only,
    }
    context |= {"hairs": sum(one.on_a_hair for one in rows), "all": len(rows), "reach": test.reach // 100}
    context["kind"] = past.scheme.subjects[test.kind].label
    return render(request, "assessment/trials/robustness.html", context)
