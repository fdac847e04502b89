"""A later data book while others want the same year; and the twins without the guard, where it goes wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction

from assessment.cycles.models import Cycle
from assessment.intake import databook, services, versions
from assessment.intake.models import Intake
from assessment.intake.services import receive, take_in
from assessment.runs.services import request_run
from cadres.accounts.models import User
from cadres.jobs import services as jobs
from cadres.jobs.services import Refused
from tests.places.county import JIUYUAN, begin, book, changed, complete
from tests.races import at_once, meeting
from tests.year.conftest import begun

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def read(intake: Intake) -> Intake:
    """What the job does."""
    progress = begun(intake.job)
    take_in(intake, progress)
    jobs.finish(progress.claim)
    return intake


def taken_in(cycle: Cycle, office: User, path: Path) -> Intake:
    return read(receive(cycle, [path], actor=office))


def wanted_by_another(cycle: Cycle) -> Any:
    """What becomes of somebody who wants the year's lock now and does not wait."""

    @transaction.atomic
    def want(_: int) -> Cycle:
        return Cycle.objects.select_for_update(nowait=True).get(pk=cycle.pk)

    return at_once(1, want)[0]


def compared(cycle: Cycle, office: User, path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What becomes of somebody who wants the year while a later book is compared with the one before it."""
    changes, met = versions.changes, list[Any]()

    def slowly(*args: Any) -> Any:
        met.append(wanted_by_another(cycle))
        return changes(*args)

    monkeypatch.setattr(versions, "changes", slowly)
    read(receive(cycle, [path], actor=office, reason="补报"))
    return met[0]


def test_nobody_waits_while_a_later_book_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    path = changed(JIUYUAN, tmp_path, complete)
    assert compared(cycle, office, path, monkeypatch) == cycle


def test_if_it_were_compared_under_the_lock_they_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    path, reading = changed(JIUYUAN, tmp_path, complete), databook.read_databook

    def locked(*args: Any) -> Any:
        services._held(cycle.pk)
        return reading(*args)

    monkeypatch.setattr(databook, "read_databook", locked)
    assert isinstance(compared(cycle, office, path, monkeypatch), OperationalError)


def two_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Two later books of a year, both compared with the first before either is written."""
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    older = receive(cycle, [book(JIUYUAN)], actor=office, reason="一")
    jobs.fail(begun(older.job).claim, "磁盘满")
    newer = receive(cycle, [changed(JIUYUAN, tmp_path, complete)], actor=office, reason="二")
    jobs.ask_again(older.job, actor=office)
    keep, wait = versions.keep, meeting(2, seconds=20)

    def met(*args: Any) -> str:
        assert wait()
        return keep(*args)

    monkeypatch.setattr(versions, "keep", met)
    return at_once(2, lambda number: read((older, newer)[number]))


def test_a_book_is_never_told_against_another_than_the_one_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = two_books(tmp_path, monkeypatch)
    (refused,) = [str(one) for one in outcomes if isinstance(one, Refused)]
    (accepted,) = [one for one in outcomes if isinstance(one, Intake)]
    assert "刚刚导入" in refused or "之后已有新的数据表" in refused
    assert list(Intake.objects.exclude(accepted_at=None).order_by("pk"))[1:] == [accepted]


def test_without_the_guard_both_are_told_against_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_in_turn", lambda *_: None)
    outcomes = two_books(tmp_path, monkeypatch)
    assert [len(one.notes) for one in outcomes] == [0, 2]
    assert Intake.objects.exclude(accepted_at=None).count() == 3


def test_no_run_is_asked_for_while_a_book_is_on_its_way() -> None:
    cycle, office = begin(JIUYUAN)
    taken_in(cycle, office, book(JIUYUAN))
    waiting = receive(cycle, [book(JIUYUAN)], actor=office, reason="补报")
    with pytest.raises(Refused, match="数据正在导入，请等它结束后再测算"):
        request_run(cycle, actor=office)
    jobs.fail(begun(waiting.job).claim, "磁盘满")
    assert request_run(cycle, actor=office).number == 1
