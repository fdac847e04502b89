from decimal import Decimal
from typing import Any

from django import forms

_MARK: dict[str, Any] = {
    "min_value": Decimal(0),
    "max_value": Decimal(100),
    "max_digits": 5,
    "decimal_places": 2,
    "help_text": "0 至 100，最多两位小数。",
}


class SupplyForm(forms.Form):
    """A mark that is missing, and where it comes from."""

    value = forms.DecimalField(label="得分", **_MARK)
    reason = forms.CharField(
        label="补录理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明得分的出处，如考核表、文号。",
    )


class CorrectionForm(forms.Form):
    """The right value of a mark, or its withdrawal, and why."""

    value = forms.DecimalField(label="正确得分", required=False, **_MARK)
    withdrawn = forms.BooleanField(label="撤销这条记录（不应有这项得分）", required=False)
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
            self.add_error("value", "请填写正确得分，或者勾选撤销，两者选一。")
        return data
