import pytest

from cadres.counties.models import County
from cadres.jobs.models import Job
from cadres.jobs.services import enqueue


def new_job(title: str = "示例任务", kind: str = "run") -> Job:
    """A queued job of the one county."""
    county, _ = County.objects.get_or_create(code="990101", defaults={"name": "示例旗", "department": "示例旗委组织部"})
    return enqueue(kind, title, county=county, requested_by=None)


@pytest.fixture
def job(db: None) -> Job:
    return new_job()
