"""From the roster and the moves to careers: who held which post when. Contradictions are told, never settled."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from assessment.intake.layouts import PROMOTED, RETIRED, Layouts
from assessment.intake.papers import Papers
from assessment.intake.register import Career, Register, Stint
from assessment.intake.rows import CadreRow, MoveRow, UnitRow
from cadres.workbooks.faults import Faults
from cadres.workbooks.tables import Table
from cadres.workbooks.texts import name_key

_DAY = timedelta(days=1)
_BEHIND_ALL = 999_999


def read_register(papers: Papers, layouts: Layouts, year: tuple[date, date], faults: Faults) -> Register:
    """Units and people of the year (its first and last day), every contradiction told."""
    register = Register(year)
    _units(papers.of(layouts.units), register, faults)
    register.units_lacking = layouts.units.sheet in papers.lacking
    register.people_lacking = bool({layouts.cadres.sheet, layouts.moves.sheet} & papers.lacking)
    _Careers(papers.of(layouts.cadres), papers.of(layouts.moves), register, faults).read()
    return register


def _units(table: Table[UnitRow], register: Register, faults: Faults) -> None:
    codes: dict[str, int] = {}
    register.doubtful_units = {row.name for row in table.spoilt if row.name}
    for row in table.rows:
        if row.code in codes:
            told = f"单位代码“{row.code}”与第{codes[row.code]}行重复"
            table.fault(faults, row.line, "code", told, "每个单位一个代码，请改正。")
        if row.name in register.units:
            told = f"单位“{row.name}”与第{register.units[row.name].line}行重复"
            table.fault(faults, row.line, "name", told, "请删除重复的一行。")
        if row.founded and row.founded > register.year[1]:
            table.fault(faults, row.line, "founded", "成立时间在考核年度之后", "请核对成立时间，或从名册中删除。")
        codes.setdefault(row.code, row.line)
        register.units.setdefault(row.name, row)


class _Careers:
    """Puts the two sheets together, person by person."""

    def __init__(self, roster: Table[CadreRow], moves: Table[MoveRow], register: Register, faults: Faults) -> None:
        self.roster, self.moves, self.register, self.faults = roster, moves, register, faults
        self.first, self.last = register.year

    def read(self) -> None:
        spoilt: list[CadreRow | MoveRow] = [*self.roster.spoilt, *self.moves.spoilt]
        self.register.doubtful_names = {name_key(row.name) for row in spoilt if row.name}
        doubtful = {row.id_number for row in spoilt}
        present, moved = self._present(), self._moved()
        for id_number in sorted(present.keys() | moved.keys()):
            self._person(id_number, present.get(id_number), moved.get(id_number, []), id_number in doubtful)

    def _present(self) -> dict[str, CadreRow]:
        found: dict[str, CadreRow] = {}
        for row in self.roster.rows:
            if row.id_number in found:
                told = f"身份证号与第{found[row.id_number].line}行（{found[row.id_number].name}）相同"
                self._roster(row, "id", told, "一人一行，请核对身份证号或删除重复的一行。")
            found.setdefault(row.id_number, row)
            self._identity(row)
        return found

    def _identity(self, row: CadreRow) -> None:
        """The ID number names birth and sex too: they must not contradict the columns."""
        written = f"{row.id_number[6:10]}.{row.id_number[10:12]}"
        if written != f"{row.birth:%Y.%m}":
            told = f"出生年月 {row.birth:%Y.%m} 与身份证号中的 {written} 不一致"
            self._roster(row, "birth", told, "请查对干部档案，改正不一致的一处。")
        if (int(row.id_number[16]) % 2 == 1) != (row.sex == "1"):
            self._roster(row, "sex", "性别与身份证号不一致", "请对照身份证原件核对。")

    def _moved(self) -> dict[str, list[MoveRow]]:
        found: dict[str, list[MoveRow]] = defaultdict(list)
        for row in self.moves.rows:
            found[row.id_number].append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (row.day, row.line))
        return found

    def _person(self, id_number: str, present: CadreRow | None, moves: list[MoveRow], doubtful: bool) -> None:
        """Enter the career when it holds together; doubt it otherwise."""
        before = self.faults.count
        stints = self._stints(moves) if moves else []
        if not doubtful:
            self._end(present, moves)
        if present and not moves:
            stints = [Stint(present.unit, present.title, present.level, present.entered, None)]
        elif present and stints:
            stints[-1] = Stint(present.unit, present.title, present.level, stints[-1].first, None)
        self._known_units(present, moves)
        if stints and not any(stint.within(self.first, self.last) for stint in stints):
            self._move(moves[-1], "day", "此人本年内没有任职", "不属本年考核对象，请删除此行。")
        name = present.name if present else moves[0].name
        if self.faults.count > before or not stints:
            self.register.doubtful_names.add(name_key(name))
        if stints:
            self.register.add(self._career(id_number, name, present, stints, moves))

    def _career(
        self, id_number: str, name: str, present: CadreRow | None, stints: list[Stint], moves: list[MoveRow]
    ) -> Career:
        """Of someone who left, the ID number tells sex and birth; nothing tells the ethnicity."""
        if present:
            order = present.order if present.order is not None else present.line
            row = present
            return Career(id_number, name, row.sex, row.ethnicity, row.birth, order, tuple(stints), in_office=True)
        birth = date(int(id_number[6:10]), int(id_number[10:12]), 1)
        sex = "1" if int(id_number[16]) % 2 else "2"
        return Career(id_number, name, sex, "", birth, _BEHIND_ALL, tuple(stints), in_office=False)

    def _stints(self, moves: list[MoveRow]) -> list[Stint]:
        """The posts that a person's moves tell of, in order."""
        stints: list[Stint] = []
        for row in moves:
            self._complete(row)
            if stints:
                self._joins(row, stints[-1])
            last = row.day - _DAY
            if stints:
                stints[-1] = Stint(stints[-1].unit, stints[-1].title, stints[-1].level, stints[-1].first, last)
            elif row.from_unit:
                stints.append(Stint(row.from_unit, row.from_title or "", row.from_level or "", None, last))
            if row.to_unit:
                stints.append(Stint(row.to_unit, row.to_title or "", row.to_level or "", row.day, None))
        return stints

    def _complete(self, row: MoveRow) -> None:
        """Whether the move names what its kind asks for, on a day of the year."""
        if not self.first <= row.day <= self.last:
            cure = f"本表只填 {self.first.year} 年内的变动，请核对日期。"
            self._move(row, "day", f"变动时间 {row.day:%Y.%m.%d} 不在考核年度内", cure)
        self._side(row, "from", "原", needed=row.kind != PROMOTED, barred=False)
        self._side(row, "to", "现", needed=row.kind != RETIRED, barred=row.kind == RETIRED)

    def _side(self, row: MoveRow, side: str, word: str, *, needed: bool, barred: bool) -> None:
        parts = {part: getattr(row, f"{side}_{part}") for part in ("unit", "title", "level")}
        if barred and any(parts.values()):
            self._move(
                row, f"{side}_unit", f"{row.kind}不应填写{word}单位", f"请清空{word}单位、{word}职务、{word}类别。"
            )
            return
        for part, label in (("unit", "单位"), ("title", "职务"), ("level", "类别")):
            if not parts[part] and (needed or any(parts.values())):
                self._move(row, f"{side}_{part}", f"{row.kind}没有填写{word}{label}", f"请填写{word}{label}。")

    def _joins(self, row: MoveRow, before: Stint) -> None:
        if before.first == row.day:
            self._move(row, "day", "同一天有两次变动", "请合并为一次变动，或改正日期。")
        elif not row.from_unit:
            told = f"此人上一次变动之后任职于{before.unit}，这次{row.kind}却没有填写原单位"
            self._move(row, "from_unit", told, "请填写原单位、原职务、原类别；不是同一人的，请核对身份证号。")
        elif (row.from_unit, row.from_level) != (before.unit, before.level):
            told = f"原单位、原类别与此人上一次变动之后的任职（{before.unit}）接不上"
            self._move(row, "from_unit", told, "请核对此人的各次变动，使前后衔接、任职不重叠。")

    def _end(self, present: CadreRow | None, moves: list[MoveRow]) -> None:
        """Whether the last move leads to what the roster says."""
        if not moves and present:
            self._unmoved(present)
            return
        last = moves[-1]
        if any(row.kind == RETIRED for row in moves[:-1]):
            self._move(last, "day", "退休之后又有变动", "请核对此人的各次变动。")
        if present is None:
            if last.kind != RETIRED and not self.register.people_lacking:
                self._move(last, "name", "此人不在“干部名册”中，又没有退休", "请在干部名册中补上此人，或补上其去向。")
            return
        self._matches(present, last)

    def _unmoved(self, present: CadreRow) -> None:
        if present.entered >= self.first and not self.register.people_lacking:
            told = f"任现职时间 {present.entered:%Y.%m} 不早于考核年度，“职务变动”中却没有此人"
            self._roster(present, "entered", told, "请在“职务变动”中补上这次变动，或改正任现职时间。")

    def _matches(self, present: CadreRow, last: MoveRow) -> None:
        if name_key(present.name) != name_key(last.name):
            self._move(last, "name", f"姓名与干部名册中同一身份证号的“{present.name}”不同", "请核对姓名和身份证号。")
        elif last.kind == RETIRED:
            self._move(last, "kind", "此人已退休，却仍在“干部名册”中", "请从干部名册中删除此人，或更正变动类型。")
        elif (last.to_unit, last.to_level) != (present.unit, present.level):
            told = f"现单位、现类别与“干部名册”第{present.line}行（{present.unit}）不一致"
            self._move(last, "to_unit", told, "请改正不一致的一处；名册应为年末任职。")
        elif (present.entered.year, present.entered.month) != (last.day.year, last.day.month):
            told = f"任现职时间 {present.entered:%Y.%m} 与最近一次变动 {last.day:%Y.%m.%d} 不一致"
            self._roster(present, "entered", told, "请改正不一致的一处。")

    def _known_units(self, present: CadreRow | None, moves: list[MoveRow]) -> None:
        """Whether every unit named is in the register, and existed when the post began."""
        if present:
            self._known(self.roster, present.line, "unit", present.unit, None)
        for row in moves:
            if row.from_unit:
                self._known(self.moves, row.line, "from_unit", row.from_unit, row.day - _DAY)
            if row.to_unit:
                self._known(self.moves, row.line, "to_unit", row.to_unit, row.day)

    def _known(self, table: Table[Any], line: int, key: str, name: str, day: date | None) -> None:
        unit = self.register.unit(table, line, key, name, self.faults)
        if unit and unit.founded and day and day < unit.founded:
            told = f"{day:%Y.%m.%d} 时“{name}”尚未成立（{unit.founded:%Y.%m.%d}）"
            table.fault(self.faults, line, key, told, "请核对变动时间或单位的成立时间。")

    def _roster(self, row: CadreRow, key: str, what: str, cure: str) -> None:
        self.roster.fault(self.faults, row.line, key, what, cure)

    def _move(self, row: MoveRow, key: str, what: str, cure: str) -> None:
        self.moves.fault(self.faults, row.line, key, what, cure)
