"""The way in and out, and one's password."""

import pytest
from django.conf import settings
from django.test import Client

from cadres.access.models import Role
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.world import World

PASSWORD = "a long word 2016"


def try_in(client: Client, name: str, password: str, **more: str) -> int:
    return client.post("/sign-in/", {"username": name, "password": password, **more}).status_code


def test_the_right_password_opens_and_leaves_a_line_in_the_trail(world: World, client: Client) -> None:
    assert try_in(client, world.office.username, PASSWORD) == 302
    assert client.get("/").status_code == 302
    assert TrailLine.objects.filter(act="account.signed_in", actor=world.office).count() == 1


def test_a_wrong_password_says_so_beside_the_form(world: World, client: Client) -> None:
    answer = client.post("/sign-in/", {"username": world.office.username, "password": "wrong"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_five_wrong_passwords_lock_out_and_say_how_long(world: World, client: Client) -> None:
    codes = [try_in(client, world.office.username, "wrong") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert codes[-1] == 429
    answer = client.post("/sign-in/", {"username": world.office.username, "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.content.decode() and answer["Retry-After"] == "900"


def test_a_stranger_is_sent_to_sign_in_and_back(world: World, client: Client) -> None:
    answer = client.get(f"/cycles/{world.cycle.pk}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next=/cycles/{world.cycle.pk}/"


@pytest.mark.django_db
def test_sign_in_leads_nowhere_else(world: World, client: Client) -> None:
    data = {"username": world.office.username, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/", data)["Location"] == "/"


def test_sign_out_takes_a_post(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.OFFICE)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_changes_the_password_and_keeps_this_session(world: World, signed_in: SignedIn) -> None:
    client = signed_in(world, Role.CADRE)
    new = "another long word 2017"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/password/", data)["Location"] == "/"
    assert client.get("/").status_code == 302
    world.users[Role.CADRE].refresh_from_db()
    assert world.users[Role.CADRE].check_password(new)
    assert TrailLine.objects.get(act="account.password_changed").actor == world.users[Role.CADRE]


def test_a_weak_password_is_refused_beside_its_field(world: World, signed_in: SignedIn) -> None:
    data = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    answer = signed_in(world, Role.CADRE).post("/password/", data)
    assert answer.status_code == 200
    assert 'id="id_new_password2_error"' in answer.content.decode()


def test_without_the_token_nothing_happens_and_the_page_says_so(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"username": world.office.username, "password": PASSWORD})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def lines(act: str) -> list[TrailLine]:
    return list(TrailLine.objects.filter(act=act).order_by("pk"))


def test_wrong_tries_and_the_lock_out_leave_lines(world: World, client: Client) -> None:
    """One for each try until the lock-out, one for the lock-out, none for what is tried while it lasts."""
    for _ in range(settings.AXES_FAILURE_LIMIT + 3):
        try_in(client, world.office.username, "wrong")
    failed, (locked,) = lines("account.sign_in_failed"), lines("account.locked_out")
    assert len(failed) == settings.AXES_FAILURE_LIMIT
    assert locked.summary == f"连续登录失败，账号“{world.office}”在该来源地址被锁定"
    assert {(line.county, line.actor, line.actor_name, line.address, line.thing_id) for line in [*failed, locked]} == {
        (world.county, None, "未登录", "127.0.0.1", str(world.office.pk))
    }


def test_a_name_that_no_account_has_is_not_kept(world: World, client: Client) -> None:
    """It may be a password."""
    try_in(client, "a long word 2016", "x")
    client.post("/api/v1/token/", {"username": "secret-2", "password": "x"}, content_type="application/json")
    assert [line.summary for line in lines("account.sign_in_failed")] == ["登录失败：没有这个账号"] * 2
    assert "a long word" not in str(list(TrailLine.objects.values())) and "secret-2" not in str(
        list(TrailLine.objects.values())
    )


def test_the_way_out_leaves_a_line(world: World, signed_in: SignedIn) -> None:
    signed_in(world, Role.OFFICE).post("/sign-out/")
    Client().post("/sign-out/")
    (line,) = lines("account.signed_out")
    assert (line.actor, line.county) == (world.office, world.county)


def test_without_its_line_nobody_gets_in(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(user: object) -> None:
        raise RuntimeError("no line")

    monkeypatch.setattr("cadres.accounts.services.signed_in", lose)
    client.raise_request_exception = False
    assert try_in(client, world.office.username, PASSWORD) == 500
    assert client.get("/")["Location"].startswith("/sign-in/")
    world.office.refresh_from_db()
    assert world.office.last_login is None


def test_roles_given_and_taken_leave_lines(world: World) -> None:
    from cadres.accounts.services import give_role, take_role

    given = give_role(world.office, Role.UNIT_LEADER, actor=world.approver, reason="主持工作", unit=world.units["A01"])
    take_role(given, actor=world.approver, reason="轮岗")
    (first,), (last,) = lines("account.role_given"), lines("account.role_taken")
    told = f"单位负责人（{world.units['A01']}）"
    assert (first.before, first.after, first.reason, first.actor) == (None, told, "主持工作", world.approver)
    assert (last.before, last.after, last.reason) == (told, None, "轮岗")
    assert not world.office.assignments.filter(role=Role.UNIT_LEADER).exists()
