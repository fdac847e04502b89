"""Whoever tries passwords or codes is counted and stopped, wherever they are asked for, also behind a session."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.trail.models import TrailLine
from tests.cadres.accounts.test_sign_in import NEW, SECRET, code_now, come
from tests.conftest import SignedIn
from tests.world import PASSWORD, World


@pytest.fixture
def found_open(world: World, signed_in: SignedIn) -> Client:
    """Somebody sits down before the office's screen."""
    return signed_in(world, Role.OFFICE)


def renew(client: Client, old: str) -> Any:
    return client.post("/password/", {"old_password": old, "new_password1": NEW, "new_password2": NEW})


def test_the_old_password_is_not_guessed_at_leisure(world: World, found_open: Client) -> None:
    answers = [renew(found_open, f"guess {number}").status_code for number in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert renew(found_open, PASSWORD).status_code == 429
    assert User.objects.get(pk=world.office.pk).check_password(PASSWORD)


def test_nor_is_the_code_that_proves_somebody_again(world: World, found_open: Client) -> None:
    TOTP.activate(world.office, SECRET)
    cache.clear()
    path = "/my-account/again/code/?next=/my-account/codes/off/"
    answers = [found_open.post(path, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert found_open.post(path, {"code": code_now()}).status_code == 429
    assert found_open.get("/my-account/codes/off/")["Location"].startswith("/my-account/again/")


def test_nor_the_password_that_does(world: World, found_open: Client) -> None:
    path = "/my-account/again/?next=/my-account/tokens/issue/"
    answers = [found_open.post(path, {"password": f"guess {number}"}).status_code for number in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert found_open.post(path, {"password": PASSWORD}).status_code == 429
    assert found_open.get("/my-account/tokens/issue/")["Location"].startswith("/my-account/again/")


def test_behind_a_proxy_the_callers_address_counts(world: World, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    evil, own = Client(headers={"X-Forwarded-For": "10.0.0.66"}), Client(headers={"X-Forwarded-For": "10.0.0.7"})
    assert [come(world, evil, "wrong").status_code for _ in range(5)][-1] == 429
    assert come(world, own).status_code == 302


def test_one_address_does_not_try_a_password_on_everybody(world: World, client: Client) -> None:
    names = [*(user.username for user in world.users.values()), *(f"nobody-{number}" for number in range(60))]
    answers = [client.post("/sign-in/", {"username": name, "password": "Spring 2026!"}).status_code for name in names]
    assert answers == [200] * 50 + [429] * (len(names) - 50)
    assert come(world, client).status_code == 429
    assert come(world, Client(REMOTE_ADDR="10.0.0.7")).status_code == 302
    (line,) = TrailLine.objects.filter(act="account.address_locked_out")
    assert (line.address, line.county) == ("127.0.0.1", None)
    assert TrailLine.objects.filter(act="account.sign_in_failed").count() == 50


def test_nothing_nearly_right_is_kept_of_a_try(world: World, found_open: Client) -> None:
    """A counted try keeps name and address, and no field of the form."""
    renew(found_open, "a long word 2061")
    found_open.post("/my-account/again/", {"password": "a long word 2061"})
    TOTP.activate(world.office, SECRET)
    found_open.post("/my-account/again/code/", {"code": "271828"})
    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == 3
    kept = str(list(AccessAttempt.objects.values()))
    assert world.office.username in kept
    assert not any(secret in kept for secret in ("a long word 2061", NEW, "271828"))


@pytest.mark.parametrize("address", ["", "unknown", "x" * 60])
def test_an_address_that_is_none_counts_as_one(world: World, settings: Any, address: str) -> None:
    settings.BEHIND_PROXY = True
    client = Client(headers={"X-Forwarded-For": address})
    assert [come(world, client, "wrong").status_code for _ in range(5)] == [200, 200, 200, 200, 429]
