from calendar import monthrange
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from cadres.people import identity
from cadres.people.lrmx.annual import GRADES
from cadres.people.models import Person
from cadres.people.posts.selectors import held_on
from cadres.people.records.models import RANKS, Sanction
from cadres.people.records.selectors import sanctions_seen_by
from cadres.people.records.services import FACTS, MONTHS, Decision
from cadres.people.services import Known
from cadres.versions import Versioned
from cadres.workbooks.texts import plain

_DAY = {"required": "请填写日期。", "invalid": "没有这一天：日期应写作 2026-03-31。"}
_MONTH = r"(19|20)\d{2}\.(0[1-9]|1[0-2])"
_DAY_OF_MONTH = r"0[1-9]|[12]\d|3[01]"
_MONTHS_ONLY = {"invalid": "年月应写作 1975.01。"}


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "max": "9999-12-31"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages=_DAY)


class Change(Versioned):
    """What every change has: which state of the record its writer has read."""

    def __init__(self, person: Person, user: Any, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": person.version, **self.present(person), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.person, self.user = person, user
        self.prepare()

    def present(self, person: Person) -> dict[str, Any]:
        """What stands in the fields before anybody writes."""
        return {}

    def prepare(self) -> None:
        """What the fields offer."""


class Facts(Change):
    """Facts as they stand."""

    name = forms.CharField(label="姓名", max_length=60, help_text="只更正误写；改名请登记改名。")
    sex = forms.ChoiceField(label="性别", choices=[("1", "男"), ("2", "女")])
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    birth_month = forms.RegexField(_MONTH, label="出生年月", max_length=7, error_messages=_MONTHS_ONLY)
    birth_day = forms.RegexField(
        _DAY_OF_MONTH,
        label="出生日",
        max_length=2,
        required=False,
        error_messages={"invalid": "日应写作 05。"},
        help_text="材料只写到月的留空。",
    )
    native_place = forms.CharField(label="籍贯", max_length=60, required=False)
    birthplace = forms.CharField(label="出生地", max_length=60, required=False)
    party = forms.CharField(label="政治面貌", max_length=60, required=False)
    party_since = forms.CharField(label="入党时间", max_length=10, required=False)
    work_since = forms.CharField(label="参加工作时间", max_length=10, required=False)
    health = forms.CharField(label="健康状况", max_length=60, required=False)
    profession = forms.CharField(label="专业技术职务", max_length=200, required=False)
    expertise = forms.CharField(label="熟悉专业有何专长", max_length=200, required=False)
    education = forms.CharField(label="全日制学历", max_length=60, required=False)
    degree = forms.CharField(label="全日制学位", max_length=60, required=False)
    school = forms.CharField(label="全日制毕业院校系及专业", max_length=200, required=False)
    later_education = forms.CharField(label="在职学历", max_length=60, required=False)
    later_degree = forms.CharField(label="在职学位", max_length=60, required=False)
    later_school = forms.CharField(label="在职毕业院校系及专业", max_length=200, required=False)
    paper = forms.CharField(label="依据", max_length=80, help_text="如干部档案、户籍证明的名称或文号。")
    reason = forms.CharField(label="事由", max_length=200)

    def present(self, person: Person) -> dict[str, Any]:
        """What is on record."""
        return {name: getattr(person, name) for name in FACTS}

    def prepare(self) -> None:
        """What stood there is said by the page."""
        self.remember(FACTS)

    def clean(self) -> dict[str, Any]:
        """A day that the month has."""
        asked = super().clean()
        month, day = asked.get("birth_month"), asked.get("birth_day")
        if month and day and int(day) > monthrange(int(month[:4]), int(month[5:]))[1]:
            self.add_error("birth_day", f"{month} 没有 {int(day)} 日，请核对。")
        return asked

    def changes(self) -> dict[str, str]:
        """The facts that its writer changed."""
        return self.written(FACTS)


class Renamed(Change):
    """Another name from a day on."""

    name = forms.CharField(label="新姓名", max_length=60)
    on = _day("启用时间")
    paper = forms.CharField(label="依据", max_length=80)
    reason = forms.CharField(label="事由", max_length=200)


class Renumbered(Change):
    """Another ID number from a day on."""

    number = forms.CharField(label="新身份证号", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    on = _day("启用时间")
    paper = forms.CharField(label="依据", max_length=80)
    reason = forms.CharField(label="事由", max_length=200)

    def clean_number(self) -> str:
        """Eighteen characters with a right check digit."""
        return _number(self.cleaned_data["number"])


class Photographed(Change):
    """A picture."""

    photo = forms.FileField(label="照片", help_text="JPEG 或 PNG，5 MB 以内。")
    reason = forms.CharField(label="事由", max_length=200)


class Charged(Change):
    """Duties of a post."""

    post = forms.ModelChoiceField(held_on().none(), label="职务", empty_label=None)
    what = forms.CharField(label="分管工作", max_length=200)
    on = _day("起始时间")
    paper = forms.CharField(label="依据文号", max_length=80)

    def prepare(self) -> None:
        """The posts held today."""
        held = held_on().filter(person=self.person).select_related("unit")
        self.fields["post"].queryset = held  # type: ignore[attr-defined]


class Ranked(Change):
    """A civil-service rank."""

    rank = forms.ChoiceField(label="职级")
    on = _day("起始时间")
    paper = forms.CharField(label="依据文号", max_length=80)

    def prepare(self) -> None:
        """The ranks by their series."""
        series = [(word, [(name, name) for name in names]) for word, names in RANKS.items()]
        self.fields["rank"].choices = [("", "请选择"), *series]  # type: ignore[attr-defined]


class RankEnded(Change):
    """The end of a rank after which there is none."""

    last_on = _day("任至")
    paper = forms.CharField(label="依据文号", max_length=80)


class RankWithdrawn(Change):
    """A rank that was entered by mistake."""

    reason = forms.CharField(label="事由", max_length=200, help_text="删去最近登记的一项，之前的职级恢复为现任。")


class Imposed(Change):
    """A sanction."""

    kind = forms.ChoiceField(label="种类", choices=Sanction.Kind.choices)
    first_on = _day("决定时间")
    last_on = _day("影响期止", required=False)
    authority = forms.CharField(label="决定机关", max_length=80)
    document = forms.CharField(label="决定文号", max_length=80)
    reason = forms.CharField(label="事由", max_length=200)

    def prepare(self) -> None:
        """Which ends need not be told."""
        names = dict(Sanction.Kind.choices)
        told = "、".join(f"{names[kind]} {months} 个月" for kind, months in MONTHS.items())
        self.fields["last_on"].help_text = f"留空时按规定期限推算：{told}；其余以决定为准，须填写。"

    def decision(self) -> Decision:
        """What the paper tells."""
        asked = self.cleaned_data
        told = (asked[name] for name in ("kind", "first_on", "last_on", "authority", "document", "reason"))
        return Decision(*told)


class Lifted(Change):
    """A sanction that ends early."""

    sanction = forms.ModelChoiceField(Sanction.objects.none(), label="处分", empty_label=None)
    on = _day("解除时间")
    paper = forms.CharField(label="解除文号", max_length=80)

    def prepare(self) -> None:
        """Those that were not lifted."""
        standing = sanctions_seen_by(self.user, self.person).filter(lifted_on=None)
        self.fields["sanction"].queryset = standing  # type: ignore[attr-defined]


class Graded(Change):
    """A grade of an earlier year."""

    year = forms.IntegerField(label="年度", min_value=1993)
    grade = forms.ChoiceField(label="等次", choices=[(grade, grade) for grade in GRADES])
    source = forms.CharField(label="依据", max_length=200)


class Newcomer(forms.Form):
    """Someone new."""

    name = forms.CharField(label="姓名", max_length=60)
    id_number = forms.CharField(label="身份证号", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    reason = forms.CharField(label="事由", max_length=200)
    field_order: Sequence[str] = ("name", "id_number", "ethnicity", "reason")

    def clean_id_number(self) -> str:
        """Eighteen characters with a right check digit."""
        return _number(self.cleaned_data["id_number"])

    def known(self) -> Known:
        """Sex and birth are those of the number."""
        asked = self.cleaned_data
        number = asked["id_number"]
        sex = "1" if int(number[16]) % 2 else "2"
        born = f"{number[6:10]}.{number[10:12]}", number[12:14]
        return Known(number, asked["name"].strip(), sex, asked["ethnicity"], *born)


def _number(text: str) -> str:
    number = plain(text).upper().lstrip("'")
    if fault := identity.fault_of(number):
        raise forms.ValidationError(f"{fault}，请核对。")
    if int(number[6:10]) > timezone.localdate().year:
        raise forms.ValidationError("身份证号中的出生日期晚于今天，请核对。")
    return number
