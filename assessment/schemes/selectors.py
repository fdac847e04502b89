"""The schemes an account may read: shipped with the program, adopted by its county, drafted there."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from assessment.cycles.models import AdoptedScheme
from assessment.schemes.models import Draft
from cadres.access.permissions import May, may
from scoring import shipped

SHIPPED, ADOPTED, DRAFT = "shipped", "adopted", "draft"


@dataclass(frozen=True, slots=True)
class Version:
    """One text among all: `ref` names it in an address ('draft-3'), `sort` says what it is."""

    ref: str
    sort: str
    label: str
    text: str
    url: str

    @property
    def sha256(self) -> str:
        """The digest by which a text is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def drafts_for(user: Any) -> QuerySet[Draft]:
    """The drafts of the account's county, last changed first."""
    drafts = Draft.objects.filter(county_id=user.county_id).select_related("changed_by", "county")
    return drafts if may(user, May.READ_SCHEMES) else drafts.none()


def adopted_for(user: Any) -> QuerySet[AdoptedScheme]:
    """The schemes that the account's county has adopted, newest first, with how many years they serve."""
    found = AdoptedScheme.objects.filter(county_id=user.county_id).select_related("adopted_by")
    found = found.annotate(years=Count("cycles")).order_by("-pk")
    return found if may(user, May.READ_SCHEMES) else found.none()


def versions_for(user: Any) -> list[Version]:
    """All texts the account may read, drafts first."""
    return [
        *(of_draft(one) for one in drafts_for(user)),
        *(of_adopted(one) for one in adopted_for(user)),
        *(of_shipped(name) for name in shipped.names()),
    ]


def of_draft(draft: Draft) -> Version:
    """A draft as it is now."""
    label = f"草案“{draft.name}”第 {draft.version} 稿"
    return Version(f"{DRAFT}-{draft.pk}", DRAFT, label, draft.text, reverse("scheme-draft", args=[draft.pk]))


def of_adopted(adopted: AdoptedScheme) -> Version:
    """An adopted scheme."""
    label = f"已采用：{adopted.title}（{adopted.sha256[:8]}…{adopted.sha256[-4:]}）"
    return Version(f"{ADOPTED}-{adopted.pk}", ADOPTED, label, adopted.text, reverse("scheme", args=[adopted.pk]))


def of_shipped(name: str) -> Version:
    """A scheme that came with the program; KeyError if there is none of that name."""
    text = shipped.scheme_text(name)
    label = f"随程序提供：{shipped.shipped(name).title}"
    return Version(f"{SHIPPED}-{name}", SHIPPED, label, text, reverse("scheme-shipped", args=[name]))
