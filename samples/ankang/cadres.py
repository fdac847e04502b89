"""The cadres that the city manages: two principals of a county and one of a department, and the other members."""

from random import Random

from samples.ankang.facts import COUNTY, DEPUTY, PRINCIPAL, Cadre, Case, Entry, Unit
from samples.fictional import People

_GRADES = ("优秀", "称职", "基本称职", "不定等次")
INCENTIVE, EXEMPT, TOLERANCE, DOWN = "鼓励激励", "容错免责", "容错条款", "能上能下"


def cadres(units: list[Unit], rng: Random) -> list[Cadre]:
    """Unit by unit, principals first."""
    people = People(rng)
    found = [
        _cadre(rng, people, unit, number, PRINCIPAL if number <= principals else DEPUTY)
        for unit in units
        for principals, others in [(2, 5) if unit.group == COUNTY else (1, 4)]
        for number in range(1, principals + others + 1)
    ]
    _files(found, rng)
    _awkward({one.code: one for one in found})
    return found


def _cadre(rng: Random, people: People, unit: Unit, number: int, group: str) -> Cadre:
    grades = rng.choices(_GRADES, (20, 70, 8, 2), k=2)
    analysis = [rng.randint(80, 99) for _ in range(2)]
    return Cadre(f"{unit.code}-{number}", *people.draw(1960, 7300), group, unit.code, analysis, (grades[0], grades[1]))


def _files(found: list[Cadre], rng: Random) -> None:
    """Merits, problem traces and the cases of the three mechanisms."""
    for one in rng.sample(found, 60):
        one.merits = [Entry(rng.choice(("市级表彰", "省级表彰")), f"2018-{rng.randint(1, 12):02d}-15", "扶贫一线")]
    for number, one in enumerate(rng.sample(found, 40), 1):
        rule = f"不作为情形第{rng.randint(1, 20)}项"
        one.traces = [Entry(rule, f"2018-{rng.randint(1, 12):02d}-20", "项目滞后", f"F{number:02d}")]
    traced = [one for one in found if one.traces]
    for number, one in enumerate(rng.sample([one for one in found if one.merits], 26), 1):
        one.cases.append(Case(INCENTIVE, f"鼓励激励第{rng.randint(1, 12)}条", f"示例组〔2018〕激励{number}号"))
    for number, one in enumerate(traced[:6], 1):
        document = f"示例组〔2018〕容错{number}号"
        one.cases += [Case(EXEMPT, one.traces[0].fact, document), Case(TOLERANCE, f"容错第{number}条", document)]
    for number, one in enumerate(traced[-7:], 1):
        one.cases.append(Case(DOWN, f"能上能下第{rng.randint(1, 10)}项", f"示例组〔2018〕调整{number}号"))


def _awkward(found: dict[str, Cadre]) -> None:
    """Caps that act, two years running, too short in post, under inquiry, two who share everything."""
    capped = [
        Entry(rule, f"2018-0{n}-01", f"攻坚{n}") for n, rule in enumerate(("国家级表彰", "省级表彰", "市级表彰"), 1)
    ]
    found["X02-1"].merits = capped
    found["S03-2"].traces = [Entry(f"不作为情形第{n}项", f"2018-0{n}-09", f"积压{n}") for n in range(1, 7)]
    found["S07-3"].analysis, found["S07-3"].grades = [41, 44], ("基本称职", "称职")
    found["S08-2"].analysis, found["S08-2"].grades = [40, 45], ("不定等次", "基本称职")
    found["S09-2"].since, found["S09-2"].analysis = "2018.11.01", [80]
    found["S11-4"].situation = "立案审查"
