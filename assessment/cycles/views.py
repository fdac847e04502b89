from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessment.cycles.forms import OpenYear
from assessment.cycles.services import open_year
from cadres.access.permissions import May, allowed
from scoring.shipped import scheme_text


@allowed(May.TAKE_IN)
def opening(request: HttpRequest) -> HttpResponse:
    """Open a year: choose a shipped scheme, which the county thereby adopts."""
    county = request.user.county  # type: ignore[union-attr]  # nobody without a county gets past the guard
    form = OpenYear(county, request.POST or None)
    if request.method == "POST" and form.is_valid():
        year, name = form.cleaned_data["year"], form.cleaned_data["scheme"]
        try:
            cycle = open_year(county, year, name, scheme_text(name), actor=request.user)
        except ValueError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("cycle", cycle.pk)
    return render(request, "assessment/cycles/open.html", {"form": form, "title": "建立考核年度"})
