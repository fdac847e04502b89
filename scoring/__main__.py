"""The engine by itself: `bin/scheme`, or `python -m scoring`. No database, no network.

SHEET is a workbook, a folder of CSV files (docs/sheet-format.md), a JSON file in the form of
`scoring.keeping.sheetfile`, or an archive. Exit code 0: fine; 1: a finding (a scheme or a sheet at fault, an archive
that does not come out again); 2: wrong call.
"""

import argparse
import io
import os
import sys
from pathlib import Path

from scoring import commands
from scoring.errors import SchemeError, SheetError


def main(words: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    _speak_anywhere()
    call = _parser().parse_args(words)
    try:
        return int(call.command(call))
    except (SchemeError, SheetError) as fault:
        print(fault, file=sys.stderr)
    except BrokenPipeError:  # who reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, UnicodeDecodeError) as fault:
        print(_unread(fault), file=sys.stderr)
    return 1


def _speak_anywhere() -> None:
    """A terminal that cannot show a character shows a mark instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _unread(fault: OSError | UnicodeDecodeError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "文件读不出来：不是 UTF-8 文本。请另存为 UTF-8，或核对是否选错文件。"
    why = {FileNotFoundError: "没有这个文件", PermissionError: "没有读取的权限", IsADirectoryError: "这是一个文件夹"}
    return f"{fault.filename}：文件读不出来（{why.get(type(fault), fault.strerror)}）。请核对文件名和权限。"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/scheme", description="衡鉴计分引擎：检查方案、按方案计算、说明、重算")
    commands_ = parser.add_subparsers(required=True, metavar="check|run|explain|replay|new|blank|schema")
    _with_sheet(commands_.add_parser("check", help="检查方案，以及方案下的一份数据"), commands.check, "?")
    run = _with_sheet(commands_.add_parser("run", help="按方案计算一份数据"), commands.run)
    run.add_argument("--out", type=Path, help="写入文件：.json 为存档，.xlsx 为工作簿；不写则打印名次表")
    explain = _with_sheet(commands_.add_parser("explain", help="逐层说明一个对象的得分"), commands.explain)
    explain.add_argument("--subject", required=True, help="对象，如 干部:C000001")
    replay = commands_.add_parser("replay", help="按存档重算，核对已发布的名次表")
    replay.add_argument("archive", type=Path)
    replay.set_defaults(command=commands.replay)
    new = commands_.add_parser("new", help="写一份带注释的方案样本")
    new.add_argument("file", type=Path, nargs="?", help="写入这个文件；不写则打印")
    new.set_defaults(command=commands.new)
    blank = commands_.add_parser("blank", help="按方案写一份空的数据工作簿，附可以填写的词")
    blank.add_argument("scheme", type=Path, help="方案文件")
    blank.add_argument("out", type=Path, help="写入这个 .xlsx 文件")
    blank.set_defaults(command=commands.blank)
    schema = commands_.add_parser("schema", help="写出方案语言的 JSON Schema，供编辑器补全和检查")
    schema.add_argument("file", type=Path, nargs="?", help="写入这个文件；不写则打印")
    schema.set_defaults(command=commands.schema)
    return parser


def _with_sheet(parser: argparse.ArgumentParser, command: object, sheets: str | None = None) -> argparse.ArgumentParser:
    parser.add_argument("scheme", type=Path, help="方案文件")
    parser.add_argument("sheet", type=Path, nargs=sheets, help="数据：工作簿、CSV 文件夹、数据 JSON 或存档")
    parser.set_defaults(command=command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
