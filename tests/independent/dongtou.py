"""The year 2018 of the sample district reckoned by hand from its workbook.

The rules, as an auditor would read them:

* A unit's mark is converted within townships or departments: 85 + 5 × its distance from the mean in standard
  deviations (of the whole group, cut after four decimals), not below 60 or above 100.
* A deputy: 30 % unit, 20 % leaders, 20 % team, 15 % daily record, 15 % principals of the unit; a principal 35, 25, 25,
  15 without the last. The unit counts by the months on whose 15th one was there. Of five or more sheets of leaders or
  of the team the highest and the lowest go. Leaders or team who say nothing give their weight away; a principal may
  not be silent: then there is no score.
* Each half-year a principal with five deputies or more gives at most 30 % of them 90 or more, at least 10 % less than
  80; the smaller ones are taken together by the group of their deputies. Whoever does not keep to it is not counted.
* Running points come by the list below, of one fact only the heaviest, together within ±5, and only for facts of 2018.
* Cards by place from the end of the group, equals together: 2 % red, up to 5 % yellow. Recalled is who has a red card,
  lost his post or was graded poorly by a decision from May 2018 on. A red card costs 20,000 yuan.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor, isqrt
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

Row = dict[str, object]
HALVES = {"上半年": date(2018, 6, 30), "下半年": date(2018, 12, 31)}
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)
NEWEST, RULE_DAY = date(2018, 10, 1), date(2018, 5, 1)
RANKED, NOT_RANKED, UNDETERMINED, BLOCKED, ABSENT = "ranked", "not_ranked", "undetermined", "blocked", "absent"
POINTS = {
    "不执行决定和安排致使工作落空": "-2",
    "不按规定请示报告": "-1",
    "漏报个人有关事项": "-1",
    "违反会议纪律": "-0.2",
    "受诫勉": "-1.5",
    "作风检查发现问题": "-0.3",
    "重点工作被约谈": "-0.5",
    "督办事项逾期": "-0.2",
    "重点项目取得突破": "0.5",
    "抢险救灾表现突出": "0.3",
    "援派挂职考核优秀": "0.5",
    "急难险重任务临阵退缩": "-2",
    "干部群众评议居末": "-0.5",
    "信访举报查实": "-1",
    "获得先进称号": "0.3",
    "党纪、警告": "-2",
    "党纪、严重警告": "-3",
    "党纪、撤销党内职务": "-3.5",
    "政务、警告": "-2",
    "政务、记过": "-2.5",
    "政务、记大过": "-3",
    "区级、书面通报": "-0.5",
    "区级、会议点名": "-0.3",
    "市级、书面通报": "-1",
    "市级、会议点名": "-0.6",
    "市级、主要领导": "0.3",
    "市级、其他领导": "0.2",
    "省级、主要领导": "0.5",
    "省级、其他领导": "0.4",
}


class Post(NamedTuple):
    """Both days inclusive."""

    unit: str
    principal: bool
    first: date
    last: date


@dataclass
class Outcome:
    """What is said of one unit or cadre."""

    group: str
    status: str
    score: Decimal | None
    rank: int | None = None
    card: str = ""
    flags: list[str] = field(default_factory=list)
    pay: Decimal | None = None


class Audit(NamedTuple):
    """By code."""

    units: dict[str, Outcome]
    cadres: dict[str, Outcome]


def audit(path: Path) -> Audit:
    """Reckon everything from the workbook."""
    return _Auditor(path).audit()


def _sheets(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for page in load_workbook(path):
        head, *rows = list(page.iter_rows(values_only=True))
        found[page.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def _day(cell: object, usual: date) -> date:
    return date.fromisoformat(str(cell)) if cell else usual


def _number(cell: object) -> Fraction:
    return Fraction(Decimal(str(cell)))


def _published(value: Fraction) -> Decimal:
    """Half up to hundredths; there is nothing below 0."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _trimmed(values: Iterable[Fraction]) -> Fraction | None:
    ordered = sorted(values)
    return _mean(ordered[1:-1] if len(ordered) >= 5 else ordered) if ordered else None


