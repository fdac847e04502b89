"""The one door for civil-service ranks: given from a day on, ended, withdrawn where they were entered by mistake."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cadres.jobs.services import Refused
from cadres.people.models import Person
from cadres.people.records.models import RANKS, Rank
from cadres.people.records.services import claimed, refusals
from cadres.trail.services import record

_DAY = timedelta(days=1)
_KNOWN = frozenset(name for names in RANKS.values() for name in names)


@transaction.atomic
def grant_rank(person: Person, version: int, name: str, on: date | None, paper: str, *, actor: Any) -> Rank:
    """A rank from the day on, in the place of the one held before, which ends the day before.

    `on` is None where a roster does not say since when; then there must be none before it. Raises Refused.
    """
    kept = claimed(person, version)
    before = kept.ranks.filter(last_on=None).first()
    if name not in _KNOWN:
        raise Refused(f"“{name}”不是公务员职级，请核对。")
    if before and (before.name == name or on is None):
        raise Refused(f"{kept.name}现任职级是{before}，没有再次登记。")
    with refusals(kept, on or date.min):
        if before and on:
            _close(before, on - _DAY, paper)
        rank = Rank.objects.create(person=kept, name=name, first_on=on, paper=paper)
    since = f"，自 {on:%Y-%m-%d} 起" if on else ""
    _note("ranked", kept, f"{kept.name}任{name}{since}", paper, actor, before=before and before.name, after=name)
    return rank


@transaction.atomic
def end_rank(person: Person, version: int, last: date, paper: str, *, actor: Any) -> Rank:
    """The rank held now ends with the day `last`, and no other begins. Raises Refused."""
    kept = claimed(person, version)
    rank = kept.ranks.filter(last_on=None).first()
    if rank is None:
        raise Refused(f"{kept.name}现在没有职级。")
    with refusals(kept, last):
        _close(rank, last, paper)
    told = f"免去{kept.name}的{rank}，任至 {last:%Y-%m-%d}"
    _note("rank_ended", kept, told, paper, actor, before=rank.name)
    return rank


@transaction.atomic
def withdraw_rank(person: Person, version: int, reason: str, *, actor: Any) -> None:
    """What was entered last was a mistake: it is gone, and the rank that it ended goes on. Raises Refused."""
    kept = claimed(person, version)
    ranks = list(kept.ranks.all()[:2])
    if not ranks:
        raise Refused(f"{kept.name}没有登记过职级。")
    rank, *earlier = ranks
    told = f"撤回误登的{kept.name}的职级：{_told(rank)}"
    record("person.rank_withdrawn", kept, told, actor=actor, county=kept.county, before=_told(rank), reason=reason)
    rank.delete()
    for one in earlier:
        if rank.first_on and one.last_on == rank.first_on - _DAY:
            Rank.objects.filter(pk=one.pk).update(last_on=None, ended_by="")


def _close(rank: Rank, last: date, paper: str) -> None:
    rank.last_on, rank.ended_by = last, paper
    rank.save(update_fields=["last_on", "ended_by"])


def _told(rank: Rank) -> str:
    days = [f"{day:%Y-%m-%d}" if day else word for day, word in ((rank.first_on, "时间不详"), (rank.last_on, "今"))]
    return f"{rank}（{' 至 '.join(days)}）"


def _note(act: str, person: Person, told: str, paper: str, actor: Any, **values: Any) -> None:
    record(f"person.{act}", person, told, actor=actor, county=person.county, document=paper, **values)
