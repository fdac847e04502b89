from typing import Any

from django import forms

from assessment.cycles.models import AdoptedScheme, Cycle
from cadres.counties.models import County
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.shipped import names, scheme_text


def offers(county: County) -> dict[str, str]:
    """The texts under which a county may open a year, by name: the shipped ones, then what it adopted besides."""
    found = {name: scheme_text(name) for name in names()}
    adopted = AdoptedScheme.objects.filter(county=county).order_by("pk").values_list("pk", "text")
    return found | {f"adopted-{pk}": text for pk, text in adopted if text not in found.values()}


class OpenYear(forms.Form):
    """Which year to open, and under which of the schemes on offer."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, help_text="考核年度，自1月1日至12月31日。")
    scheme = forms.ChoiceField(
        label="考核方案", widget=forms.RadioSelect, help_text="方案一经采用即固定，年度内不再改变。"
    )

    def __init__(self, county: County, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county
        self.texts = offers(county)
        self.schemes: dict[str, Scheme] = {name: loads(text, name) for name, text in self.texts.items()}
        choices = [(name, scheme.title) for name, scheme in self.schemes.items()]
        self.fields["scheme"].choices = choices  # type: ignore[attr-defined]
        newest, scheme = max(self.schemes.items(), key=lambda named: named[1].year)
        self.fields["year"].initial, self.fields["scheme"].initial = scheme.year, newest

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if Cycle.objects.filter(county=self.county, year=year).exists():
            raise forms.ValidationError(f"{year}年度已经建立，请从首页进入。")
        return year

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        scheme = self.schemes.get(data.get("scheme", ""))
        if scheme and "year" in data and scheme.year != data["year"]:
            self.add_error("scheme", f"这一方案用于{scheme.year}年度。")
        return data
