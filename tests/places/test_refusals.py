"""What a data book may not say: every fault by its cell, codes that would become somebody else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessment.cycles.models import Seat
from assessment.intake.services import receive, take_in
from cadres.jobs import services as jobs
from cadres.jobs.services import Refused
from cadres.units.models import Unit
from tests.places.county import JIUYUAN, begin, book, changed, taken_in
from tests.year.conftest import begun, judged

pytestmark = pytest.mark.django_db


def test_every_fault_is_told_by_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    def spoil(workbook: Any) -> None:
        subjects = workbook["对象"]
        subjects["A2"], subjects["D3"] = "局", "无此组"
        workbook["指标"]["E2"] = "若干"

    cycle, office = begin(JIUYUAN)
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, spoil))
    cells = {(fault["sheet"], fault["cell"]) for fault in intake.faults}
    assert {("对象", "A2"), ("对象", "D3")} <= cells
    assert all(fault["what"] and fault["cure"].endswith("。") for fault in intake.faults)
    assert (intake.accepted_at, intake.book) == (None, "")
    assert not Seat.objects.filter(cycle=cycle).exists() and not Unit.objects.filter(county=cycle.county).exists()


def test_faults_of_files_and_of_tables_are_told_together(tmp_path: Path) -> None:
    def spoil(workbook: Any) -> None:
        workbook["指标"]["E2"] = "若干"
        workbook["得分"].cell(2, 140).value = "远处"

    cycle, office = begin(JIUYUAN)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, spoil), others=[broken])
    told = [(fault["file"], fault["sheet"], fault["cell"]) for fault in intake.faults]
    assert ("坏.xlsx", "", "") in told
    assert ("改过.xlsx", "得分", "") in told and ("改过.xlsx", "指标", "E2") in told
    assert intake.fault_count == 3, "what the unreadable sheet holds is no fault of the others"


def test_who_names_nobody_to_count_for_is_a_fault_unless_it_says_so(tmp_path: Path) -> None:
    def leave(text: str | None) -> Callable[[Any], None]:
        def clear(workbook: Any) -> None:
            head = [cell.value for cell in workbook["对象"][1]]
            (row,) = [row for row in workbook["对象"].iter_rows() if row[1].value == "I09"]
            row[head.index("责任单位")].value = text

        return clear

    cycle, office = begin(JIUYUAN)
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, leave(None)))
    assert [(fault["sheet"], fault["what"], fault["cure"]) for fault in intake.faults] == [
        (
            "对象",
            "市级指标“研发经费投入强度”（I09）没有填写“责任单位”，结果将不计入任何对象",
            "请写单位的代码；确实没有的写“无”。",
        )
    ]
    assert taken_in(cycle, office, changed(JIUYUAN, tmp_path, leave("无"))).faults == []
    assert not [problem for problem in judged(cycle, office).problems if "I09" in problem]


def test_without_the_subjects_nothing_else_is_held_against_a_book(tmp_path: Path) -> None:
    def spoil(workbook: Any) -> None:
        workbook["对象"].cell(2, 140).value = "远处"

    cycle, office = begin(JIUYUAN)
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, spoil))
    assert [(fault["sheet"], fault["what"]) for fault in intake.faults] == [("对象", "第 2 行超过 120 列")]


def test_a_code_never_becomes_somebody_else(tmp_path: Path) -> None:
    def rename(workbook: Any) -> None:
        workbook["对象"]["C2"] = "另一个单位"

    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    before = Unit.objects.get(county=cycle.county, code="Q01").name
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, rename), "改名")
    assert [fault["what"] for fault in intake.faults] == [
        f"代码 Q01 在单位名册中是“{before}”，现写“另一个单位”",
        f"代码 Q01 原是“{before}”，现写“另一个单位”",
    ]
    assert Unit.objects.get(county=cycle.county, code="Q01").name == before


def test_whose_unit_changes_needs_a_new_code(tmp_path: Path) -> None:
    def move(workbook: Any) -> None:
        rows = workbook["对象"]
        (row,) = [row for row in rows.iter_rows() if row[1].value == "Q01-1"]
        row[4].value = "Q02"

    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, move), "调动")
    assert [fault["what"] for fault in intake.faults] == ["“雷英怡”（Q01-1）的单位原是 Q01，现写 Q02"]
    assert intake.book == ""


def test_an_older_book_never_comes_after_a_newer_one() -> None:
    cycle, office = begin(JIUYUAN)
    older = receive(cycle, [book(JIUYUAN)], actor=office)
    jobs.fail(begun(older.job).claim, "磁盘满")
    taken_in(cycle, office, book(JIUYUAN))
    jobs.ask_again(older.job, actor=office)
    with pytest.raises(Refused, match="之后已有新的数据表"):
        take_in(older, begun(older.job))
