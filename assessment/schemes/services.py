"""The one door for drafts: saved, thrown away, adopted."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from assessment.cycles.models import AdoptedScheme
from assessment.cycles.services import adopt_scheme
from assessment.schemes.checks import checked
from assessment.schemes.models import Draft
from cadres.counties.models import County
from cadres.jobs.services import Refused
from cadres.trail.services import record
from scoring.language.scheme import Scheme


@transaction.atomic
def save_draft(county: County, name: str, text: str, *, actor: Any) -> Draft:
    """Begin a draft; Refused when the county has one of that name."""
    try:
        with transaction.atomic():
            draft = Draft.objects.create(county=county, name=name, text=text, changed_by=actor)
    except IntegrityError as taken:
        raise Refused(f"已有名为“{name}”的草案，请换一个名称。") from taken
    _told(draft, actor)
    return draft


@transaction.atomic
def change_draft(draft: Draft, version: int, text: str, *, actor: Any) -> Draft:
    """Save a draft's next version; Refused when it is no more the `version` that was opened."""
    draft = _locked(draft, version)
    draft.text, draft.version, draft.changed_by = text, draft.version + 1, actor
    draft.save()
    _told(draft, actor)
    return draft


@transaction.atomic
def delete_draft(draft: Draft, *, actor: Any) -> None:
    """Throw a draft away; the trail keeps its name and digest."""
    sha256 = _digest(draft.text)
    summary = f"删除方案草案“{draft.name}”"
    record("scheme.deleted", draft, summary, actor=actor, county=draft.county, version=draft.version, sha256=sha256)
    draft.delete()


@transaction.atomic
def adopt_draft(draft: Draft, version: int, *, actor: Any) -> AdoptedScheme:
    """Adopt a draft's text as it was read in `version`; from then on it never changes.

    Raises Refused when the text has faults, was changed meanwhile, is adopted already, or takes force after the facts
    of the year that it is made for. Years that are pinned to another scheme stay so.
    """
    draft = _locked(draft, version)
    scheme, faults = checked(draft.text)
    if scheme is None:
        raise Refused(f"方案还有 {len(faults)} 处问题，不能采用。")
    if AdoptedScheme.objects.filter(county=draft.county, sha256=_digest(draft.text)).exists():
        raise Refused("这一方案此前已经采用，无须再次采用。")
    _must_precede_facts(scheme)
    try:
        return adopt_scheme(draft.county, draft.name, draft.text, actor=actor)
    except ValueError as unfit:
        raise Refused(str(unfit)) from unfit


def _must_precede_facts(scheme: Scheme) -> None:
    first = date(scheme.year, 1, 1)
    if scheme.effective_from > first:
        told = f"方案自 {scheme.effective_from} 起施行，{scheme.year} 年度的事实从 {first} 起，早于施行日"
        raise Refused(f"{told}；方案不溯及既往，请改施行日或年度。")


def _locked(draft: Draft, version: int) -> Draft:
    now = Draft.objects.select_for_update(of=("self",)).select_related("county").get(pk=draft.pk)
    if now.version != version:
        raise Refused(f"这份草案已被{now.changed_by}改为第 {now.version} 稿，请重新打开后再操作。")
    return now


def _told(draft: Draft, actor: Any) -> None:
    _, faults = checked(draft.text)
    summary = f"保存方案草案“{draft.name}”第 {draft.version} 稿"
    detail: dict[str, Any] = {"version": draft.version, "sha256": _digest(draft.text), "faults": len(faults)}
    record("scheme.drafted", draft, summary, actor=actor, county=draft.county, **detail)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
