"""The county under a method with grades, two quotas, a flag and payouts, before and after the ruling on its tie."""

import pytest

from assessment.publications.models import Publication
from tests import graded
from tests import world as worlds
from tests.world import World


@pytest.fixture
def tied(db: None) -> World:
    """One run; two deputies wait for a ruling."""
    world = graded.build()
    worlds.judge(world)
    return world


@pytest.fixture
def ruled(tied: World) -> World:
    """A second run, in which the ruling counts."""
    graded.ruled(tied, tied.cycle.runs.get())
    return tied


@pytest.fixture
def signed(ruled: World) -> Publication:
    """The second run published."""
    return worlds.publish(ruled, ruled.cycle.runs.get(number=2))
