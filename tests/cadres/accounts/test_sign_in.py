"""Sign-in with a second factor, forced change, the last visit, sessions and their ends, passwords and their history."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.accounts.services import change_password
from cadres.trail.models import TrailLine
from tests.races import at_once
from tests.world import PASSWORD, World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "Another long word 2017"


def come(world: World, client: Client, password: str = PASSWORD, role: Role = Role.OFFICE) -> Any:
    return client.post("/sign-in/", {"username": world.users[role].username, "password": password})


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def guarded(world: World) -> User:
    """The office's account with one-time codes and recovery codes."""
    TOTP.activate(world.office, SECRET)
    RecoveryCodes.activate(world.office)
    cache.clear()
    return world.office


def text(answer: Any) -> str:
    return answer.content.decode()


def is_in(client: Client) -> bool:
    return client.get("/my-account/").status_code == 200


def test_a_password_alone_does_not_open_a_guarded_account(world: World, client: Client, guarded: User) -> None:
    assert come(world, client)["Location"] == "/sign-in/second/"
    assert not is_in(client)
    assert not TrailLine.objects.filter(act="account.signed_in").exists()
    page = text(client.get("/sign-in/second/"))
    assert "二次验证" in page and "使用安全密钥" in page
    assert client.post("/sign-in/second/", {"code": code_now()}).status_code == 302
    assert is_in(client)
    assert TrailLine.objects.filter(act="account.signed_in", actor=guarded).count() == 1


def test_a_code_is_taken_once(world: World, guarded: User) -> None:
    code = code_now()
    first, second = Client(), Client()
    for client in (first, second):
        come(world, client)
        client.post("/sign-in/second/", {"code": code})
    assert is_in(first) and not is_in(second)


