"""Key tasks promised to the public: one by every cadre, two by some."""

from random import Random

from samples.ankang.facts import Cadre, Promise

_TASKS = "产业园区 易地搬迁 富硒产业 生态旅游 通村道路 饮水安全 就业扶贫 教育保障 医疗保障 水质保护 营商环境 招商引资"
TWINS = ("S17-3", "S17-4")
"""Two members of one unit, alike in every mark: they share the place at the line."""


def promises(cadres: list[Cadre], rng: Random) -> list[Promise]:
    """In the order of those who promise."""
    tasks, found = _TASKS.split(), list[Promise]()
    for cadre in cadres:
        level = rng.randint(82, 98)
        for _ in range(rng.choices((1, 2), (85, 15))[0]):
            code = f"C{len(found) + 1:03d}"
            found.append(Promise(code, rng.choice(tasks), cadre.unit, cadre.code, _checks(rng, level)))
    _twin(cadres, found)
    for promise in found[5::97]:
        promise.checks[1:] = [50, 45, 55], [35, 40, 30]
    return found


def _checks(rng: Random, level: int) -> list[list[int]]:
    return [[min(100, level + rng.randint(-5, 6)) for _ in range(3)] for _ in range(3)]


def _twin(cadres: list[Cadre], found: list[Promise]) -> None:
    one, other = (next(cadre for cadre in cadres if cadre.code == code) for code in TWINS)
    other.analysis, other.merits, other.traces = one.analysis, one.merits, one.traces
    checks = next(promise.checks for promise in found if promise.cadre == one.code)
    for promise in found:
        if promise.cadre in TWINS:
            promise.checks = [list(marks) for marks in checks]
