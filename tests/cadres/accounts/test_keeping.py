"""Accounts opened, changed, closed, reset: no password is kept, nobody saves over another, the trail tells."""

import pytest
from django.test import Client

from cadres.access.models import ADMINISTRATORS, Role
from cadres.accounts.keeping import Refused, change_account, open_account, reset_password
from cadres.accounts.models import Token, User
from cadres.trail.models import TrailLine
from tests.conftest import SignedIn
from tests.races import at_once
from tests.world import PASSWORD, World


def test_a_new_account_has_no_role_and_a_password_that_must_be_changed(world: World) -> None:
    user, password = open_account(world.county, "xinren", "新人", actor=world.users[Role.SYSTEM_ADMIN])
    assert user.check_password(password) and len(password) >= 16
    assert user.must_choose_password and not user.assignments.exists()
    line = TrailLine.objects.get(act="account.opened")
    assert line.after == {"name": "新人", "active": True}
    assert password not in str(list(TrailLine.objects.values()))


def test_two_administrators_at_once_the_second_is_told_and_nothing_is_lost(world: World) -> None:
    user, admin = world.users[Role.RATER], world.users[Role.SYSTEM_ADMIN]
    change_account(user, 1, "甲改的名", True, "改名", actor=admin)
    with pytest.raises(Refused, match="没有保存"):
        change_account(user, 1, "乙改的名", False, "离职", actor=admin)
    user.refresh_from_db()
    assert (user.display_name, user.is_active, user.version) == ("甲改的名", True, 2)
    line = TrailLine.objects.get(act="account.changed")
    assert (line.before["name"], line.after["name"]) == ("示例旗测评人", "甲改的名")


@pytest.mark.django_db(transaction=True)
def test_also_in_the_same_moment(world: World) -> None:
    user, admin = world.users[Role.RATER], world.users[Role.SYSTEM_ADMIN]
    answers = at_once(4, lambda number: change_account(user, 1, f"名{number}", True, "改名", actor=admin))
    assert [answer for answer in answers if answer is None] == [None]
    assert sum(isinstance(answer, Refused) for answer in answers) == 3


def test_a_closed_account_is_out_at_once_with_its_tokens(world: World) -> None:
    user, admin = world.users[Role.CLIENT], world.users[Role.SYSTEM_ADMIN]
    Token.objects.create(user=user)
    change_account(user, 1, "接口", False, "停用", actor=admin)
    assert not Token.objects.exists() and not User.objects.get(pk=user.pk).is_active
    assert TrailLine.objects.get(act="account.changed").summary == f"停用账号“{user.username}”"


def test_a_session_does_not_open_again_with_its_account(world: World, signed_in: SignedIn) -> None:
    user, admin = world.users[Role.RATER], world.users[Role.SYSTEM_ADMIN]
    open_here, elsewhere = Client(), signed_in(world, Role.OFFICE)
    open_here.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert open_here.get("/my-account/").status_code == 200
    change_account(user, 1, "某人", False, "离职", actor=admin)
    change_account(user, 2, "某人", True, "返岗", actor=admin)
    assert open_here.get("/my-account/").status_code == 302
    assert elsewhere.get("/my-account/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [("xinren", "xinren"), ("xinren", "XinRen")])
def test_of_two_who_take_a_name_at_once_one_is_told(world: World, names: tuple[str, str]) -> None:
    admin = world.users[Role.SYSTEM_ADMIN]
    answers = at_once(2, lambda number: open_account(world.county, names[number], "新人", actor=admin))
    assert sum(isinstance(answer, Refused) and "已被使用" in str(answer) for answer in answers) == 1
    assert User.objects.filter(username__iexact="xinren").count() == 1
    assert TrailLine.objects.filter(act="account.opened").count() == 1


def test_nobody_closes_his_own(world: World) -> None:
    admin = world.users[Role.SYSTEM_ADMIN]
    with pytest.raises(Refused, match="自己的账号"):
        change_account(admin, 1, "我", False, "试试", actor=admin)


def test_a_reset_gives_a_password_to_be_changed_and_is_not_repeated(world: World) -> None:
    user, admin = world.users[Role.RATER], world.users[Role.SYSTEM_ADMIN]
    password = reset_password(user, 1, "忘记密码", actor=admin)
    with pytest.raises(Refused, match="没有保存"):
        reset_password(user, 1, "忘记密码", actor=admin)
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password(password) and not kept.check_password(PASSWORD) and kept.must_choose_password
    assert TrailLine.objects.get(act="account.password_reset").reason == "忘记密码"


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_are_not_reset_from_a_page(world: World, role: Role) -> None:
    """Else who keeps accounts could sign in as the one who grants roles."""
    with pytest.raises(Refused, match="服务器"):
        reset_password(world.users[role], 1, "忘记密码", actor=world.users[Role.SYSTEM_ADMIN])
