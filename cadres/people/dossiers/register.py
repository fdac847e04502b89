"""The county's people while forms are held against them, and the one way in which forms change them."""

from collections import defaultdict
from typing import Any

from cadres.people import identity, keys
from cadres.people.dossiers import pieces
from cadres.people.dossiers.comparing import Difference, Finding, called, differences, entries
from cadres.people.dossiers.models import Action, AnnualResult, AppointmentForm, FormImport, Policy
from cadres.people.dossiers.reading import FIELDS, SEXES, Told
from cadres.people.models import Person
from cadres.people.records.selectors import by_every_number
from cadres.people.services import Known, claim, codes, entered
from cadres.trail.services import record
from cadres.workbooks.texts import name_key

_BATCH = 500
_WRITTEN = (*FIELDS, "name_key", "version", "sex", "birth_month", "birth_day", "party", "party_since", "work_since")
_CHOOSE = "请在表中填写身份证号后重新上传。"


class Register:
    """Who there is, by ID number and by name with month of birth; which of them a form was found for already."""

    def __init__(self, county: Any) -> None:
        self.by_index = by_every_number(county)
        self.people = list({person.pk: person for person in self.by_index.values()}.values())
        self.namesakes: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in self.people:
            self.namesakes[person.name_key, person.birth_month].append(person)
        self.grades: dict[int, dict[int, str]] = defaultdict(dict)
        told = AnnualResult.objects.filter(person__county=county).values_list("person_id", "year", "grade")
        for person_id, year, grade in told:
            self.grades[person_id][year] = grade
        self._index = keys.indexing()
        self._seen: dict[str, str] = {}

    def finding(self, number: int, told: Told) -> Finding:
        """What a form means; faults that only the register knows of are added to those of the reading."""
        person = None if told.faults else self._person(told)
        found = Finding(number, told, person)
        if not told.faults:
            self._once(told, person)
        if person and not told.faults:
            found.differences = differences(told, person, self.grades.get(person.pk, {}))
        elif not told.faults:
            found.differences = entries(told)
        return found

    def index_of(self, told: Told) -> str:
        """The keyed digest of a form's ID number."""
        return identity.index_of(told.id_number, self._index)

    def _person(self, told: Told) -> Person | None:
        alike = self.namesakes.get(_namesake(told), [])
        if told.id_number:
            person = self._of_number(told.id_number)
            if person is None and alike:
                told.notes.append(f"名册中有同名同出生年月的 {_said(alike)}，身份证号不同，请核对是否同一人")
            return person
        if len(alike) == 1:
            told.notes.append("表中没有身份证号，按姓名和出生年月对应")
            return alike[0]
        many = f"名册中有 {len(alike)} 个同名同出生年月的人" if alike else "名册中没有同名同出生年月的人，不能新增"
        told.fault(f"表中没有身份证号，{many}", _CHOOSE)
        return None

    def _of_number(self, number: str) -> Person | None:
        return next((self.by_index[index] for index in keys.indexes_of(number) if index in self.by_index), None)

    def _once(self, told: Told, person: Person | None) -> None:
        key = person.id_index if person else self.index_of(told)
        if key in self._seen:
            told.fault(f"与“{self._seen[key]}”是同一人", "每人只报送一份，请删除其中一份后重新上传。")
        self._seen[key] = told.file


def _namesake(told: Told) -> tuple[str, str]:
    return name_key(told.name), told.birth.dotted()[:7] if told.birth else ""


def _said(people: list[Person]) -> str:
    return "、".join(f"{person.name}（{person.code}）" for person in people[:3])


