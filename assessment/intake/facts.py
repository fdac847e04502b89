"""What a set of workbooks says, once it has been read and holds together."""

from typing import NamedTuple

from assessment.cycles.models import Cycle
from assessment.intake.careers import read_register
from assessment.intake.layouts import Layouts
from assessment.intake.lists import Lists, read_lists
from assessment.intake.marks import Marked, check_deductions, check_situations, read_marks
from assessment.intake.papers import Papers
from assessment.intake.register import Register
from assessment.intake.rows import CountyTaskRow, DeductionRow, SituationRow
from cadres.workbooks.faults import Faults
from cadres.workbooks.tables import Table


class Facts(NamedTuple):
    """The year as told, ready to be written when nothing was at fault."""

    register: Register
    situations: list[SituationRow]
    county_tasks: list[CountyTaskRow]
    lists: Lists
    marks: list[Marked]
    deductions: Table[DeductionRow]


def gather(papers: Papers, layouts: Layouts, cycle: Cycle, faults: Faults) -> Facts:
    """Check the sheets against each other, telling every contradiction."""
    register = read_register(papers, layouts, (cycle.first_on, cycle.last_on), faults)
    check_situations(papers.of(layouts.situations), register, faults)
    lists = read_lists(papers, layouts, register, faults)
    marks = read_marks(papers, layouts, register, faults)
    deductions = papers.of(layouts.deductions)
    check_deductions(deductions, register, lists, faults)
    return Facts(
        register,
        papers.of(layouts.situations).rows,
        papers.of(layouts.county_tasks).rows,
        lists,
        marks,
        deductions,
    )
