"""Writing what a set of workbooks says: register, seats, lists and entries, in the caller's one transaction."""

from collections.abc import Iterator

from assessment.cycles.models import Cycle, Seat, SeatKind
from assessment.cycles.seating import Served, record_service, seat
from assessment.entries.bulk import NewMark, record_deductions, record_marks
from assessment.entries.models import Deduction
from assessment.intake.facts import Facts
from assessment.intake.models import Intake
from assessment.intake.register import Career
from assessment.intake.rows import UnitRow, UnitTaskRow
from assessment.tasklists.models import CountyTask, UnitTask
from assessment.tasklists.services import Share, draw_up
from cadres.jobs.progress import Progress
from cadres.people import services as people
from cadres.people.models import Person, Post, Situation
from cadres.units import services as units
from cadres.units.models import Unit
from cadres.workbooks.texts import name_key


def write(intake: Intake, facts: Facts, progress: Progress) -> None:
    """Write the facts of an intake. Their order in the sheets leaves no trace."""
    _Writing(intake, facts, progress).all()


class _Writing:
    def __init__(self, intake: Intake, facts: Facts, progress: Progress) -> None:
        self.intake, self.facts, self.progress = intake, facts, progress
        self.cycle: Cycle = intake.cycle
        self.careers = sorted(facts.register.careers.values(), key=self._protocol)
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.seats: dict[tuple[str, str], Seat] = {}
        self.tasks: dict[str, UnitTask] = {}

    def _protocol(self, career: Career) -> tuple[int, int, str]:
        """Lists go by unit, then by the roster's order, those who left behind."""
        return self.facts.register.units[career.own.unit].order, career.order, career.id_number

    def all(self) -> None:
        self.progress.step("写入名册", total=len(self.careers))
        self._register()
        self._seats()
        self.progress.step("写入三级清单", total=len(self.facts.lists.tasks))
        self._lists()
        self.progress.step("写入考核记录", total=sum(len(marked.table.rows) for marked in self.facts.marks))
        record_marks(self.cycle, self._marks(), intake=self.intake, actor=self.intake.received_by)
        record_deductions(self._deductions(), intake=self.intake, actor=self.intake.received_by)

    def _register(self) -> None:
        county = self.cycle.county
        rows = self.facts.register.units.values()
        by_code = units.register(county, (_unit(row) for row in rows))
        self.units = {row.name: by_code[row.code] for row in rows}
        self.people = people.register(county, (_known(career) for career in self.careers))
        people.appoint(list(self.people.values()), self._posts(), self.cycle.first_on)
        people.note_situations(self._situations())

    def _posts(self) -> Iterator[Post]:
        for order, career in enumerate(self.careers, 1):
            for stint in career.stints:
                yield Post(
                    person=self.people[career.id_number],
                    unit=self.units[stint.unit],
                    title=stint.title,
                    post_level=stint.level,
                    first_on=stint.first,
                    last_on=stint.last,
                    protocol_order=order,
                )

    def _situations(self) -> Iterator[Situation]:
        for row in self.facts.situations:
            person = self.people[row.id_number]
            yield Situation(person=person, kind=row.kind, first_on=row.day, document=row.document or "")

    def _seats(self) -> None:
        self.seats = seat(self.cycle, self.intake, [*self._unit_seats(), *self._cadre_seats()])
        record_service(self._service())

    def _unit_seats(self) -> Iterator[Seat]:
        for row in sorted(self.facts.register.units.values(), key=lambda row: (row.order, row.code)):
            first, last = self.facts.register.existence(row)
            for kind, name in ((SeatKind.UNIT, row.name), (SeatKind.TEAM, f"{row.name}领导班子")):
                yield Seat(
                    cycle=self.cycle,
                    kind=kind,
                    code=row.code,
                    name=name,
                    name_key=name_key(name),
                    unit=self.units[row.name],
                    unit_name=row.name,
                    short_name=row.short or self.units[row.name].short_name,
                    peer_group=row.category,
                    category=row.category,
                    first_on=first,
                    last_on=last,
                    protocol_order=row.order,
                )

    def _cadre_seats(self) -> Iterator[Seat]:
        situations = {row.id_number: row.kind for row in self.facts.situations}
        for order, career in enumerate(self.careers, 1):
            days = career.days(self.facts.register.year)
            if not days:
                continue
            yield Seat(
                cycle=self.cycle,
                kind=SeatKind.CADRE,
                individual=True,
                listed=True,
                code=self.people[career.id_number].code,
                name=career.name,
                name_key=name_key(career.name),
                unit=self.units[career.own.unit],
                unit_name=career.own.unit,
                short_name=self.units[career.own.unit].short_name,
                person=self.people[career.id_number],
                title=career.own.title,
                peer_group=career.own.level,
                category=self.facts.register.units[career.own.unit].category,
                first_on=days[0],
                last_on=days[1],
                situation=situations.get(career.id_number, ""),
                protocol_order=order,
            )

    def _service(self) -> Iterator[Served]:
        for career in self.careers:
            for stint in career.stints:
                span = stint.within(*self.facts.register.year)
                if span:
                    unit_seat = self._unit_seat(stint.unit)
                    yield Served(self._cadre_seat(career.id_number), unit_seat, stint.title, stint.level, *span)
            self._told()

    def _unit_seat(self, name: str) -> Seat:
        return self.seats[SeatKind.UNIT, self.units[name].code]

    def _cadre_seat(self, id_number: str) -> Seat:
        return self.seats[SeatKind.CADRE, self.people[id_number].code]

    def _lists(self) -> None:
        rows = sorted(self.facts.county_tasks, key=lambda row: row.code)
        goals = {
            row.code: CountyTask(cycle=self.cycle, code=row.code, field=row.field, title=row.title, goal=row.goal or "")
            for row in rows
        }
        tasks = sorted(self.facts.lists.tasks.values(), key=lambda row: row.code)
        self.tasks = draw_up(goals.values(), [self._task(row, goals[row.parent]) for row in tasks], self._shares())

    def _task(self, row: UnitTaskRow, goal: CountyTask) -> UnitTask:
        return UnitTask(
            county_task=goal,
            cycle=self.cycle,
            seat=self._unit_seat(row.unit),
            code=row.code,
            title=row.title,
            indicator=row.indicator,
            full_mark=row.full_mark,
            monitor=row.monitor,
        )

    def _shares(self) -> Iterator[Share]:
        for code, duties in sorted(self.facts.lists.duties.items()):
            for duty in sorted(duties, key=lambda duty: (duty.first, duty.row.main != "main", duty.id_number)):
                row = duty.row
                yield Share(
                    code,
                    self._cadre_seat(duty.id_number),
                    row.main == "main",
                    row.share,
                    row.title,
                    duty.first,
                    duty.last,
                )
            self._told()

    def _marks(self) -> Iterator[NewMark]:
        for marked in self.facts.marks:
            seats = self._seat_ids(marked.sheet.kind)
            for subject, source, period, item, value, origin in marked.given():
                yield NewMark(seats[subject], source, period, item, value, origin)
            self.progress.advance(len(marked.table.rows))

    def _seat_ids(self, kind: str) -> dict[str, int]:
        """Seats of a kind by what the sheets call their subjects: unit code, or ID number."""
        if kind != SeatKind.CADRE:
            return {code: one.pk for (of, code), one in self.seats.items() if of == kind}
        return {career.id_number: self._cadre_seat(career.id_number).pk for career in self.careers}

    def _deductions(self) -> Iterator[Deduction]:
        table = self.facts.deductions
        for row in sorted(table.rows, key=lambda row: (row.day, row.task, row.points, row.reason)):
            yield Deduction(
                seat=self._unit_seat(row.unit),
                cycle=self.cycle,
                unit_task=self.tasks[row.task],
                happened_on=row.day,
                points=-row.points,
                reason=row.reason,
                document=row.document or "",
                origin=f"{table.sheet}!{table.cell(row.line, 'points')}",
            )

    def _told(self) -> None:
        self.progress.advance()


def _unit(row: UnitRow) -> Unit:
    return Unit(
        code=row.code,
        name=row.name,
        short_name=row.short or "",
        category=row.category,
        protocol_order=row.order,
        founded_on=row.founded,
    )


def _known(career: Career) -> people.Known:
    return people.Known(career.id_number, career.name, career.sex, career.ethnicity, f"{career.birth:%Y.%m}")
