"""Where Django looks for this app's models; each lives in its theme."""

from cadres.access.models import Assignment
from cadres.accounts.models import OldPassword, RoleChange, Token, User
from cadres.counties.models import County
from cadres.imports.models import RegisterEffect, RegisterImport, RegisterRow
from cadres.jobs.models import Job, Pulse
from cadres.people.dossiers.models import AnnualResult, AppointmentForm, FormFinding, FormImport
from cadres.people.models import KeptFile, Person, Post, Situation
from cadres.people.records.models import Charge, FormerName, FormerNumber, Mark, Rank, Sanction
from cadres.privacy.models import CorrectionRequest
from cadres.trail.models import TrailLine, TrailLink
from cadres.units.models import Succession, Unit, UnitAct, UnitName

__all__ = [
    "AnnualResult",
    "AppointmentForm",
    "Assignment",
    "Charge",
    "CorrectionRequest",
    "County",
    "FormFinding",
    "FormImport",
    "FormerName",
    "FormerNumber",
    "Job",
    "KeptFile",
    "Mark",
    "OldPassword",
    "Person",
    "Post",
    "Pulse",
    "Rank",
    "RegisterEffect",
    "RegisterImport",
    "RegisterRow",
    "RoleChange",
    "Sanction",
    "Situation",
    "Succession",
    "Token",
    "TrailLine",
    "TrailLink",
    "Unit",
    "UnitAct",
    "UnitName",
    "User",
]
