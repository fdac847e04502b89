"""Level-2 tasks of each unit (points add up to 100) and who monitors them."""

from random import Random

from samples.hangjin.facts import CountyTask, Unit, UnitTask
from samples.hangjin.task_texts import county_tasks
from samples.hangjin.units import plain_name

COMMON = {"4": 3, "5": 2}  # field number -> tasks everybody gets from it
SPECIFIC = (3, 9)  # fewest and most tasks of the unit's own

MONITORS = {
    "1-01": "旗扶贫开发办公室", "1-02": "旗发展和改革局", "1-03": "旗委农村牧区工作办公室", "1-04": "旗政府办公室",
    "1-05": "旗环境保护局", "1-06": "旗委宣传部", "1-07": "旗统计局",
    "2-01": "旗委机构编制委员会办公室", "2-02": "旗发展和改革局", "2-03": "旗委农村牧区工作办公室",
    "2-04": "旗委督查室", "2-05": "旗财政局", "2-06": "旗人力资源和社会保障局",
    "3-01": "旗政府法制办公室", "3-02": "旗信访局", "3-03": "旗委政法委员会", "3-04": "旗安全生产监督管理局",
    "3-05": "旗司法局", "3-06": "旗政府办公室",
    "4": "旗委组织部", "4-04": "旗委宣传部", "4-05": "旗委统战部", "5": "旗纪委监察局",
}  # fmt: skip
# Nobody monitors himself.
STAND_IN = "旗委督查室"
SECOND_STAND_IN = "旗委办公室"


def unit_tasks(units: list[Unit], rng: Random) -> tuple[list[CountyTask], list[UnitTask]]:
    """The level-1 list and every unit's level-2 list; level 3 is still empty."""
    parents, wordings = county_tasks()
    by_name = {plain_name(unit): unit for unit in units}
    tasks = []
    for unit in units:
        chosen = _choose(parents, rng)
        points = _points(len(chosen), rng)
        for place, (parent, worth) in enumerate(zip(chosen, points, strict=True), 1):
            content = rng.choice(wordings[parent.number]).format(work=unit.work)
            common = parent.number[0] in COMMON
            monitor = by_name[_monitor(parent, unit)]
            tasks.append(UnitTask(f"{unit.code}-{place:02d}", unit, parent, content, common, worth, monitor))
    return parents, tasks


def _choose(parents: list[CountyTask], rng: Random) -> list[CountyTask]:
    common = [
        parent
        for row, count in COMMON.items()
        for parent in rng.sample([parent for parent in parents if parent.number[0] == row], count)
    ]
    own = rng.sample([parent for parent in parents if parent.number[0] not in COMMON], rng.randint(*SPECIFIC))
    return sorted(own + common, key=lambda parent: parent.number)


def _points(count: int, rng: Random) -> list[int]:
    """Whole points, at least 4 each, 100 together."""
    points = [4] * count
    for _ in range(100 - 4 * count):
        points[rng.randrange(count)] += 1
    return points


def _monitor(parent: CountyTask, unit: Unit) -> str:
    usual = MONITORS.get(parent.number) or MONITORS[parent.number[0]]
    return next(name for name in (usual, STAND_IN, SECOND_STAND_IN) if name != plain_name(unit))
