"""A publication's contents, gathered once for all tests, and a documents folder of the test's own."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from assessment.publications.models import Publication
from reports.documents.contents import Contents
from reports.documents.gather import contents_of
from tests import world as worlds
from tests.world import World


@pytest.fixture(autouse=True)
def documents(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    return settings.DOCUMENTS_DIR


@pytest.fixture
def publication(published: World) -> Publication:
    return Publication.objects.get(cycle=published.cycle)


@pytest.fixture(scope="session")
def contents(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Contents:
    """Plain data: the county it came from is rolled back at once."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        found = contents_of(worlds.publish(world, worlds.judge(world)))
        transaction.set_rollback(True)
    return found
