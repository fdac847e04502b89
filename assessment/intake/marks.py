"""Marks, deductions and situations against the register and the lists."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assessment.intake.layouts import Layouts, MarkLayout
from assessment.intake.lists import Lists
from assessment.intake.papers import Papers
from assessment.intake.register import Register
from assessment.intake.rows import DeductionRow, MarkRow, SituationRow
from cadres.workbooks.faults import Faults
from cadres.workbooks.tables import Table
from cadres.workbooks.texts import name_key

Days = tuple[date, date]


class Marked(NamedTuple):
    """A sheet of marks with each row's subject: a unit's code, or a person's ID number."""

    sheet: MarkLayout
    table: Table[MarkRow]
    subjects: list[str]

    def given(self) -> Iterator[tuple[str, str, str, str, Decimal, str]]:
        """Each mark: subject, source, period, item, value, address. An empty cell gives none."""
        name = self.table.sheet
        slots = [(f"{name}!{self.table.columns[slot.column]}", *slot[1:4]) for slot in self.sheet.slots]
        for row, subject in zip(self.table.rows, self.subjects, strict=True):
            for (place, source, period, item), value in zip(slots, row.values, strict=True):
                if value is not None:
                    yield subject, source, period, item, value, f"{place}{row.line}"


def read_marks(papers: Papers, layouts: Layouts, register: Register, faults: Faults) -> list[Marked]:
    """Find the subject of every row of marks. The subjects are complete only when there is no fault."""
    return [_marked(mark, papers.of(mark.layout), register, faults) for mark in layouts.marks]


def _marked(sheet: MarkLayout, table: Table[MarkRow], register: Register, faults: Faults) -> Marked:
    find = _cadre if sheet.kind == "cadre" else _unit
    lines: dict[str, int] = {}
    subjects = []
    for row in table.rows:
        subject, days = find(table, row, register, faults)
        if days:
            _check_due(sheet, table, row, days, faults)
        if subject in lines:
            key, who = ("name", row.name) if sheet.kind == "cadre" else ("unit", row.unit)
            told = f"“{who}”与第{lines[subject]}行重复"
            table.fault(faults, row.line, key, told, "每个对象在一张表中只填一行，请删除重复的一行。")
        if subject:
            lines.setdefault(subject, row.line)
        subjects.append(subject)
    return Marked(sheet, table, subjects)


def _check_due(sheet: MarkLayout, table: Table[MarkRow], row: MarkRow, days: Days, faults: Faults) -> None:
    """A mark for a day on which nobody was there could not be used by any run."""
    for slot, value in zip(sheet.slots, row.values, strict=True):
        if value is not None and not days[0] <= slot.due <= days[1]:
            told = (
                f"{slot.due:%Y.%m.%d} 考核到期时不在册（本年在册 {days[0]:%Y.%m.%d} 至 {days[1]:%Y.%m.%d}），却有得分"
            )
            cure = "请清空该单元格；在册时间有误的，请改正名册或“职务变动”。"
            table.fault(faults, row.line, slot.column, told, cure)


def _unit(table: Table[MarkRow], row: MarkRow, register: Register, faults: Faults) -> tuple[str, Days | None]:
    """The unit's code and its days in the register."""
    unit = register.unit(table, row.line, "unit", row.unit, faults)
    return (unit.code, register.existence(unit)) if unit else ("", None)


def _cadre(table: Table[MarkRow], row: MarkRow, register: Register, faults: Faults) -> tuple[str, Days | None]:
    """The person's ID number and days in the register, None while these are in doubt."""
    if register.unit(table, row.line, "unit", row.unit, faults) is None:
        return "", None
    career = register.member(table, row.line, row.unit, row.name or "", row.birth, faults)
    if career is None:
        return "", None
    in_doubt = register.people_lacking or name_key(career.name) in register.doubtful_names
    return career.id_number, None if in_doubt else career.days(register.year)


def check_deductions(table: Table[DeductionRow], register: Register, lists: Lists, faults: Faults) -> None:
    """Each line names a task of its unit and a day on which the unit existed; no line stands twice."""
    lines: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        unit = register.unit(table, row.line, "unit", row.unit, faults)
        _check_task(table, row, lists, faults)
        first, last = register.existence(unit) if unit else register.year
        if not first <= row.day <= last:
            told = f"发生时间 {row.day:%Y.%m.%d} 不在 {first:%Y.%m.%d} 至 {last:%Y.%m.%d} 之内"
            table.fault(faults, row.line, "day", told, "请核对发生时间；跨年度的事项记入其发生的年度。")
        if row[1:] in lines:
            told = f"与第{lines[row[1:]]}行完全相同"
            table.fault(faults, row.line, "unit", told, "同一事项只扣一次，请删除重复的一行。")
        lines.setdefault(row[1:], row.line)


def _check_task(table: Table[DeductionRow], row: DeductionRow, lists: Lists, faults: Faults) -> None:
    task = lists.tasks.get(row.task)
    if task is None:
        if row.task not in lists.doubtful_tasks and not lists.tasks_lacking:
            cure = "请改为“二级清单”中该单位的任务编号。"
            table.fault(faults, row.line, "task", f"“二级清单”中没有“{row.task}”", cure)
    elif task.unit != row.unit:
        told = f"任务“{row.task}”是“{task.unit}”的任务"
        table.fault(faults, row.line, "task", told, f"请改为“{row.unit}”的任务编号，或改正单位名称。")


def check_situations(table: Table[SituationRow], register: Register, faults: Faults) -> None:
    """Each line names somebody in the register, once."""
    seen: dict[str, int] = {}
    for row in table.rows:
        career = register.careers.get(row.id_number)
        if career is None:
            if not register.people_lacking and name_key(row.name) not in register.doubtful_names:
                told = f"名册中没有身份证号与此相符的“{row.name}”"
                table.fault(faults, row.line, "id", told, "请与“干部名册”“职务变动”核对身份证号。")
        elif name_key(career.name) != name_key(row.name):
            told = f"姓名与名册中同一身份证号的“{career.name}”不同"
            table.fault(faults, row.line, "name", told, "请核对姓名和身份证号。")
        if row.id_number in seen:
            told = f"与第{seen[row.id_number]}行是同一人"
            table.fault(faults, row.line, "id", told, "一人只填一行，请删除重复的一行。")
        if row.day > register.year[1]:
            table.fault(faults, row.line, "day", "起始时间在考核年度之后", "请核对起始时间，或删除此行。")
        seen.setdefault(row.id_number, row.line)
