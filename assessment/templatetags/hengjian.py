"""Template tags of the component set (templates/components/README.md): they show, and decide nothing."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessment.navigation import groups_for
from cadres.access.models import Role
from cadres.access.permissions import roles_of
from cadres.jobs.models import Job
from cadres.trail.origin import JOB
from scoring.language.scheme import Colours
from scoring.numbers.numerals import signed

register = template.Library()
#: Names of a file format within a Chinese sentence: keys, paths, values; no parts of a shortened digest.
_CODE = re.compile(r"(?<![\w…])([A-Za-z][\w.\-]+)(?![\w…])", re.ASCII)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: RequestContext) -> dict[str, Any]:
    """The side navigation: what the account may open, within the page's cycle or else its county's newest one."""
    request = context["request"]
    return {
        "groups": groups_for(request, context.get("cycle")),
        "user": request.user,
        "roles": [role.label for role in Role if role in roles_of(request.user)],
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }


@register.inclusion_tag("components/watermark.html", takes_context=True)
def watermark(context: RequestContext) -> dict[str, Any]:
    """Who looks and when, over the page: always where people are named in confidence, on paper everywhere."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    match = request.resolver_match if request else None
    name = match.url_name if match else ""
    when = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    return {"who": f"{user} {user.username}", "when": when, "always": name in settings.MARKED_PAGES}


@register.inclusion_tag("components/crumb.html")
def crumb(label: Any, name: str = "", *args: Any) -> dict[str, Any]:
    """One place on the way to this page; `name` and `args` as for `url`."""
    return {"label": label, "url": reverse(name, args=args) if name else ""}


@register.inclusion_tag("components/icon.html")
def icon(name: str) -> dict[str, str]:
    """An icon of the sprite; decoration only, words stand beside it."""
    return {"name": name, "sprite": static("vendor/icons.svg")}


@register.inclusion_tag("components/badge.html")
def badge(word: Any, tone: str = "") -> dict[str, Any]:
    """A word with its dot."""
    return {"word": word, "tone": tone}


