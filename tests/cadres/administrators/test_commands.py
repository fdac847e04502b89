"""The first administrators of a county, and an administrator's new password: on the server only."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client

from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.trail.models import TrailLine
from tests.world import PASSWORD, World

NAMES = ("sys", "sec", "log")


def told(*args: str) -> list[list[str]]:
    out = StringIO()
    call_command(*args, stdout=out)
    return [line.split("\t") for line in out.getvalue().splitlines()]


@pytest.mark.django_db
def test_three_accounts_three_powers_three_passwords() -> None:
    County.objects.create(code="990103", name="新旗", department="新旗委组织部")
    rows = told("first_administrators", "990103", *NAMES)
    assert [row[1] for row in rows] == list(NAMES)
    for (_, name, shown), role in zip(rows, ("system_admin", "security_admin", "audit_admin"), strict=True):
        user = User.objects.get(username=name)
        assert user.check_password(shown.removeprefix("一次性密码 ")) and user.must_choose_password
        assert user.assignments.get().role == role
    with pytest.raises(CommandError, match="已有管理员"):
        call_command("first_administrators", "990103", "a", "b", "c")


@pytest.mark.django_db
def test_all_or_nothing() -> None:
    County.objects.create(code="990103", name="新旗", department="新旗委组织部")
    with pytest.raises(CommandError, match="已被使用"):
        told("first_administrators", "990103", "sys", "sec", "SYS")
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="没有代码为 990109"):
        told("first_administrators", "990109", *NAMES)


def test_an_administrator_is_reset_and_nobody_else(world: World) -> None:
    admin = world.users[Role.SECURITY_ADMIN]
    ((_, name, shown),) = told("reset_administrator", admin.username, "忘记密码")
    admin.refresh_from_db()
    assert name == admin.username and admin.check_password(shown.removeprefix("一次性密码 "))
    assert TrailLine.objects.get(act="account.password_reset").reason == "忘记密码"
    with pytest.raises(CommandError, match="请写明理由"):
        told("reset_administrator", admin.username, "  ")
    with pytest.raises(CommandError, match="没有在用的管理员账号"):
        told("reset_administrator", world.office.username, "忘记密码")
    world.office.refresh_from_db()
    assert world.office.check_password(PASSWORD)


def test_lost_second_factors_are_dropped_on_the_server(world: World) -> None:
    user, other = world.office, world.approver
    was_in, door = Client(), {"username": user.username, "password": PASSWORD}
    was_in.post("/sign-in/", door)
    assert was_in.get("/my-account/").status_code == 200
    for one in (user, other):
        TOTP.activate(one, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    ((_, name, shown),) = told("drop_factors", user.username, "手机丢失，组织部函〔2026〕3号")
    assert (name, shown[:11]) == (user.username, "已停用 2 项二次验证")
    assert list(Authenticator.objects.values_list("user", flat=True)) == [other.pk]
    line = TrailLine.objects.get(act="account.factors_dropped")
    assert (line.actor, line.actor_name, line.reason) == (None, "系统", "手机丢失，组织部函〔2026〕3号")
    assert set(TrailLine.objects.filter(act="account.factor_removed").values_list("actor", flat=True)) == {None}
    assert was_in.get("/my-account/").status_code == 302
    assert Client().post("/sign-in/", door)["Location"] == "/"
    for wrong in ((user.username, "再来"), (other.username, " "), ("nobody", "试试")):
        with pytest.raises(CommandError):
            told("drop_factors", *wrong)
    assert Authenticator.objects.filter(user=other).exists()
