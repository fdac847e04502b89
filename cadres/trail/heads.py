"""Heads of the chain as a file to keep elsewhere: the last link, and one in a thousand to tell where a break lies."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Max, Q
from django.db.models.functions import Mod
from django.utils import timezone

from cadres.trail.models import TrailLink

EVERY = 1_000
_KIND = "hengjian trail heads"


class NotHeads(ValueError):
    """The file holds no heads; the message says so in Chinese."""


def written() -> tuple[str, int]:
    """The file's text, and the number of the last link (0 for an empty trail)."""
    last = TrailLink.objects.aggregate(last=Max("number"))["last"] or 0
    chosen = TrailLink.objects.annotate(rest=Mod(F("number"), EVERY)).filter(Q(rest=0) | Q(number=last))
    heads = [
        {"number": link.number, "digest": link.digest, "algorithm": link.algorithm}
        for link in chosen.order_by("number")
    ]
    whole = {"kind": _KIND, "made_at": timezone.now().isoformat(), "heads": heads}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n", last


def read(text: str) -> Mapping[int, str]:
    """Digest by number, of a file that `written` gave. Raises NotHeads."""
    try:
        whole = json.loads(text)
        if whole["kind"] != _KIND:
            raise NotHeads(_WRONG)
        return {_number(head): str(head["digest"]) for head in whole["heads"]}
    except (ValueError, KeyError, TypeError) as wrong:
        raise NotHeads(_WRONG) from wrong


def _number(head: Any) -> int:
    number: int = head["number"]
    if type(number) is not int:
        raise NotHeads(_WRONG)
    return number


_WRONG = "不是 export_trail_heads 导出的链头文件，或已损坏。"
