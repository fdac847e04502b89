"""A county whose register is empty or holds the plain rosters, and imports done as the worker does them."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import File
from django.db import transaction
from pytest_django import Settings

from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.imports import tasks
from cadres.imports.models import RegisterImport, RegisterRow
from cadres.imports.services import order_writing, receive
from cadres.jobs import services as jobs
from cadres.jobs.models import Job
from cadres.jobs.progress import Progress
from tests.cadres.imports import rosters

Look = Callable[..., RegisterImport]
HANDLERS = {"register-look": tasks.look, "register-write": tasks.write, "register-undo": tasks.undo}


@pytest.fixture
def county(db: None, tmp_path: Path, settings: Settings) -> County:
    settings.REGISTERS_DIR = tmp_path / "registers"
    return County.objects.create(code="990101", name="示例县", department="示例县委组织部")


@pytest.fixture
def clerk(county: County) -> User:
    return User.objects.create(username="clerk", county=county)


def perform(job: Job) -> None:
    """What a worker does with a job of this sort, its end included."""
    claim = jobs.claim(job.pk)
    assert claim
    with transaction.atomic():
        HANDLERS[job.kind](job.pk, Progress(claim))
        jobs.finish(claim)


def sent(name: str, content: bytes) -> "File[bytes]":
    """A file as an upload brings it."""
    file = File(io.BytesIO(content), name=name)
    file.size = len(content)
    return file


@pytest.fixture
def looked(county: County, clerk: User) -> Look:
    """`looked(content, "名册.xlsx")` or `looked({"a.xlsx": content, …})`: received and looked through."""

    def look(content: bytes | dict[str, bytes], name: str = "名册.xlsx") -> RegisterImport:
        files = content if isinstance(content, dict) else {name: content}
        order = receive(county, [sent(*one) for one in files.items()], actor=clerk)
        perform(order.looking)
        order.refresh_from_db()
        return order

    return look


@pytest.fixture
def written(looked: Look, clerk: User) -> Look:
    """The same, ordered and written."""

    def write(content: bytes | dict[str, bytes], name: str = "名册.xlsx") -> RegisterImport:
        order = looked(content, name)
        assert faults(order) == []
        order = order_writing(order, "示例组字〔2026〕1号", order.digest, looked=True, actor=clerk)
        assert order.writing
        perform(order.writing)
        order.refresh_from_db()
        return order

    return write


@pytest.fixture
def registered(written: Look) -> RegisterImport:
    """The plain rosters are on record."""
    return written(rosters.plain())


def faults(order: RegisterImport) -> list[tuple[str, str]]:
    """Cell and what is wrong, in order."""
    return [(one["cell"], one["what"]) for row in order.rows.order_by("number") for one in row.faults]


def row(order: RegisterImport, name: str) -> RegisterRow:
    """What came out for the row of that name."""
    return order.rows.get(name=name)
