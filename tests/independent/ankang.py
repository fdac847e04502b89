"""The year 2018 of the sample city reckoned by hand from its workbook.

The rules, as an auditor would read them:

* A promise: 20 % the check at the start, 30 % the one in the middle, 50 % the one at the end, each the mean of three.
* Merits of a file: 3, 2, 1 for national, provincial, city; of one fact only the highest; at most 5. Problems: at most
  10; what a decision 容错免责 names as its fact takes nothing.
* Unit: 50 % the mean of the published scores of its promises, 30 % poverty work, 20 % analysis; plus merits, less 1 for
  a criticism and 3 for an accident. Lines at 90, 80, 70; last of at least five with less than 75 is 较差.
* Principals: 60 % unit, 20 % own promises, 20 % analysis; others 30, 40, 30; plus merits, less 2 for each problem.
  Lines at 90, 75, 60. Whom 能上能下 applies to is at best 基本称职, the principal of a unit that is 较差 at best 称职.
* 优秀: of each class at most 20 %, cut down, of all who are there; ties across the line by merits, else open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

Row = dict[str, object]
Key = tuple[str, str]
CHECKS = {"年初": 20, "年中": 30, "年末": 50}
MERITS = {"国家级表彰": 3, "省级表彰": 2, "市级表彰": 1}
UNIT_TRACES = {"通报批评": 1, "责任事故": 3}
UNIT_LINES = ((90, "优秀"), (80, "良好"), (70, "一般"), (0, "较差"))
LINES = ((90, "优秀"), (75, "称职"), (60, "基本称职"), (0, "不称职"))
SHARES = {"主要负责人": (60, 20, 20), "班子成员": (30, 40, 30)}
RANKED, NEW, INQUIRY = "ranked", "new", "inquiry"


@dataclass
class Outcome:
    """What is said of one subject; `place` in, out, undecided or ''; `flags` the labels; `told` clauses told of one."""

    group: str
    unit: str
    status: str = RANKED
    score: Decimal | None = None
    rank: int | None = None
    grade: str = ""
    place: str = ""
    merits: Fraction = Fraction(0)
    flags: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


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


def graded(score: Decimal, lines: Sequence[tuple[int, str]]) -> str:
    """The grade whose line the score reaches."""
    return next(grade for line, grade in lines if score >= line)


class _Auditor:
    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.about = {(str(row["种类"]), str(row["代码"])): row for row in sheets["对象"]}
        self.found: Outcomes = {key: Outcome(str(row["组别"]), str(row["单位"])) for key, row in self.about.items()}
        self.marks: dict[Key, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
        for row in sheets["得分"]:
            self.marks[str(row["代码"]), str(row["来源"])][str(row["期次"])].append(Fraction(str(row["得分"])))
        self.files = _by_code(sheets["台账"])
        self.cases = _by_code(sheets["决定"])
        self.earlier = {(str(row["代码"]), int(str(row["年度"]))): str(row["结果"]) for row in sheets["往年"]}

    def audit(self) -> Outcomes:
        for kind, judge in (("承诺事项", self.promise), ("单位", self.unit), ("市管干部", self.cadre)):
            own = {code: outcome for (sort, code), outcome in self.found.items() if sort == kind}
            for code, outcome in own.items():
                judge(code, outcome)
            self.ranks(own)
            if kind == "单位":
                self.worst(own)
            if kind == "市管干部":
                self.limits(own)
                self.seats(own)
            self.flags(kind, own)
        return self.found

    # Scores

    def marked(self, code: str, source: str) -> Fraction:
        """The mean of the periods, each the mean of its items."""
        return mean(mean(items) for items in self.marks[code, source].values())

    def promise(self, code: str, outcome: Outcome) -> None:
        checks = self.marks[code, "承诺查看"]
        outcome.score = hundredths(sum(mean(checks[check]) * share for check, share in CHECKS.items()) / 100)

    def promised(self, attribute: str, code: str) -> Fraction:
        own = [key for key, row in self.about.items() if key[0] == "承诺事项" and row[attribute] == code]
        return mean(Fraction(self.found[key].score or 0) for key in own)

    def unit(self, code: str, outcome: Outcome) -> None:
        parts = self.promised("承诺单位", code), self.marked(code, "脱贫攻坚考核"), self.marked(code, "综合研判")
        base = (50 * parts[0] + 30 * parts[1] + 20 * parts[2]) / 100
        lines = [row for row in self.files[code] if row["来源"] == "单位问题痕迹档案"]
        taken = min(10, sum(UNIT_TRACES[str(row["规则"])] for row in lines))
        outcome.score = hundredths(max(Fraction(0), base + self.merits(code, "单位实绩档案") - taken))
        outcome.grade = graded(outcome.score, UNIT_LINES)

    def cadre(self, code: str, outcome: Outcome) -> None:
        row = self.about["市管干部", code]
        outcome.status = INQUIRY if row["情形"] else NEW if row["开始日期"] else RANKED
        unit = Fraction(self.found["单位", outcome.unit].score or 0)
        parts = unit, self.promised("承诺人", code), self.marked(code, "综合研判")
        base = sum((share * part for share, part in zip(SHARES[outcome.group], parts, strict=True)), Fraction(0)) / 100
        outcome.merits = self.merits(code, "实绩档案")
        outcome.score = hundredths(max(Fraction(0), base + outcome.merits - min(10, 2 * len(self.burdens(code)))))
        if outcome.status == RANKED:
            outcome.grade = graded(outcome.score, LINES)

    def merits(self, code: str, source: str) -> Fraction:
        best: dict[str, int] = {}
        for number, row in enumerate(row for row in self.files[code] if row["来源"] == source):
            fact = str(row["同一事实"] or number)
            best[fact] = max(best.get(fact, 0), MERITS[str(row["规则"])])
        return Fraction(min(5, sum(best.values())))

    def burdens(self, code: str) -> list[Row]:
        """Problem traces that no decision exempts."""
        exempt = self.decided(code, "容错免责")
        lines = [row for row in self.files[code] if row["来源"] == "问题痕迹档案"]
        return [row for row in lines if row["同一事实"] not in exempt]

    def decided(self, code: str, what: str) -> list[str]:
        return [str(row["决定"]) for row in self.cases[code] if row["事项"] == what]

    # Ranks, grades, seats

    def ranks(self, own: dict[str, Outcome]) -> None:
        for group in {one.group for one in own.values()}:
            ranked = [one for one in own.values() if one.group == group and one.status == RANKED]
            for one in ranked:
                one.rank = 1 + sum((other.score or 0) > (one.score or 0) for other in ranked)

    def ends(self, own: dict[str, Outcome], one: Outcome) -> tuple[int, int]:
        """How many of the group are better, how many are worse."""
        group = [other.score or Decimal(0) for other in own.values() if other.group == one.group]
        score = one.score or Decimal(0)
        return sum(other > score for other in group), sum(other < score for other in group)

    def worst(self, own: dict[str, Outcome]) -> None:
        for one in own.values():
            if self.ends(own, one)[1] == 0 and (one.score or 0) < 75:
                one.grade = "较差"

    def limits(self, own: dict[str, Outcome]) -> None:
        for code, one in own.items():
            if self.decided(code, "能上能下") and one.grade in ("优秀", "称职"):
                one.grade = "基本称职"
            poor = self.found["单位", one.unit].grade == "较差"
            if one.group == "主要负责人" and poor and one.grade == "优秀":
                one.grade = "称职"

    def seats(self, own: dict[str, Outcome]) -> None:
        for group in SHARES:
            members = [one for one in own.values() if one.group == group]
            able = [(one.score or Decimal(0), one.merits) for one in members if one.grade == "优秀"]
            for one in members:
                if one.status == RANKED:
                    self.seat(one, able, len(members) * 20 // 100)

    def seat(self, one: Outcome, able: Sequence[tuple[Decimal, Fraction]], free: int) -> None:
        one.place = "out"
        if one.grade != "优秀":
            return
        own = one.score or Decimal(0), one.merits
        before, alike = sum(other > own for other in able), list(able).count(own)
        one.place = "in" if before + alike <= free else "undecided" if before < free else "out"
        one.grade = {"in": "优秀", "undecided": "", "out": "称职"}[one.place]

    # Flags

    def flags(self, kind: str, own: dict[str, Outcome]) -> None:
        for code, one in own.items():
            if kind == "承诺事项":
                one.flags = ["黄牌"] if (one.score or 0) < 60 else []
            elif kind == "单位":
                better, worse = self.ends(own, one)
                one.flags = ["通报表扬"] * (better < 3) + ["约谈"] * (worse < 2)
            else:
                one.flags = list(self.of_cadre(code, one))

    def of_cadre(self, code: str, one: Outcome) -> Iterator[str]:
        """In the order of the method."""
        if one.group == "主要负责人" and "约谈" in self.found["单位", one.unit].flags:
            yield "约谈主要负责人"
        if self.decided(code, "鼓励激励") and one.grade in ("优秀", "称职"):
            one.told += self.decided(code, "鼓励激励")
            yield "使用建议"
        for what, flag in (("容错条款", "容错免责"), ("能上能下", "调整建议")):
            if self.decided(code, what):
                one.told += self.decided(code, what)
                yield flag
        if self.burdens(code):
            one.told += [str(row["规则"]) for row in self.burdens(code)]
            yield "问题痕迹"
        if one.grade in ("基本称职", "不称职") and self.before(code) in ("基本称职", "不称职"):
            yield "提请调整"

    def before(self, code: str) -> str:
        """The last grade before this year; years without one are passed over."""
        grades = (self.earlier[code, year] for year in (2017, 2016))
        return next((grade for grade in grades if grade != "undetermined"), "")


def _by_code(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row["代码"])].append(row)
    return found
