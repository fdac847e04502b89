"""Units that merge while people hold posts in them: the people's acts and the unit's in one transaction."""

from typing import Any

from django.db import transaction

from cadres.people.posts.services import carry_over
from cadres.units import acts
from cadres.units.models import Unit, UnitAct


@transaction.atomic
def merge_with_people(unit: Unit, version: int, into: Unit, ground: acts.Ground, *, actor: Any) -> tuple[UnitAct, int]:
    """Everyone in the unit goes on in the other, and the unit into it; the act and how many posts went along.

    Raises Refused, and then nothing is done, for anybody.
    """
    moved = carry_over(unit, into, ground.on, ground.paper, actor=actor)
    return acts.merge(unit, version, into, ground, actor=actor), moved
