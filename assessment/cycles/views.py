from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessment.cycles.forms import OpenYear
from assessment.cycles.services import open_year
from cadres.access.permissions import May, allowed


@allowed(May.TAKE_IN)
def opening(request: HttpRequest) -> HttpResponse:
    """Open a year: choose an adopted scheme, or a shipped one, which the county thereby adopts."""
    user: Any = request.user  # an account with a county: the guard saw to it
    form = OpenYear(user.county, request.POST or None)
    if request.method == "POST" and form.is_valid():
        year, name = form.cleaned_data["year"], form.cleaned_data["scheme"]
        try:
            cycle = open_year(user.county, year, name, form.texts[name], actor=user)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cycle", cycle.pk)
    return render(request, "assessment/cycles/open.html", {"form": form, "title": "建立考核年度"})