@register.inclusion_tag("components/parts.html")
def parts(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The parts of a score, [[label, score, contribution], …], as one bar against 100."""
    bars: list[dict[str, Any]] = []
    x = Decimal(0)
    for label, score, contribution in rows:
        width = max(Decimal(contribution or 0), Decimal(0))
        bars.append({"x": x, "width": width, "title": f"{label} {score}，计入 {contribution}"})
        x += width
    return {"bars": bars, "label": "；".join(bar["title"] for bar in bars)}


@dataclass(slots=True)
class Node:
    """A line of an explanation with the lines below it."""

    line: Any
    children: list["Node"] = field(default_factory=list)


@register.inclusion_tag("components/tree.html")
def tree(
    lines: Iterable[Any], unfolded: int = 1, heading: str = "得分构成", of: str = "得分", name: Any = ""
) -> dict[str, Any]:
    """An explanation's lines, which come in order with their `depth`, as parts that unfold (`unfolded` levels open).

    `of` is what the figures are; a second tree of a page has a `name`.
    """
    rows = list(lines)
    weighed = any(line.weight for line in rows)
    about = {"heading": heading, "of": of, "id": f"tree{name}", "weighed": weighed}
    return {"nodes": nested(rows), "unfolded": unfolded, **about}


def nested(lines: Iterable[Any]) -> list[Node]:
    """Lines in pre-order with a `depth` each → the trees they make."""
    roots: list[Node] = []
    path: list[Node] = []
    for line in lines:
        node = Node(line)
        del path[line.depth :]
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


@register.simple_tag
def colour(colours: Colours, key: str) -> str:
    """What the scheme calls a colour."""
    return colours.word(key)


@register.filter
def score(value: Decimal | str | None) -> str:
    """A figure with two decimals at least and a true minus sign. Idle zeros are dropped, nothing is rounded."""
    if value is None or value == "":
        return "—"
    whole, _, decimals = str(value).partition(".")
    return signed(f"{whole}.{decimals.rstrip('0').ljust(2, '0')}")


@register.filter
def codes(sentence: str) -> SafeString:
    """A sentence whose Latin words, being names of a file format, are marked as no language."""
    words, *pairs = _CODE.split(sentence)
    marked = format_html_join(
        "", '<span class="code" lang="zxx">{}</span>{}', zip(pairs[::2], pairs[1::2], strict=True)
    )
    return format_html("{}{}", words, marked)


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute, whose reader is a script."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def short(digest: str) -> str:
    """Enough of a digest to compare by eye: 'sha256:7f3a91…c1d2' → '7f3a91…c1d2'."""
    body = digest.rpartition(":")[2]
    return f"{body[:8]}…{body[-4:]}" if len(body) > 16 else body


@register.filter
def page_numbers(page: "Page[Any]") -> list[int | str]:
    """The page numbers a pager shows: both ends and the neighbours."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.filter
def size(count: int) -> str:
    """Bytes in words: 1.4 MB."""
    for limit, unit in ((1 << 20, "MB"), (1 << 10, "KB")):
        if count >= limit:
            tenths = count * 10 // limit
            return f"{tenths // 10}.{tenths % 10} {unit}"
    return f"{count} 字节"


@register.simple_tag
def made_by(job: Job) -> dict[str, str] | None:
    """The page on which to see what a job made, as label and address."""
    if job.kind not in _MADE:
        return None
    label, made, name, key = _MADE[job.kind]
    thing = getattr(job, made, None)
    return thing and {"label": label, "url": reverse(name, args=[getattr(thing, key)])}


#: Kind of job → words of the link, what the job makes, its page, and the attribute that the page's address names.
_MADE = {
    "intake": ("查看导入结果", "intake", "intake-result", "pk"),
    "forms-look": ("查看导入预览", "looked_through", "form-import", "pk"),
    "forms-write": ("查看导入结果", "written_forms", "form-import", "pk"),
    "run": ("查看测算结果", "run", "run", "pk"),
    "robustness": ("查看检验结果", "robustness", "robustness", "pk"),
    "documents": ("查看公布文件", "publication", "publications", "cycle_id"),
}
_DETAILS = {
    "sha256": "校验值",
    "version": "第几稿",
    "faults": "问题",
    "files": "文件",
    "file": "文件",
    "people": "干部编号",
    "policy": "处理办法",
    "outcome": "结果",
    "scheme": "方案校验值",
    "digest": "结果校验值",
    "seal": "封签",
    "run": "测算",
    "admitted": "入选",
    "refused": "不入选",
    "reason": "理由",
    "counts": "各表行数",
    "before": "原得分",
    "after": "现得分",
    "supersedes": "取代记录",
    "count": "条数",
    "second": "共同办理",
    "path": "页面",
    "acts": "可做",
    "post": "任职编号",
    "document": "依据文号",
    "ip": "来源地址",
    "asked": "核对过的行数",
    "remaining": "保留的单位",
    "mark": "标记",
    "preview": "预览校验值",
}


@register.filter
def asked_by(request_id: str) -> str:
    """What a trail line's `request_id` numbers: a request, or a job ('job-12')."""
    return "任务" if request_id.startswith(JOB) else "请求"


@register.filter
def asked_number(request_id: str) -> str:
    """The number in a trail line's `request_id`."""
    return request_id.removeprefix(JOB)


@register.filter
def detail_name(key: str) -> str:
    """What a trail line's detail is called in the office."""
    return _DETAILS.get(key, key)


@register.filter
def detail_value(value: Any) -> str:
    """A trail line's detail as text; digests are shortened."""
    if isinstance(value, dict):
        return "、".join(f"{name} {one}" for name, one in value.items())
    if value is None:
        return "撤销"
    if isinstance(value, list):
        return "、".join(map(str, value)) if all(isinstance(one, str) for one in value) else f"{len(value)} 个"
    return short(value) if isinstance(value, str) and len(value) >= 64 else str(value)


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key known only in the template; the key itself where there is none."""
    return mapping.get(key, key)


@register.filter
def undecided(quotas: Sequence[Mapping[str, Any]]) -> int:
    """How many quota lines of a run are crossed by a tie."""
    return sum(1 for line in quotas if line["undecided"])
