"""What leaves as a workbook holds no formula that anybody typed: every writer of one is known, and each is tried."""

import io
from typing import Any

import pytest
from django.db import transaction
from openpyxl import Workbook, load_workbook

from assessment.intake.models import Intake
from cadres.access.models import Role
from cadres.workbooks.commas import csv_of, defused
from cadres.workbooks.sheets import Column, Sheet, write
from config import state
from tests.access.places import Place
from tests.access.walk import addresses
from tests.roles import unfrozen

#: Who makes workbooks, and by which guard: the common writer, or an own one with its test.
WRITERS = {
    "assessment/cards/sheet.py": "write(",
    "assessment/intake/fault_sheet.py": "quotePrefix",
    "assessment/registers/people_sheet.py": "write(",
    "cadres/trail/sheet.py": "write(",
    "reports/documents/workbook.py": "write(",
    "cadres/imports/annotated.py": "quotePrefix",
    "cadres/imports/template.py": "write(",
    "scoring/tables/book.py": "quotePrefix",
}
BEGINNINGS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
)


def test_one_module_writes_csv() -> None:
    found = [
        str(path.relative_to(state.ROOT))
        for app in ("cadres", "assessment", "outcomes", "reports", "config")
        for path in (state.ROOT / app).rglob("*.py")
        if "csv.writer" in path.read_text() or "DictWriter" in path.read_text()
    ]
    assert found == ["cadres/workbooks/commas.py"]


def test_every_writer_of_workbooks_is_known() -> None:
    found = {
        str(path.relative_to(state.ROOT))
        for app in ("cadres", "assessment", "outcomes", "reports", "scoring", "config")
        for path in (state.ROOT / app).rglob("*.py")
        if "Workbook(" in path.read_text() and "CalamineWorkbook(" not in path.read_text()
    }
    assert found <= set(WRITERS), "a new writer of workbooks: guard its texts, and name it here"
    for name in found:
        assert WRITERS[name] in (state.ROOT / name).read_text(), name


@pytest.mark.parametrize("text", BEGINNINGS)
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    book, raw = Workbook(write_only=True), io.BytesIO()
    write(book, Sheet("表", text, text, (Column(text, 20), Column("数", 5, "whole")), [(text, None)]))
    book.save(raw)
    for row in load_workbook(io.BytesIO(raw.getvalue())).worksheets[0].iter_rows():
        for cell in row:
            if cell.value is not None and cell.value != "数":
                assert (cell.data_type, cell.quotePrefix) == ("s", True), cell.coordinate


@pytest.mark.parametrize("text", [*BEGINNINGS, " =1", "　＝1", "\xa0＋1", "－1", "＠x"])
def test_in_csv_it_is_a_text_behind_an_apostrophe(text: str) -> None:
    assert csv_of([text], [(text, -1, None)]).decode("utf-8-sig").splitlines(keepends=False)[-1].endswith(',"-1",""')
    assert str(defused(text)).startswith("'") and defused("1-1") == "1-1" and defused(-1) == -1


def cells(answer: Any) -> list[Any]:
    book = load_workbook(io.BytesIO(b"".join(answer)))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


@pytest.mark.django_db
def test_names_that_are_formulas_leave_as_names(places: tuple[Place, Place]) -> None:
    """The results of a run, and the faults of an intake."""
    evil, here = "=1+1", places[0]
    fault = {"file": evil, "sheet": evil, "cell": "A1", "what": evil, "cure": evil}
    with transaction.atomic():
        with unfrozen("assessment_seat"):
            here.world.cycle.seats.all().update(name=evil, unit_name=evil, title=evil)
        with unfrozen("assessment_intake"):
            Intake.objects.filter(pk=here.world.intake.pk).update(faults=[fault], fault_count=1)
        for name in ("run-results", "intake-faults"):
            answer = here.client(Role.OFFICE).get(here.path(next(one for one in addresses() if one.name == name)))
            assert answer.status_code == 200, name
            hit = [cell for cell in cells(answer) if cell.value.startswith("=")]
            assert hit and {(cell.data_type, cell.quotePrefix) for cell in hit} == {("s", True)}
        transaction.set_rollback(True)
