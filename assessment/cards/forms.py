from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator

from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource


@dataclass(frozen=True, slots=True)
class Limits:
    """What number a form takes: from `low` to `high`, at most so many decimals; `said` tells it beside the field."""

    low: Decimal
    high: Decimal
    places: int
    said: str

    @classmethod
    def of(cls, scheme: Scheme, source: MarkSource) -> "Limits":
        """The range of a source's marks and the places that the scheme keeps."""
        places = scheme.places.stored
        return cls(source.low, source.high, places, f"{source.low} 至 {source.high}，最多 {places} 位小数。")


class _Places(DecimalValidator):
    """No more decimals than the scheme keeps, said as the rest of the page speaks."""

    messages = {**DecimalValidator.messages, "max_decimal_places": "小数不能超过 %(max)s 位。"}

    def __init__(self, places: int) -> None:
        super().__init__(max_digits=None, decimal_places=places)


class NumberForm(forms.Form):
    """A form whose `value` is a number within limits."""

    value = forms.DecimalField()

    def __init__(self, limits: Limits, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["value"]
        field.help_text = limits.said
        field.widget.attrs |= {"min": str(limits.low), "max": str(limits.high)}
        field.validators = [MinValueValidator(limits.low), MaxValueValidator(limits.high), _Places(limits.places)]


class SupplyForm(NumberForm):
    """A mark that is missing, and where it comes from."""

    value = forms.DecimalField(label="得分")
    reason = forms.CharField(
        label="补录理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明得分的出处，如考核表、文号。",
    )


class CorrectionForm(NumberForm):
    """The right number in place of a recorded one (`noun` says what it is), or the withdrawal of that, and why.

    A number is written as the office writes it: points of a deduction without their sign.
    """

    value = forms.DecimalField(required=False)
    withdrawn = forms.BooleanField(required=False)
    reason = forms.CharField(
        label="更正理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，如核查结论、文号。理由会留痕并显示在得分构成中。",
    )

    def __init__(self, limits: Limits, noun: str, withdrawal: str, data: Any = None) -> None:
        super().__init__(limits, data)
        self.fields["value"].label = f"正确{noun}"
        self.fields["withdrawn"].label = withdrawal

    def clean(self) -> dict[str, Any]:
        """Either a value or a withdrawal, never both, never neither."""
        data: dict[str, Any] = super().clean() or {}
        if "value" in data and (data["value"] is None) != bool(data.get("withdrawn")):
            self.add_error("value", f"请填写{self.fields['value'].label}，或者勾选撤销，两者选一。")
        return data
