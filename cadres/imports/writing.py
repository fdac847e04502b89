"""Findings written into the register: units, people and posts through their services, each effect put down."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from cadres.imports.findings import LEFT, POST, RANK, Deed, Difference, Finding, Standing
from cadres.imports.layouts import PersonLine
from cadres.imports.models import Action, RegisterEffect, RegisterImport
from cadres.imports.person_rows import birth_of, sex_of, told_by
from cadres.jobs.progress import Progress
from cadres.people.entering import FirstPost, Newcomer, enter
from cadres.people.models import Person, Post
from cadres.people.posts import services as posts
from cadres.people.records.models import Rank
from cadres.people.records.ranks import grant_rank
from cadres.people.services import Known, claim
from cadres.trail.services import record
from cadres.units import services as units
from cadres.units.models import Unit
from cadres.workbooks.texts import name_key

What = RegisterEffect.What
_BATCH = 500
_ENDS = ("last_on", "left_how", "left_by")
_CLOSED = ("last_on", "ended_by")


class Writer:
    """Gathers what the rows come to, as little as can be; `finish` writes it."""

    def __init__(self, order: RegisterImport) -> None:
        self.order = order
        self.units: list[tuple[int | None, Unit, list[Difference]]] = []
        self.fresh: dict[int, tuple[PersonLine, str, list[Deed]]] = {}
        self.standings: dict[int, Standing] = {}
        self.changed: list[tuple[int, int, list[Difference]]] = []
        self.deeds: list[tuple[int, Deed]] = []
        self.given: list[tuple[int, Standing]] = []

    def take(self, found: Finding) -> None:
        """Remember what a row changes."""
        row = found.read.row
        if not isinstance(row, PersonLine):
            if found.unit and found.action in {Action.NEW, Action.CHANGED}:
                self.units.append((found.thing, found.unit, found.differences))
        elif found.thing is None:
            self._newcomer(found, row)
        else:
            fields = [one for one in found.differences if one.field not in {POST, LEFT, RANK}]
            if fields:
                self.changed.append((found.thing, found.version, fields))
            if found.deed:
                self.deeds.append((found.thing, found.deed))
            if found.standing:
                self.given.append((found.thing, found.standing))

    def _newcomer(self, found: Finding, row: PersonLine) -> None:
        deeds = [found.deed] if found.deed else []
        if found.joins is None:
            self.fresh[found.number] = row, found.index, deeds
            self.standings |= {found.number: found.standing} if found.standing else {}
        else:
            self.fresh[found.joins][2].extend(deeds)

    def finish(self, progress: Progress) -> None:
        """Write everything, in the caller's transaction."""
        progress.step("写入单位", total=len(self.units))
        self._units()
        progress.step("写入新增干部", total=len(self.fresh))
        self._people()
        progress.step("写入更改", total=len(self.changed) + len(self.deeds) + len(self.given))
        self._change(progress)
        for person_id, deed in self.deeds:
            self._do(person_id, deed)
            progress.advance()
        for person_id, standing in self.given:
            self._grant(person_id, standing)
            progress.advance()

    def _units(self) -> None:
        before = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[key for key, *_ in self.units if key])}
        units.register(self.order.county, [unit for _, unit, _ in self.units])
        rows = []
        for key, unit, differences in self.units:
            names = [one.field for one in differences]
            was = values_of(before[key], names) if key else None
            rows.append(self._effect(What.UNIT, unit_id=unit.pk, before=was, after=values_of(unit, names)))
        RegisterEffect.objects.bulk_create(rows)

    def _people(self) -> None:
        made = enter(self.order.county, [_newcomer(*one) for one in self.fresh.values()])
        RegisterEffect.objects.bulk_create(self._made(made))
        given = zip(self.fresh, (person for person, _ in made), strict=True)
        ranks = [_rank(person, self.standings[number]) for number, person in given if number in self.standings]
        Rank.objects.bulk_create(ranks, batch_size=_BATCH)

    def _made(self, people: list[tuple[int, list[int]]]) -> Iterator[RegisterEffect]:
        for start in range(0, len(people), _BATCH):
            batch = people[start : start + _BATCH]
            keys = {"people": [person for person, _ in batch], "posts": [post for _, held in batch for post in held]}
            yield self._effect(What.PERSON, after=keys)

    def _change(self, progress: Progress) -> None:
        waiting = iter(self.changed)
        while batch := list(islice(waiting, _BATCH)):
            claim({key: version for key, version, _ in batch})
            people = Person.objects.in_bulk([key for key, *_ in batch])
            effects = [self._changed(people[key], differences) for key, _, differences in batch]
            fields = sorted({one.field for *_, differences in batch for one in differences} | {"name_key", "version"})
            Person.objects.bulk_update(people.values(), fields, batch_size=_BATCH)
            RegisterEffect.objects.bulk_create(effects)
            progress.advance(len(batch))

    def _changed(self, person: Person, differences: Iterable[Difference]) -> RegisterEffect:
        before = {one.field: getattr(person, one.field) for one in differences}
        after = {one.field: one.after for one in differences}
        for name, value in after.items():
            setattr(person, name, value)
        person.name_key, person.version = name_key(person.name), person.version + 1
        record(
            "person.changed",
            person,
            f"按名册更新：{person.name}",
            actor=self.order.ordered_by,
            county=self.order.county,
            before={one.label: one.before for one in differences},
            after={one.label: one.after for one in differences},
            reason=self.order.basis,
        )
        return self._effect(What.PERSON, person_id=person.pk, before=before, after=after)

    def _do(self, person_id: int, deed: Deed) -> None:
        """An act on somebody known, by the services of posts."""
        left = Post.objects.select_related("unit", "person__county").get(pk=deed.post_id) if deed.post_id else None
        was = values_of(left, _ENDS) if left else None
        begun = self._act(person_id, deed, left)
        if begun:
            self._effect(What.POST, person_id=person_id, post_id=begun.pk).save()
        if left:
            left.refresh_from_db()
            ended = values_of(left, _ENDS)
            self._effect(What.POST, person_id=person_id, post_id=left.pk, before=was, after=ended).save()

    def _act(self, person_id: int, deed: Deed, left: Post | None) -> Post | None:
        """The post that the act begins; a roster's rows without a day come to no act."""
        day, paper, actor = deed.on or date.max, deed.paper or self.order.basis, self.order.ordered_by
        if left and deed.kind == "leave":
            posts.leave(left, day, deed.how, paper, actor=actor)
            return None
        person = Person.objects.select_related("county").get(pk=person_id)
        new = posts.NewPost(deed.unit, deed.title, deed.level, deed.manner)
        return (posts.transfer if left else posts.take_up)(person, new, day, paper, actor=actor)

    def _grant(self, person_id: int, given: Standing) -> None:
        """A rank of somebody known, by the service of ranks."""
        person = Person.objects.get(pk=person_id)
        before = person.ranks.filter(last_on=None).first()
        was = values_of(before, _CLOSED) if before else None
        paper = given.paper or self.order.basis
        rank = grant_rank(person, person.version, given.name, given.on, paper, actor=self.order.ordered_by)
        self._effect(What.RANK, person_id=person_id, rank_id=rank.pk).save()
        if before:
            before.refresh_from_db()
            after = values_of(before, _CLOSED)
            self._effect(What.RANK, person_id=person_id, rank_id=before.pk, before=was, after=after).save()

    def _effect(self, what: str, **of: Any) -> RegisterEffect:
        return RegisterEffect(register_import=self.order, what=what, **of)


def values_of(thing: Unit | Person | Post | Rank, names: Iterable[str]) -> dict[str, Any]:
    """Fields as JSON takes them."""
    return {name: _plain(getattr(thing, name)) for name in names}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _newcomer(row: PersonLine, index: str, deeds: list[Deed]) -> Newcomer:
    told, number = told_by(row), row.id_number or ""
    month, day = told.pop("birth_month", ""), told.pop("birth_day", "")
    born = (month, day) if month else birth_of(number)
    known = Known(number, row.name or "", row.sex or sex_of(number), told.pop("ethnicity", ""), *born)
    return Newcomer(known, index, told, [_first_post(deed, row) for deed in deeds])


def _first_post(deed: Deed, row: PersonLine) -> FirstPost:
    return FirstPost(deed.unit.pk, deed.title, deed.level, deed.manner, deed.on, deed.paper, row.order or row.line)


def _rank(person_id: int, given: Standing) -> Rank:
    return Rank(person_id=person_id, name=given.name, first_on=given.on, paper=given.paper)
