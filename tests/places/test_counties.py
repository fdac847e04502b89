"""Every method that ships runs in the browser's world from a data book to a publication, without code of its own."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from openpyxl import load_workbook

from assessment.cards.selectors import sources_of
from assessment.cards.timeline import events_of
from assessment.cycles.models import Cycle, Seat
from assessment.cycles.selectors import seated
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.entries.due import MarkKey
from assessment.entries.services import supply
from assessment.intake.models import Intake
from assessment.intake.services import receive, take_in
from assessment.publications.models import DocumentKind
from assessment.publications.selectors import blockers_of
from assessment.publications.services import publish
from assessment.runs.archives import archive_of
from assessment.runs.models import Result, Run
from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs import services as jobs
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from cadres.units import acts
from cadres.units.models import Unit
from reports.documents.services import MAKERS, make_documents
from scoring.judge import judge
from scoring.keeping import archive
from scoring.model.figure import loads
from scoring.model.sheet import Key
from scoring.shipped import scheme_text, shipped
from scoring.tables.source import opened
from tests.year.conftest import account, begun, judged

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
#: What keeps each sample, with its planted gaps, from being published.
PLACES = {
    "ankang/2018": [],
    "dongtou/2018": [
        "还缺 7 项得分，请在数据表中补上，上传更正后的数据表后重新测算。",
        "有 11 个问题未解决，请改正数据表，上传更正后的数据表后重新测算。",
    ],
    "jiuyuan/2022": ["还缺 4 项得分，请在数据表中补上，上传更正后的数据表后重新测算。"],
    "qianjiang/2007": [],
}
JIUYUAN = "jiuyuan/2022"


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> None:
    settings.INTAKE_DIR = tmp_path / "intake"


def begin(name: str) -> tuple[Cycle, User]:
    """A county of its own with an open year under a shipped method."""
    county = County.objects.create(code="990103", name="示例区", department="示例区委组织部")
    office = account(county, Role.OFFICE)
    adopted = adopt_scheme(county, name, scheme_text(name), actor=office)
    return open_cycle(county, shipped(name).year, adopted, actor=office), office


def book(name: str) -> Path:
    """The sample's workbook."""
    (path,) = (ROOT / "samples" / name.partition("/")[0]).glob("*.xlsx")
    return path


def changed(name: str, tmp_path: Path, change: Callable[[Any], None]) -> Path:
    """The sample's workbook with a change."""
    workbook = load_workbook(book(name))
    change(workbook)
    path = tmp_path / "改过.xlsx"
    workbook.save(path)
    return path


def taken_in(cycle: Cycle, office: User, path: Path, reason: str = "", others: Sequence[Path] = ()) -> Intake:
    """What became of a data book."""
    intake = receive(cycle, [path, *others], actor=office, reason=reason)
    progress = begun(intake.job)
    take_in(intake, progress)
    jobs.finish(progress.claim)
    intake.refresh_from_db()
    return intake


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("name", PLACES)
def test_a_method_runs_from_its_workbook_to_a_publication(name: str) -> None:
    cycle, office = begin(name)
    scheme = shipped(name)
    assert taken_in(cycle, office, book(name)).faults == []
    run = judged(cycle, office)
    expected = judge(scheme, opened(book(name), scheme).sheet)
    rows = Result.objects.filter(run=run).select_related("seat")
    said = {
        Key(one.kind, one.seat.code): (one.status, one.score, one.rank, one.place, one.grade, one.colour)
        for one in rows
    }
    assert said == {
        one.key: (one.status, one.score, one.rank, one.place, one.grade, one.colour) for one in expected.standings
    }
    assert archive.faults(archive.unpack(archive_of(run))) == []
    assert blockers_of(run) == PLACES[name]
    if not PLACES[name]:
        publication = publish(run, actor=account(cycle.county, Role.APPROVER))
        made = make_documents(publication, begun(publication.job))
        assert {document.kind for document in made} == {*MAKERS, DocumentKind.ARCHIVE_JSON}
    _every_page_opens(signed_in(office), cycle, run)


