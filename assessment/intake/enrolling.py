"""Who and what a data book is about, as units of the register and seats of the cycle."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from assessment.cycles.models import UNIT, Cycle, Seat
from assessment.cycles.seating import seat
from assessment.intake.models import Intake
from cadres.people.models import Person
from cadres.units import services as units
from cadres.units.models import Unit
from cadres.units.selectors import by_any_name, called_on, names_ever
from cadres.workbooks.faults import Faults
from cadres.workbooks.texts import name_key
from scoring.language.scheme import Scheme
from scoring.model.sheet import Key, Subject
from scoring.tables.forms import SUBJECTS, TITLE
from scoring.tables.gather import Facts

_LONGEST = {"代码": 20, "名称": 80, TITLE: 80}


def check(cycle: Cycle, facts: Facts, faults: Faults) -> None:
    """Note what cannot be seated: names that are too long, twice there, or another's than before."""
    _check_units(cycle, facts, faults)
    seated = _seated(cycle)
    for subject in facts.sheet.subjects:
        name = _name(facts, subject.key)
        for word, text in (("代码", subject.key.code), ("名称", name), (TITLE, _title(subject))):
            if len(text) > _LONGEST[word]:
                faults.add("", SUBJECTS, "", f"“{text[:20]}…”的{word}超过 {_LONGEST[word]} 个字", "请缩短。")
        if subject.key in seated:
            _check_same(subject, name, seated[subject.key], faults)


class _Seated(NamedTuple):
    """Who a code has been in the year's books so far: name and unit, '' where none of them has told it."""

    name: str
    unit: str


def _seated(cycle: Cycle) -> dict[Key, _Seated]:
    """By kind and code, over all books of the year. Only a person's unit is his own."""
    rows = Seat.objects.filter(cycle=cycle).order_by("pk")
    found: dict[Key, _Seated] = {}
    for kind, code, name, unit, individual in rows.values_list("kind", "code", "name", "unit__code", "individual"):
        known = found.get(Key(kind, code), _Seated("", ""))
        told = "" if name == code else name
        found[Key(kind, code)] = _Seated(known.name or told, known.unit or (unit or "") * individual)
    return found


def _check_same(subject: Subject, name: str, before: _Seated, faults: Faults) -> None:
    """A code is one somebody's for the year, in one unit: whose unit changes hands changes who may read of him."""
    code = subject.key.code
    if before.name and name not in (code, before.name):
        what = f"代码 {code} 原是“{before.name}”，现写“{name}”"
        faults.add("", SUBJECTS, "", what, "代码不能改指他人他物，请另给代码；只是名称写错的，请保留原来的写法。")
    if before.unit and subject.unit != before.unit:
        what = f"“{name}”（{code}）的单位原是 {before.unit}，现写 {subject.unit or '（空）'}"
        faults.add("", SUBJECTS, "", what, "单位决定谁能看到得分，不能在原代码上改；请给新代码，并删去原代码的各行。")


def _check_units(cycle: Cycle, facts: Facts, faults: Faults) -> None:
    """A unit has one code and no name that it has not borne; one that was entered without a name takes the book's."""
    held = {name: unit.code for name, unit in by_any_name(cycle.county_id).items()}
    named = {unit.code: unit for unit in Unit.objects.filter(county=cycle.county_id) if not unit.unnamed}
    borne = {(row.unit_id, row.name) for row in names_ever(unit.pk for unit in named.values())}
    for subject in facts.sheet.subjects:
        name, code = _name(facts, subject.key), subject.key.code
        if subject.key.kind != UNIT or name == code:
            continue
        if code in named and (named[code].pk, name) not in borne:
            what = f"代码 {code} 在单位名册中是“{named[code].name}”，现写“{name}”"
            faults.add("", SUBJECTS, "", what, "请核对代码；单位更名的，请先在单位名册中登记更名。")
        elif code not in named and held.setdefault(name, code) != code:
            what = f"单位“{name}”的代码是 {held[name]}，现写 {code}"
            faults.add("", SUBJECTS, "", what, "一个单位只能有一个代码，请核对。")


