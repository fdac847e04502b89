"""The one door for what was put on record by mistake: it is taken back with a reason, and its line tells what it was.

Right acts are never taken back: what has changed since is an act of its own. Frozen years keep their copies.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cadres.constraints import broken
from cadres.jobs.services import Refused
from cadres.people.models import Leaving, Person, Post
from cadres.people.records.models import Sanction
from cadres.people.records.services import claimed
from cadres.trail.services import record

_DAY = timedelta(days=1)


@transaction.atomic
def withdraw_post(post: Post, version: int, reason: str, *, actor: Any) -> None:
    """The last thing registered of a post was a mistake: its end, else the post, with the duties registered in it.

    A post that was moved from into this one goes on. Raises Refused where that cannot be.
    """
    person = claimed(post.person, version)
    kept = Post.objects.select_related("unit").get(pk=post.pk, person=person)
    before = _line(kept)
    if kept.left_how:
        _reopen(kept)
        word = "免职"
    else:
        _remove(kept)
        word = "任职"
    told = f"撤回误登的{person.name}的{word}：{kept}"[:300]
    record("person.post_withdrawn", person, told, actor=actor, county=person.county, before=before, reason=reason)


def _line(post: Post) -> dict[str, Any]:
    """The post as it stood, for whoever reads the line."""
    return {
        "任职": str(post),
        "方式": post.get_manner_display(),
        "时间": f"{post.first_on or '时间不详'} 至 {post.last_on or '今'}",
        "文号": "；".join(filter(None, (post.begun_by, post.left_by))),
        "分管": [charge.what for charge in post.charges.all()],
    }


def _remove(post: Post) -> None:
    moved = {"left_how": Leaving.TRANSFERRED, "left_by": post.begun_by}
    first, key = post.first_on, post.pk
    post.charges.all().delete()
    Post.objects.filter(pk=key).delete()
    if first:
        for former in post.person.posts.filter(last_on=first - _DAY, **moved):
            _reopen(former)


def _reopen(post: Post) -> None:
    post.last_on, post.left_how, post.left_by = None, "", ""
    try:
        with transaction.atomic():
            post.save(update_fields=["last_on", "left_how", "left_by"])
    except IntegrityError as error:
        if broken(error) not in _WHY:
            raise
        raise Refused(f"{post}：{_WHY[broken(error)]}") from error


_WHY = {
    "one_main_post_at_a_time": "其后已有主职，恢复在任会重叠。请先撤回其后误登的任职。",
    "post_in_living_unit": "单位已撤销，不能恢复在任。请核对单位的变动。",
}


@transaction.atomic
def void_sanction(sanction: Sanction, version: int, paper: str, reason: str, *, actor: Any) -> None:
    """The sanction was never this person's, or was entered wrongly: it counts no more and is shown to nobody.

    It stays on record as void. One that was rightly decided and has been cancelled is lifted instead. Raises Refused.
    """
    person = claimed(sanction.person, version)
    kept = Sanction.objects.get(pk=sanction.pk, person=person)
    if kept.voided_at:
        raise Refused("这项处分已作废，没有再次登记。")
    kept.voided_at, kept.voided_by = timezone.now(), paper
    kept.save(update_fields=["voided_at", "voided_by"])
    told = f"作废误登的{person.name}的{kept.get_kind_display()}"
    before = f"{kept}，{kept.first_on} 至 {kept.last_on}"
    told_of = {"before": before, "reason": reason, "document": paper}
    record("person.sanction_voided", person, told, actor=actor, county=person.county, **told_of)


@transaction.atomic
def withdraw_number(person: Person, version: int, reason: str, *, back: bool, actor: Any) -> None:
    """Of the last change of an ID number one was a mistake: the new one, and the former is `back` in its place; or the
    former, which then is nobody's. Raises Refused where there was no change.
    """
    kept = claimed(person, version)
    former = kept.former_numbers.first()
    if former is None:
        raise Refused(f"{kept.name}没有登记过身份证号变更。")
    former.delete()
    if back:
        kept.id_cipher, kept.id_index = former.id_cipher, former.id_index
        kept.save(update_fields=["id_cipher", "id_index"])
    what = "撤回误登的身份证号变更，恢复原号码" if back else "删去误登的原身份证号"
    told = f"{kept.name}：{what}"
    record("person.number_withdrawn", kept, told, actor=actor, county=kept.county, reason=reason)
