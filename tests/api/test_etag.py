"""Published rankings are final: a client that has them is told so without a result row being read."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.access.models import Assignment, Role
from tests import world as worlds
from tests.api.conftest import AsRole
from tests.world import World

ADDRESS = "/api/v1/rankings/?kind=unit"


def test_the_second_answer_is_304_and_reads_no_results(as_role: AsRole, published: World) -> None:
    client = as_role(published, Role.CLIENT)
    first = client.get(ADDRESS)
    assert first["Cache-Control"] == "private, no-cache"
    with CaptureQueriesContext(
        connection,
    ) as seen:
        second = client.get(ADDRESS, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert not any("assessment_result" in query["sql"] for query in seen)
    assert len(seen) == 1


def test_another_question_has_another_tag(as_role: AsRole, published: World) -> None:
    client = as_role(published, Role.CLIENT)
    tag = client.get(ADDRESS)["ETag"]
    answer = client.get(ADDRESS + "&group=sumu", HTTP_IF_NONE_MATCH=tag)
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_a_new_publication_changes_the_tag(as_role: AsRole, published: World) -> None:
    client = as_role(published, Role.CLIENT)
    first = client.get(ADDRESS)
    worlds.publish(published, worlds.judge(published))
    second = client.get(ADDRESS, HTTP_IF_NONE_MATCH=first["ETag"])
    assert second.json()["results"][0]["publication"] == 2
    earlier = client.get(ADDRESS + "&publication=1").json()["results"]
    assert [row["score"] for row in earlier] == [row["score"] for row in first.json()["results"]]


def test_a_tag_is_no_key(as_role: AsRole, published: World) -> None:
    tag = as_role(published, Role.CLIENT).get(ADDRESS)["ETag"]
    Assignment.objects.filter(user=published.users[Role.CLIENT]).delete()
    assert as_role(published, Role.CLIENT).get(ADDRESS, HTTP_IF_NONE_MATCH=tag).status_code == 403
