"""The three lists against each other: every task has its parent, its full mark, its people, day by day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from assessment.intake.layouts import Layouts
from assessment.intake.papers import Papers
from assessment.intake.register import Career, Register
from assessment.intake.rows import MemberTaskRow, UnitRow, UnitTaskRow
from cadres.people.models import PostLevel
from cadres.workbooks.faults import Faults

_DAY = timedelta(days=1)
_WHOLE = Decimal(100)
_LEADING = (PostLevel.PRINCIPAL, PostLevel.DEPUTY)


class Duty(NamedTuple):
    """A member's share of a unit task with its days made definite (both inclusive)."""

    row: MemberTaskRow
    id_number: str
    first: date
    last: date


class Lists:
    """What the lists tell: unit tasks by code, duties by unit task."""

    def __init__(self) -> None:
        self.tasks: dict[str, UnitTaskRow] = {}
        self.duties: dict[str, list[Duty]] = defaultdict(list)
        self.doubtful_tasks: set[str] = set()
        self.tasks_lacking = False


def read_lists(papers: Papers, layouts: Layouts, register: Register, faults: Faults) -> Lists:
    """Check the lists and tie them to the register."""
    reading = _Reading(papers, layouts, register, faults)
    reading.unit_tasks(reading.county_codes())
    reading.full_marks()
    reading.members()
    reading.days()
    reading.leaders()
    return reading.lists


