"""A little county for tests: four units in two categories, ten cadres, a year of marks, one account of each role.

Every mark of a seat within one source is the same, so a score can be worked out in the head: 40 % of the routine mark,
20 % of the special one, 40 % of the periodic one (`MARKS`), less what the one deduction carries over.

    world = build()            # register, lists, entries; nothing judged yet
    run = judge(world)         # by the real service and engine
    publication = publish(world, run)

Who is who: the first deputies of 财政局 and 教体局 share a score right at the line of the 15 % quota; a third is under
investigation; 塔娜 moved from 教体局 to 独贵塔拉镇 in June; 财政局 lost 0.50 points on a task of its deputy.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password

from assessment.cycles.models import AdoptedScheme, Cycle, Seat, Tenure
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.entries.models import Deduction, Entry
from assessment.intake.models import Intake
from assessment.publications.models import Publication
from assessment.publications.services import publish as publish_run
from assessment.runs.models import Run
from assessment.runs.services import judge_run, request_run
from assessment.tasklists.models import CountyTask, MemberTask, UnitTask
from cadres.access.models import NARROW, OF_ONE_UNIT, Assignment, Role
from cadres.accounts.models import User
from cadres.bulk import copy_rows
from cadres.counties.models import County
from cadres.jobs import services as jobs
from cadres.jobs.models import Job, JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import enqueue
from cadres.people.identity import check_digit
from cadres.people.models import Person, Post, Situation
from cadres.units.models import Unit

SCHEME = Path(__file__).parent.parent / "scoring" / "schemes" / "hangjin" / "2016.yaml"
FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)
RECORDED = datetime(2017, 1, 9, 2, 0, tzinfo=UTC)

#: code, name, short name, category
UNITS = (
    ("A01", "示例旗财政局", "财政局", "government"),
    ("A02", "示例旗教育体育局", "教体局", "government"),
    ("A03", "示例旗审计局", "审计局", "government"),
    ("S01", "独贵塔拉镇", "独贵塔拉镇", "sumu"),
)
#: code, name, unit at the year's end, class, title
CADRES = (
    ("P01", "苏和巴特尔", "A01", "principal", "局长"),
    ("P02", "王建军", "A02", "principal", "局长"),
    ("P03", "乌云其其格", "A03", "principal", "局长"),
    ("P04", "额尔德木图", "S01", "principal", "党委书记"),
    ("D01", "张敏", "A01", "deputy", "副局长"),
    ("D02", "李伟", "A02", "deputy", "副局长"),
    ("D03", "刘洋", "A03", "deputy", "副局长"),
    ("D04", "阿拉腾其木格·乌力吉巴特尔", "S01", "deputy", "副镇长"),
    ("D05", "塔娜", "S01", "deputy", "副镇长"),
    ("N01", "赵刚", "A01", "non_leading", "主任科员"),
)
#: (kind, code) → routine, special, periodic mark; score before deductions in the remark
MARKS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("unit", "A01"): ("95", "94", "96"),  # 95.20, less 0.40 × 0.50 = 95.00
    ("unit", "A02"): ("92", "90", "94"),  # 92.40
    ("unit", "A03"): ("88.50", "90", "85.25"),  # 87.50
    ("unit", "S01"): ("91", "93", "92"),  # 91.80
    ("team", "A01"): ("95", "95", "95"),
    ("team", "A02"): ("93", "92", "91"),
    ("team", "A03"): ("90", "89", "90"),
    ("team", "S01"): ("92", "92", "92"),
    ("cadre", "P01"): ("96", "95", "97"),
    ("cadre", "P02"): ("94", "94", "94"),
    ("cadre", "P03"): ("93", "92", "95"),
    ("cadre", "P04"): ("90", "91", "92"),
    ("cadre", "D01"): ("95.50", "95", "95"),  # 95.20, less 0.40 × 0.50 = 95.00
    ("cadre", "D02"): ("95", "95", "95"),  # 95.00: the tie
    ("cadre", "D03"): ("97", "97", "97"),  # under investigation
    ("cadre", "D04"): ("89", "88.75", "90"),
    ("cadre", "D05"): ("91", "92", "90.50"),
    ("cadre", "N01"): ("92", "90", "91"),
}
ITEMS: dict[tuple[str, str], tuple[str, ...]] = {
    ("unit", "special"): ("重点工作",),
    ("team", "special"): ("团结协作", "民主决策", "干部管理", "工作业绩"),
    ("cadre", "special"): ("四种意识", "重点工程", "脱贫攻坚", "信访化解", "文明创建", "岗位履职"),
    ("unit", "periodic"): ("五位一体落实",),
    ("team", "periodic"): ("班子运行",),
    ("cadre", "periodic"): tuple("德能勤绩廉学"),
}
PERIODS = {"routine": [f"2016-{month:02}" for month in range(1, 13)], "special": ["S1", "S2"], "periodic": ["H1", "H2"]}
SHEETS = {"routine": "平时考核", "special": "专项考核1", "periodic": "定期考核上"}
PASSWORD = "a long word 2016"
INVESTIGATED = "D03"
MONITOR, MONITORED = "A03", "S01"
"""The unit that monitors the task of another."""
MOVED = "D05"
"""Served in 教体局 until the end of May."""
REASON_KEPT_SECRET = "示例纪立〔2016〕77号"


@dataclass
class World:
    """What `build` made, by the codes above; `users` by role."""

    county: County
    cycle: Cycle
    users: dict[Role, User]
    intake: Intake
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    seats: dict[tuple[str, str], Seat] = field(default_factory=dict)

    @property
    def office(self) -> User:
        return self.users[Role.OFFICE]

    @property
    def approver(self) -> User:
        return self.users[Role.APPROVER]


def build(code: str = "990101", name: str = "示例旗", method: str = "") -> World:
    """The county before its first run. Build a second one, by another code, for readers who must not see the first.

    `method` is the text of another scheme of the same sources, kinds and groups.
    """
    county = County.objects.create(code=code, name=name, department=f"{name}委组织部")
    users = {role: _account(county, role) for role in Role if role not in NARROW}
    cycle = open_cycle(county, 2016, _scheme(county, users[Role.OFFICE], method), actor=users[Role.OFFICE])
    world = World(county, cycle, users, _intake(cycle, users[Role.OFFICE]))
    _register(world)
    users |= {role: _account(county, role, unit=world.units["A01"]) for role in OF_ONE_UNIT}
    users[Role.MONITOR] = _account(county, Role.MONITOR, unit=world.units[MONITOR])
    users[Role.CADRE] = _account(county, Role.CADRE, person=world.people["D01"])
    _seats(world)
    _lists(world)
    _record(world, *(row for seat, marks in MARKS.items() for row in _entries(world.seats[seat], marks)))
    return world


def judge(world: World) -> Run:
    """Ask for a run and judge it in the test's transaction (the job handler opens a snapshot of its own)."""
    run = request_run(world.cycle, actor=world.office)
    claim = jobs.claim(run.job_id)
    assert claim is not None
    judge_run(run, Progress(claim))
    jobs.finish(claim)
    return Run.objects.select_related("cycle__scheme", "cycle__county").get(pk=run.pk)


