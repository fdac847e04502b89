from typing import Any

from django.db.models import Q, QuerySet

from cadres.trail.models import TrailLine


def trail_for(user: Any, *, area: str = "", words: str = "") -> QuerySet[TrailLine]:
    """The county's trail, newest first; of one `area` of acts ('run' of 'run.requested'), with `words` in it."""
    lines = TrailLine.objects.filter(county_id=user.county_id).order_by("-at", "-id")
    if area:
        lines = lines.filter(act__startswith=f"{area}.")
    if words:
        lines = lines.filter(Q(summary__icontains=words) | Q(actor_name__icontains=words))
    return lines
