"""Guessing is useless: each way of it is tried on real objects of another county, after its owner was seen to get them.

`WAYS` names for every way the tests that try it, here or where the guard stands.
"""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from assessment.entries.models import Entry
from assessment.publications.models import Document
from assessment.runs.models import Result
from cadres.access.models import Assignment, Role
from cadres.accounts.models import ChangeState, RoleChange, Token, User
from cadres.people.dossiers.giving import file_name
from cadres.people.models import Person
from cadres.privacy.models import CorrectionRequest
from cadres.trail.models import TrailLine
from config import state
from tests.access.places import Place, ask
from tests.access.test_matrix import METHODS
from tests.access.walk import OPEN, addresses
from tests.world import PASSWORD

Places = tuple[Place, Place]

#: Way of guessing or forging → the tests that try it: file and name.
WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "enumerated ids": (
        ("access/test_guessing.py", "test_whoever_counts_through_the_ids_gets_his_own_alone"),
        ("access/test_matrix.py", "test_the_table_lets_nobody_into_another_county"),
    ),
    "changed hidden fields": (("access/test_guessing.py", "test_a_hidden_field_that_was_changed_changes_nothing"),),
    "replayed forms": (("access/test_guessing.py", "test_a_form_sent_again_does_nothing_again"),),
    "forms from elsewhere": (("access/test_guessing.py", "test_a_form_without_the_own_sessions_token_is_refused"),),
    "mass assignment in the API": (
        ("access/test_guessing.py", "test_what_is_sent_beside_a_sign_in_is_not_taken"),
        ("access/test_guessing.py", "test_the_api_takes_no_object_from_anybody"),
    ),
    "mass assignment by forms": (("access/test_guessing.py", "test_what_a_form_does_not_ask_for_is_not_taken"),),
    "conditions nobody offers": (("access/test_guessing.py", "test_a_condition_that_is_not_offered_tells_nothing"),),
    "forged HTMX headers": (
        ("access/test_matrix.py", "test_a_fragment_asked_for_by_forged_headers_is_no_way_in"),
        ("access/test_guessing.py", "test_forged_headers_open_nothing"),
    ),
    "path tricks": (("access/test_guessing.py", "test_a_path_that_leads_elsewhere_leads_nowhere"),),
    "formula injection": (
        ("access/test_exports.py", "test_a_text_that_begins_like_a_formula_stays_a_text"),
        ("cadres/trail/test_views.py", "test_the_export_holds_what_was_asked_for_and_leaves_a_line"),
    ),
    "XML entities": (
        ("cadres/workbooks/test_parcels.py", "test_entities_are_refused_in_every_part"),
        ("cadres/people/lrmx/test_forms.py", "an outer entity"),
        ("scoring/test_command.py", "DOCTYPE"),
    ),
    "zip slip": (("cadres/people/lrmx/test_bundles.py", "test_names_that_lead_elsewhere_are_refused"),),
    "zip bombs": (
        ("cadres/workbooks/test_parcels.py", "test_a_bomb_that_lies_about_its_size"),
        ("cadres/people/lrmx/test_bundles.py", "test_bombs_are_refused"),
    ),
    "image bombs": (("cadres/people/lrmx/test_photos.py", "test_whatever_is_no_bearable_picture_is_refused_in_words"),),
    "header injection": (("access/test_guessing.py", "test_no_header_is_made_of_what_was_sent"),),
    "open redirects": (("access/test_guessing.py", "test_nobody_is_sent_elsewhere"),),
    "passwords and codes tried from an open session": (
        ("cadres/accounts/test_trying.py", "test_the_old_password_is_not_guessed_at_leisure"),
        ("cadres/accounts/test_trying.py", "test_nor_is_the_code_that_proves_somebody_again"),
    ),
    "one password tried on everybody": (
        ("cadres/accounts/test_trying.py", "test_one_address_does_not_try_a_password_on_everybody"),
    ),
    "replayed one-time codes": (
        ("cadres/accounts/test_sign_in.py", "test_a_code_is_not_taken_after_a_later_one"),
        ("cadres/accounts/test_sign_in.py", "test_of_two_who_send_a_recovery_code_at_once_one_comes_in"),
    ),
    "planted and outlived sessions": (
        ("cadres/accounts/test_sessions.py", "test_a_session_from_before_sign_in_is_worth_nothing_after_it"),
        ("cadres/accounts/test_sessions.py", "test_getting_a_token_does_not_make_a_session_younger"),
        ("cadres/accounts/test_keeping.py", "test_a_session_does_not_open_again_with_its_account"),
    ),
    "tables of one's own before a guard": (
        ("cadres/trail/test_append_only.py", "test_the_role_puts_nothing_of_its_own_before_a_guard"),
    ),
    "uploads that are not what they say": (("access/test_uploads.py", "test_what_is_no_such_file_is_refused"),),
}
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    r"\\evil.example\x",
    r"/\evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation: https://evil.example/",
    "https://testserver@evil.example/",
)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_is_tried(way: str) -> None:
    for file, name in WAYS[way]:
        assert name in (state.ROOT / "tests" / file).read_text(), (file, name)


