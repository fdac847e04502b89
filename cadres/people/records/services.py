"""The one door for changes of what is on record of a person: each with its paper, its reason and its line."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cadres.constraints import broken
from cadres.counties.models import County
from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.dossiers import pieces
from cadres.people.dossiers.models import AnnualResult
from cadres.people.lrmx.photos import drawn_anew
from cadres.people.models import Person, Post
from cadres.people.records.models import Charge, FormerName, FormerNumber, Mark, Sanction
from cadres.people.records.selectors import by_number
from cadres.people.services import Known, codes, entered
from cadres.trail.services import record
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.texts import name_key

CHANGED_MEANWHILE = "另一位经办人刚刚修改了{person}的记录，您的修改没有保存。请核对现在的内容后再改。"
_DAY = timedelta(days=1)
LARGEST_PHOTO = 5 * 1024 * 1024
#: What may be changed as it stands; a name so changed is a correction, and the wrong one can still be looked up.
FACTS: Sequence[str] = (
    *("name", "sex", "ethnicity", "birth_month", "birth_day", "native_place", "birthplace", "party", "party_since"),
    *("work_since", "health", "profession", "expertise", "education", "degree", "school"),
    *("later_education", "later_degree", "later_school"),
)
#: What the fields of a person are called.
LABELS = {field.name: str(field.verbose_name) for field in Person._meta.fields}
#: Months for which a measure bars promotion by law; of others the decision says it.
MONTHS: Mapping[str, int] = {
    Sanction.Kind.ADMONITION: 6,
    Sanction.Kind.REASSIGNED: 12,
    Sanction.Kind.ORDERED_RESIGN: 12,
    Sanction.Kind.REMOVED: 12,
    Sanction.Kind.DEMOTED: 24,
    Sanction.Kind.WARNING: 6,
    Sanction.Kind.DEMERIT: 12,
    Sanction.Kind.SERIOUS_DEMERIT: 18,
    Sanction.Kind.DOWNGRADED: 24,
    Sanction.Kind.DISMISSED: 24,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """A sanction as its paper tells it; `last_on` None where the law's months are meant."""

    kind: str
    first_on: date
    last_on: date | None
    authority: str
    document: str
    reason: str


@transaction.atomic
def enter_person(county: Any, known: Known, reason: str, *, actor: Any) -> Person:
    """Someone new. Raises Refused for a number that is wrong, or that somebody has or had."""
    County.objects.select_for_update().get(pk=county.pk)
    _number_free(county, known.id_number, None)
    code = next(codes(set(Person.objects.filter(county=county).values_list("code", flat=True))))
    person = entered(county, code, known, keys.indexes_of(known.id_number)[0])
    person.save(force_insert=True)
    record("person.entered", person, f"新增干部：{person.name}（{code}）", actor=actor, county=county, reason=reason)
    return person


@transaction.atomic
def change_facts(
    person: Person, version: int, changes: Mapping[str, str], paper: str, reason: str, *, actor: Any
) -> None:
    """Bring facts up to date, or right. Raises Refused where nothing is new."""
    kept = claimed(person, version)
    before = {name: getattr(kept, name) for name in FACTS if name in changes and getattr(kept, name) != changes[name]}
    if not before:
        raise Refused("内容与现在的相同，没有登记。")
    for name in before:
        setattr(kept, name, changes[name])
    kept.name_key = name_key(kept.name)
    kept.save(update_fields=[*before, "name_key"])
    told = f"修改{kept.name}的" + "、".join(LABELS[name] for name in before)
    after = {LABELS[name]: getattr(kept, name) for name in before}
    old = {LABELS[name]: value for name, value in before.items()}
    _tell("person.changed", kept, told, actor, before=old, after=after, reason=reason, document=paper)


@transaction.atomic
def rename_person(person: Person, version: int, name: str, on: date, paper: str, reason: str, *, actor: Any) -> None:
    """Another name from the day on; the one before is a former name. Raises Refused."""
    kept = claimed(person, version)
    old = kept.name
    if name_key(name) == kept.name_key:
        raise Refused("新姓名与现用姓名相同，没有登记。")
    with refusals(kept, on):
        last = on - _DAY
        FormerName.objects.create(person=kept, name=old, name_key=kept.name_key, last_on=last, paper=paper)
        kept.name, kept.name_key = name, name_key(name)
        kept.save(update_fields=["name", "name_key"])
    told = f"{old}改名为{name}，自 {on:%Y-%m-%d} 起"
    _tell("person.renamed", kept, told, actor, before=old, after=name, reason=reason, document=paper)


