"""三员分立, refused by the database itself: whatever the path and whoever comes first."""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction

from cadres.access.models import ADMINISTRATORS, NARROW, Assignment, Role
from tests.races import at_once
from tests.roles import as_application
from tests.world import World

WIDE = sorted(set(Role) - NARROW - ADMINISTRATORS)
FORBIDDEN = [
    *itertools.permutations(sorted(ADMINISTRATORS), 2),
    *itertools.product(sorted(ADMINISTRATORS), WIDE),
    *itertools.product(WIDE, sorted(ADMINISTRATORS)),
]


def only(world: World, role: str) -> int:
    """An account that holds this role and no other; its key."""
    return world.users[Role(role)].pk


@pytest.mark.parametrize(("held", "more"), FORBIDDEN, ids=["-".join(pair) for pair in FORBIDDEN])
def test_no_second_power(world: World, held: str, more: str) -> None:
    with pytest.raises(IntegrityError, match="powers_apart|administrator"), transaction.atomic():
        Assignment.objects.create(user_id=only(world, held), role=more)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.bulk_create([Assignment(user_id=only(world, held), role=role) for role in (more, held)])


def test_roles_of_the_assessment_may_meet(world: World) -> None:
    """The twin: what is refused above is the pair, not the second role."""
    Assignment.objects.create(user=world.office, role=Role.REVIEWER)
    assert world.office.assignments.count() == 2


def test_nor_by_changing_a_role_or_handing_it_over(world: World) -> None:
    Assignment.objects.create(user=world.office, role=Role.REVIEWER)
    with pytest.raises(IntegrityError), transaction.atomic():
        world.office.assignments.filter(role=Role.REVIEWER).update(role=Role.SYSTEM_ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(role=Role.AUDIT_ADMIN).update(user=world.office)


@pytest.mark.django_db(transaction=True)
def test_nor_by_two_transactions_at_once_as_the_application(world: World) -> None:
    user = world.users[Role.RATER]
    user.assignments.all().delete()

    def give(number: int) -> None:
        role = ("system_admin", "audit_admin")[number]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO cadres_assignment (user_id, role) VALUES (%s, %s); SELECT pg_sleep(0.2)", [user.pk, role]
            )

    with as_application():
        refused = [fault for fault in at_once(2, give) if fault]
    assert len(refused) == 1 and isinstance(refused[0], IntegrityError)
    assert user.assignments.count() == 1


@pytest.mark.parametrize("role", sorted(NARROW))
def test_no_reach_into_another_county(world: World, foreign: World, role: str) -> None:
    bound = {"person": foreign.people["D01"]} if role == Role.CADRE else {"unit": foreign.units["A01"]}
    with pytest.raises(IntegrityError, match="another county"), transaction.atomic():
        Assignment.objects.create(user=world.office, role=role, **bound)


@pytest.mark.parametrize("role", sorted(Role))
def test_a_bound_where_one_is_needed_and_only_there(world: World, role: str) -> None:
    bounds = [{}, {"unit": world.units["A02"]}, {"person": world.people["D02"]}]
    user, taken = world.users[Role.RATER], []
    user.assignments.all().delete()
    for bound in bounds:
        try:
            with transaction.atomic():
                Assignment.objects.create(user=user, role=role, **bound)
            taken.append(bound)
        except IntegrityError:
            continue
    assert taken == [bounds[2] if role == Role.CADRE else bounds[1] if role in NARROW else bounds[0]]
