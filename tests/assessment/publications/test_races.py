"""Eight sign, ask or rule at the same moment; and the twins without the lock, where it goes wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Event, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from assessment.entries import services as entries
from assessment.entries.models import Deduction, Entry
from assessment.entries.services import correct
from assessment.publications import services as publications
from assessment.publications.models import Publication
from assessment.publications.seals import broken_links
from assessment.publications.services import publish
from assessment.runs import services as runs
from assessment.runs.archives import archive_of
from assessment.runs.models import Ruling, Run
from assessment.runs.services import request_run, rule
from assessment.runs.sheets import sheet_of
from cadres.jobs.models import Job
from cadres.jobs.services import Refused
from cadres.trail.models import TrailLine
from tests import world as worlds
from tests.races import Unlocked, at_once, meeting
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def met_before(module: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Make all who come to `module.name` wait there for one another; whether they met is noted."""
    act, wait, met = getattr(module, name), meeting(MANY), []

    def waited(*args: Any, **named: Any) -> Any:
        met.append(wait())
        return act(*args, **named)

    monkeypatch.setattr(module, name, waited)
    return met


def sign(world: World) -> list[Any]:
    run = world.cycle.runs.get()
    return at_once(MANY, lambda _: publish(run, actor=world.approver))


def test_of_eight_who_sign_at_once_one_publishes(judged: World, monkeypatch: pytest.MonkeyPatch) -> None:
    met = met_before(publications, "seal_of", monkeypatch)
    outcomes = sign(judged)
    refused = [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]
    assert met == [False]
    assert sum(isinstance(outcome, Publication) for outcome in outcomes) == 1
    assert len(refused) == MANY - 1
    assert all("已经公布" in words for words in refused)
    assert Publication.objects.count() == 1
    assert Job.objects.filter(kind="documents").count() == 1
    assert TrailLine.objects.filter(act="publication.signed").count() == 1
    assert broken_links(judged.cycle.pk) == []


def test_without_the_lock_they_run_into_one_another(judged: World, monkeypatch: pytest.MonkeyPatch) -> None:
    met = met_before(publications, "seal_of", monkeypatch)
    monkeypatch.setattr(publications, "Cycle", Unlocked(publications.Cycle))
    outcomes = sign(judged)
    assert met == [True] * MANY
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == MANY - 1


def ask(world: World) -> list[Any]:
    return at_once(MANY, lambda _: request_run(world.cycle, actor=world.office))


def test_of_eight_who_ask_at_once_one_gets_a_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    met = met_before(runs, "enqueue", monkeypatch)
    outcomes = ask(world)
    refused = [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]
    assert met == [False]
    assert refused == ["上一次测算还在进行，请等它结束后再发起。"] * (MANY - 1)
    assert [run.number for run in Run.objects.all()] == [1]
    assert Job.objects.filter(kind="run").count() == 1


def test_without_the_lock_they_get_the_same_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    met = met_before(runs, "enqueue", monkeypatch)
    monkeypatch.setattr(runs, "Cycle", Unlocked(runs.Cycle))
    outcomes = ask(world)
    assert met == [True] * MANY
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == MANY - 1
    assert Run.objects.count() == 1


def mark_of(world: World, code: str = "D04") -> Entry:
    return Entry.objects.filter(seat=world.seats["cadre", code], superseded_by=None).order_by("id")[0]