def publish(world: World, run: Run) -> Publication:
    """Sign a run; its documents are left to whoever wants them made."""
    return publish_run(run, actor=world.approver)


def more_cadres(world: World, count: int, *, unit: str = "A01", post_level: str = "deputy") -> list[Seat]:
    """Add `count` cadres of one class to a unit, with marks that differ, and return their seats."""
    seats = []
    for n in range(count):
        code = f"X{unit}{n:03}"
        seats.append(_cadre(world, code, f"增补{n:03}", unit, post_level, "副局长"))
        mark = str(Decimal("80") - Decimal(n) / 10)
        add_marks(world, world.seats["cadre", code], (mark, mark, mark))
    return seats


def more_units(world: World, count: int, *, category: str = "social") -> list[Seat]:
    """Add `count` units of one category, each with team, task and differing marks; the category's unit seats."""
    goal = CountyTask.objects.filter(cycle=world.cycle).first()
    assert goal is not None
    for n in range(count):
        code = f"{category[:1].upper()}{n:03}"
        unit = world.units[code] = _unit(world, (code, f"增设单位{n:03}", f"增设{n:03}", category))
        for kind in ("unit", "team"):
            mark = str(Decimal("90") - Decimal(n) / 10)
            add_marks(world, _seat(world, kind, code, unit.name, unit, category), (mark, mark, mark))
        _task(world, goal, code)
    return [seat for (kind, code), seat in world.seats.items() if kind == "unit" and seat.peer_group == category]


