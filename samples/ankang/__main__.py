"""``python -m samples.ankang [--out FILE]``: write the workbook."""

from argparse import ArgumentParser
from pathlib import Path

from samples.ankang.make import FILE, write_workbook


def main() -> None:
    parser = ArgumentParser(prog="python -m samples.ankang", description=__doc__)
    parser.add_argument("--out", type=Path, default=FILE, help="the workbook")
    print(write_workbook(parser.parse_args().out))


if __name__ == "__main__":
    main()
