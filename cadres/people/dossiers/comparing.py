"""How a form stands to the register: the same, telling more, telling otherwise, someone new, or not to be taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cadres.people.dossiers.models import Action
from cadres.people.dossiers.reading import SEXES, Told, column
from cadres.people.models import Person
from cadres.workbooks.texts import name_key, plain

_NOT_TOLD = "未登记"
SEX_WORDS = {code: word for word, code in SEXES.items()}


class Difference(NamedTuple):
    """A field that differs; `before` '' where the register says nothing. `field` is 'grade:2022' for a year's grade."""

    field: str
    label: str
    before: str
    after: str


@dataclass(slots=True)
class Finding:
    """One form and what it means: `person` None for someone new or not to be found."""

    number: int
    told: Told
    person: Person | None
    differences: list[Difference] = field(default_factory=list)

    @property
    def action(self) -> Action:
        if self.told.faults:
            return Action.REFUSED
        if self.person is None:
            return Action.NEW
        if any(difference.before for difference in self.differences):
            return Action.CONFLICT
        return Action.FILLS if self.differences else Action.SAME

    def as_rows(self) -> list[dict[str, str]]:
        """The differences as JSON."""
        return [difference._asdict() for difference in self.differences]

    def statement(self) -> list[Any]:
        """What the look's digest is taken over: any change of the register that matters here changes it."""
        person = self.person.code if self.person else None
        return [self.told.file, self.action, person, self.as_rows(), self.told.faults]


def differences(told: Told, person: Person, grades: dict[int, str]) -> list[Difference]:
    """Where the form tells what the register does not, or otherwise. What the form leaves blank says nothing."""
    return [*_of_fields(told, person), *_of_grades(told, grades)]


def entries(told: Told) -> list[Difference]:
    """All that a form enters of someone new."""
    fields = [Difference(name, called(name), "", value) for name, value in _fields(told).items()]
    sex = [Difference("sex", "性别", "", SEX_WORDS[told.sex])] if told.sex else []
    return [*fields, *sex, *_of_grades(told, {})]


def _fields(told: Told) -> dict[str, str]:
    return told.fields | _born(told)


def _born(told: Told) -> dict[str, str]:
    """Month, and day where the form tells it."""
    birth = told.birth
    month = {"birth_month": birth.dotted()[:7]} if birth and birth.month else {}
    return month | ({"birth_day": f"{birth.day:02}"} if birth and birth.day else {})


def called(name: str) -> str:
    """A field of the register by its Chinese name."""
    return str(column(name).verbose_name)


def _of_fields(told: Told, person: Person) -> Iterator[Difference]:
    for name, value in told.fields.items():
        before = str(getattr(person, name))
        if _key(name, before) != _key(name, value):
            yield Difference(name, called(name), before, value)
    yield from _of_birth(_born(told), person)
    if told.sex and told.sex != person.sex:
        yield Difference("sex", "性别", person.get_sex_display(), SEX_WORDS[told.sex])


def _of_birth(born: dict[str, str], person: Person) -> Iterator[Difference]:
    """Another month brings its day along, or leaves none; a day alone fills what is blank, or differs."""
    month, day = born.get("birth_month", person.birth_month), born.get("birth_day", "")
    if month != person.birth_month:
        yield Difference("birth_month", called("birth_month"), person.birth_month, month)
        if day != person.birth_day:
            yield Difference("birth_day", called("birth_day"), person.birth_day or _NOT_TOLD, day)
    elif day and day != person.birth_day:
        yield Difference("birth_day", called("birth_day"), person.birth_day, day)


def _of_grades(told: Told, grades: dict[int, str]) -> Iterator[Difference]:
    for year, grade in sorted(told.grades.items()):
        before = grades.get(year, "")
        if before.replace("确", "") != grade.replace("确", ""):
            yield Difference(f"grade:{year}", f"{year}年考核等次", before, grade)


def _key(name: str, value: str) -> str:
    """Blanks in a name and the 族 of an ethnic group make no difference."""
    if name == "name":
        return name_key(value)
    return plain(value).removesuffix("族") if name == "ethnicity" else plain(value)
