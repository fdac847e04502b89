"""A role is given or taken by two persons, neither of whom it is for; the trail tells who, what and why."""

import pytest
from django.db import IntegrityError, transaction

from cadres.access.models import Assignment, Role
from cadres.access.permissions import May, may
from cadres.accounts.changes import confirm, propose, refuse
from cadres.accounts.keeping import Refused
from cadres.accounts.models import ChangeState, RoleChange, User
from cadres.trail.models import TrailLine
from tests.races import at_once
from tests.world import World


def proposed(world: World, role: str = Role.LEADER, **told: object) -> RoleChange:
    told = {"giving": True, "reason": "县办〔2016〕3号", **told}
    return propose(world.users[Role.RATER], role, actor=world.users[Role.SECURITY_ADMIN], **told)


def fresh(world: World) -> User:
    return User.objects.get(pk=world.users[Role.RATER].pk)


def test_nothing_changes_until_a_second_person_confirms(world: World) -> None:
    change = proposed(world)
    assert not may(fresh(world), May.READ_TASKS)
    confirm(change, actor=world.users[Role.SYSTEM_ADMIN])
    assert may(fresh(world), May.READ_TASKS)
    lines = TrailLine.objects.filter(act__startswith="account.change_").order_by("id")
    assert [(line.act, line.actor.username[:8]) for line in lines] == [
        ("account.change_proposed", "security"),
        ("account.change_confirmed", "system_a"),
    ]
    given = TrailLine.objects.get(act="account.role_given")
    assert (given.before, given.after) == (None, "阅示领导")
    assert given.reason == "示例旗安全管理员提出：县办〔2016〕3号"


def test_a_role_is_taken_the_same_way(world: World) -> None:
    change = proposed(world, Role.RATER, giving=False)
    assert fresh(world).assignments.count() == 1
    confirm(change, actor=world.users[Role.SYSTEM_ADMIN])
    assert fresh(world).assignments.count() == 0
    assert TrailLine.objects.get(act="account.role_taken").before == "测评人"


def test_who_proposed_cannot_confirm_and_nor_can_whom_it_is_for(world: World) -> None:
    change = proposed(world)
    for actor in (world.users[Role.SECURITY_ADMIN], world.users[Role.RATER]):
        with pytest.raises(Refused, match="由另一位管理员处理"):
            confirm(change, actor=actor)
    assert fresh(world).assignments.get().role == Role.RATER


@pytest.mark.parametrize("decider", [Role.SECURITY_ADMIN, Role.RATER])
def test_the_database_refuses_one_person_in_two_parts(world: World, decider: Role) -> None:
    change = proposed(world)
    rows = RoleChange.objects.filter(pk=change.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=ChangeState.CONFIRMED, decided_by=world.users[decider])
    assert rows.update(state=ChangeState.CONFIRMED, decided_by=world.users[Role.SYSTEM_ADMIN]) == 1


def test_the_database_keeps_what_was_decided(world: World) -> None:
    change = confirm(proposed(world), actor=world.users[Role.SYSTEM_ADMIN])
    for act in (lambda: RoleChange.objects.filter(pk=change.pk).update(reason="别的"), change.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_nothing_for_oneself_nothing_twice_nothing_held(world: World) -> None:
    admin = world.users[Role.SECURITY_ADMIN]
    with pytest.raises(Refused, match="不能为自己"):
        propose(admin, Role.LEADER, giving=True, reason="分工", actor=admin)
    proposed(world)
    with pytest.raises(Refused, match="已经提出"):
        proposed(world)
    with pytest.raises(Refused, match="已经有该角色"):
        proposed(world, Role.RATER)
    with pytest.raises(Refused, match="没有该角色"):
        proposed(world, Role.OFFICE, giving=False)


def test_no_power_is_proposed_to_who_holds_another_role(world: World) -> None:
    with pytest.raises(Refused, match="三员分立"):
        proposed(world, Role.AUDIT_ADMIN)


def test_two_proposals_that_may_not_meet(world: World) -> None:
    """Both were right when proposed; the second is refused when confirmed, and nothing of it is left."""
    world.users[Role.RATER].assignments.all().delete()
    first, second = proposed(world, Role.AUDIT_ADMIN), proposed(world, Role.LEADER)
    confirm(first, actor=world.users[Role.SYSTEM_ADMIN])
    with pytest.raises(Refused, match="三员分立"):
        confirm(second, actor=world.users[Role.SYSTEM_ADMIN])
    second.refresh_from_db()
    assert second.state == ChangeState.OPEN
    assert TrailLine.objects.filter(act="account.change_confirmed").count() == 1


def test_a_refusal_says_why_and_ones_own_is_withdrawn(world: World) -> None:
    change = proposed(world)
    with pytest.raises(Refused, match="理由"):
        refuse(change, "", actor=world.users[Role.SYSTEM_ADMIN])
    assert refuse(change, "没有文件", actor=world.users[Role.SYSTEM_ADMIN]).state == ChangeState.REFUSED
    assert TrailLine.objects.get(act="account.change_refused").reason == "没有文件"
    again = proposed(world)
    assert refuse(again, "", actor=world.users[Role.SECURITY_ADMIN]).state == ChangeState.WITHDRAWN


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_the_second_is_told(world: World) -> None:
    change = proposed(world)
    second = User.objects.create(username="second", county=world.county, display_name="乙")
    deciders = (world.users[Role.SYSTEM_ADMIN], second)
    answers = at_once(2, lambda number: confirm(RoleChange.objects.get(pk=change.pk), actor=deciders[number]))
    (told,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert "已由" in str(told) and "没有再次处理" in str(told)
    assert Assignment.objects.filter(user=world.users[Role.RATER], role=Role.LEADER).count() == 1
    assert TrailLine.objects.filter(act="account.role_given").count() == 1
