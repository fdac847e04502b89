"""A data book (docs/sheet-format.md): the facts of a year in the tables that fit any scheme, read or refused whole."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assessment.cycles.models import SeatKind
from assessment.intake.layouts import layouts_of
from cadres.jobs.progress import Progress
from cadres.people.models import Situation
from cadres.workbooks.books import Book, Sheet
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.parcels import Sent, books
from scoring.language.scheme import Scheme
from scoring.model.sheet import Subject
from scoring.tables.asked import Asked, links_of
from scoring.tables.cells import NONE, Uncalculated
from scoring.tables.faults import TableFault, TablesError
from scoring.tables.forms import SUBJECTS
from scoring.tables.gather import Facts, gathered
from scoring.tables.raw import MOST_COLUMNS, MOST_ROWS, Raw, filled
from scoring.tables.texts import column_letters, heading, shown

UNDER_INVESTIGATION = Situation.UNDER_INVESTIGATION
LEDGER = "deductions"
"""The one ledger of the office's set; it becomes deductions on tasks."""


def wanted_for(scheme: Scheme) -> bool:
    """Whether a scheme asks for more than the office's own set of workbooks can say."""
    if set(scheme.subjects) != set(SeatKind.values) or not set(scheme.situations) <= {UNDER_INVESTIGATION}:
        return True
    marks = {(key, period.key) for key, one in scheme.mark_sources.items() for period in one.periods}
    others = set(scheme.sources) - set(scheme.mark_sources)
    fed = {(slot.source, slot.period) for sheet in layouts_of(scheme).marks for slot in sheet.slots}
    return marks != fed or others != {LEDGER}


def read_databook(sent: Iterable[Sent], scheme: Scheme, faults: Faults, progress: Progress) -> Facts | None:
    """The facts in what was sent; None where anything is at fault, and every fault is noted.

    What a file or sheet that cannot be read hides is not held against the others; but without the subjects nothing in
    them can be checked.
    """
    progress.step("检查文件")
    tables = [table for book in books(list(sent), faults) for table in _tables(book, faults, progress)]
    if not tables and not faults:
        faults.add("", "", "", "没有一张有内容的工作表", "请核对是否选错文件。")
    if faults and SUBJECTS not in {heading(table.name) for table in tables}:
        return None
    progress.step("核对各表")
    try:
        facts = gathered(tables, scheme)
    except TablesError as error:
        _note(error, faults)
        return None
    return None if faults else _linked(facts, scheme, faults)


def _linked(facts: Facts, scheme: Scheme, faults: Faults) -> Facts | None:
    """The facts without the words that say that there is no link; None where a link is left open, which is noted.

    Whoever is to name whom the own result counts for, and names nobody, would count for nobody in silence.
    """
    links: dict[str, list[Asked]] = {}
    for link in links_of(scheme):
        links.setdefault(link.kind, []).append(link)
    subjects = []
    for subject in facts.sheet.subjects:
        mine, told = links.get(subject.key.kind, ()), subject.attributes
        for link in mine:
            if not told.get(link.name, ""):
                _note_open(subject, facts, scheme, link, faults)
        none = {link.name for link in mine if told.get(link.name, "") in NONE}
        kept = {name: text for name, text in told.items() if name not in none}
        subjects.append(replace(subject, attributes=kept) if none else subject)
    return None if faults else facts._replace(sheet=replace(facts.sheet, subjects=tuple(subjects)))


def _note_open(subject: Subject, facts: Facts, scheme: Scheme, link: Asked, faults: Faults) -> None:
    kind, code = scheme.subjects[subject.key.kind].label, subject.key.code
    what = f"{kind}“{facts.names.get(subject.key, code)}”（{code}）没有填写“{link.name}”，结果将不计入任何对象"
    faults.add("", SUBJECTS, "", what, f"请写{link.note}；确实没有的写“无”。")


def _tables(book: Book, faults: Faults, progress: Progress) -> Iterable[Raw]:
    for name in book.names().values():
        try:
            sheet = book.sheet(name)
            progress.step(f"读取 {name}", total=sheet.height)
            yield Raw(book.name, name, name, _rows(sheet, progress))
        except Unreadable as fault:
            faults.add(book.name, name, "", fault.what, fault.cure)


def _rows(sheet: Sheet, progress: Progress) -> list[tuple[int, Sequence[object]]]:
    """The filled rows by number; a formula without a result is told from an empty cell."""
    if sheet.height > MOST_ROWS:
        raise Unreadable(f"超过 {MOST_ROWS} 行", "请核对是否选错文件，或删去多余的行。")
    broken = sheet.broken()
    found: list[tuple[int, Sequence[object]]] = []
    for number, values in enumerate(sheet.rows(), start=1):
        if any(map(filled, values[MOST_COLUMNS:])):
            raise Unreadable(f"第 {number} 行超过 {MOST_COLUMNS} 列", "请核对是否选错文件，或删去多余的列。")
        cells = [value if value != "" else None for value in values[:MOST_COLUMNS]]
        for column in broken.get(number, {}):
            if column < len(cells):
                cells[column] = Uncalculated()
        if any(map(filled, cells)):
            found.append((number, cells))
        progress.advance()
    return found


def _note(error: TablesError, faults: Faults) -> None:
    for fault in error.faults:
        value = f"“{shown(fault.value)}”" if fault.value else ""
        faults.add(fault.place.file, fault.place.sheet, _cell(fault), f"{value}{fault.reason}", f"{fault.cure}。")
    faults.count += error.count - len(error.faults)


def _cell(fault: TableFault) -> str:
    """'E7', '第 7 行' for a whole row, '' for a whole table."""
    place = fault.place
    if place.column is not None and place.row:
        return f"{column_letters(place.column)}{place.row}"
    return f"第 {place.row} 行" if place.row else ""