@pytest.mark.parametrize(("off", "inside"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phones_clock_may_be_off_by_half_a_minute(
    world: World, guarded: User, monkeypatch: pytest.MonkeyPatch, off: int, inside: bool
) -> None:
    now = 60_000_000.0
    monkeypatch.setattr(auth.time, "time", lambda: now)
    client, code = Client(), format_hotp_value(hotp_value(SECRET, int(now) // 30 + off))
    come(world, client)
    client.post("/sign-in/second/", {"code": code})
    assert (client.session.get("_auth_user_id") is not None) is inside


def test_a_code_is_not_taken_after_a_later_one(world: World, guarded: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the same one with a blank in it."""
    now = 60_000_000.0
    monkeypatch.setattr(auth.time, "time", lambda: now)
    early, late = (format_hotp_value(hotp_value(SECRET, int(now) // 30 + off)) for off in (-1, 0))
    came = []
    for code in (late, early, late, f"{late[:3]} {late[3:]}"):
        client = Client()
        come(world, client)
        client.post("/sign-in/second/", {"code": code})
        came.append(client.session.get("_auth_user_id") is not None)
        cache.clear()
    assert came == [True, False, False, False]


def test_also_when_what_the_cache_remembers_is_gone(world: World, guarded: User) -> None:
    """Nothing that decides lives in the cache."""
    code = code_now()
    first, second = Client(), Client()
    for client in (first, second):
        come(world, client)
        client.post("/sign-in/second/", {"code": code})
        cache.clear()
    assert is_in(first) and not is_in(second)
    assert TrailLine.objects.filter(act="account.sign_in_failed").count() == 1
    assert first.post("/my-account/again/code/", {"code": code}).status_code == 200
    assert not first.session.get("account_authentication_methods", [{}])[-1].get("reauthenticated")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_a_recovery_code_at_once_one_comes_in(world: World, guarded: User) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code, clients = kept.wrap().get_unused_codes()[0], [Client(), Client()]
    for client in clients:
        come(world, client)
    at_once(2, lambda number: clients[number].post("/sign-in/second/", {"code": code}))
    assert sorted(is_in(client) for client in clients) == [False, True]


def test_a_recovery_code_opens_once(world: World, guarded: User) -> None:
    kept = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    code = kept.wrap().get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        come(world, client)
        client.post("/sign-in/second/", {"code": code})
        assert is_in(client) is expected


def test_wrong_codes_count_like_wrong_passwords(world: World, client: Client, guarded: User) -> None:
    come(world, client)
    answers = [client.post("/sign-in/second/", {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert client.post("/sign-in/second/", {"code": code_now()}).status_code == 429
    assert come(world, Client()).status_code == 429
    assert TrailLine.objects.filter(act="account.locked_out").count() == 1


def test_the_secret_is_not_in_the_database(guarded: User) -> None:
    assert SECRET not in str(list(Authenticator.objects.values()))
    assert Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"].startswith("sm4gcm:")


def test_the_second_step_is_not_reached_without_the_first(world: World, client: Client, guarded: User) -> None:
    for method in (client.get, client.post):
        assert method("/sign-in/second/")["Location"] == "/sign-in/"


def test_codes_are_set_up_and_given_up_by_whoever_proves_himself_again(world: World, client: Client) -> None:
    come(world, client)
    assert client.get("/my-account/codes/")["Location"].startswith("/my-account/again/")
    answer = client.post("/my-account/again/?next=/my-account/codes/", {"password": PASSWORD})
    assert answer["Location"] == "/my-account/codes/"
    page = client.get("/my-account/codes/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/my-account/codes/", {"code": code})["Location"] == "/my-account/recovery/"
    shown = re.findall(r"<li>([0-9]{8})</li>", text(client.get("/my-account/recovery/")))
    assert len(set(shown)) == 10
    assert "已启用" in text(client.get("/my-account/safety/"))
    client.post("/my-account/codes/off/")
    assert not Authenticator.objects.exists()
    acts = TrailLine.objects.filter(act__startswith="account.factor").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["account.factor_added"] * 2 + ["account.factor_removed"] * 2


def test_nothing_is_set_up_by_who_found_the_screen_open(world: World, client: Client) -> None:
    come(world, client)
    for path in (
        "/my-account/codes/",
        "/my-account/keys/add/",
        "/my-account/recovery/new/",
        "/my-account/keys/remove/",
    ):
        assert client.post(path, {"code": "1"})["Location"].startswith("/my-account/again/"), path
    assert client.post("/my-account/again/", {"password": "wrong"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_a_token_is_not_given_for_a_password_alone(world: World, client: Client, guarded: User) -> None:
    data = {"username": guarded.username, "password": PASSWORD}
    answer = client.post("/api/v1/token/", data, content_type="application/json")
    assert answer.status_code == 403 and "二次验证" in answer.json()["detail"]


def test_another_hand_chose_the_password(world: World, client: Client) -> None:
    User.objects.filter(pk=world.office.pk).update(password_chosen_at=None)
    come(world, client)
    for path in ("/", "/jobs/", "/my-account/", f"/cycles/{world.cycle.pk}/", "/api/v1/cycles/"):
        assert client.get(path)["Location"] == "/password/", path
    assert "他人设定" in text(client.get("/password/"))
    client.post("/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert client.get("/jobs/").status_code == 200


def test_a_password_grows_old(world: World, client: Client, settings: Any) -> None:
    User.objects.filter(pk=world.office.pk).update(password_chosen_at=timezone.now() - timedelta(days=91))
    come(world, client)
    assert client.get("/jobs/")["Location"] == "/password/"
    settings.PASSWORD_DAYS = 0
    assert client.get("/jobs/").status_code == 200


def test_the_last_five_passwords_do_not_come_back(world: World, client: Client) -> None:
    come(world, client)
    used = [PASSWORD, *(f"Another word {number}" for number in range(5))]
    for old, new in zip(used, used[1:], strict=False):
        data = {"old_password": old, "new_password1": new, "new_password2": new}
        assert client.post("/password/", data).status_code == 302, new
    for again in used[1:]:
        data = {"old_password": used[-1], "new_password1": again, "new_password2": again}
        assert "最近五次" in text(client.post("/password/", data)), again
    data = {"old_password": used[-1], "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/password/", data).status_code == 302


@pytest.mark.parametrize(
    ("password", "taken"),
    [("lettersonly", False), ("letters and spaces", False), ("letters 4 words", True), ("Letters4words", True)],
)
def test_three_kinds_of_characters(world: World, client: Client, password: str, taken: bool) -> None:
    come(world, client)
    data = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert (client.post("/password/", data).status_code == 302) is taken


def test_the_last_visit_is_told(world: World) -> None:
    first = text(come_and_follow(world))
    assert "第一次登录" in first
    for _ in range(2):
        come(world, Client(), "wrong")
    second = text(come_and_follow(world))
    assert "上次登录：" in second and "来自 127.0.0.1" in second and "其后有 2 次登录失败" in second


def come_and_follow(world: World) -> Any:
    data = {"username": world.office.username, "password": PASSWORD}
    return Client().post("/sign-in/", data, follow=True)


def test_a_session_ends_whatever_its_owner_does(world: World, client: Client) -> None:
    come(world, client)
    session = client.session
    session["since"] = time.time() - settings.SESSION_HOURS * 3600 - 1
    session.save()
    assert client.get("/jobs/")["Location"] == "/sign-in/"
    assert "登录时间已满" in text(client.get("/sign-in/"))


def test_a_session_runs_out_without_clicks_and_is_renewed_by_them(world: World, client: Client) -> None:
    come(world, client)
    row = Session.objects.get(pk=client.session.session_key)
    assert row.expire_date - timezone.now() <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    session = client.session
    session["seen"] = time.time() - 61
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    client.get("/jobs/", headers={"HX-Request": "true"})
    assert Session.objects.get().expire_date - timezone.now() < timedelta(minutes=2)
    client.get("/jobs/")
    assert Session.objects.get().expire_date - timezone.now() > timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/jobs/")["Location"].startswith("/sign-in/")


def test_sessions_are_listed_and_ended_by_their_owner_alone(world: World) -> None:
    one, two, other = Client(), Client(), Client()
    come(world, one)
    come(world, two)
    come(world, other, role=Role.APPROVER)
    assert text(one.get("/my-account/safety/")).count("127.0.0.1") == 2
    rows = {session.session_key: session.pk for session in UserSession.objects.all()}
    others = rows[other.session.session_key]
    one.post("/my-account/sessions/end/", {"session": others})
    assert is_in(other)
    one.post("/my-account/sessions/end/", {"session": rows[two.session.session_key]})
    assert not is_in(two) and is_in(one)
    assert TrailLine.objects.filter(act="account.session_ended").count() == 1
    for nonsense in ("", "x", "9" * 30, "-1", rows[one.session.session_key]):
        assert one.post("/my-account/sessions/end/", {"session": nonsense}).status_code == 302
    assert is_in(one)


def test_a_new_password_ends_the_other_sessions(world: World) -> None:
    one, two = Client(), Client()
    come(world, one)
    come(world, two)
    one.post("/password/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert is_in(one) and not is_in(two)
    assert text(one.get("/my-account/safety/")).count("127.0.0.1") == 1


def test_a_closed_account_is_out(world: World, client: Client) -> None:
    come(world, client)
    User.objects.filter(pk=world.office.pk).update(is_active=False)
    assert not is_in(client)
    assert come(world, Client()).status_code == 200


def test_ones_own_name_is_no_password(world: World) -> None:
    change_password(world.office, NEW)
    assert world.office.old_passwords.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/signup/", "/sign-in/signup/", "/accounts/signup/", "/my-account/email/", "/reset/"])
def test_nobody_signs_up_and_nothing_is_mailed(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404 or client.get(path)["Location"].startswith("/sign-in/")
