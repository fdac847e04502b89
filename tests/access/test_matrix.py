"""Role × address × method, from the URL resolver: an address without a rule fails, and so does one that nobody may use.

Denials are proved on objects that exist: the same address answers 2xx or 3xx to someone who may.
"""

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from cadres.access.api import Allowed
from cadres.access.models import NARROW, Role
from cadres.access.permissions import RULES, May, allowed
from tests.access.places import Place
from tests.access.walk import OPEN, Address, act_of, addresses

#: Without the mark a run of these tests alone would be given no test database.
pytestmark = pytest.mark.django_db

Places = tuple[Place, Place]
BOUND = [address for address in addresses() if address.name not in OPEN]
NAMES = [address.name for address in BOUND]
#: What a form must hold to be taken.
FORMS: dict[str, dict[str, Any]] = {
    "scheme-write": {"name": "另一份", "text": "title: 草稿"},
    "scheme-edit": {"text": "title: 草稿", "version": 1},
    "scheme-adopt": {"version": 1, "agreed": "on"},
    "robustness-ask": {"kind": "cadre", "reach": 5, "draws": 100, "seed": 1},
    "account-open": {"username": "xinren", "display_name": "新人"},
    "account-change": {"display_name": "改名", "active": "on", "reason": "改名", "version": 1},
    "account-reset": {"reason": "忘记密码", "version": 1},
    "role-give": {"role": "reviewer", "reason": "分工"},
    "role-take": {"reason": "轮岗"},
    "role-decide": {"answer": "confirm"},
    "form-import-write": {"policy": "fill", "digest": "0" * 64},
    "rule": {"admitted": ["D01"], "decided_by": "领导小组组长", "decided_on": "2017-01-15", "document": "会议纪要1号"},
}
UNSAFE = ("post", "put", "patch", "delete")


def ask(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> HttpResponse:
    """One request whose effects are undone."""
    with transaction.atomic():
        answer = getattr(client, method)(path, data or {})
        transaction.set_rollback(True)
    return answer


def sends_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


def test_every_address_has_a_name() -> None:
    assert [address.route for address in addresses() if not address.name] == []


@pytest.mark.parametrize("address", BOUND, ids=NAMES)
def test_every_address_has_a_rule(address: Address) -> None:
    assert address.act is not None, f"{address.route} is bound to no act and not in the list of open addresses"


def test_a_view_without_a_rule_is_seen() -> None:
    """The guard's twin: what the test above would find."""

    class Open(APIView):
        permission_classes = (AllowAny,)

    class Bound(APIView):
        permission_classes = (Allowed(May.RUN),)

    assert act_of(lambda request: HttpResponse()) is None
    assert act_of(Open.as_view()) is None
    assert act_of(Bound.as_view()) is May.RUN
    assert act_of(allowed(May.RULE)(lambda request: HttpResponse())) is May.RULE


def test_the_open_addresses_exist_and_are_bound_to_nothing() -> None:
    found = {address.name: address.act for address in addresses()}
    assert {name: found[name] for name in OPEN} == dict.fromkeys(OPEN)


@pytest.mark.parametrize("address", BOUND, ids=NAMES)
def test_strangers_are_sent_to_sign_in_whatever_they_try(address: Address, places: Places) -> None:
    path = places[0].path(address)
    for method in ("get", *UNSAFE):
        answer = ask(Client(), method, path)
        if address.api:
            assert answer.status_code == 401, method
        else:
            assert sends_to_sign_in(answer) or answer.status_code == 405, method


@pytest.mark.parametrize("address", BOUND, ids=NAMES)
def test_roles_without_the_act_get_403_and_those_with_it_get_in(address: Address, places: Places) -> None:
    assert address.act
    path, granted, let_in = places[0].path(address), RULES[address.act], []
    for role in Role:
        client = places[0].client(role)
        answers = {method: ask(client, method, path, FORMS.get(address.name)) for method in ("get", "post")}
        codes = {method: answer.status_code for method, answer in answers.items()}
        assert not any(sends_to_sign_in(answer) for answer in answers.values()), (role, codes)
        if role not in granted:
            assert set(codes.values()) <= {403, 405} and 403 in codes.values(), (role, codes)
            continue
        assert 403 not in codes.values() or address.api, (role, codes)
        assert all(code < 500 for code in codes.values()), (role, codes)
        outside = role in NARROW and 404 in codes.values()
        opened = [method for method, code in codes.items() if code < 400]
        assert opened or outside, (role, codes)
        let_in += [role] if opened else []
    assert let_in, "nobody was let in"


@pytest.mark.parametrize("address", BOUND, ids=NAMES)
def test_no_method_breaks_for_those_who_may(address: Address, places: Places) -> None:
    assert address.act
    role = sorted(RULES[address.act])[0]
    path, client = places[0].path(address), places[0].client(Role(role))
    assert all(ask(client, method, path).status_code < 500 for method in ("head", "options", *UNSAFE))


WITH_OBJECTS = [
    address for address in BOUND if set(address.takes) & {"pk"} or any(gap.endswith("_id") for gap in address.takes)
]


@pytest.mark.parametrize("address", WITH_OBJECTS, ids=[address.name for address in WITH_OBJECTS])
def test_another_countys_object_does_not_exist(address: Address, places: Places) -> None:
    """The neighbour's own object opens, ours is a 404 for the same account by the same method."""
    assert address.act
    here, there = places
    proved = 0
    for role in sorted(RULES[address.act]):
        client = there.client(Role(role))
        for method in ("get", "post"):
            own = ask(client, method, there.path(address), FORMS.get(address.name)).status_code
            if own < 400:
                assert ask(client, method, here.path(address), FORMS.get(address.name)).status_code == 404, (
                    role,
                    method,
                )
                proved += 1
    assert proved


@pytest.mark.parametrize("address", [a for a in BOUND if not a.takes], ids=[a.name for a in BOUND if not a.takes])
def test_lists_hold_nothing_of_another_county(address: Address, places: Places) -> None:
    assert address.act
    role = Role(sorted(RULES[address.act])[0])
    answer = ask(places[1].client(role), "get", "/" + address.route)
    assert "示例旗" not in b"".join(answer).decode(errors="replace")


def test_rights_taken_away_are_gone_at_the_next_request(places: Places) -> None:
    place, client = places[0], places[0].client(Role.APPROVER)
    with transaction.atomic():
        assert client.get("/jobs/").status_code == 200
        place.world.approver.assignments.all().delete()
        assert client.get("/jobs/").status_code == 403
        transaction.set_rollback(True)
