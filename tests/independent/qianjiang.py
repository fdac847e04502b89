"""The year 2007 of the sample district reckoned by hand from its workbook.

The rules, as an auditor would read them:

* Target score of a unit = the marks of its sort's indicators by their weights, rounded half up to hundredths. At 90 it
  passes, at 80 it basically passes, below it fails; a veto fails it whatever the score.
* Candidates are the best 18 departments and 8 townships that pass, with all who tie at the last place. By votes, then
  the votes of a second ballot, then the target score, half of them (9 and 4) are 特优, the others 优秀; what is still
  tied goes as the leading group ruled.
* Appraisal of teams and people: good 100, fairly good 85, ordinary 70, poor 50, over the valid votes. Teams and
  principals: 60 % target, 40 % appraisal; others the other way round. Graded by the appraisal: 90, 80, 60.
* Bonus: 20 yuan × score × staff, four fifths of it if the unit basically passes, nothing if it fails; 40,000 more for
  特优, 30,000 for 优秀.
* Beside the scores: the largest share of valid ballots that tick one of the defects, noticed at 20 %; the share that
  would promote a person.
* Posts to be adjusted: principals of a unit (not of the third group of departments) that failed and was among the last
  two of its group two years running; whoever was 基本称职 two years running.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

Row = dict[str, object]
WEIGHTS: Mapping[str, Mapping[str, int]] = {
    "部门": {
        "重点工作": 60,
        "党风廉政建设": 8,
        "组织建设": 6,
        "精神文明建设": 6,
        "调研": 5,
        "服务发展": 5,
        "信访": 5,
        "帮乡扶贫": 5,
    },
    "乡镇街道": {"重点工作": 60, "党建": 12, "综治": 7, "信访": 7, "计生": 7, "安全": 7},
    "驻外机构": {"招商引资": 40, "联系协调": 20, "经营效益": 20, "信息报送": 20},
    "金融单位": {"重点工作": 60, "调研": 10, "服务发展": 10, "信访": 10, "帮乡扶贫": 10},
}
POINTS = {"好": 100, "较好": 85, "一般": 70, "差": 50}
TEAM_GRADES, GRADES = ("好", "较好", "一般", "差"), ("优秀", "称职", "基本称职", "不称职")
FIELDS = {"部门": ("D1", "D2", "D3", 18, 9), "乡镇街道": ("T1", "T2", "T3", 8, 4)}
RANKED, GONE = "ranked", "gone"


@dataclass
class Outcome:
    """What is said of one subject; `place` in, out or '', `flags` the labels."""

    kind: str
    group: str
    unit: str
    status: str = RANKED
    score: Decimal | None = None
    rank: int | None = None
    grade: str = ""
    place: str = ""
    bonus: Decimal | None = None
    flags: list[str] = field(default_factory=list)
    appraisal: Decimal | None = None


Outcomes = dict[tuple[str, str], Outcome]


def audit(workbook: Path) -> Outcomes:
    """Reckon everything from the workbook: outcome by kind and code."""
    return _Auditor({sheet.title: list(_rows(sheet.values)) for sheet in load_workbook(workbook)}).audit()


def _rows(values: Iterable[tuple[object, ...]]) -> Iterator[Row]:
    head, *rows = values
    for row in rows:
        yield dict(zip(map(str, head), row, strict=True))


def hundredths(value: Fraction) -> Decimal:
    """Rounded half up; nothing here is negative."""
    return Decimal((value * 100 + Fraction(1, 2)).__floor__()).scaleb(-2)


class _Auditor:
    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.sheets = sheets
        self.about = {(str(row["种类"]), str(row["代码"])): row for row in sheets["对象"]}
        self.found: Outcomes = {
            key: Outcome(key[0], str(row["组别"]), str(row["单位"])) for key, row in self.about.items()
        }
        self.votes: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        self.ticks: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        for row in sheets["得票"]:
            if row["项目"]:
                self.ticks[str(row["种类"]), str(row["代码"]), str(row["项目"])][str(row["选项"])] = int(
                    str(row["票数"])
                )
                continue
            self.votes[str(row["种类"]), str(row["代码"]), str(row["来源"])][str(row["选项"])] = int(str(row["票数"]))

    def audit(self) -> Outcomes:
        self.units()
        self.teams_and_people()
        self.polls()
        self.ranks()
        for name in FIELDS:
            self.elect(name)
        self.bonuses()
        self.flags()
        return self.found

    # Scores and grades

    def units(self) -> None:
        marks: dict[str, dict[str, Fraction]] = defaultdict(dict)
        for row in self.sheets["指标"]:
            marks[str(row["代码"])][str(row["项目"])] = Fraction(str(row["完成值"]))
        vetoed = {str(row["代码"]) for row in self.sheets["决定"]}
        for (kind, code), outcome in self.of("单位"):
            weights = WEIGHTS[str(self.about[kind, code]["单位类型"])]
            if weights.keys() != marks[code].keys():
                raise ValueError(f"{code} has other indicators than its sort")
            total = sum((weight * marks[code][item] for item, weight in weights.items()), Fraction(0))
            outcome.score = score = hundredths(total / 100)
            outcome.grade = "不达标" if score < 80 or code in vetoed else "达标" if score >= 90 else "基本达标"

    def teams_and_people(self) -> None:
        for (kind, code), outcome in [*self.of("班子"), *self.of("领导班子成员")]:
            if self.about[kind, code]["结束日期"]:
                outcome.status = GONE
                continue
            appraisal = self.appraisal(kind, code)
            target = Fraction(self.found["单位", outcome.unit].score or 0)
            share = 40 if outcome.group == "other" else 60
            outcome.score = hundredths((share * target + (100 - share) * appraisal) / 100)
            outcome.appraisal = hundredths(appraisal)
            outcome.grade = _band(outcome.appraisal, TEAM_GRADES if kind == "班子" else GRADES)

    def appraisal(self, kind: str, code: str) -> Fraction:
        told = self.votes[kind, code, "民主测评"]
        valid = sum(told[option] for option in POINTS)
        if valid != told["收回"] - told["无效"] or told["收回"] > told["发出"]:
            raise ValueError(f"the ballots on {code} do not add up")
        return Fraction(sum(points * told[option] for option, points in POINTS.items()), valid)

    def polls(self) -> None:
        """The highest share of ballots that tick a defect; the share that would promote."""
        ticked: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
        for key, told in self.ticks.items():
            ticked[key[:2]].append(Fraction(100 * told["勾选"], sum(told.values())))
        for key, outcome in self.found.items():
            if key in ticked:
                outcome.score = hundredths(max(ticked[key]))
                outcome.flags += ["勾选集中"] * (outcome.score >= 20)
        for key, outcome in self.of("使用意向测评"):
            told = self.votes[(*key, "使用意向")]
            outcome.score = hundredths(Fraction(100 * told["提拔"], sum(told.values())))

    def ranks(self) -> None:
        for outcome in self.found.values():
            if outcome.score is not None:
                rivals = [one for one in self.group(outcome) if one.score is not None]
                outcome.rank = 1 + sum(one.score > outcome.score for one in rivals)

    # Candidates and seats

    def elect(self, name: str) -> None:
        *groups, places, seats = FIELDS[name]
        units = {code: one for (_, code), one in self.of("单位") if one.group in groups}
        for one in units.values():
            one.place = "out"
        fit = sorted((one.score for one in units.values() if one.grade == "达标"), reverse=True)
        line = fit[:places][-1]
        standing = [code for code, one in units.items() if one.grade == "达标" and one.score >= line]
        seats = min(len(standing), places) * seats // places
        for code in standing:
            units[code].grade = "优秀"
        for code in self.winners(name, standing, seats):
            units[code].grade, units[code].place = "特优", "in"

    def winners(self, name: str, standing: list[str], seats: int) -> list[str]:
        strength = {code: self.strength(code) for code in standing}
        ordered = sorted(standing, key=strength.__getitem__, reverse=True)
        last = strength[ordered[seats - 1]]
        tied = [code for code in standing if strength[code] == last]
        ahead = [code for code in standing if strength[code] > last]
        if len(ahead) + len(tied) == seats:
            return ahead + tied
        [ruling] = [row for row in self.sheets["裁定"] if row["组别"] == name]
        if {ruling["入选"], ruling["未入选"]} != set(tied):
            raise ValueError(f"the ruling is on others than the tied {tied}")
        return [*ahead, str(ruling["入选"])]

    def strength(self, code: str) -> tuple[int, int, Decimal]:
        """Votes, votes of the second ballot (of whoever is not in it they part nobody), score."""
        first = self.votes["单位", code, "大会票决"]["选中"]
        second = self.votes.get(("单位", code, "第二轮票决"), {}).get("选中", 0)
        return first, second, self.found["单位", code].score or Decimal(0)

    # What follows

    def bonuses(self) -> None:
        for key, outcome in self.of("单位"):
            share = {"不达标": Fraction(0), "基本达标": Fraction(4, 5)}.get(outcome.grade, Fraction(1))
            once = {"特优": 40_000, "优秀": 30_000}.get(outcome.grade, 0)
            staff = int(str(self.about[key]["在编在职人数"]))
            outcome.bonus = hundredths(20 * share * staff * Fraction(outcome.score or 0) + once)

    def flags(self) -> None:
        before: dict[tuple[str, str], dict[str, object]] = defaultdict(dict)
        for row in self.sheets["往年"]:
            before[str(row["种类"]), str(row["代码"])][str(row["内容"])] = row["结果"]
        troubled = {key[1] for key, one in self.of("单位") if self.last_two(one) and _last_two(before[key])}
        for key, outcome in self.found.items():
            past = before[key].get("等次")
            if outcome.kind == "单位" and key[1] in troubled:
                outcome.flags.append("连续两年目标未完成且居末两位")
            if outcome.kind == "领导班子成员" and outcome.status != GONE:
                if outcome.group == "principal" and outcome.unit in troubled:
                    outcome.flags.append("提请调整岗位（单位）")
                if outcome.grade == past == "基本称职":
                    outcome.flags.append("提请调整岗位（本人）")
                if outcome.grade in ("基本称职", "不称职"):
                    outcome.flags.append("安排培训")

    def last_two(self, outcome: Outcome) -> bool:
        """Failed, and at most one of its group is worse."""
        worse = sum(one.score < outcome.score for one in self.group(outcome))
        return outcome.group != "D3" and outcome.grade == "不达标" and worse < 2

    def of(self, kind: str) -> Iterator[tuple[tuple[str, str], Outcome]]:
        return ((key, outcome) for key, outcome in self.found.items() if key[0] == kind)

    def group(self, outcome: Outcome) -> list[Outcome]:
        return [one for one in self.found.values() if (one.kind, one.group) == (outcome.kind, outcome.group)]


def _last_two(past: dict[str, object]) -> bool:
    return past["等次"] == "不达标" and int(str(past["名次"])) > int(str(past["总数"])) - 2


def _band(value: Decimal, words: tuple[str, ...]) -> str:
    return words[sum(value < line for line in (90, 80, 60))]
