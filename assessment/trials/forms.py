from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from scoring.language.scheme import Scheme
from scoring.trial.dials import WHOLE, Dial

MOST_DRAWS, MOST_REACH = 20_000, 20
PREFIX = "dial:"


class Dials(forms.Form):
    """A slider for every number of a scheme that may be tried otherwise."""

    def __init__(self, dials: Iterable[Dial], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dials = tuple(dials)
        for dial in self.dials:
            self.fields[PREFIX + dial.path] = _slider(dial)

    def wanted(self) -> dict[str, Decimal]:
        """The dials that are not where the scheme has them."""
        asked = {dial: self.cleaned_data.get(PREFIX + dial.path) for dial in self.dials}
        return {dial.path: value for dial, value in asked.items() if value is not None and value != dial.value}


def _slider(dial: Dial) -> forms.DecimalField:
    step = "1" if dial.unit in WHOLE else "0.5"
    shown = {"type": "range", "data-dial": dial.unit, "aria-label": f"{dial.where} {dial.word}"}
    return forms.DecimalField(
        label=dial.word,
        min_value=0,
        max_value=dial.high,
        decimal_places=0 if dial.unit in WHOLE else 2,
        required=False,
        initial=dial.value,
        widget=forms.NumberInput(attrs={**shown, "min": 0, "max": dial.high, "step": step}),
    )


class Keep(forms.Form):
    """Under which name the changed numbers become a draft."""

    name = forms.CharField(label="草案名称", max_length=60)


class Draws(forms.Form):
    """What to draw, from how far, how often, and from which seed on."""

    kind = forms.ChoiceField(label="对象", help_text="有名额的对象。")
    reach = forms.IntegerField(
        label="每项权重上下浮动（百分点）", min_value=1, max_value=MOST_REACH, initial=5, help_text="1 至 20。"
    )
    draws = forms.IntegerField(
        label="抽取次数", min_value=100, max_value=MOST_DRAWS, initial=2000, help_text="100 至 20000。"
    )
    seed = forms.IntegerField(
        label="随机种子",
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text="同一种子、范围和次数，任何人重做都得到同样的结果。",
    )

    def __init__(self, scheme: Scheme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict.fromkeys(quota.of for quota in scheme.quotas.values())
        self.fields["kind"].choices = [(kind, scheme.subjects[kind].label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = next(reversed(kinds), None)
