import hashlib
from datetime import date
from typing import Any

from django.db import transaction

from assessment.cycles.models import AdoptedScheme, Cycle
from cadres.counties.models import County
from cadres.trail.services import record
from scoring.load import loads

#: Decimals of a record (the columns of entries and deductions), hence of a scheme's entered values.
PLACES = 2


@transaction.atomic
def adopt_scheme(county: County, name: str, text: str, *, actor: Any) -> AdoptedScheme:
    """Adopt a scheme's text for a county.

    Raises scoring.errors.SchemeError with all its faults, ValueError when its marks are not what records can hold.
    """
    scheme = loads(text, name)
    if scheme.places.stored != PLACES:
        raise ValueError(f"本程序的考核记录保存 {PLACES} 位小数，方案的 places.stored 应为 {PLACES}。")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    adopted = AdoptedScheme.objects.create(
        county=county,
        name=name,
        title=scheme.title,
        text=text,
        sha256=sha256,
        document=scheme.document,
        effective_from=scheme.effective_from,
        adopted_by=actor,
    )
    record("scheme.adopted", adopted, f"采用《{scheme.title}》", actor=actor, county=county, sha256=sha256)
    return adopted


@transaction.atomic
def open_cycle(county: County, year: int, adopted: AdoptedScheme, *, actor: Any) -> Cycle:
    """Open a county's assessment year under an adopted scheme, which cannot act on facts that precede it.

    Raises ValueError when the scheme takes force after the year's first day.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if adopted.effective_from > first:
        raise ValueError(f"方案自 {adopted.effective_from} 起施行，不能用于 {year} 年度。")
    cycle = Cycle.objects.create(
        county=county, year=year, name=f"{year}年度综合考评", scheme=adopted, first_on=first, last_on=last
    )
    record("cycle.opened", cycle, f"建立{cycle.name}", actor=actor, county=county, scheme=adopted.sha256)
    return cycle


@transaction.atomic
def open_year(county: County, year: int, name: str, text: str, *, actor: Any) -> Cycle:
    """Adopt a scheme's text, unless the county has adopted the very same before, and open a year under it.

    Raises what `adopt_scheme` and `open_cycle` raise; then nothing is written.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = AdoptedScheme.objects.filter(county=county, sha256=sha256).first()
    return open_cycle(county, year, known or adopt_scheme(county, name, text, actor=actor), actor=actor)
