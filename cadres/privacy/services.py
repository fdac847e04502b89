"""The one door for personal data as such: a number shown for a reason, a request to correct them, its answer."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cadres.jobs.services import Refused
from cadres.people import identity
from cadres.people.models import Person
from cadres.people.records.selectors import by_number
from cadres.privacy.models import CorrectionRequest, RequestState
from cadres.privacy.own import number_of, on_record
from cadres.trail.services import record


@transaction.atomic
def reveal_number(person: Person, reason: str, *, actor: Any) -> str:
    """The whole ID number, after the line that says who read it and why. Raises Refused when no key opens it."""
    number = number_of(person)
    if number is None:
        raise Refused("身份证号不能解密，字段密钥可能已更换，请联系系统管理员。")
    told = f"查看身份证号：{person.name}"
    record("read.id_number", person, told, actor=actor, county=person.county, reason=reason)
    return number


@transaction.atomic
def seek_number(county: Any, number: str, *, actor: Any) -> Person | None:
    """Whose ID number it is or was; the line says that it was sought, and not the number. Raises Refused for none."""
    if fault := identity.fault_of(number):
        raise Refused(f"{fault}，请核对后重新查找。")
    found = by_number(county, number)
    told = f"按身份证号查找：{found.name if found else '没有这个人'}"
    record("read.number_sought", found, told, actor=actor, county=county)
    return found


@transaction.atomic
def ask_correction(person: Person, subject: str, wish: str, ground: str, *, actor: Any) -> CorrectionRequest:
    """Ask the office to correct what is on record. Raises Refused while the same is asked already."""
    asked = CorrectionRequest(
        person=person, subject=subject, on_record=on_record(person, subject), wish=wish, ground=ground, asked_by=actor
    )
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError as twice:
        raise Refused(f"“{subject}”的更正申请正在办理，请等待答复后再提出。") from twice
    told = f"{person.name}申请更正个人信息：{subject}"
    record("person.correction_asked", asked, told, actor=actor, county=person.county, reason=ground)
    return asked


@transaction.atomic
def answer_correction(request: CorrectionRequest, *, corrected: bool, answer: str, actor: Any) -> CorrectionRequest:
    """Answer a request, with the reason; what is corrected is corrected in the register by its own acts.

    Raises Refused for one that is answered, and for one's own.
    """
    kept = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("person__county").get(pk=request.pk)
    if kept.state != RequestState.OPEN:
        raise Refused(f"这项申请已由{kept.answered_by}答复，没有再次处理。")
    if kept.asked_by_id == actor.pk:
        raise Refused("不能答复自己的申请，请由另一位经办人答复。")
    kept.state = RequestState.CORRECTED if corrected else RequestState.DECLINED
    kept.answer, kept.answered_by, kept.answered_at = answer, actor, timezone.now()
    kept.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    told = f"答复{kept.person.name}的更正申请（{kept.subject}）：{kept.get_state_display()}"
    record("person.correction_answered", kept, told, actor=actor, county=kept.person.county, reason=answer)
    return kept
