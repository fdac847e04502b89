"""What befalls a unit on a day: founded, renamed, merged, split, abolished, adjusted. Acts on paper, never edits."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cadres.constraints import broken
from cadres.jobs.services import Refused
from cadres.trail.services import record
from cadres.units.models import Succession, Unit, UnitAct, UnitName
from cadres.units.services import first_name
from cadres.versions import order_mark

Deed = UnitAct.Deed
CHANGED_MEANWHILE = "另一位经办人刚刚登记了“{unit}”的变动，您的登记没有保存。请核对现在的内容后再登记。"
_DAY = timedelta(days=1)
#: A year typed short (16 for 2016) is no day in any unit's life.
_EARLIEST = date(1949, 10, 1)
#: What an adjustment may change, by its words.
ADJUSTABLE: Mapping[str, str] = {
    "kind": "单位性质",
    "category": "单位类别",
    "parent": "上级单位",
    "establishment": "编制数",
    "principal_posts": "正职职数",
    "deputy_posts": "副职职数",
    "protocol_order": "排序",
    "founded_on": "成立时间",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """The day an act takes effect (the first of the new state), its paper, and why."""

    on: date
    paper: str
    reason: str


@transaction.atomic
def enter(county: Any, unit: Unit, ground: Ground, *, actor: Any) -> Unit:
    """A new unit, which exists from the day on. Raises Refused for a code or a name that is taken."""
    unit.county, unit.founded_on = county, ground.on
    with _refusals(unit, ground):
        unit.save(force_insert=True)
    _note(unit, Deed.ENTERED, f"设立“{unit.name}”（{unit.code}）", ground, actor, after=facts(unit))
    return unit


@transaction.atomic
def name_first(unit: Unit, version: int, name: str, short_name: str, ground: Ground, *, actor: Any) -> None:
    """Name a unit that was entered by its code alone: it has been called so all along. Raises Refused."""
    kept = _claimed(unit, version)
    if not kept.unnamed:
        raise Refused(f"“{kept.name}”已有名称。单位更名请登记更名。")
    with _refusals(kept, ground):
        first_name(kept, name, short_name)
    told = f"补录单位 {kept.code} 的名称：{name}"
    _note(kept, Deed.NAMED, told, ground, actor, before={"name": kept.code}, after={"name": name})


@transaction.atomic
def rename(unit: Unit, version: int, name: str, short_name: str, ground: Ground, *, actor: Any) -> None:
    """Another name from the day on; the old one stays that of the days before. Raises Refused."""
    kept = _claimed(unit, version)
    if kept.unnamed or name == kept.name:
        raise Refused("新名称与现用名称相同，没有登记。" if name == kept.name else "这个单位还没有名称，请补录名称。")
    _standing(kept)
    before = {"name": kept.name, "short_name": kept.short_name}
    with _refusals(kept, ground):
        _end_name(kept, ground.on)
        _begin_name(kept, name, short_name, ground.on)
    told = f"“{before['name']}”更名为“{name}”"
    _note(kept, Deed.RENAMED, told, ground, actor, before=before, after={"name": name, "short_name": short_name})


@transaction.atomic
def correct_name(unit: Unit, version: int, name: str, short_name: str, ground: Ground, *, actor: Any) -> None:
    """The name now in use was entered wrongly: the wrong one is void, the right one takes its days. Raises Refused."""
    kept = _claimed(unit, version)
    wrong = kept.names.filter(last_on=None, void=False).first()
    if wrong is None:
        raise Refused("这个单位还没有名称，请补录名称。")
    before = {"name": kept.name, "short_name": kept.short_name}
    with _refusals(kept, ground):
        UnitName.objects.filter(pk=wrong.pk).update(void=True)
        _begin_name(kept, name, short_name, wrong.first_on)
    told = f"更正名称：“{before['name']}”应为“{name}”"
    _note(kept, Deed.CORRECTED, told, ground, actor, before=before, after={"name": name, "short_name": short_name})


@transaction.atomic
def merge(unit: Unit, version: int, into: Unit, ground: Ground, *, actor: Any) -> UnitAct:
    """The unit goes into another on the day and is no more. Raises Refused while posts are held in it."""
    kept = _claimed(unit, version)
    _standing(kept)
    _same_county(kept, [into])
    _goes_on(into, ground.on)
    with _refusals(kept, ground):
        _abolished(kept, ground.on)
    act = _note(kept, Deed.MERGED, f"“{kept.name}”并入“{into.name}”", ground, actor, after={"into": into.name})
    _succeeded(act, kept, [into])
    return act


@transaction.atomic
def split(unit: Unit, version: int, successors: Iterable[Unit], ground: Ground, *, ends: bool, actor: Any) -> UnitAct:
    """Others carry on a part of the unit, or all of it where it `ends`. Raises Refused."""
    kept, others = _claimed(unit, version), list(successors)
    _standing(kept)
    _same_county(kept, others)
    for other in others:
        _goes_on(other, ground.on)
    if len(others) < (2 if ends else 1):
        raise Refused("撤销后分设至少要有两个承继单位。只有一个的，请登记并入。" if ends else "请选择分出的单位。")
    if ends:
        with _refusals(kept, ground):
            _abolished(kept, ground.on)
    names = "、".join(f"“{other.name}”" for other in others)
    told = f"“{kept.name}”{'撤销，分设为' if ends else '分出'}{names}"[:300]
    act = _note(kept, Deed.SPLIT, told, ground, actor, after={"into": [other.name for other in others]})
    _succeeded(act, kept, others)
    return act


@transaction.atomic
def abolish(unit: Unit, version: int, ground: Ground, *, actor: Any) -> UnitAct:
    """The unit is no more from the day on. Raises Refused while posts are held in it, or units are below it."""
    kept = _claimed(unit, version)
    _standing(kept)
    with _refusals(kept, ground):
        _abolished(kept, ground.on)
    return _note(kept, Deed.ABOLISHED, f"撤销“{kept.name}”", ground, actor)


@transaction.atomic
def adjust(unit: Unit, version: int, changes: Mapping[str, Any], ground: Ground, *, actor: Any) -> None:
    """Establishment, posts, category and the like, as a paper fixes them. Raises Refused when nothing is new."""
    kept = _claimed(unit, version)
    before = facts(kept)
    for name in ADJUSTABLE.keys() & changes.keys():
        setattr(kept, name, changes[name])
    after = facts(kept)
    new = {name: value for name, value in after.items() if value != before[name]}
    if not new:
        raise Refused("内容与现在的相同，没有登记。")
    _not_below_itself(kept)
    with _refusals(kept, ground):
        kept.save(update_fields=list(ADJUSTABLE))
    told = f"调整“{kept.name}”：" + "；".join(
        f"{ADJUSTABLE[name]} {_said(before[name])}→{_said(new[name])}" for name in new
    )
    _note(kept, Deed.ADJUSTED, told[:300], ground, actor, before={name: before[name] for name in new}, after=new)


@transaction.atomic
def arrange(county: Any, codes: Iterable[str], reason: str, *, seen: str, actor: Any) -> int:
    """Put the county's standing units into the order of the codes; those not named follow in their present order.

    `seen` is the order (`order_now`) that the writer had before him. Returns how many changed their place. Raises
    Refused when it is not that any more, and for a code that no standing unit has, or that is named twice.
    """
    units = list(Unit.objects.select_for_update().filter(county=county, abolished_on=None).order_by(*_IN_PLACE))
    if seen != order_now(units):
        raise Refused("另一位经办人刚刚调整了单位排序，您的调整没有保存。请核对现在的次序后再调整。")
    asked = list(codes)
    by_code = {unit.code: unit for unit in units}
    if wrong := [code for code in dict.fromkeys(asked) if code not in by_code or asked.count(code) > 1]:
        raise Refused(f"代码 {'、'.join(wrong[:5])} 不是现有单位，或写了两次，请核对。")
    ordered = [*(by_code[code] for code in asked), *(unit for unit in units if unit.code not in set(asked))]
    before, after = [unit.code for unit in units], [unit.code for unit in ordered]
    moved = [unit for unit, place in zip(ordered, range(1, len(ordered) + 1), strict=True) if _put(unit, place)]
    Unit.objects.bulk_update(moved, ["protocol_order", "version"])
    told = f"调整单位排序，{len(moved)} 个单位变动"
    record("unit.arranged", None, told, actor=actor, county=county, before=before, after=after, reason=reason)
    return len(moved)


def order_now(units: Iterable[Unit]) -> str:
    """The mark of an order of units."""
    return order_mark(unit.code for unit in units)


def _put(unit: Unit, place: int) -> bool:
    """Give the unit its place; whether that is another than before."""
    if unit.protocol_order == place:
        return False
    unit.protocol_order, unit.version = place, unit.version + 1
    return True


def facts(unit: Unit) -> dict[str, Any]:
    """What may be adjusted, as the trail and pages tell it."""
    return {
        "kind": unit.get_kind_display(),
        "category": unit.category,
        "parent": unit.parent.name if unit.parent else "",
        "establishment": unit.establishment,
        "principal_posts": unit.principal_posts,
        "deputy_posts": unit.deputy_posts,
        "protocol_order": unit.protocol_order,
        "founded_on": f"{unit.founded_on:%Y-%m-%d}" if unit.founded_on else "",
    }


_IN_PLACE = ("protocol_order", "code")


def _said(value: Any) -> str:
    return "无" if value in (None, "") else str(value)


def _claimed(unit: Unit, version: int) -> Unit:
    """The unit, ours until the transaction ends, if nobody has acted on it since `version`."""
    if not Unit.objects.filter(pk=unit.pk, version=version).update(version=F("version") + 1):
        raise Refused(CHANGED_MEANWHILE.format(unit=unit))
    return Unit.objects.select_related("county", "parent").get(pk=unit.pk)


def _standing(unit: Unit) -> None:
    if unit.abolished_on:
        raise Refused(f"“{unit.name}”已于 {unit.abolished_on:%Y-%m-%d} 撤销，不能再登记。")


def _same_county(unit: Unit, others: list[Unit]) -> None:
    for other in others:
        if other.county_id != unit.county_id or other.pk == unit.pk:
            raise Refused(f"“{other.name}”不能承继“{unit.name}”，请另选单位。")


def _goes_on(other: Unit, on: date) -> None:
    """Who carries on exists on that day; its row is held, so that it is not abolished meanwhile."""
    kept = Unit.objects.select_for_update(no_key=True).get(pk=other.pk)
    if kept.abolished_on or (kept.founded_on and kept.founded_on > on):
        raise Refused(f"“{kept.name}”在 {on:%Y-%m-%d} 不存在，请核对时间或另选单位。")


def _not_below_itself(unit: Unit) -> None:
    above, seen = unit.parent, {unit.pk}
    while above is not None:
        if above.pk in seen:
            raise Refused(f"“{unit.name}”不能归自己的下级单位管理，请另选上级单位。")
        seen.add(above.pk)
        above = above.parent


def _abolished(unit: Unit, on: date) -> None:
    below = unit.branches.filter(abolished_on=None)
    if below.exists():
        raise Refused(f"“{unit.name}”还有下级单位（{'、'.join(map(str, below[:3]))}），请先调整它们的上级单位。")
    unit.abolished_on = on
    unit.save(update_fields=["abolished_on"])


def _end_name(unit: Unit, on: date) -> None:
    """The day before is the last of the present name, which keeps its short form."""
    present = unit.names.get(last_on=None, void=False)
    if present.first_on and present.first_on >= on:
        raise Refused(f"现用名称自 {present.first_on:%Y-%m-%d} 起使用，不能在此之前更名。登记有误的，请登记更正名称。")
    UnitName.objects.filter(pk=present.pk).update(last_on=on - _DAY, short_name=unit.short_name)


def _begin_name(unit: Unit, name: str, short_name: str, since: date | None) -> None:
    UnitName.objects.create(unit=unit, name=name, first_on=since)
    unit.name, unit.short_name = name, short_name
    unit.save(update_fields=["name", "short_name"])


def _succeeded(act: UnitAct, former: Unit, successors: Iterable[Unit]) -> None:
    Succession.objects.bulk_create(Succession(act=act, former=former, successor=one) for one in successors)


def _note(
    unit: Unit, deed: UnitAct.Deed, told: str, ground: Ground, actor: Any, before: Any = None, after: Any = None
) -> UnitAct:
    act = UnitAct.objects.create(
        unit=unit, deed=deed, on=ground.on, paper=ground.paper, reason=ground.reason, told=told, recorded_by=actor
    )
    words = f"{told}，自 {ground.on:%Y-%m-%d} 起"[:300]
    record(
        f"unit.{deed}",
        unit,
        words,
        actor=actor,
        county=unit.county,
        before=before,
        after=after,
        reason=ground.reason,
        document=ground.paper,
    )
    return act


_WHY = {
    "unit_code_once": "代码已属于另一个单位，请另给代码。",
    "unit_name_once": "这个名称已属于另一个现有单位，请核对。",
    "unit_days_in_order": "撤销时间应晚于成立时间，请核对。",
    "one_unit_name_at_a_time": "与已登记的名称时间重叠，请核对生效时间。",
    "unit_left_by_all": "这一天起还有人在任，请先登记免职、转任，或选择一并转入承继单位。",
    "succession_once": "这两个单位之间的承继已经登记过。",
}


@contextmanager
def _refusals(unit: Unit, ground: Ground) -> Iterator[None]:
    """What cannot be is told in words: days to come or long gone, and what the database refuses."""
    if ground.on > timezone.localdate():
        raise Refused("生效时间不能晚于今天。尚未生效的机构变动，请到生效之日登记。")
    if ground.on < _EARLIEST:
        raise Refused(f"生效时间早于 {_EARLIEST:%Y-%m-%d}，请核对年份。")
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if broken(error) not in _WHY:
            raise
        raise Refused(f"“{unit.name}”：{_WHY[broken(error)]}") from error
