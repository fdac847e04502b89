"""The faults of an intake as a workbook, so that the office can pass it on and tick it off."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assessment.intake.models import Intake
from cadres.workbooks.sheets import STARTS_A_FORMULA

HEADINGS = ("序号", "文件", "工作表", "单元格", "问题", "改正办法")
WIDTHS = (6, 28, 20, 10, 48, 48)


def faults_workbook(intake: Intake) -> bytes:
    """One row for each listed fault; every cell is text, so that nothing in it runs as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("导入问题")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, heading, bold=True) for heading in HEADINGS])
    for number, fault in enumerate(intake.faults, start=1):
        row = (str(number), fault["file"], fault["sheet"], fault["cell"], fault["what"], fault["cure"])
        sheet.append([_cell(sheet, text) for text in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in STARTS_A_FORMULA
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
