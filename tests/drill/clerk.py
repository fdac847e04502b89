"""Someone at work in a room: a process with the application's own database role that does what it is told.

`python -m tests.drill.clerk` reads one JSON object a line, `{"do": name, …}`, and answers with one. It stands for the
web process: the same services, in the same transaction, the bell on commit.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import close_old_connections, transaction  # noqa: E402

from assessment.cycles.models import Cycle  # noqa: E402
from assessment.cycles.services import adopt_scheme, open_cycle  # noqa: E402
from assessment.intake.services import receive  # noqa: E402
from assessment.publications.services import publish  # noqa: E402
from assessment.runs.models import Run  # noqa: E402
from cadres.accounts.models import User  # noqa: E402
from cadres.counties.models import County  # noqa: E402
from cadres.jobs.models import Job  # noqa: E402
from cadres.jobs.services import Refused, enqueue  # noqa: E402
from cadres.jobs.tasks import perform, ring  # noqa: E402
from scoring.shipped import scheme_text  # noqa: E402
from tests.assessment.intake.office import Office  # noqa: E402
from tests.drill.hooks import room  # noqa: E402

Answer = dict[str, Any]
#: The county of tests/world.py; others are made for a single intake.
HOME = "990101"
SCHEME = "hangjin/2016"


def build(**_: Any) -> Answer:
    """Make the little county of tests/world.py."""
    from tests import world

    return {"cycle": world.build().cycle.pk}


def run(fates: list[str], **_: Any) -> Answer:
    """Queue a run, with the fates that await it."""
    with transaction.atomic():
        asked = _queued(Cycle.objects.select_for_update().get(county__code=HOME), _account("office"))
        return _rung(asked.job, fates, run=asked.pk)


def _queued(cycle: Cycle, office: User) -> Run:
    """A run beside those on their way: more than the office may ask for, as many as the drill wants to break."""
    number = Run.objects.filter(cycle=cycle).count() + 1
    job = enqueue("run", f"第{number}次测算", county=cycle.county, requested_by=office)
    return Run.objects.create(
        cycle=cycle, number=number, job=job, requested_by=office, scheme_sha256=cycle.scheme.sha256
    )


def intake(code: str, fates: list[str], **_: Any) -> Answer:
    """Hand in a year's workbook for a county made for the purpose."""
    office = _account("office")
    path = Office().save(room() / "log")
    with transaction.atomic():
        county = County.objects.create(code=code, name="邻旗", department="邻旗委组织部")
        cycle = open_cycle(county, 2016, adopt_scheme(county, SCHEME, scheme_text(SCHEME), actor=office), actor=office)
        received = receive(cycle, [path], actor=office)
        return _rung(received.job, fates, cycle=cycle.pk)


def publication(run: int, fates: list[str], **_: Any) -> Answer:
    """Sign a run."""
    with transaction.atomic():
        signed = publish(Run.objects.get(pk=run), actor=_account("approver"))
        return _rung(signed.job, fates, publication=signed.pk)


def tally(fates: list[str], **_: Any) -> Answer:
    """Ask for a line in the trail."""
    with transaction.atomic():
        return _rung(
            enqueue("tally", "记一笔", county=County.objects.get(code=HOME), requested_by=_account("office")), fates
        )


def session(role: str, **_: Any) -> Answer:
    """Sign an account in; the session's key is what its browser would keep."""
    user = _account(role)
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return {"key": store.session_key}


def bells(job: int, count: int, **_: Any) -> Answer:
    """Ring `count` times for a job."""
    for _n in range(count):
        perform.delay(job)
    return {}


def _rung(job: Job, fates: list[str], **more: Any) -> Answer:
    """Lay the fates down before anyone can claim the job, and ring when the row is committed."""
    (room() / "fates" / str(job.pk)).write_text("".join(f"{fate}\n" for fate in fates))
    ring(job)
    return {"job": job.pk, **more}


def _account(role: str) -> User:
    return User.objects.get(username=f"{role}-{HOME}")


ACTS: dict[str, Callable[..., Answer]] = {
    act.__name__: act for act in (build, run, intake, publication, tally, session, bells)
}


def answer(order: dict[str, Any]) -> Answer:
    """Do what an order says, as a request would; a refusal is an answer too."""
    close_old_connections()
    try:
        return ACTS[order.pop("do")](**order)
    except Refused as refused:
        return {"refused": str(refused)}


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line)), ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
