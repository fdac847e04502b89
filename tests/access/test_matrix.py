"""Role × address × method × whose object, compared with `matrix.txt`: an address without its rows fails.

Denials are proved on objects that exist: each row says who is let in to the same object by the same method.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from cadres.access.api import Allowed
from cadres.access.models import Role
from cadres.access.permissions import RULES, May, allowed
from tests.access import table
from tests.access.places import Given, Place, ask
from tests.access.table import AWAY, DENIED, OPENED, OURS, Row, letter
from tests.access.walk import OPEN, Address, act_of, addresses

Places = tuple[Place, Place]
BOUND = [address for address in addresses() if address.name not in OPEN]
ROUTES = ["/" + address.route for address in BOUND]
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
    "person-change": {"version": 2, "year": 2015, "grade": "优秀", "source": "档案"},
    "unit-act": {"version": 1, "name": "新名", "on": "2017-03-01", "paper": "1号", "reason": "更名"},
    "person-number": {"reason": "填报任免材料"},
    "number-seek": {"number": "990101197511080026"},
    "correction-ask": {"subject": "性别", "wish": "女", "ground": "身份证"},
    "correction": {"answer": "与档案核对一致", "outcome": "declined"},
    "form-import-write": {"policy": "fill", "digest": "0" * 64},
    "roster-write": {"basis": "示例文号", "digest": "0" * 64},
    "roster-undo": {"reason": "传错了表"},
    "rule": {"admitted": ["D01"], "decided_by": "领导小组组长", "decided_on": "2017-01-15", "document": "会议纪要1号"},
}
METHODS = ("get", "post", "put", "patch", "delete")


def sends_to_sign_in(answer: HttpResponse | Given) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")


def test_every_address_has_a_name() -> None:
    assert [address.route for address in addresses() if not address.name] == []


@pytest.mark.parametrize("address", BOUND, ids=ROUTES)
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


@pytest.mark.parametrize("address", BOUND, ids=ROUTES)
def test_strangers_are_sent_to_sign_in_whatever_they_try(address: Address, places: Places) -> None:
    path = places[0].path(address)
    for method in METHODS:
        answer = ask(Client(), method, path)
        if address.api:
            assert answer.status_code == 401, method
        else:
            assert sends_to_sign_in(answer) or answer.status_code == 405, method


def test_the_table_has_every_address_once_and_no_other() -> None:
    assert tuple(Role) == table.ROLES
    rows = [(row.route, row.method, row.whose) for row in table.ROWS]
    assert len(rows) == len(set(rows))
    assert sorted({route for route, *_ in rows}) == sorted(ROUTES)


@pytest.mark.parametrize("address", BOUND, ids=ROUTES)
def test_everybody_gets_what_the_table_says(address: Address, places: Places) -> None:
    found = walked(address, places)
    assert found == table.rows("/" + address.route), "matrix.txt should say:\n" + "\n".join(map(str, found))


def walked(address: Address, places: Places) -> list[Row]:
    """The rows of an address as they are: whom it lets in by which method, to whose objects."""
    return [row for method in ("get", "post") for row in _walked(address, places, method)]


def _walked(address: Address, places: Places, method: str) -> Iterator[Row]:
    here, there = places
    own = _row(address, method, OURS, here, here)
    if own.taken:
        yield own
        for whose, asker, place in (("S01", here, here.elsewhere()), (AWAY, there, here)):
            if asker.path(address) != place.path(address):
                yield _row(address, method, whose, asker, place)


def _row(address: Address, method: str, whose: str, asker: Place, place: Place) -> Row:
    path = place.path(address)
    read = partial(asker.given, path=path)
    send = partial(_sent, asker, method, path, FORMS.get(address.name))
    answer_to = read if method == "get" and asker is place else send
    return Row("/" + address.route, method, whose, "".join(_letter(answer_to(role)) for role in Role))


def _sent(asker: Place, method: str, path: str, form: dict[str, Any] | None, role: Role) -> HttpResponse:
    return ask(asker.client(role), method, path, form)


def _letter(answer: HttpResponse | Given) -> str:
    assert not sends_to_sign_in(answer)
    return letter(answer.status_code)


@pytest.mark.parametrize("address", BOUND, ids=ROUTES)
def test_no_other_method_does_anything(address: Address, places: Places) -> None:
    """One who may come in by another method is asked, and one who may not: a method is refused whoever asks by it."""
    assert address.act
    path, taken = places[0].path(address), {row.method for row in table.rows("/" + address.route)}
    insiders, strangers = RULES[address.act], set(Role) - RULES[address.act]
    for role in (*sorted(insiders)[:1], *sorted(strangers)[:1]):
        client = places[0].client(role)
        codes = {method: ask(client, method, path).status_code for method in METHODS if method not in taken}
        assert set(codes.values()) <= {403, 405}, (role, codes)


def test_the_table_keeps_out_whom_the_rules_leave_out_and_lets_somebody_in() -> None:
    acts = {"/" + address.route: address.act for address in BOUND}
    for route, rows in groupby(table.ROWS, key=lambda row: row.route):
        act, met = acts[route], list(rows)
        assert act
        strangers = set(Role) - RULES[act]
        assert {row.of(role) for row in met for role in strangers} <= set(DENIED), route
        assert any(row.of(role) == OPENED for row in met for role in RULES[act]), f"{route}: nobody is let in"


def test_the_table_lets_nobody_into_another_county() -> None:
    """Who opens an object at home is told that the neighbour's does not exist; whoever else may not know either."""
    by_place = {(row.route, row.method, row.whose): row for row in table.ROWS}
    away = [row for row in table.ROWS if row.whose == AWAY]
    assert len(away) >= 60
    for row in away:
        home = by_place[row.route, row.method, OURS]
        assert set(row.letters) <= {"-", "0", "x"}, row
        assert all(row.of(role) == "0" for role in Role if home.of(role) == OPENED), row


OBJECTS = [address for address in BOUND if any(gap == "pk" or gap.endswith("_id") for gap in address.takes)]


@pytest.mark.parametrize("address", OBJECTS, ids=["/" + address.route for address in OBJECTS])
def test_a_fragment_asked_for_by_forged_headers_is_no_way_in(address: Address, places: Places) -> None:
    assert address.act
    here, there = places
    forged = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "main", "HTTP_HX_CURRENT_URL": "/"}
    for role in sorted(RULES[address.act]):
        answer = ask(there.client(Role(role)), "get", here.path(address), **forged)
        assert answer.status_code in {404, 405}, role


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
