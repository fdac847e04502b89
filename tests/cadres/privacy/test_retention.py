"""What has run out is told by rule and removed by two people; what results rest on never is."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessment.intake.files import keep_content
from assessment.intake.models import Intake
from cadres.access.models import Role
from cadres.accounts.models import Token
from cadres.imports.files import keep_content as roster_content
from cadres.imports.models import RegisterImport, RegisterRow
from cadres.jobs.services import Refused, enqueue
from cadres.people.dossiers import pieces
from cadres.people.dossiers.models import AppointmentForm, FormFinding, FormImport
from cadres.people.dossiers.services import receive
from cadres.privacy import retention
from cadres.trail.models import TrailLine
from config import env
from tests.cadres.trail.test_append_only import GUARDED, model_of
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=4000)
REASON = "每年清理"


@pytest.fixture
def old(published: World, settings: Any, tmp_path: Path) -> World:
    """Of everything that the rules know one that is old and one that is not."""
    for name in settings.SEALED_DIRS:
        setattr(settings, name, tmp_path / name)
    for number in range(2):
        _forms(published, number)
        _refused_intake(published, number)
        _roster(published, number)
        AccessAttempt.objects.create(username=f"nobody{number}", failures_since_start=1, ip_address="10.0.0.1")
        UserSession.objects.create(user=published.office, ip="10.0.0.1", session_key=f"k{number}", user_agent="x")
        Token.objects.create(published.office, expiry=timedelta(days=1), name=f"t{number}", acts=None)
    for model in (FormImport, RegisterImport):
        model.objects.filter(pk=model.objects.earliest("pk").pk).update(received_at=LONG_AGO)
    Intake.objects.filter(accepted_at=None, pk=Intake.objects.filter(accepted_at=None).earliest("pk").pk).update(
        received_at=LONG_AGO
    )
    AccessAttempt.objects.filter(username="nobody0").update(attempt_time=LONG_AGO)
    UserSession.objects.filter(session_key="k0").update(last_seen_at=LONG_AGO)
    Token.objects.filter(name="t0").update(expiry=LONG_AGO)
    return published


def _forms(world: World, number: int) -> None:
    file = ContentFile(f"<Person><XingMing>{number}</XingMing></Person>".encode(), f"{number}.lrmx")
    order = receive(world.county, [file], actor=world.office)
    FormFinding.objects.create(form_import=order, number=1, file=file.name, name="某人", action="new")


def _refused_intake(world: World, number: int) -> None:
    job = enqueue("intake", "导入", county=world.county, requested_by=world.office)
    kept = {"name": f"{number}.xlsx", "size": 3, "sha256": keep_content(f"book {number}".encode())}
    Intake.objects.create(cycle=world.cycle, job=job, received_by=world.office, files=[kept], faults=[{"what": "x"}])


def _roster(world: World, number: int) -> None:
    job = enqueue("register-look", "预览名册", county=world.county, requested_by=world.office)
    kept = {"name": f"{number}.xlsx", "size": 3, "sha256": roster_content(f"roster {number}".encode())}
    order = RegisterImport.objects.create(
        county=world.county, looking=job, received_by=world.office, files=[kept], copies=[kept], absent=["某人"]
    )
    told = {"file": 1, "sheet": "干部", "line": 2, "subject": "person", "name": "某人", "asks": False}
    RegisterRow.objects.create(register_import=order, number=1, action="new", **told)


def due(world: World) -> dict[str, int]:
    return {one.key: one.things for one in retention.due(world.county)}


def remove(world: World, key: str) -> int:
    return retention.remove(world.county, key, REASON, actor=world.office, second=world.approver)


def rows() -> dict[str, list[Any]]:
    return {table: list(model_of(table)._default_manager.order_by("pk").values_list()) for table in GUARDED}


def test_what_has_run_out_is_told_and_removed_by_two(
    old: World, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    assert due(old) == dict.fromkeys(("forms", "rosters", "intakes", "attempts", "sessions", "tokens"), 1)
    before = rows()
    for key in settings.RETENTION:
        with django_capture_on_commit_callbacks(execute=True):
            assert remove(old, key) == 1
    assert set(due(old).values()) == {0}
    folders = (settings.FORMS_DIR, settings.REGISTERS_DIR, settings.INTAKE_DIR)
    assert [len(list(folder.iterdir())) for folder in folders] == [1, 1, 1]
    assert RegisterRow.objects.count() == 1 and RegisterImport.objects.filter(files=[], absent=[]).count() == 1
    assert FormFinding.objects.count() == 1 and FormImport.objects.count() == 2
    assert sorted(Intake.objects.filter(accepted_at=None).values_list("faults", flat=True), key=len)[0] == []
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["nobody1"]
    assert UserSession.objects.get().session_key == "k1" and Token.objects.get().name == "t1"
    lines = TrailLine.objects.filter(act="data.removed")
    assert lines.count() == 6 and {line.reason for line in lines} == {REASON}
    assert {(line.actor, line.detail["second"]) for line in lines} == {(old.office, str(old.approver))}
    after = rows()
    assert after.pop("cadres_trailline")[: len(before["cadres_trailline"])] == before.pop("cadres_trailline")
    assert after == before


def test_nothing_that_results_rest_on_runs_out(old: World, settings: Any) -> None:
    """Were every rule one day, and everything old: no guarded row is found by any of them."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from django.utils.module_loading import import_string

    far = datetime(2999, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    for rule in settings.RETENTION.values():
        found = import_string(rule.found)(old.county, far)
        assert found.model._meta.db_table not in GUARDED
        if found.model is Intake:
            assert (
                not found.filter(accepted_at__isnull=False).exists()
                and Intake.objects.exclude(accepted_at=None).exists()
            )
        assert found.model not in {apps.get_model("cadres.TrailLine"), apps.get_model("assessment.Publication")}


def test_a_form_that_somebody_has_stays_though_it_was_sent_long_ago(
    old: World, django_capture_on_commit_callbacks: Any
) -> None:
    order = FormImport.objects.earliest("pk")
    (digest,) = order.files[0]["pieces"]
    AppointmentForm.objects.create(
        person=old.people["D01"], form_import=order, file="0.lrmx", sha256=digest, has_photo=False
    )
    with django_capture_on_commit_callbacks(execute=True):
        remove(old, "forms")
    assert pieces.content_of(digest).startswith(b"<Person>")


def test_one_person_is_not_enough_and_a_reason_is_needed(old: World, foreign: World) -> None:
    two = {"actor": old.office, "second": old.approver}
    for wrong in (
        {"second": old.office},
        {"second": old.users[Role.CADRE]},
        {"actor": old.users[Role.AUDITOR]},
        {"second": foreign.approver},
    ):
        with pytest.raises(Refused, match="两名不同的人员"):
            retention.remove(old.county, "tokens", REASON, **(two | wrong))
    with pytest.raises(Refused, match="理由"):
        retention.remove(old.county, "tokens", " ", **two)
    assert due(old)["tokens"] == 1 and not TrailLine.objects.filter(act="data.removed").exists()
    remove(old, "tokens")
    with pytest.raises(Refused, match="没有到期的数据"):
        remove(old, "tokens")


def test_a_neighbours_data_are_not_ones_own(old: World, foreign: World) -> None:
    assert {one.key: one.things for one in retention.due(foreign.county)} == {
        "forms": 0,
        "rosters": 0,
        "intakes": 0,
        "sessions": 0,
        "tokens": 0,
        "attempts": 1,  # with the name of nobody: nobody's own
    }


def asked(monkeypatch: pytest.MonkeyPatch, *passwords: str) -> None:
    typed = iter(passwords)
    monkeypatch.setattr("config.management.commands.retention.getpass", lambda prompt: next(typed))


def test_the_command_lists_and_asks_two_for_their_passwords(
    old: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("retention")
    told = capsys.readouterr().out
    assert "过期的接口令牌：保存 184 天，到期 1 项。" in told and "示例旗" in told
    named = ("tokens", "--reason", REASON, "--by", old.office.username, "--second", old.approver.username)
    asked(monkeypatch, PASSWORD, "wrong")
    with pytest.raises(CommandError, match="密码不正确，没有清理任何数据"):
        call_command("retention", *named)
    assert TrailLine.objects.filter(act="account.sign_in_failed").count() == 1 and due(old)["tokens"] == 1
    asked(monkeypatch, PASSWORD, PASSWORD)
    call_command("retention", *named)
    assert "已清理 1 项" in capsys.readouterr().out and due(old)["tokens"] == 0
    with pytest.raises(CommandError, match="没有在用的账号"):
        call_command("retention", "tokens", "--by", "nobody")


def test_logs_are_not_kept_for_less_than_six_months(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from config import retention as rules

    monkeypatch.setenv("KEEP_FORMS_DAYS", "30")
    assert rules._days("FORMS", 365) == 30
    monkeypatch.setenv("KEEP_SESSIONS_DAYS", "30")
    with pytest.raises(ImproperlyConfigured, match="from 184"):
        rules._days("SESSIONS", rules.SIX_MONTHS, rules.SIX_MONTHS)
    assert env.whole("KEEP_FORMS_DAYS", 365, least=1, most=9999) == 30