def enrol(intake: Intake, scheme: Scheme, facts: Facts) -> None:
    """Enter units that the register lacks and seat everybody of the book, in the caller's transaction.

    Units that are there stay as they are, but for a name that they lack: a book tells less of them than the register.
    """
    cycle = intake.cycle
    held = {unit.code: unit for unit in Unit.objects.filter(county=cycle.county_id)}
    told = {one.code: one for one in _units(facts)}
    entered = held | units.register(cycle.county, [one for code, one in told.items() if code not in held])
    for code, unit in held.items():
        if unit.unnamed and code in told and not told[code].unnamed:
            units.first_name(unit, told[code].name)
    seat(cycle, intake, _Seating(cycle, scheme, facts, entered).all())


def _units(facts: Facts) -> Iterator[Unit]:
    subjects = [one for one in facts.sheet.subjects if one.key.kind == UNIT]
    for order, subject in enumerate(subjects, 1):
        yield Unit(code=subject.key.code, name=_name(facts, subject.key), category=subject.group, protocol_order=order)


class _Seating:
    """Everybody's seat, in the order of the scheme's kinds and of the book."""

    def __init__(self, cycle: Cycle, scheme: Scheme, facts: Facts, entered: Mapping[str, Unit]) -> None:
        self.cycle, self.facts, self.units = cycle, facts, entered
        self.called = called_on(entered.values(), cycle.last_on)
        self.known = _seated(cycle)
        self.categories = {one.key.code: one.group for one in facts.sheet.subjects if one.key.kind == UNIT}
        order = {kind: place for place, kind in enumerate(scheme.subjects)}
        self.subjects = sorted(facts.sheet.subjects, key=lambda one: order[one.key.kind])
        self.people_of = {kind.key: kind.people for kind in scheme.subjects.values()}
        self.people = _people(cycle, [one for one in self.subjects if self.people_of[one.key.kind]])

    def all(self) -> Iterator[Seat]:
        persons: set[str] = set()
        for order, subject in enumerate(self.subjects, 1):
            first = self.people_of[subject.key.kind] and subject.key.code not in persons
            persons |= {subject.key.code} if first else set()
            yield self._seat(order, subject, first)

    def _seat(self, order: int, subject: Subject, listed: bool) -> Seat:
        unit, name = self.units.get(subject.unit), self._name(subject.key)
        person = self.people.get(subject.key.code) if self.people_of[subject.key.kind] else None
        return Seat(
            cycle=self.cycle,
            kind=subject.key.kind,
            individual=self.people_of[subject.key.kind],
            listed=listed,
            code=subject.key.code,
            name=name,
            name_key=name_key(name),
            unit=unit,
            unit_name=self.called[unit.pk].name if unit else "",
            short_name=self.called[unit.pk].short if unit else "",
            person=person if person and person.name_key == name_key(name) else None,
            title=_title(subject),
            peer_group=subject.group,
            category=self.categories.get(subject.unit) or (unit.category if unit else ""),
            first_on=subject.first,
            last_on=subject.last,
            situation=subject.situation,
            protocol_order=order,
        )

    def _name(self, key: Key) -> str:
        """As the book says, else as a book before it did."""
        return self.facts.names.get(key) or (self.known[key].name if key in self.known else "") or key.code


def _people(cycle: Cycle, subjects: Iterable[Subject]) -> dict[str, Person]:
    """People of the register by their codes. Who has a code but another name is somebody else."""
    codes = {one.key.code for one in subjects}
    return {one.code: one for one in Person.objects.filter(county=cycle.county_id, code__in=codes)}


def _name(facts: Facts, key: Key) -> str:
    """The name that the book gives, else the code."""
    return facts.names.get(key) or key.code


def _title(subject: Subject) -> str:
    return subject.attributes.get(TITLE, "")
