"""What the register holds of one person, in the words in which that person reads it."""

from collections.abc import Sequence
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

from cadres.people import identity, keys
from cadres.people.dossiers.reading import column
from cadres.people.models import Person

#: Fields of `Person` shown as they stand; names come from the model.
_PLAIN = (
    *(
        "name",
        "ethnicity",
        "birth_month",
        "birth_day",
        "native_place",
        "birthplace",
        "party",
        "party_since",
        "work_since",
    ),
    *(
        "health",
        "profession",
        "expertise",
        "education",
        "degree",
        "school",
        "later_education",
        "later_degree",
        "later_school",
    ),
)
#: What is told in lists of its own, and may be asked to be corrected too.
LISTS = ("任职经历", "分管工作", "职级", "历年考核结果", "处分与组织处理", "曾用名", "照片")
UNREADABLE = "不能解密"


class Item(NamedTuple):
    """One thing on record: its name and how it stands."""

    label: str
    text: str


def items_of(person: Person) -> list[Item]:
    """Everything on record of one value each. The ID number is masked here too: a screen may be seen by others."""
    plain = {name: Item(_label(name), str(getattr(person, name))) for name in _PLAIN}
    first = [plain.pop("name"), Item("性别", person.get_sex_display()), Item("身份证号", masked_number(person))]
    return [*first, *plain.values()]


def subjects() -> Sequence[str]:
    """What a person may ask to be corrected."""
    return ("姓名", "性别", "身份证号", *(_label(name) for name in _PLAIN if name != "name"), *LISTS)


def on_record(person: Person, subject: str) -> str:
    """How the subject stands, to be kept with the request; '' for what is a list."""
    return next((item.text for item in items_of(person) if item.label == subject), "")


def number_of(person: Person) -> str | None:
    """The ID number, None where no key opens it."""
    try:
        return identity.unseal(person.id_cipher, *keys.unsealing())
    except (ValueError, InvalidTag):
        return None


def masked_number(person: Person) -> str:
    """What a page may show of it."""
    number = number_of(person)
    return identity.masked(number) if number else UNREADABLE


def _label(name: str) -> str:
    return str(column(name).verbose_name)
