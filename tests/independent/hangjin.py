"""The year 2016 of the sample county reckoned by hand from its workbooks.

The rules, as an auditor would read them:

* Score = 40 % routine + 20 % special + 40 % periodic. Routine is the mean of the monthly marks less deductions, never
  below nothing; special and periodic are the mean of the assessments held, each the mean of its items. A part of which
  nothing fell due is left out and its weight spread over the others. Exact fractions, rounded half up once.
* A unit bears its own deductions, a team those of its unit. Of a deduction the cadre mainly responsible for the task on
  that day bears all, and each principal of the unit on that day half; if the responsible one is himself a principal,
  nobody else bears it.
* Not ranked: units younger than six months, cadres in a county post for less than three, the retired, those under
  inquiry. Quotas count everybody due at the year's end, ranked or not.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from tests.independent.workbooks import Cell, Record, day, month, name, number, plain, read_folder, unit_name

MONTH_ENDS = [
    date(2016, month_number, last)
    for month_number, last in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
]
SPECIAL = {"专项考核1": date(2016, 5, 20), "专项考核2": date(2016, 10, 20)}
PERIODIC = {"定期考核上": date(2016, 6, 30), "定期考核下": date(2016, 12, 31)}
YEAR_END = date(2016, 12, 31)
NEWEST_UNIT = date(2016, 7, 1)  # six months to the year's end
NEWEST_CADRE = date(2016, 10, 1)  # three months to the year's end
LONG_AGO = date(1900, 1, 1)

RANKED, TOO_NEW, UNDETERMINED, RETIRED = "ranked", "too new", "undetermined", "retired"
IN, OUT, UNDECIDED = "in", "out", "undecided"

PersonKey = tuple[str, str, str]  # name, code of the last unit, birth month such as 1975-03
MarkRow = tuple[str, Record]
Due = Callable[[date], bool]


class Post(NamedTuple):
    """Held on the days first <= day < left."""

    unit: str
    rank: str
    first: date
    left: date | None


@dataclass
class Person:
    key: PersonKey
    rank: str
    status: str
    posts: list[Post]

    def post_on(self, on: date) -> Post | None:
        return next((p for p in self.posts if p.first <= on and (p.left is None or on < p.left)), None)

    def in_office(self, on: date) -> bool:
        return self.post_on(on) is not None

    def leads(self, unit: str, on: date) -> bool:
        post = self.post_on(on)
        return post is not None and (post.unit, post.rank) == (unit, "一把手")


@dataclass
class Outcome:
    """What is said of one subject. ``quota`` is None where there is none or the subject is not ranked."""

    group: str
    status: str
    score: Decimal
    rank: int | None = None
    quota: str | None = None
    colour: str | None = None


class Carried(NamedTuple):
    person: PersonKey
    line: int
    points: Decimal


@dataclass
class Audit:
    units: dict[str, Outcome] = field(default_factory=dict)
    teams: dict[str, Outcome] = field(default_factory=dict)
    cadres: dict[PersonKey, Outcome] = field(default_factory=dict)
    carried: list[Carried] = field(default_factory=list)
    seats: dict[str, int] = field(default_factory=dict)


def audit(folder: Path) -> Audit:
    """Reckon everything from the workbooks in ``folder``."""
    return audited(read_folder(Path(folder)))


def audited(sheets: dict[str, list[Record]]) -> Audit:
    """The outcomes of sheets that were read."""
    return _Auditor(sheets).audit()


class _Auditor:
    def __init__(self, sheets: dict[str, list[Record]]) -> None:
        self.sheets = sheets
        self.code = {unit_name(row["单位名称"]): plain(row["单位代码"]) for row in sheets["单位名册"]}
        self.category = {plain(row["单位代码"]): plain(row["单位类别"]) for row in sheets["单位名册"]}
        self.founded = {plain(row["单位代码"]): day(row["成立时间"]) or LONG_AGO for row in sheets["单位名册"]}
        self.people = people_of(sheets, self.code)
        self.rows = _mark_rows(sheets, self.code)

    def audit(self) -> Audit:
        result = Audit(carried=self.carry_over())
        on_unit = self.unit_deductions()
        on_person = Counter[PersonKey]()
        for carried in result.carried:
            on_person[carried.person] += carried.points
        for code in self.category:
            result.units[code] = self.unit_outcome(code, "单位", on_unit[code])
            result.teams[code] = self.unit_outcome(code, "班子", on_unit[code])
        for person in self.people.values():
            result.cadres[person.key] = self.cadre_outcome(person, on_person[person.key])
        self.rank(result)
        return result

    # Deductions

    def unit_deductions(self) -> Counter[str]:
        totals = Counter[str]()
        for row in self.sheets.get("扣分台账", []):
            totals[self.code[unit_name(row["单位名称"])]] += number(row["扣分"])
        return totals

    def carry_over(self) -> list[Carried]:
        lines = [self.carry_line(row) for row in self.sheets.get("扣分台账", [])]
        return [carried for line in lines for carried in line]

    def carry_line(self, row: Record) -> list[Carried]:
        on, points, line = day(row["发生时间"]), number(row["扣分"]), int(row["序号"])
        unit = self.code[unit_name(row["单位名称"])]
        responsible = self.responsible(plain(row["二级任务编号"]), on)
        principals = [person for person in self.people.values() if person.leads(unit, on)]
        if responsible in principals:
            return [Carried(responsible.key, line, points)]
        halves = [Carried(person.key, line, points / 2) for person in principals]
        return [Carried(responsible.key, line, points), *halves]

    def responsible(self, task: str, on: date) -> Person:
        """The one person mainly responsible for a task on a day."""
        [row] = [
            row
            for row in self.sheets["三级清单"]
            if plain(row["二级任务编号"]) == task
            and plain(row["责任方式"]) == "主要责任"
            and (day(row["起始时间"]) or LONG_AGO) <= on <= (day(row["截止时间"]) or YEAR_END)
        ]
        [person] = [
            person
            for person in self.people.values()
            if person.key[0] == name(row["责任人"]) and person.key[2] == month(row["出生年月"])
        ]
        return person

    # Scores

    def unit_outcome(self, code: str, kind: str, deducted: Decimal) -> Outcome:
        founded = self.founded[code]
        rows = dict(self.rows[kind, code])
        score = _score(rows, lambda on: founded <= on, deducted)
        return Outcome(self.category[code], TOO_NEW if founded > NEWEST_UNIT else RANKED, score)

    def cadre_outcome(self, person: Person, deducted: Decimal) -> Outcome:
        who, code, birth = person.key
        rows = {
            sheet: row
            for sheet, row in self.rows["干部", code]
            if name(row["姓名"]) == who and month(row["出生年月"]) == birth
        }
        return Outcome(person.rank, person.status, _score(rows, person.in_office, deducted))

    # Standings

    def rank(self, result: Audit) -> None:
        unit_seats = _seats(Counter(self.category.values()), 30)
        due = Counter(outcome.group for outcome in result.cadres.values() if outcome.status != RETIRED)
        cadre_seats = _seats(due, 15)
        result.seats = unit_seats | cadre_seats
        for outcomes in (result.units, result.teams, result.cadres):
            for members in _by_group(outcomes.values()):
                _give_ranks(members)
        for members in _by_group(result.units.values()):
            _give_places(members, unit_seats[members[0].group])
            _give_colours(members)
        for members in _by_group(result.cadres.values()):
            _give_places(members, cadre_seats[members[0].group])
        for outcome in result.units.values():
            outcome.colour = outcome.colour or "grey"


def _mark_rows(sheets: dict[str, list[Record]], code: dict[str, str]) -> dict[tuple[str, str], list[MarkRow]]:
    """Rows of marks by kind of subject and unit; each with its sheet's name without the kind."""
    rows: dict[tuple[str, str], list[MarkRow]] = defaultdict(list)
    for title, records in sheets.items():
        sheet, _, kind = title.partition("-")
        for row in records if kind else []:
            rows[kind, code[unit_name(row["单位名称"])]].append((sheet, row))
    return rows


