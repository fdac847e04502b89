"""Two counties with a published year each, made once for all the requests of this folder and rolled back after it."""

import logging
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.publications.models import DocumentKind
from assessment.registers.saved import keep_view
from assessment.runs.models import Run
from assessment.schemes.services import save_draft
from assessment.trials.services import draw, request_robustness
from cadres.access.models import Role
from cadres.accounts.changes import propose
from cadres.imports.services import receive as receive_roster
from cadres.jobs.models import Job, JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim, enqueue
from cadres.people import keys
from cadres.people.dossiers.services import receive
from cadres.people.identity import index_of, seal
from cadres.people.models import Person
from cadres.people.records.services import keep_photo
from cadres.privacy.services import ask_correction
from reports.documents import services as documents
from tests import world as worlds
from tests.access.places import Place
from tests.world import World

#: A score that stands nowhere but in the explanation of who is under investigation.
KEPT_BACK = "61.37"
#: A correction of the test account's own mark, in a run that nobody has signed.
UNSIGNED_MARK, UNSIGNED_REASON = "52.43", "线索核查尚未结束"


@pytest.fixture(scope="package")
def places(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Place, Place]]:
    """Our county and its neighbour."""
    patch = pytest.MonkeyPatch()
    logging.getLogger("django.request").setLevel(logging.ERROR)  # thousands are refused here, as they should be
    folder = tmp_path_factory.mktemp("state")
    patch.setattr(settings, "DOCUMENTS_DIR", folder / "documents")
    patch.setattr(settings, "FORMS_DIR", folder / "forms")
    patch.setattr(settings, "REGISTERS_DIR", folder / "registers")
    patch.setattr(settings, "STATE", folder)
    patch.setitem(worlds.MARKS, ("cadre", worlds.INVESTIGATED), (KEPT_BACK,) * 3)
    with django_db_blocker.unblock(), transaction.atomic():
        here = _place(worlds.build()).sign_everybody_in()
        patch.setattr(
            worlds, "UNITS", tuple((code, f"邻旗{short}", short, kind) for code, _, short, kind in worlds.UNITS)
        )
        # one of the neighbour's documents is enough: what they hold is asked of ours
        patch.setattr(documents, "MAKERS", {DocumentKind.CARRIED_XLSX: documents.MAKERS[DocumentKind.CARRIED_XLSX]})
        yield here, _place(worlds.build("990102", "邻旗")).sign_everybody_in()
        transaction.set_rollback(True)
    patch.undo()


def _place(world: World) -> Place:
    """A year published with its documents, then a mark corrected and judged again, which nobody has signed."""
    _seal_numbers(world)
    publication = worlds.publish(world, worlds.judge(world))
    documents.make_documents(publication, Progress(Claim(publication.job_id, "documents", 1)))
    entry = Entry.objects.get(seat=world.seats["cadre", "D02"], source="routine", period="2016-03")
    correct(entry, Decimal("50.05"), "核查更正", actor=world.office)
    own = Entry.objects.get(seat=world.seats["cadre", "D01"], source="routine", period="2016-04")
    correct(own, Decimal(UNSIGNED_MARK), UNSIGNED_REASON, actor=world.office)
    later = worlds.judge(world)
    _try_out(world, publication.run)
    receive(world.county, [ContentFile(b"<Person><XingMing/></Person>", "a.lrmx")], actor=world.office)
    order = receive_roster(world.county, [ContentFile(b"x", "a.csv")], actor=world.office)
    order.copies = [{"file": 0, "name": "a.xlsx", "sha256": order.files[0]["sha256"]}]
    order.save()
    for user in world.users.values():
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
    cadre = world.users[Role.CADRE]
    ask_correction(world.people["D01"], "籍贯", "外地", "户口簿", actor=cadre)
    for code in ("D01", "D04"):
        keep_photo(world.people[code], 1, _picture(), "近照", actor=world.office)
    keep_view(world.office, "units", "常看", "q=局", ("q",))
    propose(world.users[Role.RATER], Role.LEADER, giving=True, reason="分工", actor=world.users[Role.CLIENT])
    return Place(world, publication, later, _failed(world), entry)


def _picture() -> bytes:
    raw = BytesIO()
    Image.new("RGB", (8, 10)).save(raw, "PNG")
    return raw.getvalue()


def _seal_numbers(world: World) -> None:
    for code, person in world.people.items():
        number = worlds.id_number(code)
        sealed = {"id_cipher": seal(number, keys.sealing()), "id_index": index_of(number, keys.indexing())}
        Person.objects.filter(pk=person.pk).update(**sealed)


def _try_out(world: World, run: Run) -> None:
    """A draft of the county's own, and a test of the run's robustness that has been drawn."""
    text = world.cycle.scheme.text.replace("title: ", f"title: {world.county.name}", 1)
    save_draft(world.county, f"{world.county.name}草案", text.replace("share: 15%", "share: 16%"), actor=world.office)
    asked = request_robustness(run, "cadre", reach=5, draws=100, seed=1, actor=world.office)
    draw(asked, Progress(Claim(asked.job_id, "robustness", 1)))


def _failed(world: World) -> Job:
    job = enqueue("run", "没有成功的测算", county=world.county, requested_by=world.office)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="示例原因")
    return job
