"""A county with two people, and forms taken in as the worker does it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import File
from django.db import transaction
from pytest_django import Settings

from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs import services as jobs
from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from cadres.people.dossiers import tasks
from cadres.people.dossiers.models import FormImport, Policy
from cadres.people.dossiers.services import order_writing, receive
from cadres.people.models import Person
from cadres.people.services import Known, register
from tests.cadres.people.lrmx.sheets import id_number

Look = Callable[..., FormImport]
WANG, LI = id_number("19800315", 1), id_number("19850720", 2)


@pytest.fixture
def county(db: None, tmp_path: Path, settings: Settings) -> County:
    settings.FORMS_DIR = tmp_path / "forms"
    return County.objects.create(code="990101", name="示例县", department="示例县委组织部")


@pytest.fixture
def clerk(county: County) -> User:
    return User.objects.create(username="clerk", county=county)


@pytest.fixture
def people(county: County) -> dict[str, Person]:
    """王宁, of whom the register knows little, and 李安, of another ethnic group and month."""
    wang, li = Known(WANG, "王宁", "1", "", "1980.03"), Known(LI, "李安", "2", "蒙古族", "1985.07")
    found = register(county, [wang, li])
    return {"王宁": found[WANG], "李安": found[LI]}


def perform(job: Job) -> None:
    """What a worker does with a job of this sort, its end included."""
    claim = jobs.claim(job.pk)
    assert claim
    handler = {"forms-look": tasks.look, "forms-write": tasks.write}[job.kind]
    with transaction.atomic():
        handler(job.pk, Progress(claim))
        jobs.finish(claim)


@pytest.fixture
def looked(county: County, clerk: User) -> Look:
    """`looked({"a.lrmx": content, …})`: received and looked through."""

    def look(files: dict[str, bytes]) -> FormImport:
        sent = [File(io.BytesIO(content), name=name) for name, content in files.items()]
        for file, content in zip(sent, files.values(), strict=True):
            file.size = len(content)
        form_import = receive(county, sent, actor=clerk)
        perform(form_import.looking)
        form_import.refresh_from_db()
        return form_import

    return look


@pytest.fixture
def written(looked: Look, clerk: User) -> Look:
    """`written(files, Policy.FILL)`: looked through, ordered and written."""

    def write(files: dict[str, bytes], policy: str = Policy.FILL) -> FormImport:
        form_import = looked(files)
        order = order_writing(form_import, policy, form_import.digest, actor=clerk)
        assert order.writing
        perform(order.writing)
        order.refresh_from_db()
        return order

    return write
