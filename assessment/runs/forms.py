from typing import Any

from django import forms
from django.utils import timezone

from assessment.cycles.models import Seat
from assessment.runs.ties import Tie


class Decision(forms.Form):
    """Who of a tie is admitted: exactly as many as seats are open. Who decided it, when, and by which document."""

    admitted = forms.MultipleChoiceField(label="入选", widget=forms.CheckboxSelectMultiple)
    decided_by = forms.CharField(label="裁定人", max_length=60, help_text="作出决定的负责人姓名与职务。")
    decided_on = forms.DateField(label="裁定日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    document = forms.CharField(label="依据", max_length=120, help_text="会议纪要等的名称或文号。")

    def __init__(self, tie: Tie, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_seats = tie.open_seats
        field = self.fields["admitted"]
        field.choices = [(r.seat.code, _told(r.seat)) for r in tie.results]  # type: ignore[attr-defined]
        field.help_text = f"{len(tie.results)} 个同分对象中恰好选择 {tie.open_seats} 个。"
        field.error_messages["required"] = f"请恰好选择 {tie.open_seats} 个。"

    def clean_admitted(self) -> list[str]:
        admitted: list[str] = self.cleaned_data["admitted"]
        if len(admitted) != self.open_seats:
            raise forms.ValidationError(f"已选 {len(admitted)} 个，应恰好选择 {self.open_seats} 个。")
        return admitted

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("裁定日期不能晚于今天。")
        return day


def _told(seat: Seat) -> str:
    """A person with the unit; a unit by its name alone."""
    return f"{seat.name}（{seat.unit_name}）" if seat.individual else seat.name
