"""Sign-ins for the demonstration: one for each role, with passwords made at random and kept in the state folder."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from assessment.cycles.models import Cycle, Seat, SeatKind
from assessment.tasklists.models import UnitTask
from cadres.access.models import NARROW, Role
from cadres.accounts.models import User
from cadres.accounts.services import give_role
from cadres.counties.models import County
from cadres.people.models import PostLevel
from cadres.units.models import Unit

_NAMES = {
    Role.OFFICE: ("kaopingban", "考评办 演示账号"),
    Role.APPROVER: ("qianfa", "审签领导 演示账号"),
    Role.AUDITOR: ("shenji", "审计员 演示账号"),
    Role.CLIENT: ("jiekou", "接口用户 演示账号"),
    Role.UNIT_LEADER: ("danwei", "单位负责人 演示账号"),
    Role.CADRE: ("ganbu", "科级干部 演示账号"),
    Role.REVIEWER: ("shenhe", "审核人员 演示账号"),
    Role.LEADER: ("yueshi", "阅示领导 演示账号"),
    Role.MONITOR: ("jiance", "监测单位 演示账号"),
    Role.UNIT_CLERK: ("jingban", "单位经办人 演示账号"),
    Role.RATER: ("ceping", "测评人 演示账号"),
    Role.SYSTEM_ADMIN: ("xitong", "系统管理员 演示账号"),
    Role.SECURITY_ADMIN: ("anquan", "安全管理员 演示账号"),
    Role.AUDIT_ADMIN: ("rizhi", "审计管理员 演示账号"),
}

_REASON = "演示账号"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What to type on the sign-in page for a role."""

    role: str
    username: str
    password: str


def staff(county: County) -> dict[Role, User]:
    """The accounts that need no one in the register, made on first call."""
    return {role: _account(county, role) for role in _NAMES if role not in NARROW}


def members(cycle: Cycle) -> None:
    """The accounts of a unit's leader and clerk, of a monitoring unit and of a cadre, once the register is there."""
    leader = _someone(cycle, PostLevel.PRINCIPAL)
    cadre = _someone(cycle, PostLevel.DEPUTY)
    _account(cycle.county, Role.UNIT_LEADER, unit=leader.unit)
    _account(cycle.county, Role.UNIT_CLERK, unit=leader.unit)
    _account(cycle.county, Role.MONITOR, unit=_monitor(cycle) or leader.unit)
    _account(cycle.county, Role.CADRE, person=cadre.person)


def _monitor(cycle: Cycle) -> Unit | None:
    """A unit of the register that monitors tasks of others, if there is one."""
    names = UnitTask.objects.filter(cycle=cycle).values("monitor")
    return Unit.objects.filter(county=cycle.county, name__in=names).first()


def _someone(cycle: Cycle, group: str) -> Seat:
    cadres = Seat.objects.filter(
        cycle=cycle, kind=SeatKind.CADRE, peer_group=group, situation="", last_on=cycle.last_on
    )
    return cadres.filter(first_on=cycle.first_on).select_related("unit", "person").order_by("protocol_order", "id")[0]


@transaction.atomic
def _account(county: County, role: Role, *, unit: Any = None, person: Any = None) -> User:
    username, name = _NAMES[role]
    user = User.objects.filter(username=username).first()
    if user is None:
        password = _kept_password(role.label, username)
        user = User.objects.create_user(username, password=password, county=county, display_name=name)
        give_role(user, role, actor=None, reason=_REASON, unit=unit, person=person)
    return user


def sign_ins() -> list[SignIn]:
    """Every sign-in made so far."""
    return [SignIn(**row) for row in _read()]


def bare_account(county: County, role: Role) -> User:
    """An account without a usable password, for work that no one signs in for (benches)."""
    username, name = _NAMES[role]
    user = User(username=username, county=county, display_name=name)
    user.set_unusable_password()
    user.save()
    give_role(user, role, actor=None, reason=_REASON)
    return user


def _file() -> Path:
    return Path(settings.STATE) / "secrets" / "demo-sign-ins.json"


def _read() -> list[dict[str, str]]:
    path = _file()
    rows: list[dict[str, str]] = json.loads(path.read_text()) if path.exists() else []
    return rows


def _kept_password(role: str, username: str) -> str:
    """The password on file, else a fresh one, on file before the account is: a crash between the two loses none.

    So accounts in another database get the same passwords, and what is printed is right for both.
    """
    rows = _read()
    for row in rows:
        if row["username"] == username:
            return row["password"]
    password = secrets.token_urlsafe(9)
    rows.append({"role": role, "username": username, "password": password})
    path = _file()
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    draft.replace(path)
    return password
