"""The year 2022 of the sample district reckoned by hand from its workbook.

The rules, as an auditor would read them:

* Indicators: of N areas the last min(3, 3N/10 rounded down) are red, then the first min(4, 4N/10 rounded up) green, the
  rest yellow. Counted from the top by those strictly better, from the bottom by those strictly worse. Without a place
  grey. An indicator's own score is N − place + 1.
* Unit: 60 % targets, 15 % bulletins, 15 % reports, 10 % board; whoever answers for no indicator that has a colour has
  the first three as 60 : 15 : 15. Targets: 40 % the mean of the assessed ones; 40 % the mean of reached ÷ asked × 100,
  at most 100; 20 % epidemic, 100 less 20 for each event, not below 0. Reports: mean of the quarters less what was
  found (2 for each inspection problem, 1 for each other), at most 10, not below 0. Board: 100, 80, 60 for green,
  yellow, red, averaged. Young units (less than six months) are not ranked.
* Section-level cadres: mean of the form; 90, 80, 60 are the lines of 优秀, 良好, 一般. Of each class at most 30 %, cut
  down, of those still there may be 优秀, the others fall to 良好; a tie across the line goes as ruled, else stays open.
* County leaders: the mean of the published scores of their units, for reference.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

Row = dict[str, object]
Key = tuple[str, str]
ASSESSED = ("市区决策部署", "营商环境", "创城创卫", "民族共同体")
ECONOMY = ("招商引资", "项目建设")
TAKEN = {"巡视巡察问题": 2, "审计问题": 1, "统计问题": 1}
WORTH = {"green": 100, "yellow": 80, "red": 60}
RANKED, APART, GONE, LACKING = "ranked", "apart", "gone", "lacking"
GREEN, RED, EXCELLENT = "总结推广", "约谈责任单位", "优先使用"


@dataclass
class Outcome:
    """What is said of one subject; `place` in, out, undecided or ''; `flags` the labels."""

    group: str
    status: str = RANKED
    score: Decimal | None = None
    rank: int | None = None
    grade: str = ""
    place: str = ""
    colour: str = ""
    flags: list[str] = field(default_factory=list)


Outcomes = dict[Key, Outcome]


def audit(workbook: Path) -> Outcomes:
    """Reckon everything from the workbook: outcome by kind and code."""
    return _Auditor({sheet.title: list(_rows(sheet.values)) for sheet in load_workbook(workbook)}).audit()


def _rows(values: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    head, *rows = values
    for row in rows:
        yield dict(zip(map(str, head), row, strict=False))


def hundredths(value: Fraction) -> Decimal:
    """Rounded half up; nothing here is negative."""
    return Decimal((value * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)


def mean(values: Iterable[Fraction]) -> Fraction:
    """Of at least one."""
    found = list(values)
    return sum(found, Fraction(0)) / len(found)


def colour(place: int, total: int, shared: int) -> str:
    """By how many are strictly worse, then by how many are strictly better."""
    worse = total - place - shared
    if worse < min(3, 3 * total // 10):
        return "red"
    return "green" if place <= min(4, -(-4 * total // 10)) else "yellow"


class _Auditor:
    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.sheets = sheets
        self.about = {(str(row["种类"]), str(row["代码"])): row for row in sheets["对象"]}
        self.found: Outcomes = {key: Outcome(str(row["组别"])) for key, row in self.about.items()}
        self.readings: dict[Key, dict[str, Row]] = defaultdict(dict)
        for row in sheets["指标"]:
            self.readings[str(row["种类"]), str(row["代码"])][str(row["项目"])] = row
        self.marks: dict[tuple[str, str], dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
        for row in sheets["得分"]:
            period = self.marks[str(row["代码"]), str(row["来源"])][str(row["期次"])]
            period.append(Fraction(str(row["得分"])))

    def audit(self) -> Outcomes:
        for (kind, code), outcome in self.found.items():
            if kind == "市级指标":
                self.indicator(self.readings[kind, code], outcome)
        for (kind, code), outcome in self.found.items():
            if kind == "单位":
                self.unit(code, outcome)
            elif kind == "科级干部":
                self.cadre(code, outcome)
        for (kind, code), outcome in self.found.items():
            if kind == "县级领导":
                self.leader(code, outcome)
        self.ranks()
        self.seats()
        return self.found

    def marked(self, code: str, source: str) -> Fraction:
        """The mean of the periods, each the mean of its items."""
        return mean(mean(items) for items in self.marks[code, source].values())

    def indicator(self, told: Mapping[str, Row], outcome: Outcome) -> None:
        numbers = {item: int(str(row["完成值"])) for item, row in told.items()}
        if "名次" not in numbers:
            outcome.status, outcome.colour = LACKING, "grey"
            return
        place, total = numbers["名次"], numbers["参评地区数"]
        outcome.score = Decimal(total - place + 1).quantize(Decimal("0.01"))
        outcome.colour = colour(place, total, numbers["并列数"])
        outcome.flags = {"green": [GREEN], "red": [RED]}.get(outcome.colour, [])

    def unit(self, code: str, outcome: Outcome) -> None:
        board = self.board(code)
        total = 60 * self.targets(code) + 15 * self.marked(code, "通报") + 15 * self.reports(code)
        outcome.score = hundredths(total / 90 if board is None else (total + 10 * board) / 100)
        outcome.status = APART if self.about["单位", code]["开始日期"] else RANKED

    def targets(self, code: str) -> Fraction:
        told = self.readings["单位", code]
        reached = {item: Fraction(str(row["完成值"])) for item, row in told.items()}
        degrees = [min(Fraction(1), reached[item] / Fraction(str(told[item]["目标值"]))) for item in ECONOMY]
        epidemic = max(Fraction(0), 100 - 20 * reached["疫情防控失管事件"])
        return (40 * mean(reached[item] for item in ASSESSED) + 40 * 100 * mean(degrees) + 20 * epidemic) / 100

    def reports(self, code: str) -> Fraction:
        lines = [row for row in self.sheets["台账"] if row["代码"] == code]
        taken = sum(TAKEN[str(row["规则"])] * int(str(row["数量"])) for row in lines)
        return max(Fraction(0), self.marked(code, "履职报告") - min(10, taken))

    def board(self, code: str) -> Fraction | None:
        own = [key for key, row in self.about.items() if key[0] == "市级指标" and row["责任单位"] == code]
        worth = [Fraction(WORTH[self.found[key].colour]) for key in own if self.found[key].colour in WORTH]
        return mean(worth) if worth else None

    def cadre(self, code: str, outcome: Outcome) -> None:
        if self.about["科级干部", code]["结束日期"]:
            outcome.status = GONE
            return
        outcome.score = score = hundredths(self.marked(code, "疫情防控登记表"))
        lines = ((90, "优秀"), (80, "良好"), (60, "一般"), (0, "较差"))
        outcome.grade = next(grade for line, grade in lines if score >= line)

    def leader(self, code: str, outcome: Outcome) -> None:
        own = [key for key, row in self.about.items() if key[0] == "单位" and row["分管领导"] == code]
        outcome.score = hundredths(mean(Fraction(self.found[key].score or 0) for key in own))
        outcome.status = APART

    def ranks(self) -> None:
        for outcomes in self.groups().values():
            for one in outcomes.values():
                if one.score is not None:
                    one.rank = 1 + sum((other.score or 0) > one.score for other in outcomes.values())

    def groups(self) -> dict[Key, Outcomes]:
        """The ranked by kind and group."""
        found: dict[Key, Outcomes] = defaultdict(dict)
        for key, outcome in self.found.items():
            if outcome.status == RANKED:
                found[key[0], outcome.group][key] = outcome
        return found

    def seats(self) -> None:
        """优秀 of each class of section-level cadres."""
        for (kind, group), outcomes in self.groups().items():
            if kind == "科级干部":
                self.seats_of(group, outcomes)

    def seats_of(self, group: str, outcomes: Outcomes) -> None:
        free = len(outcomes) * 30 // 100
        able = {key: one for key, one in outcomes.items() if one.grade == "优秀"}
        ruled = {str(row["组别"]): str(row["入选"]).split("、") for row in self.sheets["裁定"]}
        for key, one in outcomes.items():
            one.place = "out"
            if key in able:
                self.seat(key, one, (able, free, ruled.get(group)))

    def seat(self, key: Key, one: Outcome, competing: tuple[Outcomes, int, list[str] | None]) -> None:
        able, free, ruled = competing
        scores = [other.score or Decimal(0) for other in able.values()]
        above, alike = sum(score > (one.score or 0) for score in scores), scores.count(one.score or Decimal(0))
        if above + alike <= free:
            one.place = "in"
        elif above < free:
            one.place = "undecided" if ruled is None else "in" if key[1] in ruled else "out"
        one.grade = {"in": "优秀", "undecided": "", "out": "良好"}[one.place]
        one.flags = [EXCELLENT] if one.grade == "优秀" else []