class _Auditor:
    def __init__(self, path: Path) -> None:
        self.sheets = _sheets(path)
        subjects = self.sheets["对象"]
        self.units = {str(row["代码"]): row for row in subjects if row["种类"] == "单位"}
        self.cadres = {str(row["代码"]): row for row in subjects if row["种类"] == "科级干部"}
        self.posts: defaultdict[str, list[Post]] = defaultdict(list)
        for row in self.sheets["职务"]:
            days = _day(row["开始日期"], FIRST), _day(row["结束日期"], LAST)
            self.posts[str(row["代码"])].append(Post(str(row["单位"]), row["主要负责人"] == "是", *days))
        self.marks = [row for row in self.sheets["评分"] if row["评分"] != "不了解"]
        self.seen: defaultdict[tuple[object, object], list[Fraction]] = defaultdict(list)
        for row in self.marks:
            self.seen[row["来源"], row["代码"]].append(_number(row["评分"]))
        self.heads = self.kept_heads()

    def audit(self) -> Audit:
        units = self.unit_outcomes()
        cadres = {code: self.cadre_outcome(code, units) for code in self.cadres}
        for outcomes in (units, cadres):
            _rank(outcomes.values())
        for outcome in cadres.values():
            self.give_card(outcome, cadres.values())
        for code, outcome in cadres.items():
            self.conclude(code, outcome)
        return Audit(units, cadres)

    def unit_outcomes(self) -> dict[str, Outcome]:
        marks = {str(row["代码"]): _number(row["得分"]) for row in self.sheets["得分"] if row["种类"] == "单位"}
        found = {}
        for code, row in self.units.items():
            fellows = [marks[other] for other, one in self.units.items() if one["组别"] == row["组别"]]
            middle = _mean(fellows)
            variance = _mean([(one - middle) * (one - middle) for one in fellows])
            deviation = Fraction(isqrt(variance.numerator * 10**8 // variance.denominator), 10**4)
            score = 85 + 5 * (marks[code] - middle) / deviation
            found[code] = Outcome(str(row["组别"]), RANKED, _published(min(max(score, Fraction(60)), Fraction(100))))
        return found

    def on(self, code: str, day: date) -> Post | None:
        return next((post for post in self.posts[code] if post.first <= day <= post.last), None)

    def kept_heads(self) -> dict[tuple[str, str], list[Fraction]]:
        """By cadre and half-year what his principals gave, without those who marked out of shape."""
        found: defaultdict[tuple[str, str], list[Fraction]] = defaultdict(list)
        by_head: defaultdict[tuple[str, str], list[tuple[str, Fraction]]] = defaultdict(list)
        for row in (row for row in self.marks if row["来源"] == "单位主要领导评价"):
            half, head, code = str(row["期次"]), str(row["评价人"]), str(row["代码"])
            above, below = self.on(head, HALVES[half]), self.on(code, HALVES[half])
            if above and below and above.principal and not below.principal and above.unit == below.unit:
                by_head[half, head].append((code, _number(row["评分"])))
        for half, heads in self.out_of_shape(by_head):
            for head in heads:
                del by_head[half, head]
        for (half, _), marks in by_head.items():
            for code, value in marks:
                found[code, half].append(value)
        return found

    def out_of_shape(
        self, by_head: dict[tuple[str, str], list[tuple[str, Fraction]]]
    ) -> Iterable[tuple[str, list[str]]]:
        together: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for (half, head), marks in by_head.items():
            groups = "、".join(sorted({str(self.cadres[code]["组别"]) for code, _ in marks}))
            together[half, groups if len(marks) < 5 else head].append(head)
        faulty = []
        for (half, _), heads in together.items():
            values = [value for head in heads for _, value in by_head[half, head]]
            high, low = sum(value >= 90 for value in values), sum(value < 80 for value in values)
            if len(values) >= 5 and (high * 10 > len(values) * 3 or low * 10 < len(values)):
                faulty.append((half, heads))
        return faulty

    def cadre_outcome(self, code: str, units: dict[str, Outcome]) -> Outcome:
        row = self.cadres[code]
        status = _status(row)
        score = None if status == ABSENT else self.score(code, units)
        if score is None and status == RANKED:
            status = BLOCKED
        return Outcome(str(row["组别"]), status, None if score is None else _published(score))

    def score(self, code: str, units: dict[str, Outcome]) -> Fraction | None:
        shares = {"unit": 35, "leaders": 25, "team": 25, "daily": 15}
        parts: dict[str, Fraction | None] = {
            "unit": self.unit_part(code, units),
            "leaders": _trimmed(self.seen["区级领导评价", code]),
            "team": _trimmed(self.seen["年终考核组评价", code]),
            "daily": self.daily(code),
        }
        if self.cadres[code]["职务类别"] == "副职":
            shares = {"unit": 30, "leaders": 20, "team": 20, "daily": 15, "head": 15}
            parts["head"] = self.head(code)
        if any(parts[name] is None for name in parts if name not in ("leaders", "team")):
            return None
        there = {name: value for name, value in parts.items() if value is not None}
        total = sum((shares[name] * value for name, value in there.items()), Fraction(0))
        return max(total / sum(shares[name] for name in there) + self.running(code), Fraction(0))

    def unit_part(self, code: str, units: dict[str, Outcome]) -> Fraction:
        months = Counter[str]()
        for month in range(1, 13):
            post = self.on(code, date(2018, month, 15))
            if post:
                months[post.unit] += 1
        total = sum((Fraction(units[unit].score or 0) * count for unit, count in months.items()), Fraction(0))
        return total / sum(months.values())

    def due(self, code: str) -> list[str]:
        first, last = (
            _day(self.cadres[code][head], usual) for head, usual in (("开始日期", FIRST), ("结束日期", LAST))
        )
        return [half for half, due in HALVES.items() if first <= due <= last]

    def daily(self, code: str) -> Fraction:
        rows = [row for row in self.sheets["得分"] if row["代码"] == code and row["来源"] == "组织日常评价"]
        marks = {str(row["期次"]): _number(row["得分"]) for row in rows}
        return _mean([marks[half] for half in self.due(code)])

    def head(self, code: str) -> Fraction | None:
        halves = [self.heads.get((code, half)) for half in self.due(code)]
        given = [_mean(marks) for marks in halves if marks]
        return _mean(given) if len(given) == len(halves) else None

    def running(self, code: str) -> Fraction:
        heaviest: dict[tuple[str, bool], Fraction] = {}
        for number, row in enumerate(self.sheets["台账"]):
            if row["代码"] == code and str(row["日期"]).startswith("2018"):
                points = Fraction(POINTS[str(row["档次"] or row["规则"])]) * int(str(row["数量"]))
                key = str(row["同一事实"] or number), points < 0
                heaviest[key] = max(heaviest.get(key, Fraction(0)), points, key=abs)
        return min(max(sum(heaviest.values(), Fraction(0)), Fraction(-5)), Fraction(5))

    def give_card(self, outcome: Outcome, everybody: Iterable[Outcome]) -> None:
        if outcome.rank is None or outcome.score is None:
            outcome.card = "" if outcome.status == ABSENT else "grey"
            return
        fellows = [one.score for one in everybody if one.group == outcome.group and one.rank and one.score is not None]
        place = 1 + sum(score < outcome.score for score in fellows)
        outcome.card = "red" if place * 50 <= len(fellows) else "yellow" if place * 20 <= len(fellows) else "green"

    def conclude(self, code: str, outcome: Outcome) -> None:
        if outcome.status == ABSENT:
            return
        told = {
            (str(row["事项"]), str(row["决定"]))
            for row in self.sheets["决定"]
            if row["代码"] == code and _day(row["决定日期"], FIRST) >= RULE_DAY
        }
        causes = {
            "red_card": outcome.card == "red",
            "yellow_card": outcome.card == "yellow",
            "recall_card": outcome.card == "red",
            "recall_post": ("全员竞聘", "未上岗") in told,
            "recall_grade": bool(told & {("年度考核等次", "基本称职"), ("年度考核等次", "不称职")}),
        }
        outcome.flags = [flag for flag, so in causes.items() if so]
        if outcome.status != BLOCKED:  # who lacks a mark may yet get a red card
            outcome.pay = Decimal(str(self.cadres[code]["考核奖标准"])) - 20_000 * (outcome.card == "red")


def _status(row: Row) -> str:
    if _day(row["结束日期"], LAST) < LAST:
        return ABSENT
    if row["情形"]:
        return UNDETERMINED
    return NOT_RANKED if _day(row["开始日期"], FIRST) > NEWEST else RANKED


def _rank(outcomes: Iterable[Outcome]) -> None:
    """1, 2, 2, 4 within each group."""
    everybody = list(outcomes)
    for one in everybody:
        if one.status == RANKED and one.score is not None:
            fellows = [other for other in everybody if other.group == one.group and other.status == RANKED]
            one.rank = 1 + sum(other.score > one.score for other in fellows if other.score is not None)
