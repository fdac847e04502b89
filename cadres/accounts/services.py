"""What happens to an account, with its line in the trail."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from cadres.access.models import Assignment
from cadres.accounts.keeping import set_password
from cadres.accounts.models import User
from cadres.trail.origin import here
from cadres.trail.services import record


def signed_in(user: User) -> None:
    """Record that someone signed in."""
    record("account.signed_in", user, f"{user}登录", actor=user, county=user.county)


def signed_out(user: User) -> None:
    """Record that someone signed out."""
    record("account.signed_out", user, f"{user}退出登录", actor=user, county=user.county)


def factor_changed(user: User, factor: str, *, added: bool) -> None:
    """Record that an account's second factor was set up or given up: by its owner, or on the server by nobody's."""
    act, word = ("account.factor_added", "启用") if added else ("account.factor_removed", "停用")
    by = user if here().address else None
    record(act, user, f"{user}{word}二次验证：{factor}", actor=by, county=user.county)


@transaction.atomic
def end_session(session: UserSession) -> None:
    """End another of one's sessions: its next click meets the sign-in page."""
    user: Any = session.user
    record("account.session_ended", user, f"{user}结束了一个登录会话", actor=user, county=user.county, ip=session.ip)
    session.end()


def sign_in_failed(username: str) -> None:
    """Record a try with a wrong name or password.

    A name that no account has is not kept: it may well be a password typed into the wrong field.
    """
    user = User.objects.filter(username=username).first()
    told = f"登录失败：账号“{user}”的密码不正确，或账号已停用" if user else "登录失败：没有这个账号"
    record("account.sign_in_failed", user, told, actor=None, county=user and user.county)


def locked_out(username: str) -> None:
    """Record that a name is locked for a while at one address, after too many wrong tries."""
    user = User.objects.filter(username=username).first()
    told = f"连续登录失败，账号“{user}”在该来源地址被锁定" if user else "以不存在的账号连续登录失败，该来源地址被锁定"
    record("account.locked_out", user, told, actor=None, county=user and user.county)


def address_locked_out() -> None:
    """Record that an address is stopped for a while: too many wrong tries came from it, under whatever names."""
    record("account.address_locked_out", None, "同一来源地址登录失败次数过多，该地址被锁定", actor=None, county=None)


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Set a password that its owner chose and the validators passed. Tokens got by the old one end with it."""
    set_password(user, password)
    user.password_chosen_at = timezone.now()
    user.save(update_fields=["password_chosen_at"])
    record("account.password_changed", user, f"{user}修改了密码", actor=user, county=user.county)


@transaction.atomic
def give_role(user: User, role: str, *, actor: Any, reason: str, unit: Any = None, person: Any = None) -> Assignment:
    """Let an account do what a role may, within a unit or for a person where the role needs one."""
    given = Assignment.objects.create(user=user, role=role, unit=unit, person=person)
    told = f"授予{user}角色：{given}"
    record("account.role_given", user, told, actor=actor, county=user.county, after=str(given), reason=reason)
    return given


@transaction.atomic
def take_role(given: Assignment, *, actor: Any, reason: str) -> None:
    """Take a role from an account."""
    user = given.user
    told = f"收回{user}的角色：{given}"
    record("account.role_taken", user, told, actor=actor, county=user.county, before=str(given), reason=reason)
    given.delete()
