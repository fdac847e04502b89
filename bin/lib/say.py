"""What the start scripts say: one line for a step with its seconds, and refusals with a cure."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Refused(Exception):
    """Set-up cannot go on; the text tells the reader what to do."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce ``title`` and add the seconds it took."""
    print(f"  {title} …", end="", flush=True, file=sys.stderr)
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        print(" 未完成", file=sys.stderr)
        raise
    print(f" {time.monotonic() - begin:.1f} 秒", file=sys.stderr)


def notice(text: str) -> None:
    print(f"  注意：{text}", file=sys.stderr)
