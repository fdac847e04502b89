"""Changes of roles: one administrator proposes, a second person confirms, and only then does anything change."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cadres.access.models import ADMINISTRATORS, Assignment
from cadres.accounts.keeping import Refused
from cadres.accounts.models import ChangeState, RoleChange, User
from cadres.accounts.services import give_role, take_role
from cadres.trail.services import record

_DECIDED = "这项变更已由 {by} 处理（{state}），没有再次处理。"
_APART = "三员分立：系统、安全、审计管理员不得由一人兼任，也不得兼任考核业务角色。请先收回原有角色，或另开账号。"


def propose(
    user: User, role: str, *, giving: bool, reason: str, actor: Any, unit: Any = None, person: Any = None
) -> RoleChange:
    """Propose to give a role or to take it. Raises Refused for one's own account and for what is proposed already."""
    if user == actor:
        raise Refused("不能为自己的账号提出角色变更，请由另一位安全管理员提出。")
    bounds = {"unit": unit, "person": person}
    if Assignment.objects.filter(user=user, role=role, **bounds).exists() == giving:
        raise Refused("这个账号已经有该角色。" if giving else "这个账号没有该角色，可能刚被收回。")
    if giving and _not_apart(user, role):
        raise Refused(_APART)
    try:
        with transaction.atomic():
            return _proposed(
                RoleChange(user=user, role=role, giving=giving, reason=reason, proposed_by=actor, **bounds)
            )
    except IntegrityError as twice:
        raise Refused("同一项变更已经提出，正在等待确认。") from twice


def _proposed(change: RoleChange) -> RoleChange:
    change.save()
    _tell(change, "proposed", "提出", change.proposed_by, change.reason)
    return change


def confirm(change: RoleChange, *, actor: Any) -> RoleChange:
    """Let a proposal take effect. Raises Refused for who proposed it, for whom it concerns, and when it is decided."""
    try:
        with transaction.atomic():
            kept = _decided(change, ChangeState.CONFIRMED, actor)
            _tell(kept, "confirmed", "确认", actor, "")
            _carry_out(kept)
            return kept
    except IntegrityError as broken:
        raise Refused(_APART) from broken


def refuse(change: RoleChange, reason: str, *, actor: Any) -> RoleChange:
    """Refuse a proposal, with the reason; who proposed it withdraws it instead."""
    withdrawn = change.proposed_by_id == actor.pk
    if not withdrawn and not reason:
        raise Refused("请写明驳回的理由。")
    state, word = (ChangeState.WITHDRAWN, "撤回") if withdrawn else (ChangeState.REFUSED, "驳回")
    with transaction.atomic():
        kept = _decided(change, state, actor)
        _tell(kept, state.value, word, actor, reason)
        return kept


def _decided(change: RoleChange, state: ChangeState, actor: Any) -> RoleChange:
    """The proposal with its decision; its row is locked, so that the second of two who decide is told."""
    kept = RoleChange.objects.select_for_update(of=("self",)).select_related("user", "decided_by").get(pk=change.pk)
    if kept.state != ChangeState.OPEN:
        raise Refused(_DECIDED.format(by=kept.decided_by, state=kept.get_state_display()))
    if state != ChangeState.WITHDRAWN and actor.pk in {kept.proposed_by_id, kept.user_id}:
        raise Refused("提出人和变更所涉及的本人都不能处理这项变更，请由另一位管理员处理。")
    kept.state, kept.decided_by, kept.decided_at = state, actor, timezone.now()
    kept.save(update_fields=["state", "decided_by", "decided_at"])
    return kept


def _carry_out(change: RoleChange) -> None:
    told: dict[str, Any] = {"actor": change.decided_by, "reason": f"{change.proposed_by}提出：{change.reason}"}
    bounds: dict[str, Any] = {"unit": change.unit, "person": change.person}
    given = Assignment.objects.filter(user=change.user, role=change.role, **bounds).first()
    if change.giving and given is None:
        give_role(change.user, change.role, **told, **bounds)
    elif given and not change.giving:
        take_role(given, **told)
    else:
        raise Refused(f"这个账号已{'有' if change.giving else '没有'}该角色，变更没有生效，请驳回。")


def _not_apart(user: User, role: str) -> bool:
    held = set(user.assignments.exclude(role=role).values_list("role", flat=True))
    return bool(held) and (role in ADMINISTRATORS or bool(held & ADMINISTRATORS))


def _tell(change: RoleChange, act: str, word: str, actor: Any, reason: str) -> None:
    what = f"{'授予' if change.giving else '收回'}{change.user}的角色：{change}"
    county = change.user.county
    record(f"account.change_{act}", change, f"{word}角色变更：{what}"[:300], actor=actor, county=county, reason=reason)