#: Whose pages are counted through: address, its gap, the model, the path from a row to its county.
COUNTED = (
    ("person", "person_id", Person, "county"),
    ("card", "result_id", Result, "run__cycle__county"),
    ("document", "document_id", Document, "publication__cycle__county"),
    ("correct-entry", "entry_id", Entry, "cycle__county"),
    ("account", "account_id", User, "county"),
    ("correction", "request_id", CorrectionRequest, "person__county"),
)


@pytest.mark.parametrize(("name", "gap", "model", "county"), COUNTED, ids=[row[0] for row in COUNTED])
def test_whoever_counts_through_the_ids_gets_his_own_alone(
    places: Places, name: str, gap: str, model: Any, county: str
) -> None:
    """A dozen ids of each county and some of nobody: found are exactly those of the own."""
    here, there = places
    role = Role.SYSTEM_ADMIN if name == "account" else Role.OFFICE
    ours, theirs = (
        set(model.objects.filter(**{county: place.world.county}).order_by("-pk").values_list("pk", flat=True)[:12])
        for place in (here, there)
    )
    assert ours and theirs
    asked = [*ours, *theirs, 0, max(ours | theirs) + 10_000, 2**63 - 1]
    client = here.client(role)
    codes = {pk: ask(client, "get", reverse(name, kwargs={gap: pk})).status_code for pk in asked}
    assert {pk for pk, code in codes.items() if code == 200} == ours
    assert {code for pk, code in codes.items() if pk not in ours} == {404}


@pytest.mark.parametrize("number", ["9" * 30, "-1", "1.5", "0x1", "1e3", "1%00", "1;--", "' OR 1=1"])
def test_what_is_no_id_is_nobodys(places: Places, number: str) -> None:
    client = places[0].client(Role.OFFICE)
    for path in ("/people/{}/", "/cards/{}/", "/documents/{}/", "/api/v1/score-cards/{}/"):
        assert client.get(path.format(number)).status_code in {400, 404}, path


def test_a_hidden_field_that_was_changed_changes_nothing(places: Places) -> None:
    """Versions and digests that tell what was read: a wrong one is refused in words, and nothing is saved."""
    here, _ = places
    account = here.world.users[Role.RATER]
    admin, office = here.client(Role.SYSTEM_ADMIN), here.client(Role.OFFICE)
    before = User.objects.filter(pk=account.pk).values().get()
    facts = {"display_name": "别人", "active": "on", "reason": "改名"}
    for version in ("0", "2", "99", "-1", "x", ""):
        ask(admin, "post", f"/accounts/{account.pk}/change/", facts | {"version": version})
        assert User.objects.filter(pk=account.pk).values().get() == before, version
    form = reverse("form-import-write", args=[here.fill(address("form-import-write"), "import_id")])
    for digest in ("", "0" * 64, "x"):
        with transaction.atomic():
            office.post(form, {"policy": "fill", "digest": digest})
            assert not TrailLine.objects.filter(act="forms.ordered").exists()
            transaction.set_rollback(True)


def address(name: str) -> Any:
    return next(one for one in addresses() if one.name == name)


def test_a_form_sent_again_does_nothing_again(places: Places) -> None:
    """The decision on a role, an answer, a session's sign-out: the second is told, and is none."""
    here, _ = places
    change = RoleChange.objects.get(user=here.world.users[Role.RATER])
    admin = here.client(Role.SECURITY_ADMIN)
    with transaction.atomic():
        path = reverse("role-decide", args=[change.pk])
        first, second = (admin.post(path, {"answer": "confirm"}, follow=True) for _ in "ab")
        change.refresh_from_db()
        assert change.state == ChangeState.CONFIRMED
        assert "没有再次处理" in second.content.decode() and "没有再次处理" not in first.content.decode()
        assert Assignment.objects.filter(user=change.user, role=change.role).count() == 1
        assert TrailLine.objects.filter(act="account.change_confirmed", thing_id=str(change.pk)).count() == 1
        transaction.set_rollback(True)
    asked = CorrectionRequest.objects.get(person=here.world.people["D01"])
    office, told = here.client(Role.OFFICE), {"answer": "与档案核对一致", "outcome": "declined"}
    with transaction.atomic():
        for _ in range(2):
            office.post(f"/corrections/{asked.pk}/", told)
        assert TrailLine.objects.filter(act="person.correction_answered").count() == 1
        transaction.set_rollback(True)


