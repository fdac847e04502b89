"""``python -m samples.hangjin [--out DIR] [--scale N] [--shuffle SEED]``: write the workbooks."""

from argparse import ArgumentParser
from pathlib import Path

from samples.hangjin.make import FOLDER, write_workbooks


def main() -> None:
    parser = ArgumentParser(prog="python -m samples.hangjin", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the workbooks")
    parser.add_argument("--scale", type=int, default=1, help="how many times the true size")
    parser.add_argument("--shuffle", type=int, help="seed of another order of the rows")
    options = parser.parse_args()
    for path in write_workbooks(options.out, options.scale, options.shuffle):
        print(path)


if __name__ == "__main__":
    main()