def add_marks(world: World, seat: Seat, marks: tuple[str, str, str]) -> None:
    """Record a whole year's marks of a seat: the same value for every period and item of a source."""
    _record(world, *_entries(seat, marks))


def _record(world: World, *entries: tuple[object, ...]) -> None:
    """By COPY, as an intake does: half a thousand objects would take longer than everything else in the county."""
    told = ("seat_id", "source", "period", "item", "value", "origin")
    same = {"cycle_id": world.cycle.pk, "intake_id": world.intake.pk, "recorded_by_id": world.office.pk}
    same |= {"recorded_at": RECORDED, "reason": ""}
    copy_rows(Entry, (*told, *same), ((*entry, *same.values()) for entry in entries))


def _entries(seat: Seat, marks: tuple[str, str, str]) -> Iterator[tuple[object, ...]]:
    whom = {"unit": "单位", "team": "班子", "cadre": "干部"}[seat.kind]
    for (source, periods), value in zip(PERIODS.items(), marks, strict=True):
        for column, period in enumerate(periods):
            for item in ITEMS.get((seat.kind, source), ("",)):
                yield seat.pk, source, period, item, value, f"{SHEETS[source]}-{whom}!{chr(69 + column)}7"


def _account(county: County, role: Role, **bounds: object) -> User:
    user = User.objects.create(
        username=f"{role}-{county.code}",
        password=_hashed(),
        county=county,
        display_name=f"{county.name}{role.label}",
    )
    Assignment.objects.create(user=user, role=role, **bounds)
    return user


@cache
def _hashed() -> str:
    """The accounts' password as it is stored; made once, because it is meant to take long."""
    return make_password(PASSWORD)


def _scheme(county: County, office: User, method: str) -> AdoptedScheme:
    return adopt_scheme(county, "hangjin/2016", method or SCHEME.read_text(), actor=office)


def _intake(cycle: Cycle, office: User) -> Intake:
    job = enqueue("intake", "导入考核数据", county=cycle.county, requested_by=office)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, attempt=1, ended_at=RECORDED)
    return Intake.objects.create(
        cycle=cycle, job=job, received_by=office, accepted_at=RECORDED, counts={"干部名册": 10}
    )


def _register(world: World) -> None:
    for row in UNITS:
        world.units[row[0]] = _unit(world, row)
    for code, name, unit, level, title in CADRES:
        _person(world, code, name, unit, level, title)
    Situation.objects.create(
        person=world.people[INVESTIGATED],
        kind=Situation.UNDER_INVESTIGATION,
        first_on=date(2016, 9, 1),
        document=REASON_KEPT_SECRET,
    )


def _unit(world: World, row: tuple[str, str, str, str]) -> Unit:
    code, name, short, category = row
    order = len(world.units) + 1
    return Unit.objects.create(
        county=world.county, code=code, name=name, short_name=short, category=category, protocol_order=order
    )


def id_number(code: str) -> str:
    """A made-up ID number of region 990101 with a right check digit."""
    first17 = f"99010119750101{sum(ord(c) * 7**i for i, c in enumerate(code)) % 1000:03}"
    return first17 + check_digit(first17)


def _person(world: World, code: str, name: str, unit: str, level: str, title: str) -> Person:
    world.people[code] = person = Person.objects.create(
        county=world.county,
        code=code,
        name=name,
        name_key=name.replace(" ", ""),
        sex="1",
        ethnicity="蒙古族",
        birth_month="1975.01",
        id_cipher="sm4gcm:",
        id_index=f"hmacsm3:{code}",
    )
    Post.objects.create(person=person, unit=world.units[unit], title=title, post_level=level, first_on=date(2013, 5, 1))
    return person


