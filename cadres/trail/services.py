from typing import Any

from django.db.models import Model

from cadres.trail.models import TrailLine


def record(act: str, thing: Model, summary: str, *, actor: Any, county: Any, **detail: Any) -> TrailLine:
    """Append one line to the trail, in the caller's transaction.

    `act` is a dotted past fact ('run.requested'); names are copied so that the line stays readable when they change.
    """
    return TrailLine.objects.create(
        county=county,
        actor=actor,
        actor_name=str(actor) if actor else "系统",
        act=act,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        summary=summary,
        detail=detail,
    )
