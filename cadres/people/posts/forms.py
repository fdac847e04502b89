from typing import Any

from django import forms
from django.utils import timezone

from cadres.people.models import Leaving, Manner, Person, Post, PostLevel
from cadres.people.posts.selectors import held_on
from cadres.units.models import Unit
from cadres.versions import Versioned

_DAY = {"required": "请填写日期。", "invalid": "没有这一天：日期应写作 2026-03-31。"}


class _Act(Versioned):
    """What every act has: a day and a paper."""

    on = forms.DateField(label="时间", widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY)
    paper = forms.CharField(label="依据文号", max_length=80, help_text="任免文件的文号，记入操作留痕。")

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"version": person.version}, **kwargs})
        self.person = person
        self.fields["on"].widget.attrs["max"] = f"{timezone.localdate():%Y-%m-%d}"


class Appointment(_Act):
    """A post to take up."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="请选择")
    title = forms.CharField(label="职务", max_length=80)
    post_level = forms.ChoiceField(label="类别", choices=PostLevel.choices)
    manner = forms.ChoiceField(label="方式", choices=Manner.choices)
    transfer = forms.BooleanField(label="转任：原主职到前一天为止", required=False)
    field_order = ("unit", "title", "post_level", "manner", "transfer", "on", "paper")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Unit.objects.filter(county=self.person.county, abolished_on=None)
        self.fields["unit"].queryset = standing  # type: ignore[attr-defined]
        self.fields["on"].label = "任职时间"

    def clean(self) -> dict[str, Any]:
        """Only a main post is moved from and to."""
        asked = super().clean() or {}
        if asked.get("transfer") and asked.get("manner") != Manner.MAIN:
            self.add_error("manner", "转任的是主职；兼任、主持、挂职请不勾选转任。")
        return asked


class Departure(_Act):
    """A post to leave."""

    post = forms.ModelChoiceField(Post.objects.none(), label="职务", empty_label=None)
    how = forms.ChoiceField(label="方式", choices=[one for one in Leaving.choices if one[0] != Leaving.TRANSFERRED])
    field_order = ("post", "how", "on", "paper")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = held_on().filter(person=self.person, last_on=None).select_related("unit")
        self.fields["post"].queryset = standing  # type: ignore[attr-defined]
        self.fields["on"].label = "任至"
        self.fields["on"].help_text = "在这个职务上的最后一天。"
