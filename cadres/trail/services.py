"""The one door to the trail: a line for each act of substance, in the transaction of the act."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from cadres.trail import chain, origin
from cadres.trail.models import TrailLine

#: Who acts where no account does: the program itself, or somebody at the other end of a request.
_NOBODY = {False: "系统", True: "未登录"}


def record(
    act: str,
    thing: Model | None,
    summary: str,
    *,
    actor: Any,
    county: Any,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    **detail: Any,
) -> TrailLine:
    """Append one line to the trail, in the caller's transaction.

    `act` is a dotted past fact ('run.requested'); names are copied so that the line stays readable when they change.
    `before` and `after` are what was changed, as JSON. From where is known by itself (`origin`).
    """
    where = origin.here()
    return TrailLine.objects.create(
        county=county,
        actor=actor,
        actor_name=str(actor) if actor else _NOBODY[bool(where.address)],
        act=act,
        thing=thing._meta.label_lower if thing else "",
        thing_id=str(thing.pk) if thing else "",
        summary=summary,
        detail=detail,
        before=before,
        after=after,
        reason=reason,
        address=where.address,
        request_id=where.request_id,
    )


def verify(heads: Mapping[int, str] | None = None, *, actor: Any, county: Any) -> chain.Verdict:
    """Prove the chain, and leave a line that says who did and what came out."""
    verdict = chain.verify(heads)
    faults = len(verdict.breaks)
    told = f"核验操作留痕：{f'{faults} 处断裂' if faults else f'{verdict.count} 条完好'}"
    record("trail.verified", None, told, actor=actor, county=county, count=verdict.count, faults=faults)
    return verdict


def heads_exported(number: int) -> None:
    """Tell that the chain's heads up to link `number` were written to a file."""
    record("trail.heads_exported", None, f"导出操作留痕的链头，至第 {number} 环", actor=None, county=None)


def exported(asked: str, count: int, *, actor: Any) -> None:
    """Tell that lines of the trail were handed out as a workbook, and which."""
    told = f"导出操作留痕 {count} 条（{asked}）"[:300]
    record("export.trail", None, told, actor=actor, county=actor.county, count=count)


def printed(path: str, title: str, *, actor: Any) -> None:
    """Tell that an account printed a page; both texts are the browser's word."""
    told = f"打印页面：{title[:100] or path[:100]}"
    record("page.printed", None, told, actor=actor, county=actor.county, path=path[:200])
