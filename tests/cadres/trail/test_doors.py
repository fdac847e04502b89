"""Every service that writes leaves its line, in the transaction of what it writes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from cadres.access.models import Role
from cadres.trail.models import TrailLine
from cadres.trail.services import record
from tests.cadres.trail.doors import RECORD, covered, functions, reaches
from tests.world import World

_OF_JOBS = "the queue's own book-keeping: who asked for the work is told by the service that asks"
_PRESENCE = "when an account was last seen: a sign of life, once a minute, not an act"
_STEP = "which of the one-time codes were taken: the sign-in or the failure has its line"
_SHELF = "somebody's own shortcut to a list; of no substance, seen by nobody else"
_WORK = "the work of a job whose request left the line"
_SHELVED = "which file lies where; what was received or removed is told by the service that did it"
_BY_RULE = "named by a rule of the settings, called by privacy.retention.remove alone, after its line"
#: Functions that write and leave no line, each with its reason. Nothing else may.
WITHOUT_A_LINE = {
    "cadres.jobs.services.enqueue": _OF_JOBS,
    "cadres.jobs.services.claim": _OF_JOBS,
    "cadres.jobs.services.beat": _OF_JOBS,
    "cadres.jobs.services.finish": _OF_JOBS,
    "cadres.jobs.services._end": _OF_JOBS,
    "cadres.jobs.services.unheard": _OF_JOBS,
    "cadres.people.dossiers.services.look": f"{_WORK}; it writes down what it found, and nothing of it",
    "cadres.imports.services.look": f"{_WORK}; it writes down what it found, and nothing of it",
    "cadres.people.dossiers.retention.remove": _BY_RULE,
    "cadres.imports.retention.remove": _BY_RULE,
    "cadres.accounts.retention.remove": _BY_RULE,
    "assessment.intake.retention.remove": _BY_RULE,
    "cadres.accounts.sessions._note": _PRESENCE,
    "cadres.accounts.tokens._note": _PRESENCE,
    "cadres.accounts.codes.taken": _STEP,
    "assessment.registers.saved.keep_view": _SHELF,
    "assessment.registers.saved.drop_view": _SHELF,
    "assessment.runs.services.judge_run": f"{_WORK}; the run bears its digest",
    "assessment.trials.services.draw": f"{_WORK}; nothing rests on it",
}
#: Functions that write outside a transaction of their own and that of a job.
WITHOUT_A_TRANSACTION = {
    "cadres.people.dossiers.retention.remove": _BY_RULE,
    "cadres.imports.retention.remove": _BY_RULE,
    "cadres.accounts.retention.remove": _BY_RULE,
    "assessment.intake.retention.remove": _BY_RULE,
    "cadres.accounts.sessions._note": _PRESENCE,
    "cadres.accounts.tokens._note": _PRESENCE,
    "cadres.people.sealed.keep": _SHELVED,
    "cadres.people.sealed.forget": _SHELVED,
    "cadres.trail.services.record": "the line itself, in the transaction of whoever acts",
}
#: What is no part of the running program: the demonstration makes its county and accounts as an installer would.
_OUTSIDE = ("reports.demo.",)

WRITING = sorted(path for path, one in functions().items() if one.writes and not path.startswith(_OUTSIDE))


def told(path: str) -> bool:
    return path in WITHOUT_A_LINE or path == RECORD or reaches(path, RECORD)


def together(path: str) -> bool:
    """Whether what a function does is in one transaction: its own, or that of a job around a handler."""
    return functions()[path].atomic or functions()[path].module.endswith(".tasks")


def test_they_are_found() -> None:
    """The reader reads: doors that are known to write are among those found, one that only reads is not."""
    known = {"assessment.publications.services._sealed", "assessment.schemes.services.change_draft", *WITHOUT_A_LINE}
    assert known <= set(WRITING) and len(WRITING) >= 30
    assert reaches("assessment.publications.services.publish", RECORD)
    assert not reaches("cadres.jobs.services.claim", RECORD)


@pytest.mark.parametrize("path", WRITING)
def test_what_writes_leaves_a_line(path: str) -> None:
    assert covered(path, told), f"{path} writes, and leaves no line in the trail"


@pytest.mark.parametrize("path", WRITING)
def test_it_writes_both_in_one_transaction(path: str) -> None:
    assert covered(path, together) or path in WITHOUT_A_TRANSACTION, f"{path} writes outside a transaction"


def test_no_exception_is_stale() -> None:
    assert [path for path in WITHOUT_A_LINE if path not in WRITING or reaches(path, RECORD)] == []
    assert [path for path in WITHOUT_A_TRANSACTION if path not in WRITING or covered(path, together)] == []


class Lost(Exception):
    """The trail does not take the line."""


Act = Callable[[World], Any]


def _rule(world: World) -> None:
    from assessment.runs.services import rule

    run = world.cycle.runs.get()
    tie = next(line for line in run.quotas if line["undecided"])
    admitted = tie["undecided"][: tie["open_seats"]]
    told = {"decided_by": "王书记", "decided_on": date(2017, 1, 10), "document": "会议纪要"}
    rule(run, tie["quota"], tie["peer_group"], admitted, actor=world.approver, **told)


def _correct(world: World) -> None:
    from assessment.entries.models import Entry
    from assessment.entries.services import correct

    entry = Entry.objects.filter(seat=world.seats["cadre", "D01"], source="routine")[0]
    correct(entry, Decimal("91.00"), "录入错误", actor=world.office)


def _publish(world: World) -> None:
    from assessment.publications.services import publish

    publish(world.cycle.runs.get(), actor=world.approver)


def _save_draft(world: World) -> None:
    from assessment.schemes.services import save_draft

    save_draft(world.county, "草案", "title: x", actor=world.office)


def _request_run(world: World) -> None:
    from assessment.runs.services import request_run

    request_run(world.cycle, actor=world.office)


def _change_password(world: World) -> None:
    from cadres.accounts.services import change_password

    change_password(world.office, "another long word 2017")


def _give_role(world: World) -> None:
    from cadres.accounts.services import give_role

    give_role(world.office, Role.REVIEWER, actor=None, reason="轮岗")


def _take_role(world: World) -> None:
    from cadres.accounts.services import take_role

    take_role(world.office.assignments.get(), actor=None, reason="轮岗")


ACTS: dict[str, Act] = {
    "tie.ruled": _rule,
    "entry.corrected": _correct,
    "publication.signed": _publish,
    "scheme.drafted": _save_draft,
    "run.requested": _request_run,
    "account.password_changed": _change_password,
    "account.role_given": _give_role,
    "account.role_taken": _take_role,
}


def rows() -> dict[str, list[Any]]:
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for app in ("cadres", "assessment")
        for model in apps.get_app_config(app).get_models()
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ACTS)
def test_without_its_line_nothing_is_done(judged: World, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    """And with it, it is: one line of the act."""
    before = rows()

    def lose(*args: Any, **kwargs: Any) -> None:
        raise Lost

    with monkeypatch.context() as patched:
        patched.setattr(TrailLine.objects, "create", lose)
        with pytest.raises(Lost):
            ACTS[act](judged)
    assert rows() == before
    earlier = TrailLine.objects.filter(act=act).count()
    ACTS[act](judged)
    assert TrailLine.objects.filter(act=act).count() == earlier + 1
    assert rows() != before


@pytest.mark.django_db
def test_a_line_of_an_act_that_is_undone_is_undone_too(world: World) -> None:
    from django.db import transaction

    with pytest.raises(Lost), transaction.atomic():
        record("test.told", None, "…", actor=None, county=world.county)
        raise Lost
    assert not TrailLine.objects.filter(act="test.told").exists()
