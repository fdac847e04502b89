"""A later data book takes the place of an earlier one, and it is told what it changes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assessment.cards.selectors import sources_of
from assessment.cards.timeline import events_of
from assessment.cycles.models import Seat
from assessment.cycles.selectors import seated
from assessment.intake.services import receive
from assessment.publications.selectors import blockers_of
from assessment.runs.archives import archive_of
from assessment.runs.models import Result
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from cadres.units import acts
from cadres.units.models import Unit
from scoring.keeping import archive
from scoring.model.figure import loads
from scoring.shipped import shipped
from tests.places.county import JIUYUAN, PLACES, begin, book, changed, complete, signed_in, taken_in
from tests.year.conftest import judged

pytestmark = pytest.mark.django_db


def test_a_second_book_replaces_the_first_with_a_reason_and_tells_what_it_changes(tmp_path: Path) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    first, seats = judged(cycle, office), Seat.objects.filter(cycle=cycle).count()
    mended = changed(JIUYUAN, tmp_path, complete)
    with pytest.raises(Refused, match="请写明更新理由"):
        receive(cycle, [mended], actor=office)
    intake = taken_in(cycle, office, mended, "补报市级指标排名")
    assert len(intake.notes) == 2
    assert "（I09）：指标 写入“市级指标排名" in intake.notes[0]
    assert Seat.objects.filter(cycle=cycle).count() == 2 * seats == 2 * seated().filter(cycle=cycle).count()
    assert blockers_of(first) == [*PLACES[JIUYUAN], "测算之后又有新的数据表或裁定，请重新测算。"]
    second = judged(cycle, office)
    assert second.missing == [] and blockers_of(second) == []
    ranked = Result.objects.get(run=second, kind="indicator", seat__code="I09")
    assert ranked.score is not None and Result.objects.get(run=first, kind="indicator", seat__code="I09").score is None
    assert archive.faults(archive.unpack(archive_of(first))) == [], "the first run still reads the first book"


def _redate(workbook: Any) -> None:
    """The head of the first unit came in March only, and the county above manages him."""
    rows = workbook["对象"]
    head = [cell.value for cell in rows[1]]
    rows.cell(1, len(head) + 1).value = "职务"
    (row,) = [row for row in rows.iter_rows() if row[1].value == "Q01-1"]
    row[head.index("开始日期")].value, row[head.index("情形")].value = "2022-03-01", "上级管理"
    rows.cell(row[0].row, len(head) + 1).value = "主任"


def test_a_later_book_changes_post_days_and_situation_for_the_runs_after_it_only(tmp_path: Path) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    judged(cycle, office)
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, _redate), "任职时间报错")
    judged(cycle, office)
    before, after = Result.objects.filter(seat__code="Q01-1", run__cycle=cycle).order_by("run_id")
    client = signed_in(office)
    old, new = (client.get(f"/cards/{one.pk}/").content.decode() for one in (before, after))
    assert ">12<" in old and "上级管理" not in old and "更新数据表" not in old
    assert ">10<" in new and "2022-03-01 至 2022-12-31" in new and "上级管理" in new
    assert "职务 （空） → 主任；开始日期 2022-01-01 → 2022-03-01；情形 （空） → 上级管理" in new
    assert "理由：任职时间报错" in new
    line = TrailLine.objects.get(act="intake.seat_changed")
    assert (line.thing_id, line.reason) == (str(after.seat_id), "任职时间报错")
    assert line.before == {"职务": "（空）", "开始日期": "2022-01-01", "情形": "（空）"}
    assert line.after == {"职务": "主任", "开始日期": "2022-03-01", "情形": "上级管理"}
    assert (after.seat.roster_id, before.seat.title, after.seat.title) == (intake.pk, "", "主任")
    roster = client.get(f"/cycles/{cycle.pk}/cadres/?q={after.seat.name}").content.decode()
    assert "共 1 人" in roster and "主任" in roster and f"/cards/{after.pk}/" in roster


def test_that_a_situation_was_put_right_is_told_to_the_staff_only(tmp_path: Path) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    taken_in(cycle, office, changed(JIUYUAN, tmp_path, _redate), "任职时间报错")
    result = Result.objects.get(run=judged(cycle, office), seat__code="Q01-1")
    sources = sources_of(result.seat, loads(result.explanation), cleared=False)
    (own,) = [
        event.text
        for event in events_of(shipped(JIUYUAN), result, sources, [], cleared=False)
        if event.text.startswith("更新数据表")
    ]
    assert own == "更新数据表：职务 （空） → 主任；开始日期 2022-01-01 → 2022-03-01"


def test_who_is_no_longer_in_the_book_leaves_the_roster_and_stays_in_the_runs_that_counted_him(tmp_path: Path) -> None:
    def dismiss(workbook: Any) -> None:
        for table in ("对象", "得分"):
            rows = workbook[table]
            for number in range(rows.max_row, 1, -1):
                if rows.cell(number, 2).value == "Q01-2":
                    rows.delete_rows(number)

    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    first = judged(cycle, office)
    assert taken_in(cycle, office, changed(JIUYUAN, tmp_path, dismiss), "重复登记").faults == []
    judged(cycle, office)
    client = signed_in(office)
    (left,) = Result.objects.filter(seat__code="Q01-2", run__cycle=cycle)
    assert left.run == first and client.get(f"/cards/{left.pk}/").status_code == 200
    unit = client.get(f"/cycles/{cycle.pk}/units/Q01/").content.decode()
    assert left.seat.name not in unit and "Q01" in unit


def test_a_code_that_got_its_name_later_is_nobody_elses_from_then_on(tmp_path: Path) -> None:
    def named(name: str | None) -> Callable[[Any], None]:
        def rename(workbook: Any) -> None:
            (row,) = [row for row in workbook["对象"].iter_rows() if row[1].value == "I09"]
            row[2].value = name

        return rename

    cycle, office = begin(JIUYUAN)
    for name in (None, "研发投入", None):
        path = changed(JIUYUAN, tmp_path, named(name))
        assert taken_in(cycle, office, path, "更正").faults == []
    assert Seat.objects.filter(cycle=cycle, code="I09").order_by("-roster_id")[0].name == "研发投入"
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, named("外贸总额")), "更正")
    assert [fault["what"] for fault in intake.faults] == ["代码 I09 原是“研发投入”，现写“外贸总额”"]


def test_a_unit_entered_without_a_name_takes_it_from_a_later_book_and_a_renamed_one_may_be_called_as_before(
    tmp_path: Path,
) -> None:
    def unname(workbook: Any) -> None:
        workbook["对象"]["C2"] = None

    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, changed(JIUYUAN, tmp_path, unname))
    unit = Unit.objects.get(county=cycle.county, code="Q01")
    assert unit.unnamed
    assert taken_in(cycle, office, book(JIUYUAN), "补名称").faults == []
    unit.refresh_from_db()
    before, ground = unit.name, acts.Ground(cycle.last_on + timedelta(days=60), "1号", "改")
    acts.rename(unit, unit.version, "后来的名称", "", ground, actor=office)
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, complete), "补录")
    assert intake.faults == [] and not unit.unnamed
    assert cycle.seats.filter(roster=intake, kind="unit", code="Q01").get().name == before
    assert Unit.objects.get(pk=unit.pk).name == "后来的名称"


def test_every_change_of_a_book_is_told_zero_and_rulings_included(tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        marks, rulings = workbook["得分"], workbook["裁定"]
        head = [cell.value for cell in marks[1]]
        marks.cell(2, head.index("得分") + 1).value = 0
        told = [cell.value for cell in rulings[1]]
        admitted, refused = told.index("入选") + 1, told.index("未入选") + 1
        first, second = rulings.cell(2, admitted).value, rulings.cell(2, refused).value
        rulings.cell(2, admitted).value, rulings.cell(2, refused).value = second, first

    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    notes = taken_in(cycle, office, changed(JIUYUAN, tmp_path, change), "更正").notes
    assert len(notes) == 2
    assert "得分 删去“" in notes[0] and "值 0”" in notes[0]
    assert notes[1].startswith("裁定有改动：删去“")
