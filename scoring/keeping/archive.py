"""Everything a published table rests on, as one JSON text that outlives the database.

An archive holds the scheme's text, the sheet, the table and the digests. Whoever has it, Python and PyYAML can
recompute the table (`python -m scoring replay FILE`). References are not archived: they mean nothing elsewhere; nor
are the names of raters, unless their relation to the rated must be found again.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from scoring import ENGINE_VERSION
from scoring.errors import SheetError
from scoring.judge import judge
from scoring.keeping import digest
from scoring.keeping.sheetfile import parsed, sheet_data, sheet_of
from scoring.keeping.unnamed import unnamed
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.model.verdict import Standing, Verdict

FORM = "hengjian-archive/1"


class Archive(NamedTuple):
    """An archive read back: `table` and `digests` as they were published."""

    engine: str
    scheme_name: str
    scheme_text: str
    sheet: Sheet
    table: list[list[Any]]
    digests: dict[str, str]


def pack(scheme_name: str, scheme_text: str, sheet: Sheet, verdict: Verdict) -> str:
    """The archive of a verdict; SchemeError if the text is not a scheme."""
    scheme = loads(scheme_text, scheme_name)
    inputs = digest.inputs_digest(scheme, sheet)
    content = {
        "form": FORM,
        "engine": ENGINE_VERSION,
        "scheme": {"name": scheme_name, "text": scheme_text},
        "sheet": sheet_data(unnamed(scheme, sheet)),
        "table": table(verdict),
        "digests": {
            "inputs": inputs,
            "all": digest.over(inputs, verdict),
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Archive:
    """An archive's content; SheetError if the text is not an archive."""
    data = parsed(text)
    if data.get("form") != FORM:
        raise SheetError(f"不是衡鉴存档：form 应为 {FORM}。")
    try:
        scheme = data["scheme"]
        _check_form(data, _FORM)
        _check_form(scheme, _SCHEME)
        _check_table(data["table"])
        return Archive(
            data["engine"], scheme["name"], scheme["text"], sheet_of(data["sheet"]), data["table"], data["digests"]
        )
    except KeyError as fault:
        raise SheetError(f"存档不完整：缺 {fault}。") from fault


_FORM = {"form": str, "engine": str, "scheme": dict, "sheet": dict, "table": list, "digests": dict}
_SCHEME = {"name": str, "text": str}


def _check_form(held: dict[str, Any], parts: Mapping[str, type]) -> None:
    """SheetError where a part is strange or not of its sort."""
    strange = held.keys() - parts.keys()
    odd = [name for name, sort in parts.items() if not isinstance(held[name], sort)]
    if strange or odd:
        raise SheetError(f"存档的“{min([*strange, *odd])[:24]}”不认识或格式不对，请核对是否被改动。")


def _check_table(rows: list[Any]) -> None:
    """SheetError where a row does not name its subject."""
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, list) or [type(one) for one in row[:2]] != [str, str]:
            raise SheetError(f"存档的结果表第 {number} 行格式不对，请核对是否被改动。")


def table(verdict: Verdict) -> list[list[Any]]:
    """The published table as JSON rows: kind, code, group, status, score, rank, tied, quota, place, colour.

    Where the method has more to tell, then also grade, reasons, places, flags and the payouts' values.
    """
    standings = sorted(verdict.standings, key=lambda one: one.key)
    return [
        [
            *one.key,
            one.group,
            one.status,
            None if one.score is None else str(one.score),
            one.rank,
            one.tied,
            one.quota,
            one.place,
            one.colour,
            *_consequences(one),
        ]
        for one in standings
    ]


def _consequences(one: Standing) -> list[Any]:
    pairs = [[list(pair) for pair in pairs] for pairs in (one.places, one.flags)]
    found = [one.grade, list(one.reasons), *pairs, [None if it.value is None else str(it.value) for it in one.payout]]
    return found if any(found) else []


def faults(archive: Archive) -> list[str]:
    """What does not come out again when the archive is recomputed, in words; empty when all agrees."""
    scheme = loads(archive.scheme_text, archive.scheme_name)
    verdict = judge(scheme, archive.sheet)
    now = {
        "inputs": digest.inputs_digest(scheme, archive.sheet),
        "all": digest.digest(scheme, archive.sheet, verdict),
    }
    kept = archive.digests
    found = [
        f"摘要“{name}”不一致：存档 {kept.get(name)}，重算 {new}" for name, new in now.items() if kept.get(name) != new
    ]
    found += [f"摘要“{name}”是多出来的" for name in kept.keys() - now.keys()]
    return found + list(_row_faults(archive.table, table(verdict)))


def _row_faults(old: list[list[Any]], new: list[list[Any]]) -> Iterable[str]:
    """Rows that differ; where none does, rows that are doubled or stand elsewhere."""
    before = {(row[0], row[1]): row for row in old}
    after = {(row[0], row[1]): row for row in new}
    found = [
        f"{key[0]} {key[1]} 不一致：存档 {before.get(key)}，重算 {after.get(key)}"
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    return found or ["结果表有重复的行，或行的次序变了"] * (old != new)
