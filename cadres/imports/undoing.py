"""An import taken back whole, as long as nothing rests on what it made and nobody has changed it since."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from cadres.counties.models import County
from cadres.imports.models import RegisterEffect, RegisterImport
from cadres.imports.writing import What, values_of
from cadres.jobs.models import JobState
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.people.models import Person, Post
from cadres.people.records.models import Rank
from cadres.trail.services import record
from cadres.units.models import Unit
from cadres.units.services import take_back
from cadres.workbooks.texts import name_key

_BATCH = 1_000
_NAMED = 5


@transaction.atomic
def order_undoing(order: RegisterImport, reason: str, *, actor: Any) -> RegisterImport:
    """Queue the undoing. The caller rings `undoing`. Raises Refused for what is not written, or undone already."""
    order = RegisterImport.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if order.written_at is None or order.undone_at:
        raise Refused("只有已写入、未撤销的导入可以撤销。")
    if order.undoing and order.undoing.state in {JobState.QUEUED, JobState.RUNNING}:
        raise Refused("正在撤销，请勿重复提交。")
    if not reason.strip():
        raise Refused("请填写撤销理由。")
    order.undoing = enqueue("register-undo", "撤销名册导入", county=order.county, requested_by=actor)
    order.undone_by, order.undo_reason = actor, reason.strip()
    order.save(update_fields=["undoing", "undone_by", "undo_reason"])
    record(
        "register.undo_ordered", order, "要求撤销名册导入", actor=actor, county=order.county, reason=order.undo_reason
    )
    return order


def undo(order: RegisterImport, progress: Progress) -> None:
    """Take back all that the import did, in the caller's transaction; the last first.

    Raises Refused, and so takes back nothing, when something rests on people or posts, or they were changed since.
    Of the units that it founded those on which something rests stay, and are told with the reason.
    """
    County.objects.select_for_update(no_key=True).get(pk=order.county_id)
    effects = RegisterEffect.objects.filter(register_import=order)
    made = effects.filter(before__isnull=True)
    fresh = [one.after or {} for one in made.filter(what=What.PERSON)]
    begun = [key for key in made.filter(what=What.POST).values_list("post_id", flat=True) if key]
    progress.step("撤销新增", total=sum(len(one["people"]) for one in fresh))
    _remove_begun(Post, [*begun, *(key for one in fresh for key in one["posts"])])
    _remove_begun(Rank, [key for key in made.filter(what=What.RANK).values_list("rank_id", flat=True) if key])
    _remove_people(order, [key for one in fresh for key in one["people"]], progress)
    changed = effects.filter(before__isnull=False).order_by("-pk")
    progress.step("恢复更改", total=changed.count())
    for effect in changed.iterator(_BATCH):
        _restore(order, effect)
        progress.advance()
    units = [key for key in made.filter(what=What.UNIT).values_list("unit_id", flat=True) if key]
    remaining = take_back(units, _touched(order, What.UNIT, units))
    order.undone_at = timezone.now()
    order.remaining = [{"name": name, "why": why} for name, why in remaining.items()]
    order.save(update_fields=["undone_at", "remaining"])
    people = sum(len(one["people"]) for one in fresh)
    told = f"撤销名册导入：新增 {people} 人、任职 {len(begun)} 项、单位 {len(units) - len(remaining)} 个"
    _tell(order, f"{told}，更改 {changed.count()} 项")


def _tell(order: RegisterImport, told: str) -> None:
    named = [f"{one['name']}（{one['why']}）" for one in order.remaining]
    told += f"；{len(named)} 个新设单位保留" if named else ""
    by, county, why = order.undone_by, order.county, order.undo_reason
    record("register.undone", order, told, actor=by, county=county, reason=why, remaining=named)


def _touched(order: RegisterImport, what: str, keys: Collection[int]) -> dict[int, list[str]]:
    """To which of the units or people other imports have done anything that is not taken back, by key, in words."""
    key = f"{what}_id"
    others = RegisterEffect.objects.exclude(register_import=order).filter(register_import__undone_at=None)
    found = others.filter(**{f"{key}__in": list(keys)}).select_related("register_import").order_by("pk")
    return {getattr(effect, key): [f"后来的导入（{effect.register_import}）"] for effect in found}


def _remove_begun(model: type[Post] | type[Rank], keys: list[int]) -> None:
    """The posts or ranks that the import began, none of which may have ended since."""
    for start in range(0, len(keys), _BATCH):
        begun: QuerySet[Any] = model._default_manager.filter(pk__in=keys[start : start + _BATCH])
        ended = begun.filter(last_on__isnull=False).select_related("person")[:_NAMED]
        if told := "、".join(one.person.name for one in ended):
            raise Refused(f"{told}的{model._meta.verbose_name}在导入之后又有变动，不能撤销。请逐项登记更正。")
        _remove(begun)


def _remove_people(order: RegisterImport, keys: list[int], progress: Progress) -> None:
    """Those who are new by the import; a post that is left to one of them was taken up since."""
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        _unchanged(order, batch)
        _remove(Rank.objects.filter(person__in=batch))
        _remove(Person.objects.filter(pk__in=batch))
        progress.advance(len(batch))


def _unchanged(order: RegisterImport, keys: list[int]) -> None:
    """Nobody has written anything of them since, or an import did that was taken back. Raises Refused."""
    if touched := _touched(order, What.PERSON, keys):
        person, (by,) = Person.objects.get(pk=next(iter(touched))), next(iter(touched.values()))
        raise Refused(f"{by}改动过{person.name}的记录，请先撤销那次导入。")
    by_imports = RegisterEffect.objects.filter(person_id__in=keys).values("person_id")
    written = Person.objects.filter(pk__in=keys).exclude(version=1).exclude(pk__in=by_imports)[:_NAMED]
    if told := "、".join(person.name for person in written):
        raise Refused(f"{told}的记录在导入之后又有改动，不能撤销。请逐项登记更正。")


def _remove(rows: QuerySet[Any]) -> None:
    try:
        rows.delete()
    except ProtectedError as rests:
        held = sorted({str(one._meta.verbose_name) for one in rests.protected_objects})
        raise Refused(f"导入的干部已经用于：{'、'.join(held)}，不能撤销。请逐项登记更正。") from rests


def _restore(order: RegisterImport, effect: RegisterEffect) -> None:
    """What was changed is as before again. Raises Refused where it is not any more as the import left it."""
    model = _MODELS[effect.what]
    thing = model.objects.select_for_update(of=("self",)).filter(pk=getattr(effect, f"{effect.what}_id")).first()
    before, after = effect.before or {}, effect.after or {}
    if thing is None or values_of(thing, after) != after:
        told = (
            _named(thing) if thing else f"{Person.objects.get(pk=effect.person_id or 0)}的{effect.get_what_display()}"
        )
        raise Refused(f"{told}在导入之后又有变动，不能撤销。请逐项登记更正。")
    before.pop("name" if effect.what == What.UNIT else "", None)  # a name on record stays
    for name, value in before.items():
        setattr(thing, name, model._meta.get_field(name).to_python(value))
    if isinstance(thing, Person):
        thing.name_key, thing.version = name_key(thing.name), thing.version + 1
    named = ("name_key", "version") if isinstance(thing, Person) else ()
    thing.save(update_fields=[*before, *named])
    told = f"撤销名册导入，恢复{_named(thing)}"
    record(
        "register.restored", thing, told[:300], actor=order.undone_by, county=order.county, before=after, after=before
    )


def _named(thing: Any) -> str:
    held = isinstance(thing, Post | Rank)
    return f"{thing.person}的{thing._meta.verbose_name}（{thing}）" if held else str(thing)


_MODELS: dict[str, type[Any]] = {What.UNIT: Unit, What.PERSON: Person, What.POST: Post, What.RANK: Rank}
