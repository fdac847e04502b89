from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessment.cycles.selectors import cycles_for, scheme_of
from assessment.rankings.selectors import choose_run
from assessment.runs.models import Run
from cadres.access.permissions import May, allowed
from reports.boards.selectors import COLOURS, columns_of
from scoring.language.scheme import Colours, Scheme


@require_safe
@allowed(May.READ_PUBLISHED)
def board(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """How the units stand, by colour and word; fit for a projector."""
    cycle = get_object_or_404(cycles_for(request.user), pk=cycle_id)
    scheme = scheme_of(cycle)
    choice = choose_run(request.user, cycle, request.GET.get("run"))
    context: dict[str, Any] = {
        "cycle": cycle,
        "scheme": scheme,
        "title": "红黄绿晾晒",
        "choice": choice,
        "run": choice.run,
    }
    rules = [rule for rule in scheme.colours if not scheme.subjects[rule.of].people]
    if choice.run and rules:
        context |= _coloured(request, choice.run, scheme, rules[0])
    return render(request, "reports/boards/board.html", context)


def _coloured(request: HttpRequest, run: Run, scheme: Scheme, rule: Colours) -> dict[str, Any]:
    columns = columns_of(request.user, run, scheme, rule.of)
    totals = {colour: sum(column.counts[colour] for column in columns) for colour in COLOURS}
    return {
        "columns": columns,
        "colours": rule,
        "legend": [(colour, rule.word(colour), totals[colour]) for colour in COLOURS],
        "rule": scheme.clauses.get(rule.clause, ""),
        "publication": getattr(run, "publication", None),
    }