def test_a_form_without_the_own_sessions_token_is_refused(places: Places) -> None:
    """Sent from elsewhere, or with a token taken from another browser."""
    here, _ = places
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(here.client(Role.OFFICE).cookies)
    other = Client()
    page = other.get("/sign-in/").content.decode()
    stolen = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert stolen
    path = f"/people/{here.world.people['D01'].pk}/number/"
    for data in ({}, {"csrfmiddlewaretoken": stolen[1]}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = strict.post(path, {"reason": "填报任免材料"} | data)
        assert answer.status_code == 403 and "990101" not in answer.content.decode()


def test_what_a_form_does_not_ask_for_is_not_taken(places: Places) -> None:
    """Fields of the row behind the form that the form has not: power, county, name, password."""
    here, there = places
    account = here.world.users[Role.RATER]
    more = {
        "is_superuser": "on",
        "is_staff": "on",
        "username": "root",
        "password": "x",
        "county": there.world.county.pk,
        "county_id": there.world.county.pk,
        "password_chosen_at": "",
        "id": 1,
        "pk": 1,
    }
    with transaction.atomic():
        facts = {"display_name": "改名", "active": "on", "reason": "改名", "version": account.version}
        here.client(Role.SYSTEM_ADMIN).post(f"/accounts/{account.pk}/change/", facts | more)
        kept = User.objects.get(pk=account.pk)
        assert kept.display_name == "改名"
        assert (kept.is_superuser, kept.is_staff, kept.username) == (False, False, account.username)
        assert (kept.county, kept.password) == (here.world.county, account.password)
        transaction.set_rollback(True)
    with transaction.atomic():
        opened = {"username": "xinren", "display_name": "新人"} | {k: v for k, v in more.items() if k != "username"}
        here.client(Role.SYSTEM_ADMIN).post("/accounts/open/", opened)
        fresh = User.objects.get(username="xinren")
        assert (fresh.county, fresh.is_superuser, fresh.is_staff) == (here.world.county, False, False)
        assert not fresh.assignments.exists() and fresh.pk != 1
        transaction.set_rollback(True)


def test_what_is_sent_beside_a_sign_in_is_not_taken(places: Places) -> None:
    here, there = places
    user = here.world.users[Role.CLIENT]
    with transaction.atomic():
        user.authenticator_set.all().delete()
        asked = {"username": user.username, "password": PASSWORD, "is_superuser": True, "acts": ["CORRECT"]}
        asked |= {"expiry": "2099-01-01T00:00:00Z", "user": there.world.users[Role.OFFICE].pk, "county": 1}
        answer = Client().post("/api/v1/token/", asked, content_type="application/json")
        assert answer.status_code == 200, answer.content
        token = Token.objects.get(user=user)
        assert token.acts is None and abs((token.expiry - token.created).total_seconds() - 12 * 3600) < 5
        user.refresh_from_db()
        assert not user.is_superuser and user.county == here.world.county
        transaction.set_rollback(True)


@pytest.mark.parametrize("one", [a for a in addresses() if a.api and a.name not in OPEN], ids=lambda one: one.name)
def test_the_api_takes_no_object_from_anybody(places: Places, one: Any) -> None:
    """It reads. Whatever is sent by whichever method, to whomever it belongs, nothing is changed."""
    here, _ = places
    count = Result.objects.count(), Person.objects.count(), TrailLine.objects.count()
    for role in (Role.OFFICE, Role.APPROVER):
        client = here.client(role)
        for method in METHODS[1:]:
            answer = ask(client, method, here.path(one), {"score": "100", "county": 1}, content_type="application/json")
            assert answer.status_code in {403, 405}, method
    assert (Result.objects.count(), Person.objects.count(), TrailLine.objects.count()) == count


def test_a_condition_that_is_not_offered_tells_nothing(places: Places) -> None:
    """Conditions by way of relations would tell a secret letter by letter."""
    here, there = places
    client = here.client(Role.OFFICE)
    plain = client.get("/api/v1/cadres/").json()
    for question in (
        "person__id_cipher__startswith=sm4",
        "seat__person__id_index__contains=0",
        f"cycle__county={there.world.county.pk}",
        "county=2",
        "unit__county__users__password__startswith=p",
        "ordering=person__id_cipher",
        "fields=id_cipher",
        "expand=person",
        "format=html",
    ):
        answer = client.get(f"/api/v1/cadres/?{question}")
        assert answer.status_code in {200, 400, 404} and "id_cipher" not in answer.content.decode(), question
        if answer.status_code == 200:
            assert answer.json()["count"] == plain["count"], question


FORGED = (
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_BOOSTED": "true"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "../../", "HTTP_HX_CURRENT_URL": "https://evil.example/"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_X_METHOD_OVERRIDE": "PUT"},
    {"HTTP_X_ORIGINAL_URL": "/accounts/", "HTTP_X_REWRITE_URL": "/accounts/"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_REMOTE_USER": "office-990101", "REMOTE_USER": "office-990101", "HTTP_X_FORWARDED_USER": "office-990101"},
)


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: next(iter(forged)))
def test_forged_headers_open_nothing(places: Places, forged: dict[str, str]) -> None:
    here, _ = places
    for path in ("/accounts/", "/trail/", f"/people/{here.world.people['D01'].pk}/number/", "/corrections/"):
        assert Client().get(path, **forged).status_code == 302, path  # type: ignore[arg-type]
        assert here.client(Role.RATER).get(path, **forged).status_code == 403, path  # type: ignore[arg-type]


TRICKS = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    r"..\..\config\settings.py",
    "..%5c..%5cconfig%5csettings.py",
    "/etc/passwd",
    "hangjin/../../../../etc/passwd",
    "hangjin/2016/../../../config/settings",
    "%00",
    "hangjin%00/2016",
    "file:///etc/passwd",
    "~root/.ssh/id_rsa",
    "secrets/field-key",
)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_path_that_leads_elsewhere_leads_nowhere(places: Places, trick: str) -> None:
    """Wherever an address takes a text: shipped schemes, codes of units, static files, questions."""
    here, _ = places
    client, cycle = here.client(Role.OFFICE), here.world.cycle.pk
    for path in (
        f"/schemes/shipped/{trick}/",
        f"/static/{trick}",
        f"/static/vendor/../{trick}",
        f"/cycles/{cycle}/units/{trick}/",
        f"/cycles/{cycle}/ranking/{trick}/deputy/",
        f"/documents/{trick}/",
        f"/{trick}",
    ):
        answer = client.get(path)
        assert answer.status_code in {301, 302, 400, 404}, (path, answer.status_code)
        assert "evil" not in answer.get("Location", "") and "root:" not in _body(answer)
    for path in (f"/schemes/compare/?old={trick}&new={trick}", f"/schemes/?name={trick}", f"/trail/?thing={trick}"):
        answer = client.get(path)
        assert answer.status_code < 500 and "root:" not in _body(answer), path


