from typing import Any, TypeVar

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import Model, QuerySet

from cadres.access.models import WITH_PERSON, WITH_UNIT, Role
from cadres.accounts.keeping import NAME_TAKEN
from cadres.accounts.models import LONGEST_NAME, User
from cadres.administrators.seeing import KINDS, OF_A_PERSON, OF_A_UNIT
from cadres.people.models import Person
from cadres.units.models import Unit

Row = TypeVar("Row", bound=Model)
_REASON_HELP = "写明依据，如任免文件、工作分工。理由记入操作留痕。"


class NewAccount(forms.Form):
    """Who the account is for. No password: the program makes one."""

    username = forms.CharField(
        label="账号",
        max_length=60,
        validators=[UnicodeUsernameValidator()],
        help_text="登录时输入的名称，开设后不能修改。",
    )
    display_name = forms.CharField(
        label="姓名", max_length=LONGEST_NAME, help_text="使用人的真实姓名；一人一号，不得共用。"
    )

    def clean_username(self) -> str:
        """Names are unique over all counties, whatever the case of their letters, and stand as sign-in reads them."""
        name: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(NAME_TAKEN)
        return name


class Version(forms.Form):
    """Which saving of the account the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", max_length=300, help_text=_REASON_HELP)


class AccountFacts(Version):
    """What the system administrator may change of an account."""

    display_name = forms.CharField(label="姓名", max_length=LONGEST_NAME)
    active = forms.BooleanField(label="在用（取消后立即不能登录，接口令牌失效）", required=False)
    field_order = ("version", "display_name", "active", "reason")


class Wish(forms.Form):
    """A role to be given, with the unit or person that bounds it, named by code or by full name."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    bound = forms.CharField(
        label="单位或干部",
        required=False,
        max_length=80,
        help_text="监测单位、单位负责人、单位经办人填单位代码或名称；科级干部填干部编号或姓名；其他角色留空。",
    )
    reason = forms.CharField(label="理由", max_length=300, help_text=_REASON_HELP)

    def __init__(self, county: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county

    def clean(self) -> dict[str, Any]:
        """The unit or person as the role needs it, under `unit` and `person`."""
        found = super().clean() or {}
        role, words = found.get("role"), found.get("bound", "").strip()
        found |= {"unit": None, "person": None}
        if role in WITH_UNIT:
            found["unit"] = self._sought(lambda: unit_called(self.county, words))
        elif role in WITH_PERSON:
            found["person"] = self._sought(lambda: person_called(self.county, words))
        elif role and words:
            self.add_error("bound", "这个角色管全县，请留空。")
        return found

    def _sought(self, seek: Any) -> Any:
        try:
            return seek()
        except NotOne as fault:
            self.add_error("bound", str(fault))
            return None


class Question(forms.Form):
    """Which record: its kind, and whose."""

    kind = forms.ChoiceField(label="记录", choices=[(key, label) for key, (label, _) in KINDS.items()])
    of = forms.CharField(
        label="单位或干部", required=False, max_length=80, help_text="代码、编号或名称；全县的记录留空。"
    )

    def __init__(self, county: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.county = county

    def clean(self) -> dict[str, Any]:
        """The unit or person that the record is of, under `unit` and `person`."""
        found = super().clean() or {}
        kind, words = found.get("kind"), found.get("of", "").strip()
        found |= {"unit": None, "person": None}
        try:
            if kind in OF_A_PERSON:
                found["person"] = person_called(self.county, words)
            elif kind in OF_A_UNIT:
                found["unit"] = unit_called(self.county, words)
        except NotOne as fault:
            self.add_error("of", str(fault))
        return found


class NotOne(ValueError):
    """The words name nobody, or several; the message says what to type instead."""


def unit_called(county: Any, words: str) -> Unit:
    """The one unit of this code, name or short name. Raises NotOne."""
    return _one(Unit.objects.filter(county=county), words, ("code", "name", "short_name"), "单位", "单位代码")


def person_called(county: Any, words: str) -> Person:
    """The one person of this code or name. Raises NotOne."""
    key = "".join(words.split())
    people = Person.objects.filter(county=county)
    return _one(people, key, ("code", "name_key"), "干部", "干部编号")


def _one(rows: QuerySet[Row], words: str, fields: tuple[str, ...], kind: str, code: str) -> Row:
    for field in fields:
        found = list(rows.filter(**{field: words})[:2]) if words else []
        if len(found) == 1:
            return found[0]
        if found:
            raise NotOne(f"名为“{words}”的{kind}不止一个，请填{code}。")
    raise NotOne(f"没有找到{kind}“{words}”，请填{code}或完整的名称。" if words else f"请填{code}或完整的名称。")