class _Reading:
    def __init__(self, papers: Papers, layouts: Layouts, register: Register, faults: Faults) -> None:
        self.register, self.faults, self.lists = register, faults, Lists()
        self.goals, self.tasks = papers.of(layouts.county_tasks), papers.of(layouts.unit_tasks)
        self.shares, self.roster = papers.of(layouts.member_tasks), papers.of(layouts.cadres)
        self.units = papers.of(layouts.units)
        self.goals_lacking = layouts.county_tasks.sheet in papers.lacking or bool(self.goals.spoilt)
        self.shares_lacking = layouts.member_tasks.sheet in papers.lacking
        self.lists.tasks_lacking = layouts.unit_tasks.sheet in papers.lacking
        #: Tasks with a faulty share: what is wrong with them day by day would only repeat it.
        self.unsettled: set[str] = {row.task for row in self.shares.spoilt}

    def county_codes(self) -> set[str]:
        codes: dict[str, int] = {}
        for row in self.goals.rows:
            if row.code in codes:
                told = f"任务编号“{row.code}”与第{codes[row.code]}行重复"
                self.goals.fault(self.faults, row.line, "code", told, "请改为不重复的编号。")
            codes.setdefault(row.code, row.line)
        return set(codes)

    def unit_tasks(self, goals: set[str]) -> None:
        self.lists.doubtful_tasks = {row.code for row in self.tasks.spoilt if row.code}
        for row in self.tasks.rows:
            if row.code in self.lists.tasks:
                told = f"任务编号“{row.code}”与第{self.lists.tasks[row.code].line}行重复"
                self.tasks.fault(self.faults, row.line, "code", told, "二级任务编号在全旗（县）不得重复，请改正。")
            if row.parent not in goals and not self.goals_lacking:
                cure = "请改为“一级清单”中的任务编号，或在一级清单中补上。"
                self.tasks.fault(self.faults, row.line, "parent", f"“一级清单”中没有“{row.parent}”", cure)
            self.register.unit(self.tasks, row.line, "unit", row.unit, self.faults)
            self.lists.tasks.setdefault(row.code, row)

    def full_marks(self) -> None:
        """A unit's tasks add up to 100."""
        if self.lists.tasks_lacking:
            return
        sums: dict[str, Decimal] = defaultdict(Decimal)
        firsts: dict[str, int] = {}
        for row in self.tasks.rows:
            sums[row.unit] += row.full_mark
            firsts.setdefault(row.unit, row.line)
        doubtful = {row.unit for row in self.tasks.spoilt}
        for name, unit in self.register.units.items():
            if name not in firsts and name not in doubtful and None not in doubtful:
                self._without_tasks(unit)
            elif name in firsts and name not in doubtful and None not in doubtful and sums[name] != _WHOLE:
                told = f"“{name}”各项任务分值合计 {_short(sums[name])} 分，应为 100 分"
                self.tasks.fault(self.faults, firsts[name], "full_mark", told, "请调整该单位各项任务的分值。")

    def _without_tasks(self, unit: UnitRow) -> None:
        told = f"“{unit.name}”没有二级任务"
        self.units.fault(self.faults, unit.line, "name", told, "请在“二级清单”中列出该单位的任务，分值合计100分。")

    def members(self) -> None:
        """Tie each share to a task and a person who held a post there on its days."""
        for row in self.shares.rows:
            before = self.faults.count
            task = self._task(row)
            duty = self._duty(row, task) if task else None
            if duty is None or self.faults.count > before:
                self.unsettled.add(row.task)
            if duty:
                self.lists.duties[row.task].append(duty)

    def _task(self, row: MemberTaskRow) -> UnitTaskRow | None:
        task = self.lists.tasks.get(row.task)
        if task is None and row.task not in self.lists.doubtful_tasks and not self.lists.tasks_lacking:
            cure = "请改为“二级清单”中的任务编号，或在二级清单中补上。"
            self.shares.fault(self.faults, row.line, "task", f"“二级清单”中没有“{row.task}”", cure)
        return task

    def _duty(self, row: MemberTaskRow, task: UnitTaskRow) -> Duty | None:
        unit = self.register.units.get(task.unit)
        if unit is None:
            return None
        career = self.register.server(self.shares, row.line, unit.name, row.name, row.birth, self.faults)
        if career is None:
            return None
        opening, closing = self.register.existence(unit)
        duty = Duty(row, career.id_number, row.first or opening, row.last or closing)
        self._in_time(duty, career, unit)
        return duty

    def _in_time(self, duty: Duty, career: Career, unit: UnitRow) -> None:
        opening, closing = self.register.existence(unit)
        row = duty.row
        if duty.first > duty.last:
            self._share(row, "last", "截止时间早于起始时间", "请改正起止时间。")
        elif duty.first < opening or duty.last > closing:
            told = f"起止时间超出 {opening:%Y.%m.%d} 至 {closing:%Y.%m.%d}"
            self._share(row, "first" if duty.first < opening else "last", told, "请改为本年内、单位成立之后的日期。")
        elif not career.served(unit.name, duty.first, duty.last, self.register.year):
            told = f"“{row.name}”在 {duty.first:%Y.%m.%d} 至 {duty.last:%Y.%m.%d} 之间并非一直在“{unit.name}”任职"
            self._share(row, "name", told, "请按任职起止填写起始时间、截止时间，其余时间另行落实责任人。")

    def days(self) -> None:
        """On every day each task has one main responsible person, and shares of 100 %."""
        if self.shares_lacking or None in self.unsettled:
            return
        for code, task in self.lists.tasks.items():
            unit = self.register.units.get(task.unit)
            if unit is None or code in self.unsettled:
                continue
            if code in self.lists.duties:
                self._days(self.lists.duties[code], *self.register.existence(unit))
            elif not self.register.people_lacking:
                told = f"任务“{code}”没有分解到人"
                self.tasks.fault(self.faults, task.line, "code", told, "请在“三级清单”中列出该任务的责任人。")

    def _days(self, duties: list[Duty], opening: date, closing: date) -> None:
        """Tell the first stretch of days on which something is amiss."""
        for first, last, active in stretches(duties, opening, closing):
            told = _amiss(active)
            if told:
                row = (active or duties)[0].row
                days = f"{first:%Y.%m.%d} 至 {last:%Y.%m.%d}，任务“{row.task}”"
                key, what, cure = told
                self._share(row, key, days + what, cure)
                return

    def leaders(self) -> None:
        """Every leader in office at the year's end answers for something."""
        if self.shares_lacking or self.lists.tasks_lacking or self.unsettled or self.lists.doubtful_tasks:
            return
        busy = {duty.id_number for duties in self.lists.duties.values() for duty in duties}
        for row in self.roster.rows:
            if row.level in _LEADING and row.id_number not in busy and row.id_number in self.register.careers:
                told = f"领导干部“{row.name}”没有任何三级任务"
                self.roster.fault(self.faults, row.line, "name", told, "请在“三级清单”中落实其主要责任或协助的任务。")

    def _share(self, row: MemberTaskRow, key: str, what: str, cure: str) -> None:
        self.shares.fault(self.faults, row.line, key, what, cure)


def stretches(duties: list[Duty], opening: date, closing: date) -> Iterator[tuple[date, date, list[Duty]]]:
    """Cut the days from `opening` to `closing` where somebody's duty begins or ends: first day, last day, who is on."""
    cuts = {opening, closing + _DAY}
    for duty in duties:
        cuts.update(day for day in (duty.first, duty.last + _DAY) if opening < day <= closing)
    for first, after in pairwise(sorted(cuts)):
        yield first, after - _DAY, [duty for duty in duties if duty.first <= first <= duty.last]


def _amiss(active: list[Duty]) -> tuple[str, str, str] | None:
    """What is wrong with those who share a task on a day: (column, what, cure)."""
    mains = sum(duty.row.main == "main" for duty in active)
    if mains != 1:
        return "main", f"有 {mains} 个主要责任人，应为 1 个", "请在每一段时间内恰好落实一个主要责任人。"
    if len({duty.id_number for duty in active}) < len(active):
        return "name", "同一人列了两次", "请合并为一行，或改正起止时间。"
    whole = sum((duty.row.share for duty in active), Decimal(0))
    if whole != _WHOLE:
        return "share", f"分担比例合计 {_short(whole)}%，应为 100%", "请调整分担比例，使同一时间内合计为100%。"
    return None


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
