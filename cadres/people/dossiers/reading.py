"""What a form tells the register: values by the register's fields, and what cannot be taken."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from django.db.models import CharField

from cadres.people import identity
from cadres.people.lrmx.annual import doubtful, read_results
from cadres.people.lrmx.dates import Partial, read_date, read_membership
from cadres.people.lrmx.elements import DATES, ELEMENTS
from cadres.people.lrmx.forms import Form, read_form
from cadres.people.lrmx.photos import read_photo
from cadres.people.lrmx.values import NONE
from cadres.people.models import Person
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import plain, storable

#: Field of the register → the element that tells it, where it is taken over word for word.
FIELDS = {
    "name": "XingMing",
    "ethnicity": "MinZu",
    "native_place": "JiGuan",
    "birthplace": "ChuShengDi",
    "health": "JianKangZhuangKuang",
    "profession": "ZhuanYeJiShuZhiWu",
    "expertise": "ShuXiZhuanYeYouHeZhuanChang",
    "education": "QuanRiZhiJiaoYu_XueLi",
    "degree": "QuanRiZhiJiaoYu_XueWei",
    "school": "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "later_education": "ZaiZhiJiaoYu_XueLi",
    "later_degree": "ZaiZhiJiaoYu_XueWei",
    "later_school": "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
}
_MOST_OF_RESULTS = 2_000
SEXES = {"男": "1", "女": "2"}
_CURE = "请在任免审批表编辑器中改正“{label}”，保存后重新上传。"


@dataclass(slots=True)
class Told:
    """A form's word: `fields` by the register's names, blank ones left out; grades by year; what a person must read."""

    file: str
    content: bytes = b""
    id_number: str = ""
    sex: str = ""
    birth: Partial | None = None
    fields: dict[str, str] = field(default_factory=dict)
    grades: dict[int, str] = field(default_factory=dict)
    has_photo: bool = False
    faults: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.fields.get("name", "")

    def fault(self, what: str, cure: str) -> None:
        """Note what cannot be taken."""
        self.faults.append({"what": storable(what), "cure": storable(cure)})


def told_by(file: str, content: Callable[[], bytes]) -> Told:
    """Read one form as far as it can be read; every fault is noted, none stops the others."""
    told = Told(file)
    try:
        told.content = content()
        form = read_form(told.content)
    except Unreadable as fault:
        told.fault(fault.what, fault.cure)
        return told
    for read in (_read_words, _read_number, _read_sex, _read_dates, _read_party, _read_grades, _read_photo):
        read(form, told)
    return told


def column(name: str) -> "CharField[str, str]":
    """A field of the register: what it is called, how much it holds."""
    return cast("CharField[str, str]", Person._meta.get_field(name))


def _label(element: str) -> str:
    return ELEMENTS[element]


def _read_words(form: Form, told: Told) -> None:
    for name, element in FIELDS.items():
        _put(told, name, form.value(element), _label(element))
    if not told.name:
        told.fault("没有姓名", _CURE.format(label="姓名"))
    if strange := form.strange():
        told.notes.append(storable(f"有 {len(strange)} 个通行格式以外的栏目，原样保存：{'、'.join(strange[:5])}"[:200]))


def _put(told: Told, name: str, value: str, label: str) -> None:
    """A value in one line; one that is longer than the register holds is a fault, never cut."""
    words = storable(" ".join(value.split("\n")).strip())
    most = column(name).max_length or 0
    if len(words) > most:
        told.fault(f"“{label}”有 {len(words)} 字，超过 {most} 字", _CURE.format(label=label))
    elif words not in NONE:
        told.fields[name] = words


def _read_number(form: Form, told: Told) -> None:
    number = plain(form.value("ShenFenZheng")).upper()
    if number and (fault := identity.fault_of(number)):
        told.fault(fault, _CURE.format(label="身份证号"))
    else:
        told.id_number = number


def _read_sex(form: Form, told: Told) -> None:
    word = form.value("XingBie").removesuffix("性")
    if word and word not in SEXES:
        told.fault(f"性别“{word[:10]}”无法识别", _CURE.format(label="性别"))
    told.sex = SEXES.get(word, "")
    by_number = _sex_of(told.id_number)
    if told.sex and by_number and told.sex != by_number:
        told.fault("性别与身份证号不符", "请核对性别和身份证号，改正后重新上传。")
    told.sex = told.sex or by_number


def _sex_of(id_number: str) -> str:
    return ("1" if int(id_number[16]) % 2 else "2") if id_number else ""


def _read_dates(form: Form, told: Told) -> None:
    for element in DATES:
        try:
            found = read_date(form.value(element))
        except Unreadable as fault:
            told.fault(f"{_label(element)}{fault.what}", fault.cure)
            continue
        if element == "ChuShengNianYue":
            _note_birth(told, found)
        if element == "CanJiaGongZuoShiJian" and found:
            told.fields["work_since"] = found.dotted()


def _note_birth(told: Told, birth: Partial | None) -> None:
    """The files' birth counts; that of the number is another's word, and a person is told where they differ."""
    number = told.id_number
    by_number = Partial(int(number[6:10]), int(number[10:12]), int(number[12:14])) if number else None
    if birth and by_number and not birth.agrees(by_number):
        length = len("1980.03.15") if birth[:2] == by_number[:2] else len("1980.03")
        written, other = birth.dotted()[:length], by_number.dotted()[:length]
        told.notes.append(f"出生年月 {written} 与身份证号中的 {other} 不一致，按任免审批表")
    told.birth = birth or by_number


def _read_party(form: Form, told: Told) -> None:
    """入党时间 holds a date, other parties' names, or both; 政治面貌 at the root is one tool's addition."""
    try:
        since, parties = read_membership(form.value("RuDangShiJian"))
    except Unreadable as fault:
        told.fault(f"入党时间{fault.what}", fault.cure)
        return
    if since:
        told.fields["party_since"] = since.dotted()
    implied = "、".join(filter(None, ("中共党员" if since else "", parties)))
    _put(told, "party", form.value("ZhengZhiMianMao") or implied, "政治面貌")


def _read_grades(form: Form, told: Told) -> None:
    words = form.value("NianDuKaoHeJieGuo")
    if len(words) > _MOST_OF_RESULTS:
        what = f"“{_label('NianDuKaoHeJieGuo')}”有 {len(words)} 字，超过 {_MOST_OF_RESULTS} 字"
        told.fault(what, _CURE.format(label=_label("NianDuKaoHeJieGuo")))
        return
    told.grades = read_results(words)
    told.notes += [storable(f"年度考核结果未写明年度，未计入：{clause}"[:200]) for clause in doubtful(words)[:10]]


def _read_photo(form: Form, told: Told) -> None:
    try:
        told.has_photo = read_photo(form.value("ZhaoPian")) is not None
    except Unreadable as fault:
        told.fault(fault.what, fault.cure)
