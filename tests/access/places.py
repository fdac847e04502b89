"""What stands in the gaps of an address: real objects of a county."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessment.entries.models import Deduction, Entry
from assessment.publications.models import Publication
from assessment.registers.models import SavedView
from assessment.runs.models import Result, Run
from assessment.schemes.models import Draft
from assessment.tasklists.models import CountyTask, UnitTask
from assessment.trials.models import Robustness
from cadres.access.models import Role
from cadres.accounts.models import RoleChange
from cadres.imports.models import RegisterImport
from cadres.jobs.models import Job
from cadres.people.dossiers.models import FormImport
from cadres.privacy.models import CorrectionRequest
from tests.access.walk import Address
from tests.world import MONITORED, World

#: What an address asks for beside its path.
QUESTIONS = {"supply-entry": "?source=routine&period=2016-03"}


def ask(client: Client, method: str, path: str, data: dict[str, Any] | None = None, **more: Any) -> HttpResponse:
    """One request whose effects are undone."""
    with transaction.atomic():
        answer = getattr(client, method)(path, data or {}, **more)
        transaction.set_rollback(True)
    return answer


class Given(NamedTuple):
    """What an address gave to somebody who asked for it."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


@dataclass
class Place:
    """A county with a published run, a later one that nobody has signed, a failed job and a corrected entry.

    `unit` and `person`: whose objects stand in the gaps.
    """

    world: World
    publication: Publication
    later: Run
    failed: Job
    entry: Entry
    unit: str = "A01"
    person: str = "D01"
    sessions: dict[Role, str] = field(default_factory=dict)
    clients: dict[Role, Client] = field(default_factory=dict)
    answers: dict[tuple[Role, str], Given] = field(default_factory=dict)

    def elsewhere(self) -> "Place":
        """The same county with the objects of another unit: the one whose task the monitoring unit looks after."""
        return replace(self, unit=MONITORED, person="D04")

    def result(self, code: str = "", run: Run | None = None) -> Result:
        """A cadre's result in the published run, or in another."""
        return Result.objects.get(run=run or self.publication.run, seat=self.world.seats["cadre", code or self.person])

    def path(self, address: Address, **instead: Any) -> str:
        """The address filled with objects of this county, or with those given instead."""
        gaps = {gap: instead.get(gap) or self.fill(address, gap) for gap in address.takes}
        return reverse(address.name, kwargs=gaps) + QUESTIONS.get(address.name, "")

    def fill(self, address: Address, gap: str) -> Any:
        """One gap. KeyError for one that nobody has thought of."""
        special = {
            ("person-change", "deed"): lambda: "result",
            ("job-again", "job_id"): lambda: self.failed.pk,
            ("county-task", "task_id"): lambda: CountyTask.objects.filter(cycle=self.world.cycle).first().pk,
            ("unit-task", "task_id"): lambda: UnitTask.objects.get(cycle=self.world.cycle, code=f"{self.unit}-01").pk,
            ("publish", "run_id"): lambda: self.later.pk,
            ("rule", "run_id"): lambda: self.publication.run_id,
            ("api-cycles-detail", "pk"): lambda: self.world.cycle.pk,
            ("api-units-detail", "pk"): lambda: self.world.seats["unit", self.unit].pk,
            ("api-cadres-detail", "pk"): lambda: self.world.seats["cadre", self.person].pk,
            ("api-score-cards-detail", "pk"): lambda: self.result().pk,
        }
        usual = {
            "cycle_id": lambda: self.world.cycle.pk,
            "job_id": lambda: self.publication.job_id,
            "intake_id": lambda: self.world.intake.pk,
            "roster_id": lambda: RegisterImport.objects.get(county=self.world.county).pk,
            "number": lambda: 0,
            "import_id": lambda: FormImport.objects.get(county=self.world.county).pk,
            "request_id": lambda: CorrectionRequest.objects.get(person=self.world.people["D01"]).pk,
            "account_id": lambda: self.world.users[Role.RATER].pk,
            "assignment_id": lambda: self.world.users[Role.RATER].assignments.get().pk,
            "change_id": lambda: RoleChange.objects.get(user=self.world.users[Role.RATER]).pk,
            "unit_id": lambda: self.world.units[self.unit].pk,
            "deed": lambda: "rename",
            "view_id": lambda: SavedView.objects.get(user=self.world.office).pk,
            "person_id": lambda: self.world.people[self.person].pk,
            "run_id": lambda: self.publication.run_id,
            "result_id": lambda: self.result().pk,
            "entry_id": lambda: self.entry.pk,
            "deduction_id": lambda: Deduction.objects.get(cycle=self.world.cycle).pk,
            "scheme_id": lambda: self.world.cycle.scheme_id,
            "draft_id": lambda: Draft.objects.get(county=self.world.county).pk,
            "robustness_id": lambda: Robustness.objects.get(run__cycle=self.world.cycle).pk,
            "name": lambda: "hangjin/2016",
            "document_id": lambda: self.publication.documents.first().pk,
            "seat_id": lambda: self.world.seats["unit", self.unit].pk,
            "code": lambda: self.unit,
            "kind": lambda: "cadre",
            "group": lambda: "deputy",
            "quota": lambda: "excellent",
            "size": lambda: "wide",
        }
        return (special.get((address.name, gap)) or usual[gap])()

    def client(self, role: Role) -> Client:
        """A browser signed in as the role, without any other cookie; the same one each time, for it loads the site."""
        client = self.clients.setdefault(role, Client())
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def given(self, role: Role, path: str) -> Given:
        """What the role is given at an address: asked for once, however many tests look at it."""
        if (role, path) not in self.answers:
            answer = ask(self.client(role), "get", path)
            content = b"".join(answer) if answer.streaming else answer.content
            self.answers[role, path] = Given(answer.status_code, answer.headers, content)
        return self.answers[role, path]

    def sign_everybody_in(self) -> "Place":
        """Once for all tests, for it takes as long as a page."""
        for role, user in self.world.users.items():
            client = Client()
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            self.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self