class Writer:
    """Gathers what forms change and writes it at the end; a form itself is kept at once, so none stays in memory."""

    def __init__(self, form_import: FormImport, register: Register) -> None:
        self.order, self.register = form_import, register
        self.replaces = form_import.policy == Policy.REPLACE
        self.fresh: list[tuple[Person, Finding, str]] = []
        self.known: list[tuple[Person, Finding, str]] = []

    def take(self, finding: Finding) -> None:
        """Keep the form and remember what it changes."""
        sha256 = pieces.keep(finding.told.content)
        finding.told.content = b""
        if finding.action == Action.NEW:
            self.fresh.append((self._someone_new(finding.told), finding, sha256))
        elif finding.person:
            self.known.append((finding.person, finding, sha256))

    def finish(self) -> None:
        """Write everyone, the forms, the grades, and a line of the trail for each who is new or changed."""
        self._enter()
        self._change()
        whole = [*self.fresh, *self.known]
        AppointmentForm.objects.bulk_create([self._form(*one) for one in whole], batch_size=_BATCH)
        self._grade()

    def _someone_new(self, told: Told) -> Person:
        month, day = (told.birth.dotted()[:7], told.birth.dotted()[8:]) if told.birth else ("", "")
        known = Known(told.id_number, told.name, told.sex, told.fields.get("ethnicity", ""), month, day)
        person = entered(self.order.county, "", known, self.register.index_of(told))
        for name, value in told.fields.items():
            setattr(person, name, value)
        return person

    def _enter(self) -> None:
        """Codes go by name, as in every list of new people: neither the order of files nor a birth shows in them."""
        free = codes({person.code for person in self.register.people})
        for person, _, _ in sorted(self.fresh, key=lambda one: (one[0].name_key, one[1].told.id_number)):
            person.code = next(free)
        Person.objects.bulk_create([person for person, _, _ in self.fresh], batch_size=_BATCH)
        for person, finding, _ in self.fresh:
            told = {called(name): value for name, value in finding.told.fields.items()}
            self._line("person.entered", person, "按任免审批表新增", None, told, finding)

    def _change(self) -> None:
        changed = [person for person, finding, _ in self.known if self._taken(finding)]
        claim({person.pk: person.version for person in changed})
        for person, finding, _ in self.known:
            if taken := self._taken(finding):
                _set(person, taken)
                before = {one.label: one.before for one in taken}
                after = {one.label: one.after for one in taken}
                self._line("person.changed", person, "按任免审批表更新", before, after, finding)
        Person.objects.bulk_update(changed, _WRITTEN, batch_size=_BATCH)

    def _taken(self, finding: Finding) -> list[Difference]:
        return [one for one in finding.differences if self.replaces or not one.before]

    def _line(self, act: str, person: Person, words: str, before: Any, after: Any, finding: Finding) -> None:
        record(
            act,
            person,
            f"{words}：{person.name}",
            actor=self.order.ordered_by,
            county=self.order.county,
            before=before,
            after=after,
            file=finding.told.file,
        )

    def _form(self, person: Person, finding: Finding, sha256: str) -> AppointmentForm:
        told = finding.told
        return AppointmentForm(
            person=person, form_import=self.order, file=told.file[-260:], sha256=sha256, has_photo=told.has_photo
        )

    def _grade(self) -> None:
        fresh = [self._result(person, *pair, one) for person, one, _ in self.fresh for pair in one.told.grades.items()]
        known = [
            self._result(person, int(each.field[6:]), each.after, one)
            for person, one, _ in self.known
            for each in self._taken(one)
            if each.field.startswith("grade:")
        ]
        AnnualResult.objects.bulk_create(
            [*fresh, *known],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["person", "year"],
            update_fields=["grade", "source"],
        )

    def _result(self, person: Person, year: int, grade: str, finding: Finding) -> AnnualResult:
        return AnnualResult(person=person, year=year, grade=grade, source=f"任免审批表 {finding.told.file}"[:300])


def _set(person: Person, taken: list[Difference]) -> None:
    for one in taken:
        if one.field == "sex":
            person.sex = SEXES[one.after]
        elif not one.field.startswith("grade:"):
            setattr(person, one.field, one.after)
    person.name_key, person.version = name_key(person.name), person.version + 1
