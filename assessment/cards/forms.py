from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator

from assessment.entries.deductions import MOST
from scoring.language.scheme import Scheme
from scoring.language.source import MarkSource


class _Places(DecimalValidator):
    """No more decimals than the scheme keeps, said as the rest of the page speaks."""

    messages = {**DecimalValidator.messages, "max_decimal_places": "小数不能超过 %(max)s 位。"}

    def __init__(self, places: int) -> None:
        super().__init__(max_digits=None, decimal_places=places)


class _MarkForm(forms.Form):
    """A form whose `value` is a mark of one source, by the scheme's range and places."""

    def __init__(self, scheme: Scheme, source: MarkSource, data: Any = None) -> None:
        super().__init__(data)
        field, places = self.fields["value"], scheme.places.stored
        field.help_text = f"{source.low} 至 {source.high}，最多 {places} 位小数。"
        field.widget.attrs |= {"min": str(source.low), "max": str(source.high)}
        field.validators = [
            MinValueValidator(source.low),
            MaxValueValidator(source.high),
            _Places(places),
        ]


class SupplyForm(_MarkForm):
    """A mark that is missing, and where it comes from."""

    value = forms.DecimalField(label="得分")
    reason = forms.CharField(
        label="补录理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明得分的出处，如考核表、文号。",
    )


class _ReplacingForm(forms.Form):
    """A form with a `value` that replaces a recorded one, or the withdrawal of that, and why."""

    field_order = ("value", "withdrawn", "reason")
    reason = forms.CharField(
        label="更正理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，如核查结论、文号。理由会留痕并显示在得分构成中。",
    )

    def clean(self) -> dict[str, Any]:
        """Either a value or a withdrawal, never both, never neither."""
        data: dict[str, Any] = super().clean() or {}
        if "value" in data and (data["value"] is None) != bool(data.get("withdrawn")):
            self.add_error("value", f"请填写{self.fields['value'].label}，或者勾选撤销，两者选一。")
        return data


class CorrectionForm(_ReplacingForm, _MarkForm):
    """The right value of a mark, or its withdrawal."""

    value = forms.DecimalField(label="正确得分", required=False)
    withdrawn = forms.BooleanField(label="撤销这条记录（不应有这项得分）", required=False)


class DeductionForm(_ReplacingForm):
    """The right points of a deduction, written without the sign as the office does, or its withdrawal."""

    value = forms.DecimalField(label="正确扣分", required=False)
    withdrawn = forms.BooleanField(label="撤销这笔扣分（不应扣分）", required=False)

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        super().__init__(data)
        field, places = self.fields["value"], scheme.places.stored
        least = Decimal(1).scaleb(-places)
        field.help_text = f"填正数，如 0.5 表示扣 0.5 分；最多 {places} 位小数。"
        field.validators = [
            MinValueValidator(least),
            MaxValueValidator(MOST),
            _Places(places),
        ]