def test_a_correction_during_the_signing_waits_for_its_end(judged: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run, act, entry = judged.cycle.runs.get(), publications.seal_of, mark_of(judged)
    corrected: list[Any] = []

    def meanwhile() -> None:
        corrected.extend(at_once(1, lambda _: correct(entry, Decimal("60"), "录入有误", actor=judged.office)))

    thread = Thread(target=meanwhile)

    def sealed_meanwhile(*args: Any) -> str:
        thread.start()
        thread.join(1)
        assert thread.is_alive()
        return act(*args)

    monkeypatch.setattr(publications, "seal_of", sealed_meanwhile)
    publication = publish(run, actor=judged.approver)
    thread.join()
    assert corrected[0].recorded_at > publication.published_at
    assert publication.run.digest == run.digest
    assert worlds.judge(judged).digest != run.digest


def test_a_correction_before_the_signing_blocks_it(judged: World) -> None:
    correct(mark_of(judged), Decimal("60"), "录入有误", actor=judged.office)
    with pytest.raises(Refused, match="测算之后又有更正"):
        publish(judged.cycle.runs.get(), actor=judged.approver)


def overlapping_corrections(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run that read a correction begun after another which was committed only when the run had ended.

    The year's lock is taken away for it: with the lock, corrections come in turn.
    """
    monkeypatch.setattr(entries, "_in_turn", lambda cycle_id: None)
    begun, go_on = Event(), Event()
    slow, quick = mark_of(world, "D04"), mark_of(world, "D05")

    def slowly() -> None:
        with transaction.atomic():
            correct(slow, Decimal("60"), "录入有误", actor=world.office)
            begun.set()
            go_on.wait(30)
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert begun.wait(30)
    correct(quick, Decimal("61"), "录入有误", actor=world.office)
    run = worlds.judge(world)
    go_on.set()
    thread.join()
    assert Entry.objects.get(supersedes=slow).pk < Entry.objects.get(supersedes=quick).pk
    return run


def test_a_correction_committed_late_blocks_the_signing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    run = overlapping_corrections(world, monkeypatch)
    with pytest.raises(Refused, match="测算之后又有更正"):
        publish(run, actor=world.approver)


def last_numbers(cycle_id: int) -> list[int]:
    """The tempting mark of how far a run has read: the newest row of each kind."""
    newest: Callable[[Any], int] = lambda model: model.objects.filter(cycle=cycle_id).aggregate(top=Max("id"))["top"]  # noqa: E731
    return [newest(model) or 0 for model in (Entry, Deduction, Ruling)]


def test_by_newest_numbers_it_would_pass_unseen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessment.runs.services.records_of", last_numbers)
    monkeypatch.setattr("assessment.publications.selectors.records_of", last_numbers)
    run = overlapping_corrections(world, monkeypatch)
    assert publish(run, actor=world.approver).run == run


def test_an_archive_of_such_a_run_would_be_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records cannot be told from those after it by their ids, and the digest says so."""
    with pytest.raises(Refused, match="得不到原来的校验值"):
        archive_of(overlapping_corrections(world, monkeypatch))


def test_corrections_of_a_year_come_in_turn(world: World) -> None:
    first, second = mark_of(world, "D04"), mark_of(world, "D05")
    with transaction.atomic():
        correct(first, Decimal("60"), "录入有误", actor=world.office)
        thread = Thread(
            target=lambda: (correct(second, Decimal("61"), "录入有误", actor=world.office), connection.close())
        )
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert Entry.objects.get(supersedes=first).pk < Entry.objects.get(supersedes=second).pk


def test_of_eight_rulings_at_once_all_are_on_record_and_the_last_counts(judged: World) -> None:
    run = judged.cycle.runs.get()
    tie = next(line for line in run.quotas if line["undecided"])

    def decide(number: int) -> Ruling:
        chosen = tie["undecided"][number % 2 : number % 2 + tie["open_seats"]]
        named = {"decided_by": f"第{number}人", "decided_on": date(2017, 1, 10), "document": "会议纪要"}
        return rule(run, tie["quota"], tie["peer_group"], chosen, actor=judged.approver, **named)

    outcomes = at_once(MANY, decide)
    last = max(ruling.pk for ruling in outcomes)
    sheet, _ = sheet_of(judged.cycle)
    assert [ruling.ref for ruling in sheet.rulings] == [last]
    assert TrailLine.objects.filter(act="tie.ruled").count() == Ruling.objects.count() == MANY
