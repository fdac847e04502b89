"""Where Django looks for this app's models; each lives in its theme."""

from assessment.cycles.models import AdoptedScheme, Cycle, Seat, Tenure
from assessment.entries.models import Deduction, Entry
from assessment.intake.models import Intake
from assessment.publications.models import Document, Publication
from assessment.registers.models import SavedView
from assessment.runs.models import Result, Ruling, Run
from assessment.schemes.models import Draft
from assessment.tasklists.models import CountyTask, MemberTask, UnitTask
from assessment.trials.models import Robustness

__all__ = [
    "AdoptedScheme",
    "CountyTask",
    "Cycle",
    "Deduction",
    "Document",
    "Draft",
    "Entry",
    "Intake",
    "MemberTask",
    "Publication",
    "Result",
    "Robustness",
    "Ruling",
    "Run",
    "SavedView",
    "Seat",
    "Tenure",
    "UnitTask",
]
