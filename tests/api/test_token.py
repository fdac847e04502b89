"""Token sign-in: an expiring token, kept as a digest; the lock-out and the rate limit of the page hold here too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from cadres.access.models import Assignment, Role
from cadres.accounts.models import Token
from cadres.accounts.services import change_password
from tests.world import World

PASSWORD = "a long word 2016"


def sign_in(client: APIClient, world: World, password: str = PASSWORD) -> object:
    return client.post("/api/v1/token/", {"username": world.office.username, "password": password}, format="json")


@pytest.fixture
def token(stranger: APIClient, world: World) -> str:
    answer = sign_in(stranger, world)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["token"])


def bearer(token: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


def test_a_token_opens_the_api_and_is_kept_as_a_digest_only(token: str) -> None:
    assert bearer(token).get("/api/v1/cycles/").status_code == 200
    kept = Token.objects.get()
    assert token not in (kept.digest, kept.token_key)
    assert timedelta(hours=11) < kept.expiry - timezone.now() <= timedelta(hours=12)


def test_signing_out_makes_the_token_worthless(token: str) -> None:
    assert bearer(token).post("/api/v1/token/sign-out/").status_code == 204
    assert bearer(token).get("/api/v1/cycles/").status_code == 401


def test_an_expired_token_is_refused(token: str) -> None:
    Token.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert bearer(token).get("/api/v1/cycles/").status_code == 401


def test_rights_taken_away_are_gone_at_the_next_request(token: str, world: World) -> None:
    Assignment.objects.filter(user=world.office, role=Role.OFFICE).delete()
    answer = bearer(token).get("/api/v1/cycles/")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "您的账号不能查看已发布的排名与晾晒。"


def test_a_closed_account_cannot_use_its_token(token: str, world: World) -> None:
    world.office.is_active = False
    world.office.save()
    assert bearer(token).get("/api/v1/cycles/").status_code == 401


def test_a_new_password_ends_the_tokens_got_by_the_old_one(token: str, world: World) -> None:
    change_password(world.office, "another long word 2017")
    assert bearer(token).get("/api/v1/cycles/").status_code == 401


def test_a_wrong_password_is_refused_in_chinese(stranger: APIClient, world: World) -> None:
    answer = sign_in(stranger, world, "wrong")
    assert answer.status_code == 401
    assert answer.json()["detail"] == "账号或密码不正确，或账号已停用。"


def test_five_wrong_passwords_lock_the_account_from_here(stranger: APIClient, world: World) -> None:
    last = [sign_in(stranger, world, "wrong").status_code for _ in range(5)]
    answer = sign_in(stranger, world)
    assert last[-1] == answer.status_code == 429
    assert "登录失败次数过多" in answer.json()["detail"]
    assert not Token.objects.exists()


def test_an_account_holds_a_bounded_number_of_tokens(stranger: APIClient, world: World) -> None:
    for _ in range(20):
        Token.objects.create(user=world.office)
    assert sign_in(stranger, world).status_code == 403
    Token.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert sign_in(stranger, world).status_code == 200
    assert Token.objects.count() == 1


def test_what_is_missing_is_said_in_chinese(stranger: APIClient, world: World) -> None:
    answer = stranger.post("/api/v1/token/", {"username": world.office.username}, format="json")
    assert answer.status_code == 400
    assert answer.json() == {"password": ["该字段是必填项。"]}


@pytest.mark.usefixtures("one_period")
def test_tries_are_counted(stranger: APIClient, world: World) -> None:
    answers = [stranger.post("/api/v1/token/", {}, format="json").status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
