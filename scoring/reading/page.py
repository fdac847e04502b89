"""A YAML text before it is read: what is hostile or broken is refused, what is at fault is gathered."""

from typing import NoReturn

import yaml

from scoring.errors import Fault, SchemeError
from scoring.reading import malformed
from scoring.reading.reader import Entry

LONGEST, DEEPEST, LARGEST = 300_000, 40, 20_000
"""Characters, levels and values that no scheme needs more of; they bound the time that reading takes."""


class Page:
    """One YAML text being read, and the faults found so far.

    `cites` are the clauses cited and where, `named` the entries of rules by rule path, for checks across the page.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.cites: list[tuple[Entry, str]] = []
        self.named: dict[str, Entry] = {}
        self._entries: list[Entry] = []
        self.top = self.entry("", self._compose(text), 1)

    def _compose(self, text: str) -> yaml.Node | None:
        if len(text) > LONGEST:
            self._stop(1, f"文件超过 {LONGEST} 个字符", "请核对是否选错文件")
        try:
            self._guard(text)
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            self._stop(
                mark.line + 1 if mark else 1,
                f"不是合格的 YAML（{malformed.words(fault.problem)}）",
                "请检查缩进、冒号和引号",
            )
        except yaml.YAMLError:
            self._stop(1, "含有不允许的字符", "请另存为 UTF-8 纯文本")

    def _guard(self, text: str) -> None:
        """Refuse, before anything is built, what a scheme never needs and a hostile file would use."""
        depth = size = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            size += isinstance(event, yaml.NodeEvent)
            if size > LARGEST:
                self._stop(line, f"内容超过 {LARGEST} 项", "请核对是否选错文件")
            if depth > DEEPEST:
                self._stop(line, f"嵌套超过 {DEEPEST} 层", "请减少层次")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._stop(line, "使用了锚点或引用（& *）", "请把内容直接写出来")
            tag = getattr(event, "tag", None)
            if tag:
                self._stop(line, f"使用了类型标记“{tag}”", "请删去标记")

    def _stop(self, line: int, reason: str, cure: str) -> NoReturn:
        raise SchemeError([Fault(self.file, line, "", reason, cure)])

    def note(self, line: int, path: str, reason: str, cure: str) -> None:
        """Keep a fault and go on."""
        self.faults.append(Fault(self.file, line, path, reason, cure))

    def entry(self, path: str, node: yaml.Node | None, line: int) -> Entry:
        """The mapping at `node`; its unknown keys are noted at the end."""
        made = Entry(self, path, node, line)
        self._entries.append(made)
        return made

    def finish(self) -> None:
        """Raise SchemeError if anything was wrong."""
        for entry in self._entries:
            entry.note_unasked()
        if self.faults:
            raise SchemeError(self.faults)