def people_of(sheets: dict[str, list[Record]], code: dict[str, str]) -> dict[str, Person]:
    """Everybody of the year by identity number: the roster, and those who retired."""
    moves: dict[str, list[Record]] = defaultdict(list)
    for row in sheets.get("职务变动", []):
        moves[plain(row["身份证号"])].append(row)
    inquiries = {plain(row["身份证号"]) for row in sheets.get("特殊情形", []) if plain(row["情形"]) == "立案审查"}
    people = {}
    for row in sheets["干部名册"]:
        id_number = plain(row["身份证号"])
        unit, rank = code[unit_name(row["单位名称"])], plain(row["干部类别"])
        posts = _posts(unit, rank, None, moves[id_number], code)
        status = UNDETERMINED if id_number in inquiries else _status(posts)
        people[id_number] = Person((name(row["姓名"]), unit, month(row["出生年月"])), rank, status, posts)
    for id_number, rows in moves.items():
        for row in rows:
            if plain(row["变动类型"]) == "退休":
                people[id_number] = _retired(id_number, row, rows, code)
    return people


def _retired(id_number: str, row: Record, rows: list[Record], code: dict[str, str]) -> Person:
    unit, rank = code[unit_name(row["原单位"])], plain(row["原类别"])
    earlier = [other for other in rows if other is not row]
    birth = f"{id_number[6:10]}-{id_number[10:12]}"
    return Person(
        (name(row["姓名"]), unit, birth), rank, RETIRED, _posts(unit, rank, day(row["变动时间"]), earlier, code)
    )


