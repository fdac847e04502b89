"""Reads of what is about one person, and what is handed out, leave a line; who added an address says which it is."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from assessment.runs.models import Result
from cadres.access.models import Role
from cadres.trail import origin
from cadres.trail.models import TrailLine
from tests.access.walk import OPEN, addresses
from tests.conftest import SignedIn
from tests.world import World

#: Addresses that leave a line by themselves when they are asked.
BY_THEMSELVES = frozenset({"form-of", "forms-give", "number-seek", "people-export", "person-number", "trail-export"})
#: Pages for work and lists for those whose work they are; no single person's file, nothing handed out.
PLAIN = frozenset(
    {
        *("home", "cycle", "open-year", "password", "printed", "trail", "trail-verify"),
        *("forms", "form-imports", "form-import", "form-import-write"),
        *("rosters", "roster", "roster-write", "roster-undo", "roster-blank"),
        *("my-data", "correction-ask", "corrections", "correction"),
        *("register-people", "people-mark", "person-new", "person-photo"),
        *(
            "register-units",
            "unit-record",
            "unit-act",
            "unit-new",
            "units-order",
            "unit-team",
            "view-keep",
            "view-drop",
        ),
        *("jobs", "job", "job-again", "units", "unit", "cadres", "tasks", "county-task", "tasks-of-unit", "unit-task"),
        *("intake", "intake-result", "runs", "run-ask", "run", "rulings", "rule", "tie", "publish", "publications"),
        *("ranking", "board", "chart-distribution", "chart-parts", "supply-entry"),
        *("schemes", "scheme-compare", "scheme-shipped", "scheme", "scheme-write", "scheme-check", "scheme-draft"),
        *("scheme-edit", "scheme-delete", "scheme-adopt", "scheme-try", "what-if", "what-if-keep"),
        *("robustness-of-run", "robustness-ask", "robustness"),
        *("accounts", "account", "account-open", "account-change", "account-reset", "my-account", "who-sees"),
        *("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_add_webauthn"),
        *("mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_reauthenticate"),
        *("key-remove", "session-end", "my-tokens", "token-issue", "my-token-revoke", "tokens", "token-revoke"),
        *("role-changes", "role-give", "role-take", "role-decide"),
        *("api-schema", "api-cycles-list", "api-cycles-detail", "api-units-list", "api-units-detail"),
        *("forms", "form-imports", "form-import", "form-import-write", "intake-blank"),
        *("api-cadres-list", "api-cadres-detail", "api-rankings-list", "api-score-cards-list"),
    }
)


def test_every_address_is_said_to_be_noted_or_plain() -> None:
    names = {address.name for address in addresses()} - OPEN
    assert names - PLAIN - BY_THEMSELVES == set(settings.NOTED_READS)
    assert names >= PLAIN | BY_THEMSELVES


def reads(act: str) -> list[TrailLine]:
    return list(TrailLine.objects.filter(act=act).order_by("pk"))


def result_of(world: World, code: str) -> Result:
    return Result.objects.get(run=world.cycle.runs.get(), seat=world.seats["cadre", code])


def test_who_opens_a_card_leaves_a_line(published: World, signed_in: SignedIn) -> None:
    result = result_of(published, "D01")
    answer = signed_in(published, Role.OFFICE).get(f"/cards/{result.pk}/")
    assert answer.status_code == 200
    (line,) = reads("read.card")
    assert (line.summary, line.actor, line.county) == ("查看得分构成：张敏", published.office, published.county)
    assert (line.thing, line.thing_id, line.address) == ("assessment.result", str(result.pk), "127.0.0.1")
    assert line.request_id == answer["X-Request-Id"]


@pytest.mark.parametrize("form", ["appoint/", "leave/", "record/facts/"])
def test_nobody_reads_a_person_unseen_by_sending_an_empty_form(world: World, signed_in: SignedIn, form: str) -> None:
    person = world.people["D01"]
    answer = signed_in(world, Role.OFFICE).post(f"/people/{person.pk}/{form}")
    assert answer.status_code == 200 and "任职经历" in answer.content.decode()
    (line,) = reads("read.person")
    assert (line.summary, line.thing_id) == ("查看干部名册页面：张敏", str(person.pk))


def test_who_asks_the_api_for_one_leaves_a_line_too(published: World) -> None:
    client = Client()
    credentials = {"username": published.users[Role.CADRE].username, "password": "a long word 2016"}
    token = client.post("/api/v1/token/", credentials, content_type="application/json").json()["token"]
    result = result_of(published, "D01")
    answer = client.get(f"/api/v1/score-cards/{result.pk}/", headers={"Authorization": f"Token {token}"})
    assert answer.status_code == 200
    (line,) = reads("read.card")
    assert (line.summary, line.actor) == ("接口读取得分构成：张敏", published.users[Role.CADRE])


@pytest.mark.parametrize("role", [Role.CADRE, Role.UNIT_LEADER])
def test_who_is_refused_has_read_nothing(published: World, signed_in: SignedIn, role: Role) -> None:
    others = result_of(published, "D04")
    assert signed_in(published, role).get(f"/cards/{others.pk}/").status_code == 404
    assert Client().get(f"/cards/{others.pk}/").status_code == 302
    assert reads("read.card") == []


def test_what_a_job_writes_bears_its_number(judged: World) -> None:
    with origin.within(origin.Origin(request_id="job-7")):
        from cadres.trail.services import record

        record("test.told", None, "…", actor=None, county=judged.county)
    line = TrailLine.objects.get(act="test.told")
    assert (line.actor_name, line.address, line.request_id) == ("系统", "", "job-7")
    assert origin.here() == origin.Origin()


@pytest.mark.parametrize(
    ("proxied", "forwarded", "address"),
    [
        (False, "6.6.6.6", "127.0.0.1"),
        (True, "6.6.6.6, 10.1.2.3", "10.1.2.3"),
        (True, "", ""),
        (True, "x" * 500, "x" * 45),
    ],
)
def test_the_address_is_what_we_saw_or_our_proxy_did(
    settings: object, proxied: bool, forwarded: str, address: str
) -> None:
    settings.BEHIND_PROXY = proxied  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert origin.address_of(request) == address
