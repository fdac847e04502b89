from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from assessment.cards.forms import DeductionForm
from assessment.cards.views import back_to_card
from assessment.cycles.selectors import scheme_of, seats_for
from assessment.entries import deductions as services
from assessment.entries.models import Deduction
from cadres.access.permissions import May, allowed
from cadres.jobs.services import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(May.CORRECT)
def correct_deduction(request: HttpRequest, deduction_id: int) -> HttpResponse:
    """Put a deduction right by a new line; the unit and those it is carried to change by the next run only."""
    mine = Deduction.objects.filter(seat__in=seats_for(request.user, May.CORRECT))
    lines = mine.select_related("seat", "unit_task", "cycle__county", "cycle__scheme", "recorded_by")
    line = get_object_or_404(lines, pk=deduction_id)
    form = DeductionForm(scheme_of(line.cycle), request.POST or None)
    if request.method == "POST" and form.is_valid() and _corrected(request, line, form):
        messages.success(request, "已更正并留痕。请重新测算，使单位、班子和有关干部的得分反映这次更正。")
        return back_to_card(request, line.seat)
    context = {
        "cycle": line.cycle,
        "title": "更正扣分",
        "line": line,
        "seat": line.seat,
        "form": form,
        "later": Deduction.objects.filter(supersedes=line).first(),
    }
    return render(request, "assessment/cards/correct_deduction.html", context)


def _corrected(request: HttpRequest, line: Deduction, form: DeductionForm) -> bool:
    """Whether the service took it; otherwise the form says why not."""
    taken = form.cleaned_data["value"]
    points = None if taken is None else -taken
    try:
        services.correct_deduction(line, points, form.cleaned_data["reason"], actor=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
