"""A row about a person, held against the people on record: who it is, what differs, and what it says of posts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from cadres.imports.career import Career
from cadres.imports.findings import Difference, Finding
from cadres.imports.known import Known
from cadres.imports.layouts import PersonLine
from cadres.imports.ranks import standing
from cadres.imports.reading import Read
from cadres.imports.unit_rows import Units
from cadres.imports.values import Birth
from cadres.people.identity import masked
from cadres.people.models import Manner, Person
from cadres.workbooks.texts import name_key

_ASK = "请填写身份证号或干部编号加以区分。"
#: Field of the register → field of a row, where they hold the same.
TAKEN = {
    one: one
    for one in (
        *("ethnicity", "native_place", "birthplace", "party", "work_since", "health", "profession", "expertise"),
        *("education", "degree", "school", "later_education", "later_degree", "later_school"),
    )
}
_LABELS = {
    field.name: str(field.verbose_name) for field in Person._meta.concrete_fields if hasattr(field, "verbose_name")
}
_SEX_WORDS = {"1": "男", "2": "女"}


class People:
    """Holds rows against the register; who came up already is remembered, by as little as tells people apart."""

    def __init__(self, county: Any, units: Units, today: date) -> None:
        self.county, self.units, self.today = county, units, today
        self.found: set[int] = set()
        self._seen: dict[int | str, int] = {}
        self._alike: dict[int, int] = {}

    def finding(self, number: int, read: Read, row: PersonLine, known: Known) -> Finding:
        """What the row means."""
        found = Finding(number, read, row.name or "", row.unit or "")
        if row.id_number:
            found.number_shown, found.index = masked(row.id_number), known.index[row.id_number]
        self._agrees(read, row, found)
        person = self._person(read, row, known, found)
        if person:
            found.thing, found.version, found.code = person.pk, person.version, person.code
        if not read.faults:
            self._once(row, person, found)
        career = Career(self.units, self.today, found, row)
        if person:
            found.differences = list(differences(row, person, known.names[person.pk])) if found.joins is None else []
            career.go_on(known.posts[person.pk])
        else:
            self._someone_new(row, found, career)
        standing(found, row, known.ranks[person.pk] if person else [], self.today)
        return found

    def _agrees(self, read: Read, row: PersonLine, found: Finding) -> None:
        """The ID number names sex and birth, too: sex must agree; what differs in birth is settled from the file."""
        number = row.id_number
        if number is None:
            return
        if row.sex and row.sex != sex_of(number):
            read.fault("sex", "性别与身份证号不一致", "请对照身份证原件核对。")
        written, born = birth_of(number), birth_told(row)
        if born and born.month != written.month:
            found.ask(f"出生年月 {born.month} 与身份证号中的 {written.month} 不一致，写入时按表中的出生年月")
        elif born and born.day not in ("", written.day):
            told = ".".join(born), ".".join(written)
            found.ask(f"出生日期 {told[0]} 与身份证号中的 {told[1]} 不一致，写入时按表中的出生日期")
        if number.endswith("000"):
            found.ask("身份证号末三位是000，可能已被表格软件改掉，请对照原件")

    def _person(self, read: Read, row: PersonLine, known: Known, found: Finding) -> Person | None:
        by_code = known.by_code.get(row.code) if row.code else None
        if row.code and by_code is None:
            read.fault("code", f"名册中没有干部编号 {row.code}", "新增的人不填干部编号，由系统编排；写错的请改正。")
            return None
        by_number = known.by_number.get(row.id_number) if row.id_number else None
        if by_code and row.id_number and by_code is not by_number and (by_number is None or by_number.pk != by_code.pk):
            what = f"身份证号与名册中编号 {row.code} 的“{by_code.name}”不同"
            read.fault("id_number", what, "请对照身份证原件核对身份证号和干部编号。")
            return None
        person = by_code or by_number
        if person and row.id_number in known.once:
            found.ask(f"身份证号是名册中 {person.name}（{person.code}）原来的号码，名册不改")
        if person and row.name and name_key(row.name) in known.names[person.pk]:
            found.notes.append(f"“{row.name}”是{person.name}的曾用名，名册不改")
        elif person and row.name and person.name_key != name_key(row.name):
            found.ask(
                f"身份证号或编号对应名册中的“{person.name}”，表中姓名是“{row.name}”：改名的写入新名，填错的请改正"
            )
        if person or row.id_number or not row.name:
            return person
        return self._namesake(read, row, known, found)

    def _namesake(self, read: Read, row: PersonLine, known: Known, found: Finding) -> Person | None:
        """Who it is by name, month of birth and unit, where the row has no number: one person, or nobody is chosen."""
        alike = known.by_name.get(name_key(row.name or ""), [])
        if row.birth:
            alike = [person for person in alike if person.birth_month == row.birth.month]
        if len(alike) > 1 and row.unit:
            alike = [person for person in alike if self._in_unit(known, person, row.unit)]
        if len(alike) == 1:
            by = "姓名和出生年月" if row.birth else "姓名"
            told = f"表中没有身份证号，按{by}对应名册中的 {alike[0].name}（{alike[0].code}）"
            found.notes.append(told) if row.birth else found.ask(told)
            return alike[0]
        if alike:
            told = "、".join(person.code for person in alike[:5])
            read.fault("name", f"名册中有 {len(alike)} 个“{row.name}”（编号 {told}），分不清是哪一个", _ASK)
        else:
            read.fault("id_number", f"名册中没有这位“{row.name}”，新增的人必须有身份证号", "请填写身份证号。")
        return None

    def _in_unit(self, known: Known, person: Person, name: str) -> bool:
        unit = self.units.named(name)
        return unit is not None and any(post.unit_id == unit.pk and not post.last_on for post in known.posts[person.pk])

    def _once(self, row: PersonLine, person: Person | None, found: Finding) -> None:
        """A second row of somebody tells of another post of his, or is a mistake."""
        if person:
            self.found.add(person.pk)
        key = person.pk if person else row.id_number
        first = self._seen.setdefault(key, found.number) if key else found.number
        if first == found.number:
            return
        if row.manner in (None, Manner.MAIN):
            what = f"与序号 {first} 的一行是同一人"
            found.read.fault("id_number", what, "每人一行主职；兼任、挂职、主持工作的另起一行，并填写任职方式。")
        else:
            found.joins = first

    def _someone_new(self, row: PersonLine, found: Finding, career: Career) -> None:
        if found.joins is None:
            career.begin()
        else:
            career.stand_beside()

    def doubts(self, row: PersonLine, found: Finding, known: Known) -> None:
        """Of someone new: ask about those who may be the same, on record or in the rosters themselves."""
        if found.thing is not None or found.joins is not None or found.read.faults or not row.id_number:
            return
        birth = (row.birth or birth_of(row.id_number)).month
        same = [one for one in known.by_name.get(name_key(row.name or ""), []) if one.birth_month == birth]
        if same:
            told = "、".join(f"{person.name}（{person.code}）" for person in same[:3])
            found.ask(f"名册中已有同名同出生年月的 {told}，身份证号不同：同一人请核对号码，确是两人再写入")
        key = hash((name_key(row.name or ""), birth, found.unit.code if found.unit else ""))
        first = self._alike.setdefault(key, found.number)
        if first != found.number:
            found.ask(f"与序号 {first} 的一行同单位、同名、同出生年月，身份证号不同：请核对是否同一人")


def differences(row: PersonLine, person: Person, former: set[str]) -> Iterator[Difference]:
    """Where the row tells what the register does not, or otherwise. What it leaves blank says nothing, nor does a
    `former` name.
    """
    if row.name and name_key(row.name) not in {person.name_key, *former}:
        yield Difference("name", "姓名", person.name, row.name)
    told = told_by(row)
    if told.get("birth_month", person.birth_month) != person.birth_month:
        told.setdefault("birth_day", "")  # that of another month
    for field, after in told.items():
        if (after or field == "birth_day") and (before := str(getattr(person, field))) != after:
            yield Difference(field, _LABELS[field], before, after)


def entries(row: PersonLine) -> Iterator[Difference]:
    """All that a row enters of someone new."""
    number = row.id_number or ""
    yield Difference("sex", "性别", "", _SEX_WORDS[row.sex or sex_of(number)] if number or row.sex else "")
    told = told_by(row)
    if number and "birth_month" not in told:
        told["birth_month"], told["birth_day"] = birth_of(number)
    for field, after in told.items():
        if after:
            yield Difference(field, _LABELS[field], "", after)


def told_by(row: PersonLine) -> dict[str, str]:
    """The row's word by the register's fields, blank ones left out."""
    told = {field: value for field, key in TAKEN.items() if (value := getattr(row, key))}
    if born := birth_told(row):
        told |= {"birth_month": born.month} | ({"birth_day": born.day} if born.day else {})
    if row.member:
        told |= {"party_since": row.member.since} if row.member.since else {}
        implied = "、".join(filter(None, ("中共党员" if row.member.since else "", row.member.parties)))
        told.setdefault("party", implied)
    return told


def sex_of(number: str) -> str:
    return "1" if int(number[16]) % 2 else "2"


def birth_of(number: str) -> Birth:
    """The day of birth in an ID number."""
    return Birth(f"{number[6:10]}.{number[10:12]}", number[12:14])


def birth_told(row: PersonLine) -> Birth | None:
    """What the row tells of birth. A first of the month is what programs make of a month that stands without a day: it
    counts as a day only where the ID number says the same.
    """
    born = row.birth
    if born and born.day == "01" and not (row.id_number and birth_of(row.id_number) == born):
        return born._replace(day="")
    return born
