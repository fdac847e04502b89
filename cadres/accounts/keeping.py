"""Accounts opened, changed, closed and given a new password by the system administrator."""

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.db.models import F

from cadres.access.models import ADMINISTRATORS
from cadres.accounts.models import OldPassword, Token, User
from cadres.trail.services import record

_KEPT = 4
"""So many passwords before the present one are remembered."""


class Refused(Exception):
    """What is asked for cannot be done; the message says why and what to do, in Chinese."""


CHANGED_MEANWHILE = "另一位管理员刚刚修改了这个账号，您的修改没有保存。请核对现在的内容后再改。"


NAME_TAKEN = "这个账号名称已被使用，请换一个。"


@transaction.atomic
def open_account(county: Any, username: str, display_name: str, *, actor: Any) -> tuple[User, str]:
    """A new account without roles, and its one-time password, which is kept nowhere and must be changed at sign-in.

    Raises Refused where the name is somebody's, whatever the case of its letters, and of two who take it at once.
    """
    user = User(username=username, county=county, display_name=display_name, password_chosen_at=None)
    password = _one_time()
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:
        raise Refused(NAME_TAKEN) from taken
    told = f"开设账号“{username}”（{user}）"
    record("account.opened", user, told, actor=actor, county=county, after=_facts(user))
    return user, password


@transaction.atomic
def change_account(user: User, version: int, display_name: str, active: bool, reason: str, *, actor: Any) -> None:
    """Rename, close or reopen an account. Raises Refused when it was changed since `version`, or is one's own."""
    if not active and user == actor:
        raise Refused("不能停用自己的账号，请由另一位系统管理员停用。")
    kept = _claimed(user, version)
    before = _facts(kept)
    kept.display_name, kept.is_active = display_name, active
    kept.save(update_fields=["display_name", "is_active"])
    if not active:
        Token.objects.filter(user=kept).delete()
        _end_sessions(kept)
    told = (
        f"修改账号“{kept.username}”"
        if active == before["active"]
        else f"{'启用' if active else '停用'}账号“{kept.username}”"
    )
    after = _facts(kept)
    record("account.changed", kept, told, actor=actor, county=kept.county, before=before, after=after, reason=reason)


@transaction.atomic
def reset_password(user: User, version: int, reason: str, *, actor: Any) -> str:
    """A one-time password instead of the old one; sessions and tokens got by the old one end.

    Refused for administrators: who keeps accounts could otherwise act as the one who grants roles. Theirs are reset
    on the server (`bin/manage reset_administrator`).
    """
    if user == actor or user.assignments.filter(role__in=ADMINISTRATORS).exists():
        raise Refused("管理员的密码不能在页面上重置，请在服务器上执行 bin/manage reset_administrator。")
    return renew_password(_claimed(user, version), reason, actor=actor)


@transaction.atomic
def renew_password(user: User, reason: str, *, actor: Any) -> str:
    """Give the account a password that its owner must change."""
    password = _one_time()
    set_password(user, password)
    _end_sessions(user)
    User.objects.filter(pk=user.pk).update(password_chosen_at=None)
    told = f"重置账号“{user.username}”的密码"
    record("account.password_reset", user, told, actor=actor, county=user.county, reason=reason)
    return password


@transaction.atomic
def drop_factors(user: User, reason: str) -> int:
    """Take all second factors from an account whose owner has lost them; how many. Sessions and tokens end with them.

    Done on the server alone: whoever resets passwords on a page must not get past the second step, too. Raises Refused.
    """
    held = Authenticator.objects.filter(user=user)
    count = int(held.count())
    if not reason.strip() or not count:
        raise Refused("请写明理由。" if count else f"账号“{user.username}”没有启用二次验证。")
    told = f"在服务器上停用账号“{user.username}”的二次验证 {count} 项"
    record("account.factors_dropped", user, told, actor=None, county=user.county, reason=reason)
    held.delete()
    Token.objects.filter(user=user).delete()
    _end_sessions(user)
    return count


def set_password(user: User, password: str) -> None:
    """Put a password in another's place, which is remembered as a digest; tokens end. In the caller's transaction."""
    if user.has_usable_password():
        OldPassword.objects.create(user=user, digest=user.password)
        newest = user.old_passwords.values("pk")[:_KEPT]
        user.old_passwords.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    Token.objects.filter(user=user).delete()


def _end_sessions(user: User) -> None:
    """Else one that was open when the account was closed would open again with it."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _claimed(user: User, version: int) -> User:
    """The account, ours until the transaction ends, if nobody has saved it since `version`."""
    if not User.objects.filter(pk=user.pk, version=version).update(version=F("version") + 1):
        raise Refused(CHANGED_MEANWHILE)
    return User.objects.get(pk=user.pk)


def _one_time() -> str:
    return secrets.token_urlsafe(12)


def _facts(user: User) -> dict[str, Any]:
    return {"name": user.display_name, "active": user.is_active}
