"""Tokens: bound to acts, with an end, their last use shown, revoked by their owner and the security administrator."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from assessment.runs.selectors import cards_for
from cadres.access.models import Role
from cadres.access.permissions import May
from cadres.accounts.keeping import Refused
from cadres.accounts.models import Token
from cadres.accounts.tokens import issue
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.races import at_once
from tests.world import PASSWORD, World

DAY = timedelta(days=1)
PLACES = {
    "READ_PUBLISHED": "/api/v1/rankings/",
    "READ_REGISTER": "/api/v1/units/",
    "READ_OWN_RESULT": "/api/v1/score-cards/",
}


def bearer(text: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    return client


@pytest.mark.parametrize("act", PLACES)
def test_a_token_does_what_it_is_for_and_nothing_else(published: World, act: str) -> None:
    _, text = issue(published.office, "办公平台", [act], DAY)
    codes = {name: bearer(text).get(path).status_code for name, path in PLACES.items()}
    assert codes == {name: 200 if name == act else 403 for name in PLACES}


def test_a_token_of_the_staff_does_not_read_what_is_unpublished_by_another_act(judged: World) -> None:
    """The same account sees the cards by a token that says so: the bound is the token's, wherever it is asked."""
    for acts, seen in (({"READ_OWN_RESULT"}, 0), ({"READ_OWN_RESULT", "READ_ALL_RESULTS"}, 18), (None, 18)):
        judged.office.token_acts = None if acts is None else frozenset(acts)
        assert cards_for(judged.office).count() == seen


def test_a_token_never_does_more_than_its_account(published: World) -> None:
    _, text = issue(published.users[Role.RATER], "试", [act.name for act in May], DAY)
    codes = [bearer(text).get(path).status_code for path in PLACES.values()]
    assert codes == [200, 403, 403]
    published.users[Role.RATER].assignments.all().delete()
    assert bearer(text).get("/api/v1/rankings/").status_code == 403


def test_the_last_use_is_noted(world: World) -> None:
    kept, text = issue(world.office, "试", ["READ_PUBLISHED"], DAY)
    assert kept.last_used_at is None
    bearer(text).get("/api/v1/cycles/")
    kept.refresh_from_db()
    assert timezone.now() - kept.last_used_at < timedelta(minutes=1) and kept.last_used_from == "127.0.0.1"


def test_it_ends(world: World) -> None:
    kept, text = issue(world.office, "试", ["READ_PUBLISHED"], DAY)
    Token.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert bearer(text).get("/api/v1/cycles/").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_for_many_at_once(world: World) -> None:
    for _ in range(18):
        issue(world.office, "试", None, DAY)
    answers = at_once(4, lambda number: issue(world.office, "试", None, DAY))
    assert sum(isinstance(answer, Refused) for answer in answers) == 2
    assert Token.objects.count() == 20


def come(world: World, role: Role = Role.OFFICE) -> Client:
    client = Client()
    client.post("/sign-in/", {"username": world.users[role].username, "password": PASSWORD})
    return client


def ask(client: Client, **told: Any) -> Any:
    data = {"name": "办公平台", "acts": ["READ_PUBLISHED"], "days": 30, **told}
    return client.post("/my-account/tokens/issue/", data)


@pytest.fixture
def owner(world: World) -> Client:
    client = come(world)
    client.post("/my-account/again/", {"password": PASSWORD})
    return client


def test_a_token_is_shown_once_to_whoever_proves_himself_again(world: World, owner: Client) -> None:
    assert ask(come(world))["Location"].startswith("/my-account/again/")
    answer = ask(owner)
    text = answer.context["text"]
    assert text in answer.content.decode() and answer["Cache-Control"] == "no-store"
    kept = Token.objects.get()
    assert kept.acts == ["READ_PUBLISHED"]
    assert timedelta(days=29) < kept.expiry - timezone.now() <= timedelta(days=30)
    assert text not in owner.get("/my-account/tokens/").content.decode()
    assert bearer(text).get("/api/v1/cycles/").status_code == 200
    line = TrailLine.objects.get(act="account.token_issued")
    assert "办公平台" in line.summary and text not in str(list(TrailLine.objects.values()))


@pytest.mark.parametrize("wrong", [{"acts": ["PUBLISH"]}, {"acts": []}, {"days": 0}, {"days": 999}, {"name": ""}])
def test_a_wish_that_cannot_be(owner: Client, wrong: dict[str, Any]) -> None:
    answer = ask(owner, **wrong)
    assert answer.status_code == 200 and 'class="error"' in answer.content.decode()
    assert not Token.objects.exists()


def test_its_owner_revokes_it_and_nobody_elses(world: World, signed_in: SignedIn) -> None:
    mine, text = issue(world.office, "试", ["READ_PUBLISHED"], DAY)
    signed_in(world, Role.APPROVER).post("/my-account/tokens/revoke/", {"token": mine.pk})
    assert bearer(text).get("/api/v1/cycles/").status_code == 200
    signed_in(world, Role.OFFICE).post("/my-account/tokens/revoke/", {"token": mine.pk})
    assert bearer(text).get("/api/v1/cycles/").status_code == 401
    assert TrailLine.objects.get(act="account.token_revoked").actor == world.office


def test_the_security_administrator_revokes_those_of_the_county(
    world: World, foreign: World, signed_in: SignedIn
) -> None:
    ours, _ = issue(world.office, "我县", ["READ_PUBLISHED"], DAY)
    theirs, _ = issue(foreign.office, "邻县", ["READ_PUBLISHED"], DAY)
    client = signed_in(world, Role.SECURITY_ADMIN)
    page = client.get("/tokens/").content.decode()
    assert "我县" in page and "邻县" not in page
    for token in (ours.pk, theirs.pk, "", "\x00", "x" * 500):
        assert client.post("/tokens/revoke/", {"token": token}).status_code == 302
    assert list(Token.objects.all()) == [theirs]