def _posts(unit: str, rank: str, left: date | None, moves: list[Record], code: dict[str, str]) -> list[Post]:
    """Back through the year, from the last post to the first."""
    posts: list[Post] = []
    for move in sorted(moves, key=lambda row: day(row["变动时间"]), reverse=True):
        moved = day(move["变动时间"])
        posts.insert(0, Post(unit, rank, moved, left))
        if not unit_name(move["原单位"]):
            return posts
        unit, rank, left = code[unit_name(move["原单位"])], plain(move["原类别"]), moved
    return [Post(unit, rank, LONG_AGO, left), *posts]


def _status(posts: list[Post]) -> str:
    return TOO_NEW if posts[0].first > NEWEST_CADRE else RANKED


def _marks(row: Record, items: Iterable[str]) -> list[Fraction]:
    """The marks of some columns; a blank among them is an error, not a zero."""
    marks = [number(row[item]) for item in items]
    if None in marks:
        raise ValueError(f"a mark is missing in {row}")
    return [Fraction(mark) for mark in marks]


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _score(rows: dict[str, Record], due: Due, deducted: Decimal) -> Decimal:
    months = [f"{end.month}月" for end in MONTH_ENDS if due(end)]
    parts = [(40, max(Fraction(0), _mean(_marks(rows["平时考核"], months)) - Fraction(deducted)))]
    for weight, assessments in ((20, SPECIAL), (40, PERIODIC)):
        held = [_mean(_marks(rows[sheet], _items(rows[sheet]))) for sheet, on in assessments.items() if due(on)]
        if held:
            parts.append((weight, _mean(held)))
    _refuse_undue(rows, due)
    exact = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    hundredths = (exact * 100 + Fraction(1, 2)).__floor__()
    return Decimal(hundredths).scaleb(-2)


def _items(row: Record) -> list[str]:
    return [head for head in row if head not in ("序号", "单位名称", "姓名", "出生年月")]


def _refuse_undue(rows: dict[str, Record], due: Due) -> None:
    """A mark for a day on which the subject was not there is an error too."""
    undue: list[Cell] = [rows["平时考核"][f"{end.month}月"] for end in MONTH_ENDS if not due(end)]
    for sheet, on in (SPECIAL | PERIODIC).items():
        if not due(on):
            undue += [rows[sheet][item] for item in _items(rows[sheet])]
    if any(number(cell) is not None for cell in undue):
        raise ValueError(f"a mark that never fell due in {rows['平时考核']}")


def _by_group(outcomes: Iterable[Outcome]) -> list[list[Outcome]]:
    """Ranked subjects, group by group."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.status == RANKED:
            groups[outcome.group].append(outcome)
    return list(groups.values())


def _give_ranks(members: list[Outcome]) -> None:
    for member in members:
        member.rank = 1 + sum(other.score > member.score for other in members)


def _seats(sizes: Counter[str], percent: int) -> dict[str, int]:
    seats = {group: size * percent // 100 for group, size in sizes.items()}
    left = sizes.total() * percent // 100 - sum(seats.values())
    by_fraction = sorted(sizes, key=lambda group: (-(sizes[group] * percent % 100), -sizes[group]))
    for group in by_fraction[:left]:
        seats[group] += 1
    return seats


def _give_places(members: list[Outcome], seats: int) -> None:
    for member in members:
        better = sum(other.score > member.score for other in members)
        level = sum(other.score == member.score for other in members)
        if better + level <= seats:
            member.quota = IN
        else:
            member.quota = OUT if better >= seats else UNDECIDED


def _give_colours(members: list[Outcome]) -> None:
    greens, reds = len(members) * 30 // 100, len(members) * 10 // 100
    for member in members:
        from_top = 1 + sum(other.score > member.score for other in members)
        from_bottom = 1 + sum(other.score < member.score for other in members)
        member.colour = "green" if from_top <= greens else "yellow"
        if from_bottom <= reds:
            member.colour = "red"