@transaction.atomic
def change_number(person: Person, version: int, number: str, on: date, paper: str, reason: str, *, actor: Any) -> None:
    """Another ID number from the day on; the one before still finds the person. Raises Refused."""
    kept = claimed(person, version)
    _number_free(kept.county, number, kept)
    former = {"id_cipher": kept.id_cipher, "id_index": kept.id_index, "last_on": on - _DAY, "paper": paper}
    kept.id_cipher, kept.id_index = identity.seal(number, keys.sealing()), keys.indexes_of(number)[0]
    with refusals(kept, on):
        kept.save(update_fields=["id_cipher", "id_index"])
        FormerNumber.objects.create(person=kept, county=kept.county, **former)
    told = f"变更{kept.name}的身份证号，自 {on:%Y-%m-%d} 起"
    _tell("person.renumbered", kept, told, actor, reason=reason, document=paper)


@transaction.atomic
def keep_photo(person: Person, version: int, content: bytes, reason: str, *, actor: Any) -> None:
    """A picture, drawn anew so that nothing but it is kept. Raises Refused for what is none."""
    kept = claimed(person, version)
    if len(content) > LARGEST_PHOTO:
        raise Refused("照片超过 5 MB，请换上较小的照片。")
    try:
        kept.photo = pieces.keep(drawn_anew(content).jpeg)
    except Unreadable as fault:
        raise Refused(f"{fault.what}。请换上 5 MB 以内的 JPEG、PNG 照片。") from fault
    kept.save(update_fields=["photo"])
    _tell("person.photographed", kept, f"更换{kept.name}的照片", actor, reason=reason)


@transaction.atomic
def put_in_charge(post: Post, version: int, what: str, on: date, paper: str, *, actor: Any) -> Charge:
    """What the holder of a post is in charge of from the day on, instead of what it was before. Raises Refused."""
    person = claimed(post.person, version)
    kept = Post.objects.select_related("unit").get(pk=post.pk)
    if (kept.first_on and on < kept.first_on) or (kept.last_on and on > kept.last_on):
        raise Refused(f"{on:%Y-%m-%d} 不在{kept}的任职时间内，请核对。")
    before = kept.charges.filter(last_on=None).first()
    with refusals(person, on):
        if before:
            before.last_on = on - _DAY
            before.save(update_fields=["last_on"])
        charge = Charge.objects.create(post=kept, what=what, first_on=on, paper=paper)
    told = f"{person.name}（{kept}）分管{what}，自 {on:%Y-%m-%d} 起"
    old = before.what if before else None
    _tell("person.charged", person, told, actor, before=old, after=what, document=paper, post=kept.pk)
    return charge


@transaction.atomic
def impose(person: Person, version: int, decision: Decision, *, actor: Any) -> Sanction:
    """Put a sanction on record with the days of its effect. Raises Refused."""
    kept = claimed(person, version)
    last = decision.last_on or _lawful_end(decision)
    with refusals(kept, decision.first_on):
        sanction = Sanction.objects.create(
            person=kept,
            kind=decision.kind,
            first_on=decision.first_on,
            last_on=last,
            authority=decision.authority,
            document=decision.document,
            reason=decision.reason,
            recorded_by=actor,
        )
    told = f"登记{kept.name}的{sanction.get_kind_display()}，影响期至 {last:%Y-%m-%d}"
    _tell("person.sanctioned", kept, told, actor, reason=decision.reason, document=decision.document)
    return sanction


@transaction.atomic
def lift(sanction: Sanction, version: int, on: date, paper: str, *, actor: Any) -> None:
    """The sanction ends early, on a paper. Raises Refused."""
    person = claimed(sanction.person, version)
    kept = Sanction.objects.get(pk=sanction.pk)
    if kept.lifted_on:
        raise Refused("这项处分已解除，没有再次登记。")
    with refusals(person, on):
        kept.lifted_on, kept.lifted_by = on, paper
        kept.save(update_fields=["lifted_on", "lifted_by"])
    told = f"解除{person.name}的{kept.get_kind_display()}，自 {on:%Y-%m-%d} 起"
    _tell("person.lifted", person, told, actor, document=paper)


@transaction.atomic
def note_result(person: Person, version: int, year: int, grade: str, source: str, *, actor: Any) -> None:
    """A grade of an earlier year, or another than was on record. Raises Refused where it is the same."""
    kept = claimed(person, version)
    if year >= timezone.localdate().year:
        raise Refused("只登记以前年度的考核结果。")
    before = AnnualResult.objects.filter(person=kept, year=year).first()
    if before and before.grade == grade:
        raise Refused(f"{year} 年度已登记为{grade}，没有再次登记。")
    values = {"grade": grade, "source": source}
    AnnualResult.objects.update_or_create(person=kept, year=year, defaults=values)
    told = f"{'更正' if before else '登记'}{kept.name} {year} 年度考核结果：{grade}"
    _tell("person.graded", kept, told, actor, before=before and before.grade, after=grade, reason=source)


