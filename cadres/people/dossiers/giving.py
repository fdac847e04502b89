"""Forms given out: as they were sent, with the annual results on record put in; made new for those who have none."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from cryptography.exceptions import InvalidTag
from django.db import transaction

from cadres.jobs.services import Refused
from cadres.people import identity, keys
from cadres.people.dossiers import pieces
from cadres.people.dossiers.models import AnnualResult, AppointmentForm
from cadres.people.dossiers.reading import FIELDS
from cadres.people.lrmx.annual import with_results
from cadres.people.lrmx.forms import Form, new_form, read_form
from cadres.people.lrmx.photos import as_value
from cadres.people.models import Manner, Person, Post
from cadres.people.posts.selectors import career_of, held_on
from cadres.people.records.selectors import ranks_on
from cadres.trail.services import record
from cadres.workbooks.faults import Unreadable

MOST = 300
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@transaction.atomic
def give_one(person: Person, *, actor: Any) -> tuple[str, bytes]:
    """A person's form and its file name; the trail has a line. Raises Refused when what was kept cannot be read."""
    name, content = file_name(person), form_of(person).content
    record("export.forms", person, f"导出任免审批表：{person.name}", actor=actor, county=person.county)
    return name, content


@transaction.atomic
def give_many(people: Sequence[Person], *, actor: Any) -> bytes:
    """The forms of a selection as one zip. Raises Refused for none, for too many, and when one cannot be read."""
    if not people:
        raise Refused("请先勾选要导出的干部。")
    if len(people) > MOST:
        raise Refused(f"一次最多导出 {MOST} 人，已选 {len(people)} 人，请分批导出。")
    content = _zipped((file_name(person), form_of(person).content) for person in people)
    names = "、".join(person.name for person in people[:5])
    words = f"导出任免审批表 {len(people)} 份：{names}{'等' if len(people) > 5 else ''}"
    codes = [person.code for person in people]
    record("export.forms", None, words[:300], actor=actor, county=people[0].county, people=codes)
    return content


def file_name(person: Person) -> str:
    """`王宁-000012.lrmx`: unlike the habit without the ID number, which has no place in the name of a file."""
    return f"{_NO_FILE_NAME.sub('_', person.name)}-{person.code}.lrmx"


def form_of(person: Person) -> Form:
    """The newest form on file, or a new one out of the register, with the annual results on record."""
    kept = AppointmentForm.objects.filter(person=person).first()
    form = _kept(person, kept) if kept else new_form(_values(person))
    grades = dict(AnnualResult.objects.filter(person=person).values_list("year", "grade"))
    return form.changed({"NianDuKaoHeJieGuo": with_results(form.value("NianDuKaoHeJieGuo"), grades)})


def _kept(person: Person, kept: AppointmentForm) -> Form:
    try:
        return read_form(pieces.content_of(kept.sha256))
    except Unreadable as fault:
        raise Refused(f"{person.name}：{fault.what}。{fault.cure}") from fault


def _values(person: Person) -> dict[str, str]:
    """What the register knows, in the habit of the format: dates without dots."""
    words = {element: str(getattr(person, name)) for name, element in FIELDS.items()}
    return words | {
        "XingBie": person.get_sex_display(),
        "ChuShengNianYue": person.birth_month.replace(".", ""),
        "RuDangShiJian": _membership(person),
        "CanJiaGongZuoShiJian": person.work_since.replace(".", ""),
        "XianRenZhiWu": _position(person),
        "JianLi": _career(person),
        "ZhaoPian": as_value(pieces.content_of(person.photo)) if person.photo else "",
        "ShenFenZheng": _number(person),
    }


def _position(person: Person) -> str:
    """The posts held, and the civil-service rank, which the format has no element for, behind them."""
    held = held_on().filter(person=person).select_related("unit").order_by("pk")
    posts = sorted(held, key=lambda post: post.manner != Manner.MAIN)
    rank = ranks_on([person.pk]).get(person.pk)
    return "，".join(filter(None, ("、".join(map(str, posts)), str(rank or ""))))


def _career(person: Person) -> str:
    """The posts on record as lines of a résumé, the earliest first; one whose first day nobody knows has no line."""
    return "\n".join(_line(post) for post in reversed(career_of(person)) if post.first_on)


def _line(post: Post) -> str:
    """`2012.07--2016.06  示例县财政局局长`; blanks stand where a post still held has no end."""
    first, last = (f"{day:%Y.%m}" if day else " " * 7 for day in (post.first_on, post.last_on))
    return f"{first}--{last}  {post.line}"


def _membership(person: Person) -> str:
    others = [party for party in person.party.split("、") if party not in {"", "中共党员"}]
    return "；".join(filter(None, (person.party_since.replace(".", ""), "、".join(others))))


def _number(person: Person) -> str:
    try:
        return identity.unseal(person.id_cipher, *keys.unsealing())
    except (ValueError, InvalidTag) as error:
        raise Refused(f"{person.name}的身份证号不能解密，字段密钥可能已更换，请联系系统管理员。") from error


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    raw = io.BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return raw.getvalue()
