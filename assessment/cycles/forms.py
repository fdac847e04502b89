from typing import Any

from django import forms

from assessment.cycles.models import Cycle
from assessment.cycles.shipped import shipped_schemes
from cadres.counties.models import County


class OpenYear(forms.Form):
    """Which year to open, and under which scheme."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, help_text="考核年度，自1月1日至12月31日。")
    scheme = forms.ChoiceField(
        label="考核方案", widget=forms.RadioSelect, help_text="方案一经采用即固定，年度内不再改变。"
    )

    def __init__(self, county: County, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county
        choices = [(shipped.name, shipped.title) for shipped in shipped_schemes().values()]
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]
        newest = max(shipped_schemes().values(), key=lambda shipped: shipped.year)
        self.fields["year"].initial, self.fields["scheme"].initial = newest.year, newest.name

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Cycle.objects.filter(county=self.county, year=year).exists():
            raise forms.ValidationError(f"{year}年度已经建立，请从首页进入。")
        return year

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        shipped = shipped_schemes().get(data.get("scheme", ""))
        if shipped and "year" in data and shipped.year != data["year"]:
            self.add_error("scheme", f"这一方案用于{shipped.year}年度。")
        return data
