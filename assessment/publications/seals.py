"""The seal of a publication, and the proof that the chain of seals is whole."""

import hashlib
from datetime import UTC, datetime

from assessment.publications.models import Publication
from assessment.runs.models import Run


def seal_of(before: str, run: Run, number: int, signer: str, published_at: datetime) -> str:
    """Digest over the previous seal and all that this publication stands for; changing any earlier one breaks it."""
    moment = published_at.astimezone(UTC).isoformat(timespec="microseconds")
    facts = [before, run.cycle.county.code, str(run.cycle.year), str(number), run.digest, signer, moment]
    return "sha256:" + hashlib.sha256("\n".join(facts).encode()).hexdigest()


def broken_links(cycle_id: int) -> list[int]:
    """Numbers of the publications whose seal does not follow from the one before. Empty: the chain is whole."""
    broken, before = [], ""
    for publication in (
        Publication.objects.filter(cycle=cycle_id).select_related("run__cycle__county").order_by("number")
    ):
        due = seal_of(before, publication.run, publication.number, publication.signer_name, publication.published_at)
        if publication.seal != due or publication.previous_seal != before:
            broken.append(publication.number)
        before = publication.seal
    return broken
