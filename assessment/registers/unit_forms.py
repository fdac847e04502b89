from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from cadres.units.acts import ADJUSTABLE, Ground
from cadres.units.models import Kind, Unit
from cadres.versions import Versioned
from cadres.workbooks.texts import code_key, plain

_DAY = {"required": "请填写日期。", "invalid": "没有这一天：日期应写作 2026-03-31。"}


class Act(Versioned):
    """What every act has: a day, a paper, a reason, and which state of the unit its writer has read."""

    on = forms.DateField(label="生效时间", widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY)
    paper = forms.CharField(label="依据文号", max_length=80)
    reason = forms.CharField(label="事由", max_length=200)

    def __init__(self, unit: Unit, categories: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": unit.version, **self.present(unit), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["on"].widget.attrs["max"] = f"{timezone.localdate():%Y-%m-%d}"
        self.prepare(unit, categories)

    def present(self, unit: Unit) -> dict[str, Any]:
        """What stands in the fields before anybody writes."""
        return {}

    def prepare(self, unit: Unit, categories: Mapping[str, str]) -> None:
        """What the fields offer."""

    @property
    def ground(self) -> Ground:
        """Day, paper and reason of a form that is valid."""
        return Ground(self.cleaned_data["on"], self.cleaned_data["paper"], self.cleaned_data["reason"])


class Named(Act):
    """A name."""

    name = forms.CharField(label="单位名称", max_length=80)
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    field_order = ("version", "name", "short_name", "on", "paper", "reason")

    def clean_name(self) -> str:
        """As sheets write it: no blanks, no full-width letters."""
        return plain(self.cleaned_data["name"])


class Renamed(Named):
    """Another name than before; the present one stands in the field of a correction only."""


class Corrected(Named):
    """The present name as it should have been written."""

    def present(self, unit: Unit) -> dict[str, Any]:
        """The name to be corrected."""
        return {"name": unit.name, "short_name": unit.short_name}


class Merged(Act):
    """Into which unit."""

    into = forms.ModelChoiceField(Unit.objects.none(), label="并入单位", empty_label="请选择")
    carries = forms.BooleanField(label="在任人员一并转入，职务类别不变", required=False, initial=True)
    field_order = ("version", "into", "carries", "on", "paper", "reason")

    def prepare(self, unit: Unit, categories: Mapping[str, str]) -> None:
        """The other units that stand."""
        self.fields["into"].queryset = _others(unit)  # type: ignore[attr-defined]


class Split(Act):
    """Into which units."""

    successors = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="承继单位", help_text="请先登记新设的单位。按住 Ctrl 键可选多个。"
    )
    ends = forms.BooleanField(label="本单位同时撤销", required=False)
    field_order = ("version", "successors", "ends", "on", "paper", "reason")

    def prepare(self, unit: Unit, categories: Mapping[str, str]) -> None:
        """The other units that stand."""
        self.fields["successors"].queryset = _others(unit)  # type: ignore[attr-defined]


class Adjusted(Act):
    """Establishment, posts, group and place."""

    kind = forms.ChoiceField(label="单位性质", required=False, choices=[("", "未定"), *Kind.choices])
    category = forms.ChoiceField(label="单位类别", required=False)
    parent = forms.ModelChoiceField(Unit.objects.none(), label="上级单位", required=False, empty_label="无")
    establishment = forms.IntegerField(label="编制数", required=False, min_value=0, max_value=99_999)
    principal_posts = forms.IntegerField(label="正职职数", required=False, min_value=0, max_value=99)
    deputy_posts = forms.IntegerField(label="副职职数", required=False, min_value=0, max_value=99)
    protocol_order = forms.IntegerField(label="排序", min_value=1, max_value=99_999)
    founded_on = forms.DateField(
        label="成立时间", required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=_DAY
    )
    field_order = ("version", *ADJUSTABLE, "on", "paper", "reason")

    def present(self, unit: Unit) -> dict[str, Any]:
        """What it is now."""
        return {name: getattr(unit, name) for name in ADJUSTABLE}

    def prepare(self, unit: Unit, categories: Mapping[str, str]) -> None:
        """The scheme's categories, with the unit's own where the scheme has none such."""
        self.remember(ADJUSTABLE)
        self.fields["category"].choices = _choices(unit.category, categories)  # type: ignore[attr-defined]
        self.fields["parent"].queryset = _others(unit)  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """The fields that its writer changed."""
        return self.written(ADJUSTABLE)


class Founded(Act):
    """A new unit."""

    code = forms.CharField(label="单位代码", max_length=20)
    name = forms.CharField(label="单位名称", max_length=80)
    short_name = forms.CharField(label="简称", max_length=40, required=False)
    category = forms.ChoiceField(label="单位类别", required=False)
    kind = forms.ChoiceField(label="单位性质", required=False, choices=[("", "未定"), *Kind.choices])
    protocol_order = forms.IntegerField(label="排序", min_value=1, max_value=99_999)
    field_order = (
        "version",
        "code",
        "name",
        "short_name",
        "category",
        "kind",
        "protocol_order",
        "on",
        "paper",
        "reason",
    )

    def prepare(self, unit: Unit, categories: Mapping[str, str]) -> None:
        """The scheme's categories."""
        self.fields["on"].label = "成立时间"
        self.fields["category"].choices = _choices("", categories)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """As sheets write it."""
        return code_key(self.cleaned_data["code"])

    def clean_name(self) -> str:
        """As sheets write it."""
        return plain(self.cleaned_data["name"])

    def as_unit(self) -> Unit:
        """The unit, not saved."""
        fields = ("code", "name", "short_name", "category", "kind", "protocol_order")
        return Unit(**{name: self.cleaned_data[name] for name in fields})


def _others(unit: Unit) -> Any:
    return Unit.objects.filter(county=unit.county_id, abolished_on=None).exclude(pk=unit.pk)


def _choices(present: str, categories: Mapping[str, str]) -> list[tuple[str, str]]:
    known = dict(categories)
    if present and present not in known:
        known[present] = present
    return list(known.items()) or [("", "采用方案后归类")]
