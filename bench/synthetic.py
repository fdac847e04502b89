"""A made-up county straight as a sheet, for measuring and for property tests of the engine without a database."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scoring.language.scheme import Scheme
from scoring.model.sheet import Duty, Key, LedgerLine, Mark, Sheet, Subject, Tenure

FIRST, LAST = date(2016, 1, 1), date(2016, 12, 31)


def county(scheme: Scheme, units: int = 110, cadres: int = 1470, lines: int = 120, seed: int = 1) -> Sheet:
    """`units` units with their teams, `cadres` cadres over them, `lines` deductions; all in office all year."""
    rng = random.Random(seed)  # noqa: S311  made-up marks, no secret
    codes = [f"U{number:05d}" for number in range(units)]
    people = [f"C{number:06d}" for number in range(cadres)]
    homes = {person: codes[number % units] for number, person in enumerate(people)}
    heads = set(people[:units])
    ledger = _ledger(rng, codes, lines)
    return Sheet(
        scheme.year,
        tuple(_subjects(scheme, rng, codes, homes, heads, ledger)),
        tuple(Duty(f"{unit}-1", rng.choice(people), True, FIRST, LAST) for unit in codes),
        tuple(Tenure(home, person, person in heads, FIRST, LAST) for person, home in homes.items()),
    )


def _ledger(rng: random.Random, codes: list[str], lines: int) -> dict[str, list[LedgerLine]]:
    found: dict[str, list[LedgerLine]] = {code: [] for code in codes}
    for number in range(lines):
        unit = rng.choice(codes)
        day = date(2016, rng.randint(1, 12), rng.randint(1, 28))
        document = f"示例督通报〔2016〕{number}号"
        found[unit].append(
            LedgerLine("deductions", f"{unit}-1", day, Decimal("-0.5"), "进度滞后", document, 900_000 + number)
        )
    return found


def _subjects(
    scheme: Scheme,
    rng: random.Random,
    codes: list[str],
    homes: dict[str, str],
    heads: set[str],
    ledger: dict[str, list[LedgerLine]],
) -> Iterator[Subject]:
    for kind in ("unit", "team"):
        groups = list(scheme.subjects[kind].groups)
        for number, code in enumerate(codes):
            own = tuple(ledger[code]) if kind == "unit" else ()
            marks = _marks(scheme, rng, kind)
            yield Subject(Key(kind, code), groups[number % len(groups)], code, FIRST, LAST, "", marks, own)
    for number, (person, home) in enumerate(homes.items()):
        group = "principal" if person in heads else ("deputy", "non_leading")[number % 3 == 0]
        yield Subject(Key("cadre", person), group, home, FIRST, LAST, "", _marks(scheme, rng, "cadre"))


def _marks(scheme: Scheme, rng: random.Random, kind: str) -> tuple[Mark, ...]:
    return tuple(
        Mark(source.key, period.key, item, Decimal(rng.randint(7000, 9900)) / 100, rng.randrange(10**6))
        for source in scheme.mark_sources.values()
        for period in source.periods
        for item in source.items_of(kind)
    )
