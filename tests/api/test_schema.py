"""The description of the API: complete, and served as a file without a page of scripts."""

from io import StringIO

import yaml
from django.core.management import call_command

from cadres.access.models import Role
from tests.api.conftest import AsRole
from tests.world import World

PATHS = {
    "/api/v1/cadres/",
    "/api/v1/cadres/{id}/",
    "/api/v1/cycles/",
    "/api/v1/cycles/{id}/",
    "/api/v1/rankings/",
    "/api/v1/score-cards/",
    "/api/v1/score-cards/{id}/",
    "/api/v1/token/",
    "/api/v1/token/sign-out/",
    "/api/v1/units/",
    "/api/v1/units/{id}/",
}


def test_it_is_served_as_json(as_role: AsRole, world: World) -> None:
    answer = as_role(world, Role.CLIENT).get("/api/v1/schema/")
    assert answer["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert set(answer.json()["paths"]) == PATHS


def test_it_is_written_without_a_warning() -> None:
    text = StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=text)
    assert set(yaml.safe_load(text.getvalue())["paths"]) == PATHS