@transaction.atomic
def mark_people(people: Sequence[Person], word: str, *, actor: Any) -> int:
    """Give people a mark; how many did not have it. Raises Refused for nobody and for no word."""
    _chosen(people, word)
    had = set(Mark.objects.filter(person__in=people, word=word).values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in had]
    Mark.objects.bulk_create([Mark(person=one, word=word, given_by=actor) for one in new], ignore_conflicts=True)
    _tell_of_many("person.marked", "加标记", word, new, actor)
    return len(new)


@transaction.atomic
def unmark_people(people: Sequence[Person], word: str, *, actor: Any) -> int:
    """Take a mark from people; how many had it. Raises Refused."""
    _chosen(people, word)
    marks = Mark.objects.filter(person__in=people, word=word).select_related("person")
    had = [mark.person for mark in marks]
    marks.delete()
    _tell_of_many("person.unmarked", "取消标记", word, had, actor)
    return len(had)


def _chosen(people: Sequence[Person], word: str) -> None:
    if not people:
        raise Refused("请先勾选干部。")
    if not word:
        raise Refused("请写明标记。")


def _tell_of_many(act: str, words: str, mark: str, people: Sequence[Person], actor: Any) -> None:
    if people:
        names = "、".join(person.name for person in people[:10]) + ("等" if len(people) > 10 else "")
        told, named = f"{words}“{mark}”：{names}（{len(people)} 人）"[:300], [person.code for person in people]
        record(act, None, told, actor=actor, county=people[0].county, people=named, mark=mark)


def _lawful_end(decision: Decision) -> date:
    """The last day of the law's months."""
    if decision.kind not in MONTHS:
        raise Refused("这一种类的影响期以处分决定为准，请填写影响期止。")
    months = decision.first_on.month - 1 + MONTHS[decision.kind]
    year, month = decision.first_on.year + months // 12, months % 12 + 1
    return _same_day(year, month, decision.first_on.day) - _DAY


def _same_day(year: int, month: int, day: int) -> date:
    """The day of that month; where the month is too short, the first of the next."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def claimed(person: Person, version: int) -> Person:
    """The person, ours until the transaction ends, if nobody has changed the record since `version`."""
    if not Person.objects.filter(pk=person.pk, version=version).update(version=F("version") + 1):
        raise Refused(CHANGED_MEANWHILE.format(person=person.name))
    return Person.objects.select_related("county").get(pk=person.pk)


def _number_free(county: Any, number: str, person: Person | None) -> None:
    if fault := identity.fault_of(number):
        raise Refused(f"{fault}，请核对后重新填写。")
    holder = by_number(county, number)
    if holder and (person is None or holder.pk != person.pk):
        raise Refused(f"这个身份证号属于（或曾属于）{holder.name}（{holder.code}），请核对是否同一人。")
    if holder:
        raise Refused("这个号码已登记在本人名下，没有变更。")


_WHY = {
    "one_former_name_a_day": "这一天已登记过改名，请核对时间。",
    "former_number_once": "原号码已登记过，请核对。",
    "number_of_one_person": "这个身份证号属于或曾属于另一人，请核对。",
    "person_id_once": "这个身份证号属于另一人，请核对。",
    "one_charge_of_a_post": "这一天起已登记了分管工作，请核对时间。",
    "charge_days_in_order": "时间早于现有分管工作的起始之日，请核对。",
    "one_rank_at_a_time": "这段时间已登记了职级，职级不能重叠，请核对时间。",
    "rank_days_in_order": "时间早于现任职级的起始之日，请核对。",
    "sanction_once": "同一决定的这项处分已经登记。",
    "sanction_in_order": "影响期止早于决定时间，请核对。",
    "sanction_lifted_on_paper": "解除时间早于决定时间，或没有文号，请核对。",
}


@contextmanager
def refusals(person: Person, day: date) -> Iterator[None]:
    """Days to come, and what the database refuses, are told in words."""
    if day > timezone.localdate():
        raise Refused("时间不能晚于今天。")
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if broken(error) not in _WHY:
            raise
        raise Refused(f"{person.name}：{_WHY[broken(error)]}") from error


def _tell(
    act: str,
    person: Person,
    told: str,
    actor: Any,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    **detail: Any,
) -> None:
    values = {"before": before, "after": after, "reason": reason}
    record(act, person, told[:300], actor=actor, county=person.county, **values, **detail)
