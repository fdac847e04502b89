"""What a session is worth: never one that was there before sign-in, never longer than it may last, never old roles."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cadres.access.models import Assignment, Role
from cadres.accounts.models import User
from tests.cadres.accounts.test_sign_in import come, guarded, is_in  # noqa: F401 (a fixture)
from tests.conftest import SignedIn
from tests.world import PASSWORD, World


def ask_token(client: Client, user: User) -> Any:
    sent = {"username": user.username, "password": PASSWORD}
    return client.post("/api/v1/token/", sent, content_type="application/json")


def test_a_session_from_before_sign_in_is_worth_nothing_after_it(world: World, client: Client) -> None:
    """Somebody who put it there (fixation) is not let in with it."""
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = str(session.session_key)
    come(world, client)
    assert is_in(client) and client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(thief) and not Session.objects.filter(pk=planted).exists()


@pytest.mark.parametrize("whose", [Role.OFFICE, Role.CLIENT])
def test_getting_a_token_does_not_make_a_session_younger(world: World, client: Client, whose: Role) -> None:
    """Else a stolen session would last as long as its thief calls for tokens of his own."""
    come(world, client)
    session = client.session
    session["since"] = began = time.time() - settings.SESSION_HOURS * 3600 + 60
    session.save()
    assert ask_token(client, world.users[whose]).status_code == 200
    assert client.session["since"] == began


def test_getting_a_token_makes_no_session(world: World, client: Client) -> None:
    assert ask_token(client, world.users[Role.CLIENT]).status_code == 200
    assert not Session.objects.exists() and settings.SESSION_COOKIE_NAME not in client.cookies


def test_a_role_that_is_taken_is_gone_at_the_next_click(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    assert client.get("/register/people/").status_code == 200
    Assignment.objects.filter(user=world.office).delete()
    assert client.get("/register/people/").status_code == 403
    assert client.get("/api/v1/cadres/").status_code == 403


def test_what_ran_out_is_gone_when_the_next_one_comes(world: World, client: Client) -> None:
    """A secret that was being set up lies in the session until then."""
    left, there = SessionStore(), SessionStore()
    for one, seconds in ((left, -1), (there, 600)):
        one["mfa.totp.secret"] = "JBSWY3DPEHPK3PXP"
        one.set_expiry(timezone.now() + timedelta(seconds=seconds))
        one.save()
    come(world, client)
    kept = set(Session.objects.values_list("pk", flat=True))
    assert kept == {there.session_key, client.session.session_key}