def _body(answer: Any) -> str:
    return b"".join(answer).decode(errors="replace")


NASTY = 'x\r\nSet-Cookie: stolen=1\r\n\r\n<script>"; filename=evil.html'


def test_no_header_is_made_of_what_was_sent(places: Places) -> None:
    """Names of people and files, numbers of requests, languages: none comes back as a header of its own."""
    here, _ = places
    person = here.world.people["D01"]
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(name=NASTY)
        person.refresh_from_db()
        answer = here.client(Role.OFFICE).get(f"/people/{person.pk}/form.lrmx")
        assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
        assert "\r" not in answer["Content-Disposition"] and "\n" not in answer["Content-Disposition"]
        assert answer["Content-Disposition"].startswith("attachment") and "/" not in file_name(person)
        transaction.set_rollback(True)
    sent = {"HTTP_X_REQUEST_ID": "evil", "HTTP_ACCEPT_LANGUAGE": "evil\nX: y", "HTTP_HOST": "testserver"}
    answer = here.client(Role.OFFICE).get(f"/cycles/{here.world.cycle.pk}/", **sent)  # type: ignore[arg-type]
    assert answer["X-Request-Id"] != "evil" and not [value for value in answer.headers.values() if "evil" in value]
    assert Client().get("/sign-in/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_elsewhere(places: Places, target: str) -> None:
    """Signing in, signing out, proving oneself again, a table of the trail asked for wrongly."""
    here, _ = places
    user = here.world.users[Role.LEADER]
    with transaction.atomic():
        user.authenticator_set.all().delete()
        signed = Client().post("/sign-in/", {"username": user.username, "password": PASSWORD, "next": target})
        assert signed.status_code == 302 and _inside(signed["Location"]), signed["Location"]
        already = here.client(Role.OFFICE).get("/sign-in/", {"next": target})
        assert already.status_code == 302 and _inside(already["Location"])
        again = here.client(Role.LEADER).post("/my-account/again/", {"password": PASSWORD, "next": target})
        assert again.status_code in {200, 302} and _inside(again.get("Location", "/"))
        left = here.client(Role.LEADER).post("/sign-out/", {"next": target})
        assert left.status_code == 302 and _inside(left["Location"])
        transaction.set_rollback(True)
    wrong = here.client(Role.AUDITOR).get("/trail/export/", {"first": "x", "next": target})
    assert wrong.status_code == 302 and wrong["Location"].startswith("/trail/?")


def _inside(location: str) -> bool:
    """One slash and then no other sign that browsers take for a second one."""
    return re.match(r"/(?![/\\])[^\r\n]*$", location) is not None
