"""What the auditor asks of the trail: who, what, on what, when, from where, and words."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model, Q
from django.utils import timezone

#: Area of acts → its name, and how those acts begin.
AREAS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "account": ("账号与权限", ("account.", "keys.", "data.")),
    "register": ("名册", ("person.", "unit.", "forms.", "register.")),
    "scheme": ("方案", ("scheme.",)),
    "cycle": ("年度", ("cycle.",)),
    "intake": ("导入", ("intake.",)),
    "entry": ("更正", ("entry.", "deduction.")),
    "run": ("测算与裁定", ("run.", "tie.", "job.")),
    "publication": ("公布", ("publication.", "document.")),
    "read": ("查阅", ("read.",)),
    "export": ("导出打印", ("export.", "page.")),
    "trail": ("核验", ("trail.",)),
}
#: Areas that say who came, looked and took away, and nothing of what was assessed.
SECURITY_AREAS = ("account", "read", "export", "trail")
_APPS = ("cadres", "assessment", "outcomes", "reports")


def things() -> list[tuple[str, str]]:
    """What lines are about: a model's label as lines bear it, and its name."""
    ours = (model for app in _APPS for model in apps.get_app_config(app).get_models())
    return sorted(((label_of(model), str(model._meta.verbose_name)) for model in ours), key=lambda one: one[1])


def label_of(model: type[Model]) -> str:
    return model._meta.label_lower


def _day(label: str) -> forms.DateField:
    told = {"invalid": "没有这一天：日期应写作 2026-03-31。"}
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}), error_messages=told
    )


class Search(forms.Form):
    """The question, as the address of the page holds it. Every field may be empty."""

    q = forms.CharField(label="字词", required=False, max_length=40)
    area = forms.ChoiceField(label="类别", required=False, choices=[(key, label) for key, (label, _) in AREAS.items()])
    who = forms.CharField(label="经办人", required=False, max_length=60)
    thing = forms.ChoiceField(label="对象类型", required=False)
    thing_id = forms.CharField(label="对象编号", required=False, max_length=40)
    first = _day("起始日期")
    last = _day("截止日期")
    address = forms.CharField(label="来源地址或请求编号", required=False, max_length=45)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [("", "全部"), *things()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        asked = super().clean() or {}
        if asked.get("first") and asked.get("last") and asked["first"] > asked["last"]:
            self.add_error("last", "截止日期早于起始日期，请改正其中之一。")
        return asked

    def asked(self) -> dict[str, Any]:
        """What was asked for and could be read, by field."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def told(self) -> str:
        """The conditions in words, for who reads what was exported."""
        asked = {name: self._shown(name, value) for name, value in self.asked().items()}
        return "；".join(f"{self.fields[name].label} {value}" for name, value in asked.items()) or "全部"

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


def conditions(asked: Mapping[str, Any]) -> Q:
    """The question as a condition on lines."""
    found = Q()
    for name, value in asked.items():
        found &= _CONDITIONS[name](value)
    return found


def _of_area(area: str) -> Q:
    found = Q()
    for beginning in AREAS[area][1]:
        found |= Q(act__startswith=beginning)
    return found


def of_security() -> Q:
    """The areas that an administrator of the log may see."""
    found = Q()
    for area in SECURITY_AREAS:
        found |= _of_area(area)
    return found


def _midnight(day: date) -> datetime:
    """The beginning of a day, in the office's time."""
    return timezone.make_aware(datetime.combine(day, time.min))


_CONDITIONS: Mapping[str, Any] = {
    "q": lambda words: Q(summary__icontains=words) | Q(reason__icontains=words) | Q(actor_name__icontains=words),
    "area": _of_area,
    "who": lambda name: Q(actor_name__icontains=name) | Q(actor__username=name),
    "thing": lambda label: Q(thing=label),
    "thing_id": lambda number: Q(thing_id=number),
    "first": lambda day: Q(at__gte=_midnight(day)),
    "last": lambda day: Q(at__lt=_midnight(day + timedelta(days=1))),
    "address": lambda text: Q(address=text) | Q(request_id=text),
}
