"""What is wrong with a scheme file, said so that its author can mend it."""

from typing import NamedTuple

TOLD = 500
"""A message tells at most so many faults."""


class Fault(NamedTuple):
    """One fault: where it stands, what is wrong (`reason`), what to do (`cure`). Reason and cure carry no full stop."""

    file: str
    line: int
    path: str
    reason: str
    cure: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行 {self.path or '（文件）'}：{self.reason}。{self.cure}。"


class SchemeError(ValueError):
    """A scheme that cannot be used; `faults` holds every fault found, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.line, fault.path, fault.reason)))
        more = len(self.faults) - TOLD
        rest = [f"还有 {more} 处问题没有列出。请先改正以上各处。"] if more > 0 else []
        super().__init__("\n".join([*map(str, self.faults[:TOLD]), *rest]))


class SheetError(ValueError):
    """A sheet or archive that does not fit the scheme or is not in its form."""
