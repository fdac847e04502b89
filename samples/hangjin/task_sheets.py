"""Sheets about tasks: the three lists, and the ledger of deductions."""

from collections.abc import Iterator
from itertools import groupby

from samples.hangjin.facts import County, Share, Stint, UnitTask
from samples.hangjin.habits import Hand, Value
from samples.hangjin.roster_sheets import OFFICE
from samples.hangjin.tables import SUM, Column, Row, Table, with_blanks
from samples.hangjin.year import FIRST_DAY, LAST_DAY


def county_list(county: County) -> Table:
    rows = [
        Row([number, task.field, task.number, task.content, task.target])
        for number, task in enumerate(county.county_tasks, 1)
    ]
    columns = (
        Column("序号", 6),
        Column("领　域", 18, merged=True),
        Column("任务编号", 11),
        Column("任务内容", 34),
        Column("年度目标", 44),
    )
    note = "注：领域即“五位一体”五个方面。"
    return Table("一级清单", "2016年度“五位一体”目标任务一级清单", OFFICE, columns, rows, note)


def unit_list(county: County) -> Table:
    rows: list[Row] = []
    tasks = enumerate(county.tasks, 1)
    for _, group in groupby(tasks, key=lambda pair: pair[1].unit.code):
        rows += [_unit_task(number, task) for number, task in group]
        rows.append(Row(["小计", None, None, None, None, None, 100, None], SUM))
    columns = (
        Column("序号", 6),
        Column("单位名称", 26, merged=True),
        Column("任务编号", 11),
        Column("一级任务\n编号", 10),
        Column("任务内容", 50),
        Column("指标类型", 10),
        Column("分值", 7),
        Column("监控部门", 24),
    )
    note = "注：每个单位分值合计100分；共性指标为全面从严治党、党风廉政建设。"
    return Table("二级清单", "2016年度目标任务二级清单", OFFICE, columns, rows, note)


def _unit_task(number: int, task: UnitTask) -> Row:
    kind = "共性" if task.common else "个性"
    return Row(
        [number, task.unit.name, task.number, task.parent.number, task.content, kind, task.points, task.monitor.name]
    )


def member_list(county: County) -> Table:
    hand = Hand("三级清单")
    rows = [
        Row([number, *_member_task(task, share, stint, hand)])
        for number, (task, share, stint) in enumerate(_stints(county.tasks), 1)
    ]
    columns = (
        Column("序号", 6),
        Column("二级任务\n编号", 11, merged=True),
        Column("责任人", 14),
        Column("出生\n年月", 11),
        Column("责任方式", 11),
        Column("分担\n比例", 8),
        Column("具体任务", 56),
        Column("起始时间", 13),
        Column("截止时间", 13),
    )
    note = "注：起始、截止时间为空的，为全年；分担比例按任务合计100%。"
    return Table("三级清单", "2016年度目标任务三级清单", OFFICE, columns, with_blanks(rows, 1, 300), note)


def _stints(tasks: list[UnitTask]) -> Iterator[tuple[UnitTask, Share, Stint]]:
    return ((task, share, stint) for task in tasks for share in task.shares for stint in share.stints)


def _member_task(task: UnitTask, share: Share, stint: Stint, hand: Hand) -> list[Value]:
    return [
        task.number,
        hand.name(stint.person),
        hand.month(stint.person.born),
        "主要责任" if share.leads else "协助",
        hand.percent(share.percent),
        share.work,
        hand.day(stint.first if stint.first != FIRST_DAY else None),
        hand.day(stint.last if stint.last != LAST_DAY else None),
    ]


def deduction_ledger(county: County) -> Table:
    hand = Hand("扣分台账")
    rows = [
        Row([number, d.task.unit.name, d.task.number, hand.day(d.day), hand.points(d.tenths), d.reason, d.document])
        for number, d in enumerate(county.deductions, 1)
    ]
    tenths = sum(line.tenths for line in county.deductions)
    rows.append(Row(["合计", None, None, None, tenths / 10, None, None], SUM))
    columns = (
        Column("序号", 6),
        Column("单位名称", 26),
        Column("二级任务\n编号", 11),
        Column("发生时间", 13),
        Column("扣　分", 8),
        Column("事　由", 44),
        Column("文　号", 28),
    )
    note = "注：扣分同时计入分管领导和主要负责人。"
    return Table("扣分台账", "2016年度考核扣分台账", OFFICE, columns, rows, note)