def _seats(world: World) -> None:
    for code, unit in world.units.items():
        for kind in ("unit", "team"):
            name = unit.name if kind == "unit" else f"{unit.name}领导班子"
            _seat(world, kind, code, name, unit, unit.category)
    for code, _, unit_code, level, title in CADRES:
        _cadre_seat(world, code, unit_code, level, title)


def _seat(world: World, kind: str, code: str, name: str, unit: Unit, group: str, **more: object) -> Seat:
    world.seats[kind, code] = seat = Seat.objects.create(
        cycle=world.cycle,
        kind=kind,
        individual=kind == "cadre",
        listed=kind == "cadre",
        code=code,
        name=name,
        name_key=name.replace(" ", ""),
        unit=unit,
        unit_name=unit.name,
        short_name=unit.short_name,
        peer_group=group,
        category=unit.category,
        first_on=FIRST,
        last_on=LAST,
        protocol_order=len(world.seats) + 1,
        **more,
    )
    return seat


def _cadre_seat(world: World, code: str, unit_code: str, level: str, title: str) -> Seat:
    person = world.people[code]
    situation = Situation.UNDER_INVESTIGATION if code == INVESTIGATED else ""
    unit = world.units[unit_code]
    seat = _seat(world, "cadre", code, person.name, unit, level, person=person, title=title, situation=situation)
    if code == MOVED:
        _tenure(world, seat, "A02", "deputy", "副局长", FIRST, date(2016, 5, 31))
    _tenure(world, seat, unit_code, level, title, date(2016, 6, 1) if code == MOVED else FIRST, LAST)
    return seat


def _tenure(world: World, seat: Seat, unit: str, level: str, title: str, first: date, last: date) -> None:
    Tenure.objects.create(
        seat=seat, unit_seat=world.seats["unit", unit], title=title, post_level=level, first_on=first, last_on=last
    )


def _cadre(world: World, code: str, name: str, unit: str, level: str, title: str) -> Seat:
    _person(world, code, name, unit, level, title)
    return _cadre_seat(world, code, unit, level, title)


def _lists(world: World) -> None:
    """One county task in each of two fields; one task for every unit, on which its deputies share; one deduction."""
    goals = [
        CountyTask.objects.create(cycle=world.cycle, code=code, field=text, title=title, goal="年底前完成")
        for code, text, title in (
            ("1-01", "全面建成小康社会", "完成年度脱贫攻坚任务"),
            ("5-01", "党风廉政建设", "落实党风廉政建设责任制"),
        )
    ]
    for number, unit in enumerate(world.units, start=1):
        _members(world, _task(world, goals[number % 2], unit), unit)
    _deduct(world)


def _task(world: World, goal: CountyTask, unit: str) -> UnitTask:
    return UnitTask.objects.create(
        county_task=goal,
        cycle=world.cycle,
        seat=world.seats["unit", unit],
        code=f"{unit}-01",
        title="控辍保学责任落实",
        indicator="specific",
        full_mark=Decimal(100),
        monitor=world.units[MONITOR].name if unit == MONITORED else "示例旗政府督查室",
    )


def _members(world: World, task: UnitTask, unit: str) -> None:
    principal, deputy = f"P0{list(world.units).index(unit) + 1}", f"D0{list(world.units).index(unit) + 1}"
    for code, main, share in ((deputy, True, 60), (principal, False, 40)):
        MemberTask.objects.create(
            unit_task=task,
            seat=world.seats["cadre", code],
            main=main,
            share=Decimal(share),
            title=f"{'主抓' if main else '统筹'}控辍保学",
            first_on=FIRST,
            last_on=LAST,
        )


def _deduct(world: World) -> None:
    Deduction.objects.create(
        seat=world.seats["unit", "A01"],
        cycle=world.cycle,
        unit_task=UnitTask.objects.get(cycle=world.cycle, code="A01-01"),
        happened_on=date(2016, 5, 17),
        points=Decimal("-0.50"),
        reason="控辍保学工作被通报",
        document="示例督通报〔2016〕14号",
        origin="扣分台账!A4",
        intake=world.intake,
        recorded_by=world.office,
        recorded_at=RECORDED,
    )
