"""Deductions from units: sixty lines over forty units, with reasons and document numbers."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from samples.hangjin.facts import PRINCIPAL, Deduction, Person, Unit, UnitTask
from samples.hangjin.units import FOUNDED, VACANT, plain_name
from samples.hangjin.year import FIRST_DAY

LINES, UNITS = 60, 40
TENTHS = (1, 2, 2, 3, 3, 5, 5, 5, 5, 8, 10, 10, 10, 15, 20, 30)

# Units that had two principals, one after the other: the half share must go to the one of that day.
NEW_PRINCIPALS = ("旗农牧业局", "旗司法局")

REASONS = {
    "1": (
        "重点工作进度滞后，未完成序时任务",
        "包联贫困户帮扶记录不完整",
        "责任区环境卫生脏乱差，督查通报后未整改",
        "项目月报数据失实",
    ),
    "2": ("改革台账事项逾期未办结", "权责清单未按期公布", "专项资金拨付滞后"),
    "3": ("信访事项超期未答复", "安全隐患整改不到位", "政务公开信息长期未更新", "执法案卷评查不合格"),
    "4": ("三会一课记录不规范，未按期整改", "党费收缴不及时", "干部学习测试参考率不达标", "中心组学习次数不足"),
    "5": ("工作日脱岗、迟到被暗访通报", "公务接待手续不全", "廉政风险防控台账未建立", "巡察反馈问题整改逾期"),
}
DOCUMENTS = {"1": "示例督通报", "2": "示例考评办", "3": "示例政督", "4": "示例组通", "5": "示例纪通"}


def deductions(tasks: list[UnitTask], rng: Random) -> list[Deduction]:
    """Ledger lines in order of date."""
    facts = [*_telling(tasks, rng)]
    further = _further(tasks, rng, {task.unit.code for task, _ in facts})
    facts += [(rng.choice(further[number % len(further)]), _day(rng)) for number in range(LINES - len(facts))]
    facts.sort(key=lambda fact: (fact[1], fact[0].number))
    return [_line(number, task, day, rng) for number, (task, day) in enumerate(facts, 1)]


def _further(tasks: list[UnitTask], rng: Random, chosen: set[str]) -> list[list[UnitTask]]:
    """The tasks, unit by unit, of so many further units that ``UNITS`` have a deduction."""
    codes = sorted({task.unit.code for task in tasks if task.unit.founded is None} - chosen)
    return [[task for task in tasks if task.unit.code == code] for code in rng.sample(codes, UNITS - len(chosen))]


def _day(rng: Random) -> date:
    return FIRST_DAY + timedelta(days=rng.randrange(8, 350))


def _line(number: int, task: UnitTask, day: date, rng: Random) -> Deduction:
    row = task.parent.number[0]
    document = f"{DOCUMENTS[row]}〔2016〕{2 + number // 2}号"
    return Deduction(number, task, day, rng.choice(TENTHS), rng.choice(REASONS[row]), document)


def _telling(tasks: list[UnitTask], rng: Random) -> Iterator[tuple[UnitTask, date]]:
    """The lines that must be there: each shows one turn of the carry-over rule."""
    yield from _before_and_after(tasks, rng)
    new = next(task for task in tasks if plain_name(task.unit) in FOUNDED)
    yield new, date(2016, 9, 14)
    townships = [task for task in tasks if task.unit.category == "苏木镇" and _one_leader(task)]
    yield next(task for task in townships if _led_by_principal(task)), date(2016, 4, 6)
    yield next(task for task in townships[::-1] if not _led_by_principal(task)), date(2016, 11, 2)
    plain = [task for task in tasks if task.unit.category == "党群部门" and _one_leader(task)]
    yield next(task for task in plain[::-1] if _led_by_principal(task)), date(2016, 8, 17)
    yield next(task for task in tasks if plain_name(task.unit) == VACANT[-1]), date(2016, 5, 25)


def _before_and_after(tasks: list[UnitTask], rng: Random) -> Iterator[tuple[UnitTask, date]]:
    """Two lines on each of five tasks whose leader changed: one for him who went, one for him who came."""
    changed = [task for task in tasks if not _one_leader(task) and task.unit.founded is None]
    told = [next(task for task in changed if plain_name(task.unit) == name) for name in NEW_PRINCIPALS]
    for task in told + rng.sample([task for task in changed if task not in told], 3):
        change = _changes(task)[0]
        yield task, change - timedelta(days=rng.randint(1, 9))
        yield task, change + timedelta(days=rng.randint(0, 9))


def _changes(task: UnitTask) -> list[date]:
    lead = next(share for share in task.shares if share.leads)
    return [stint.first for stint in lead.stints[1:]]


def _one_leader(task: UnitTask) -> bool:
    return not _changes(task)


def _led_by_principal(task: UnitTask) -> bool:
    lead = next(share for share in task.shares if share.leads)
    return lead.stints[0].person.last.rank == PRINCIPAL


def carried(deduction: Deduction, people_by_unit: dict[str, list[Person]]) -> list[tuple[Person, int]]:
    """Who bears a deduction, in twentieths of a point: the leader in full, a principal by half.

    Where the leader is himself a principal nobody else bears it.
    """
    leader = deduction.task.leader_on(deduction.day)
    if leader is None:
        raise ValueError(f"nobody leads task {deduction.task.number} on {deduction.day}")
    principals = _principals(deduction.task.unit, deduction.day, people_by_unit)
    others = [] if leader in principals else [(person, deduction.tenths) for person in principals]
    return [(leader, 2 * deduction.tenths), *others]


def _principals(unit: Unit, day: date, people_by_unit: dict[str, list[Person]]) -> list[Person]:
    def leads(person: Person) -> bool:
        post = person.post_on(day)
        return post is not None and post.unit is unit and post.rank == PRINCIPAL

    return [person for person in people_by_unit[unit.code] if leads(person)]
