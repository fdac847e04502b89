"""What the command line does, one function each; they give back the exit code."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import IO, Any

from scoring.errors import SheetError
from scoring.judge import judge
from scoring.keeping import archive
from scoring.language.scheme import Scheme
from scoring.load import load_file, text_of
from scoring.model.sheet import Key
from scoring.model.verdict import Standing, Verdict
from scoring.reading.where import Lines
from scoring.schema import export
from scoring.tables import results
from scoring.tables.blank import blank_pages
from scoring.tables.faults import refused
from scoring.tables.gather import Facts
from scoring.tables.located import Places, where
from scoring.tables.source import opened, places_of
from scoring.telling import wording
from scoring.telling.naming import with_names
from scoring.trial import oddities

JSON, XLSX = ".json", ".xlsx"


def check(call: Namespace) -> int:
    """Check a scheme, and a sheet under it; every fault, gap, inconsistency and oddity at once."""
    scheme = load_file(call.scheme)
    facts = opened(call.sheet, scheme) if call.sheet else None
    print(f"{call.scheme}：可用。{scheme.title}，{len(scheme.sources)} 个来源，{len(scheme.rules)} 条规则。")
    _warn(call.scheme, oddities.warnings(scheme))
    if facts is None:
        return 0
    verdict = judge(scheme, facts.sheet)
    _warn(call.scheme, oddities.warnings_of(scheme, facts.sheet, verdict))
    places = places_of(call.sheet, scheme, verdict.about)
    found = [with_names(scheme, facts.names, line) for line in findings(scheme, verdict, places)]
    for line in (*reminders(verdict), *found):
        print(line)
    print(
        f"{call.sheet}：{len(facts.sheet.subjects)} 个对象，" + (f"{len(found)} 处请核对。" if found else "没有缺漏。")
    )
    return 1 if found else 0


def _warn(file: Path, found: Iterable[oddities.Oddity]) -> None:
    """Warnings with their lines; they change no exit code."""
    lines = Lines(text_of(file))
    for oddity in found:
        print(f"{file} 第 {lines.of(oddity.path)} 行 {oddity}")


def findings(scheme: Scheme, verdict: Verdict, places: Places) -> Iterator[str]:
    """Every gap and inconsistency that a sheet showed when it was judged, with the places of what was entered."""
    for gap in verdict.gaps():
        yield f"{scheme.named(Key(gap.kind, gap.code))}：{wording.missing(scheme, gap)}"
    for line in verdict.quotas:
        if line.note and line.undecided:
            yield f"请核对：{line.note}"
    for problem in verdict.problems:
        yield f"请核对：{where(places.get(problem, ()))}{problem}"


def reminders(verdict: Verdict) -> Iterator[str]:
    """What keeps nothing from being published: what the scheme has dealt with, rulings where nothing is tied."""
    moot = (line.note for line in verdict.quotas if line.note and not line.undecided)
    return (f"提醒：{told}" for told in (*verdict.reminders, *moot))


def run(call: Namespace) -> int:
    """Judge a sheet; print the table or write it to a file."""
    _known_ending(call.out)
    scheme = load_file(call.scheme)
    facts = opened(call.sheet, scheme)
    verdict = judge(scheme, facts.sheet)
    if call.out is None:
        _print_table(scheme, verdict, facts, places_of(call.sheet, scheme, verdict.about))
        return 0
    _write(call, scheme, facts, verdict)
    gaps = len(verdict.gaps())
    blocked = f"，{gaps} 处缺项" if gaps else ""
    print(f"{call.out}：{len(verdict.standings)} 个对象{blocked}，{len(verdict.problems)} 处请核对。")
    return 0


def _known_ending(out: Path | None) -> None:
    if out is not None and out.suffix.lower() not in (JSON, XLSX):
        raise refused(out.name, "不认识的输出格式", f"文件名请以 {JSON}（存档）或 {XLSX}（工作簿）结尾")
    if out is not None:
        _in_a_folder(out)


def _in_a_folder(out: Path) -> None:
    """Before anything is computed: a folder that is not there cannot hold the file."""
    if not out.parent.is_dir():
        raise refused(out.name, f"要写入的文件夹“{out.parent}”不存在", "请先建立这个文件夹，或改写别的位置")


def _write(call: Namespace, scheme: Scheme, facts: Facts, verdict: Verdict) -> None:
    try:
        if call.out.suffix.lower() == JSON:
            call.out.write_text(
                archive.pack(call.scheme.name, text_of(call.scheme), facts.sheet, verdict), encoding="utf-8"
            )
        else:
            from scoring.tables import book  # noqa: PLC0415 (openpyxl, which nothing else needs)

            places = places_of(call.sheet, scheme, verdict.about)
            book.write(call.out, results.pages(scheme, facts, verdict, places))
    except OSError as fault:
        raise refused(call.out.name, f"文件写不出来（{fault.strerror}）", "请核对文件夹、权限和剩余空间") from fault


def _print_table(scheme: Scheme, verdict: Verdict, facts: Facts, places: Places) -> None:
    page = results.standings(scheme, facts, verdict)
    print("\t".join(column.heading for column in page.columns))
    for row in page.rows:
        print("\t".join("" if cell is None else str(cell) for cell in row))
    for line in verdict.quotas:
        print(results.quota_line(scheme, facts, line))
    for told in (*reminders(verdict), *findings(scheme, verdict, places)):
        print(with_names(scheme, facts.names, told))


def explain(call: Namespace) -> int:
    """Unfold one subject's score."""
    scheme = load_file(call.scheme)
    standing = _found(scheme, judge(scheme, opened(call.sheet, scheme).sheet), call.subject)
    for line in results.told_lines(scheme, standing):
        print("  " * line.depth + " ".join(filter(None, (line.label, line.value, line.weight, line.sentence))))
    for told in (*standing.reasons, *(raised.told for raised in standing.flags)):
        print(told)
    return 0


