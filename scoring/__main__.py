"""The engine by itself: `python -m scoring check | run | explain | replay`. No database, no network.

SHEET is a JSON file in the form of `scoring.sheetfile`, or an archive. Exit code 0: fine; 1: a finding (a scheme or a
sheet at fault, an archive that does not come out again); 2: wrong call.
"""

import argparse
import sys
from pathlib import Path

from scoring import archive, wording
from scoring.errors import SchemeError, SheetError
from scoring.judge import judge
from scoring.load import load_file
from scoring.scheme import Scheme
from scoring.sheet import Key, Sheet
from scoring.sheetfile import parsed, sheet_of
from scoring.verdict import Standing, Verdict


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    call = _parser().parse_args(words)
    try:
        return int(call.command(call))
    except (SchemeError, SheetError) as fault:
        print(fault, file=sys.stderr)
    except (OSError, UnicodeDecodeError) as fault:
        print(f"文件读不出来：{fault}。请核对文件名和编码（UTF-8）。", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring", description="衡鉴计分引擎")
    commands = parser.add_subparsers(required=True, metavar="check|run|explain|replay")
    check = commands.add_parser("check", help="检查方案文件")
    check.add_argument("scheme", type=Path)
    check.set_defaults(command=_check)
    run = commands.add_parser("run", help="按方案计算一份数据，打印名次表")
    run.add_argument("scheme", type=Path)
    run.add_argument("sheet", type=Path)
    run.add_argument("--archive", type=Path, help="另存存档")
    run.set_defaults(command=_run)
    explain = commands.add_parser("explain", help="逐层说明一个对象的得分")
    explain.add_argument("scheme", type=Path)
    explain.add_argument("sheet", type=Path)
    explain.add_argument("subject", help="对象，如 cadre:C000001")
    explain.set_defaults(command=_explain)
    replay = commands.add_parser("replay", help="按存档重算，核对已发布的名次表")
    replay.add_argument("archive", type=Path)
    replay.set_defaults(command=_replay)
    return parser


def _check(call: argparse.Namespace) -> int:
    scheme = load_file(call.scheme)
    print(f"{call.scheme}：可用。{scheme.title}，{len(scheme.sources)} 个来源，{len(scheme.rules)} 条规则。")
    return 0


def _run(call: argparse.Namespace) -> int:
    scheme, sheet = load_file(call.scheme), _sheet(call.sheet)
    verdict = judge(scheme, sheet)
    _print_table(scheme, verdict)
    if call.archive:
        text = call.scheme.read_text(encoding="utf-8")
        call.archive.write_text(archive.pack(str(call.scheme), text, sheet, verdict), encoding="utf-8")
    return 0


def _print_table(scheme: Scheme, verdict: Verdict) -> None:
    for one in verdict.standings:
        kind = scheme.subjects[one.key.kind]
        told = str(one.rank) if one.rank else wording.STATUS[one.status]
        words = (kind.label, kind.groups[one.group], told, one.key.code, str(one.score or ""))
        print("\t".join((*words, wording.PLACE[one.place], wording.COLOUR[one.colour])))
    for line in verdict.quotas:
        print(wording.quota_line(scheme, line))
        if line.note:
            print(f"请核对：{line.note}")
    for gap in verdict.missing:
        print(f"{gap.kind} {gap.code}：{wording.missing(scheme, gap)}")
    for problem in verdict.problems:
        print(f"请核对：{problem}")


def _explain(call: argparse.Namespace) -> int:
    scheme = load_file(call.scheme)
    standing = _found(judge(scheme, _sheet(call.sheet)), call.subject)
    for line in wording.lines(scheme, standing.figure):
        print("  " * line.depth + " ".join(filter(None, (line.label, line.value, line.weight, line.sentence))))
    return 0


def _found(verdict: Verdict, name: str) -> Standing:
    kind, _, code = name.partition(":")
    for one in verdict.standings:
        if one.key == Key(kind, code):
            return one
    raise SheetError(f"数据中没有对象“{name}”。请写成 种类:代码，如 cadre:C000001。")


def _replay(call: argparse.Namespace) -> int:
    kept = archive.unpack(call.archive.read_text(encoding="utf-8"))
    found = archive.faults(kept)
    for fault in found:
        print(fault)
    if not found:
        print(f"重算一致：{len(kept.table)} 个对象，{kept.digests['all']}")
    return 1 if found else 0


def _sheet(path: Path) -> Sheet:
    data = parsed(path.read_text(encoding="utf-8"))
    return sheet_of(data["sheet"] if data.get("form") == archive.FORM else data)


if __name__ == "__main__":
    sys.exit(main())
