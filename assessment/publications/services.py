"""The one door to the public: sign, seal, chain, and ask for the documents."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.cycles.models import Cycle
from assessment.publications.models import Publication
from assessment.publications.seals import seal_of
from assessment.publications.selectors import blockers_of
from assessment.runs.models import Run
from cadres.jobs.services import Refused, enqueue
from cadres.trail.services import record


@transaction.atomic
def publish(run: Run, *, actor: Any) -> Publication:
    """Publish a judged run under the actor's signature, as number n chained to n-1, and queue its documents.

    The cycle's row is locked first, so of two who sign at once one publishes and the other is told so.
    Raises Refused with every blocker named. The caller rings `publication.job` on commit.
    """
    cycle = Cycle.objects.select_for_update().get(pk=run.cycle_id)
    run = Run.objects.get(pk=run.pk)
    if blockers := blockers_of(run):
        raise Refused("；".join(blockers))
    previous = Publication.objects.filter(cycle=cycle).order_by("-number").first()
    publication = _sealed(run, previous, actor)
    record(
        "publication.signed",
        publication,
        f"签发{cycle.name}{publication}",
        actor=actor,
        county=cycle.county,
        run=run.number,
        digest=run.digest,
        seal=publication.seal,
    )
    return publication


def _sealed(run: Run, previous: Publication | None, actor: Any) -> Publication:
    number = previous.number + 1 if previous else 1
    published_at = timezone.now()
    before = previous.seal if previous else ""
    return Publication.objects.create(
        cycle_id=run.cycle_id,
        number=number,
        run=run,
        job=enqueue(
            "documents", f"制作{run.cycle.name}第{number}次公布文件", county=run.cycle.county, requested_by=actor
        ),
        signed_by=actor,
        signer_name=str(actor),
        published_at=published_at,
        previous_seal=before,
        seal=seal_of(before, run, number, str(actor), published_at),
    )