def _found(scheme: Scheme, verdict: Verdict, name: str) -> Standing:
    """The standing of '干部:C1' or 'cadre:C1' (key or label of the kind), or of 'C1' where no other kind has it."""
    kind, _, code = name.replace("：", ":").rpartition(":")
    kind = {one.label: one.key for one in scheme.subjects.values()}.get(kind, kind)
    found = [one for one in verdict.standings if one.key == Key(kind or one.key.kind, code)]
    if len(found) == 1:
        return found[0]
    cure = f"请写成 种类:代码，种类可用：{'、'.join(one.label for one in scheme.subjects.values())}"
    raise SheetError(f"数据中{'有几个' if found else '没有'}对象“{name}”。{cure}。")


def replay(call: Namespace) -> int:
    """Recompute an archive; 1 where anything does not come out again."""
    kept = archive.unpack(call.archive.read_text(encoding="utf-8-sig"))
    found = archive.faults(kept)
    for fault in found:
        print(fault)
    if not found:
        print(f"重算一致：{len(kept.table)} 个对象，{kept.digests['all']}")
    return 1 if found else 0


def new(call: Namespace) -> int:
    """Write the commented skeleton of a scheme; an existing file is left alone."""
    return _give(resources.files("scoring").joinpath("skeleton.yaml").read_text(encoding="utf-8"), call.file)


def blank(call: Namespace) -> int:
    """Write an empty workbook for the facts of a scheme; an existing file is left alone."""
    from scoring.tables import book  # noqa: PLC0415 (openpyxl, which nothing else needs)

    if call.out.suffix.lower() != XLSX:
        raise refused(call.out.name, "不认识的输出格式", f"文件名请以 {XLSX} 结尾")
    content = book.workbook(blank_pages(load_file(call.scheme)))
    with _made(call.out, "xb") as made:
        made.write(content)
    print(f"{call.out}：已写好。")
    return 0


def schema(call: Namespace) -> int:
    """Write the JSON Schema of the scheme language, for editors."""
    return _give(json.dumps(export.schema(), ensure_ascii=False, indent=1) + "\n", call.file)


def _give(text: str, file: Path | None) -> int:
    if file is None:
        sys.stdout.write(text)
        return 0
    with _made(file, "x", encoding="utf-8") as made:
        made.write(text)
    print(f"{file}：已写好。")
    return 0


def _made(file: Path, mode: str, encoding: str | None = None) -> IO[Any]:
    """A new file, open for writing."""
    _in_a_folder(file)
    try:
        return file.open(mode, encoding=encoding)
    except FileExistsError as fault:
        raise refused(file.name, "文件已经有了", "请换一个文件名，或先移走原来的文件") from fault