def _every_page_opens(client: Client, cycle: Cycle, run: Run) -> None:
    of_year = ("", "units/", "cadres/", "runs/", "tasks/", "intake/", "intake/blank.xlsx", "publications/")
    pages = [f"/cycles/{cycle.pk}/{page}" for page in (*of_year, "ranking/", "board/")]
    pages += [f"/runs/{run.pk}/", f"/runs/{run.pk}/what-if/", f"/runs/{run.pk}/robustness/"]
    for unit in Seat.objects.filter(cycle=cycle, kind="unit")[:1]:
        pages.append(f"/cycles/{cycle.pk}/units/{unit.code}/")
    for kind in Result.objects.filter(run=run).values_list("kind", flat=True).distinct():
        pages.append(f"/cycles/{cycle.pk}/ranking/{kind}/")
        pages += [f"/cards/{one.pk}/" for one in Result.objects.filter(run=run, kind=kind)[:1]]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def _supply(workbook: Any) -> None:
    """The four figures that the city had not told: of two indicators a rank and how many regions were ranked."""
    rows = workbook["指标"]
    head = [cell.value for cell in rows[1]]
    for code in ("I09", "I13"):
        for item, value in (("名次", 3), ("参评地区数", 9)):
            told = {"种类": "市级指标", "代码": code, "来源": "市级指标排名", "项目": item, "完成值": value}
            rows.append([told.get(word) for word in head])


def test_a_second_book_replaces_the_first_with_a_reason_and_tells_what_it_changes(tmp_path: Path) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    first, seats = judged(cycle, office), Seat.objects.filter(cycle=cycle).count()
    mended = changed(JIUYUAN, tmp_path, _supply)
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


def test_a_card_names_the_unit_whose_result_it_takes() -> None:
    """The engine knows codes only; of people not even these are told."""
    cycle, office = begin("ankang/2018")
    taken_in(cycle, office, book("ankang/2018"))
    result = Result.objects.filter(run=judged(cycle, office), kind="cadre", seat__unit__code="X01")[0]
    page = signed_in(office).get(f"/cards/{result.pk}/").content.decode()
    assert "汉南县 的得分，按本次计算结果" in page and "X01 的得分" not in page


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
    intake = taken_in(cycle, office, changed(JIUYUAN, tmp_path, _supply), "补录")
    assert intake.faults == [] and not unit.unnamed
    assert cycle.seats.filter(roster=intake, kind="unit", code="Q01").get().name == before
    assert Unit.objects.get(pk=unit.pk).name == "后来的名称"


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


def test_an_older_book_never_comes_after_a_newer_one() -> None:
    cycle, office = begin(JIUYUAN)
    older = receive(cycle, [book(JIUYUAN)], actor=office)
    jobs.fail(begun(older.job).claim, "磁盘满")
    taken_in(cycle, office, book(JIUYUAN))
    jobs.ask_again(older.job, actor=office)
    with pytest.raises(Refused, match="之后已有新的数据表"):
        take_in(older, begun(older.job))


def test_no_single_mark_is_supplied_beside_a_book() -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    seat = Seat.objects.filter(cycle=cycle, kind="cadre")[0]
    with pytest.raises(Refused, match="请在数据表中补上"):
        supply(seat, MarkKey("form", "year", "在岗履职"), Decimal(90), "补", actor=office)


def test_the_page_asks_for_the_tables_of_the_method_and_gives_them_empty() -> None:
    cycle, office = begin(JIUYUAN)
    page = signed_in(office).get(f"/cycles/{cycle.pk}/intake/").content.decode()
    assert "下载空表" in page and "市级指标排名" in page and "平时考核1" not in page
    empty = load_workbook(_saved(signed_in(office).get(f"/cycles/{cycle.pk}/intake/blank.xlsx")))
    assert {"对象", "得分", "指标", "裁定"} <= set(empty.sheetnames) and empty.sheetnames[-2:] == [
        "说明",
        "说明（可选的字）",
    ]
    heads = [cell.value for cell in empty["对象"][1]]
    assert heads[:6] == ["种类", "代码", "组别", "名称", "责任单位", "分管领导"]
    assert "方案要看的：责任单位、分管领导" in page
    assert [cell.value for cell in empty["概况"][2]] == ["年度", "2022"]
    words = {(row[0], row[1]) for row in empty["说明"].iter_rows(values_only=True)}
    assert ("对象 · 种类", "市级指标") in words and ("裁定 · 名额", "登记优秀") in words


def _saved(answer: Any) -> BytesIO:
    return BytesIO(b"".join(answer.streaming_content))
