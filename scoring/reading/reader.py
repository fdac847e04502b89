"""Typed reading of a YAML text, node by node, so that each fault is known by its line.

Every read notes a fault at its `Page` instead of stopping, and gives back a harmless stand-in.
Keys that nobody asked for are unknown keys. Nothing is ever turned into a float.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import yaml

from scoring.numbers.numerals import percent
from scoring.numbers.ratio import WRITTEN, exact
from scoring.numbers.rounding import Exact

if TYPE_CHECKING:
    from scoring.reading.page import Page

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?")
SHARE = re.compile(r"\d{1,6}(\.\d{1,12})?(%|/\d{1,12}(\.\d{1,12})?)?")
RATIO = re.compile(r"(1/)?[1-9]")


def is_number(text: str) -> bool:
    """Whether `text` is a decimal number as schemes and attributes write it."""
    return NUMBER.fullmatch(text) is not None


def listed(words: Iterable[str]) -> str:
    """Words joined the Chinese way."""
    return "、".join(words) or "（无）"


class Entry:
    """One mapping of the page. `path` is dotted; `lost` means that it was not a mapping, so its keys are not missed."""

    def __init__(self, page: "Page", path: str, node: yaml.Node | None, line: int) -> None:
        self.page, self.path, self.line = page, path, line
        self.lost = not isinstance(node, yaml.MappingNode)
        self.excused = self.lost
        self._asked: dict[str, None] = {}
        self._nodes: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        self._below: dict[str, Entry] = {}
        if isinstance(node, yaml.MappingNode):
            self._index(node)
        else:
            page.note(line, path, "这里应是“键: 值”的列表", "请改写成一组键和值")

    def _index(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.page.note(line, self.path, "键必须是一个词", "请改成简单的键名")
            elif key.value in self._nodes:
                first = self._nodes[key.value][0].start_mark.line + 1
                self.page.note(line, self.below(key.value), f"键重复，第 {first} 行已写过", "请删去或改名其中一个")
            else:
                self._nodes[key.value] = (key, value)

    def below(self, key: str) -> str:
        """The path of `key` in this mapping."""
        return f"{self.path}.{key}" if self.path else key

    def line_of(self, key: str) -> int:
        """The line of `key`, or of the mapping itself where the key is not written."""
        return self._nodes[key][0].start_mark.line + 1 if key in self._nodes else self.line

    def note(self, key: str, reason: str, cure: str) -> None:
        """Keep a fault of `key` ('' for the mapping itself)."""
        self.page.note(self.line_of(key), self.below(key) if key else self.path, reason, cure)

    def note_unasked(self) -> None:
        """Every key that no reader asked for is unknown."""
        if self.excused:
            return
        for key in self._nodes:
            if key not in self._asked:
                self.note(key, f"不认识的键“{key}”", f"这里可用的键：{listed(self._asked)}")

    def _node(self, key: str, required: bool = True) -> yaml.Node | None:
        self._asked[key] = None
        if key in self._nodes:
            return self._nodes[key][1]
        if required and not self.lost:
            self.note("", f"缺少“{key}”", f"请补写 {self.below(key)}")
        return None

    def has(self, key: str) -> bool:
        """Whether an optional key is written."""
        self._asked[key] = None
        return key in self._nodes

    def _scalar(self, key: str, what: str) -> str | None:
        node = self._node(key)
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode) and node.value.strip() and node.tag != "tag:yaml.org,2002:null":
            return str(node.value).strip()
        found = "空白" if isinstance(node, yaml.ScalarNode) else "一组内容"
        self.note(key, f"应是{what}，现为{found}", f"请填写{what}")
        return None

    def written(self, key: str) -> str:
        """The word at an optional `key` as it stands, '' where there is none; never a fault."""
        node = self._node(key, required=False)
        return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty text; with a `default` the key may be left out."""
        if default is not None and not self.has(key):
            return default
        return self._scalar(key, "文字") or ""

    def _matched(self, key: str, pattern: re.Pattern[str], what: str, example: str) -> str | None:
        raw = self._scalar(key, what)
        if raw is None or pattern.fullmatch(raw):
            return raw
        cure = "分数不带 %：1/3 就是三分之一" if "/" in raw and raw.endswith("%") else f"请写成 {example} 这样"
        self.note(key, f"“{raw}”不是{what}", cure)
        return None

    def number(self, key: str) -> Exact:
        """A decimal number or a ratio of two (1000/970), exact as written."""
        raw = self._matched(key, WRITTEN, "数", "0.5")
        return self._exact(key, raw) if raw else Decimal(0)

    def _exact(self, key: str, raw: str) -> Exact:
        try:
            return exact(raw)
        except ZeroDivisionError:
            self.note(key, f"“{raw}”的分母是 0", "请写大于 0 的分母")
            return Decimal(0)

    def decimal(self, key: str) -> Decimal:
        """A decimal number, exact as written."""
        return Decimal(self._matched(key, NUMBER, "数", "0.5") or 0)

    def positive(self, key: str) -> Decimal:
        """A decimal number above 0."""
        found = self.decimal(key)
        if found <= 0 and not self.lost and self.has(key):
            self.note(key, f"{found} 不大于 0", "请写正数")
        return found

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number within least..most."""
        raw = self._matched(key, re.compile(r"\d{1,9}"), "整数", str(least))
        if raw is None:
            return least
        if not least <= int(raw) <= most:
            self.note(key, f"{raw} 超出范围", f"请写 {least} 到 {most} 之间的整数")
        return int(raw)

    def ratio(self, key: str, what: str) -> Fraction | None:
        """A whole number from 1 to 9 or one divided by it; None after a fault, which calls it `what`."""
        raw = self._matched(key, RATIO, what, "1/3")
        return Fraction(raw) if raw else None

    def share(self, key: str, most: Exact = Decimal(1), none: bool = False) -> Exact:  # noqa: B008  (frozen)
        """A share above 0, or with `none` also 0, and up to `most`, written as 40%, 0.4 or 2/5."""
        raw = self._matched(key, SHARE, "比例", "40%")
        if raw is None:
            return Decimal(0)
        share = Decimal(raw[:-1]) / 100 if raw.endswith("%") else self._exact(key, raw)
        if share > most or not (share > 0 or none):
            least = "不小于 0" if none else "大于 0"
            self.note(key, f"比例 {percent(share)} 超出范围", f"请写{least} 且不超过 {percent(most)} 的比例")
        return share

    def day(self, key: str) -> date:
        """A day written YYYY-MM-DD."""
        raw = self._matched(key, re.compile(r"\d{4}-\d{2}-\d{2}"), "日期", "2016-12-31")
        try:
            return date.fromisoformat(raw) if raw else date.min
        except ValueError:
            self.note(key, f"没有 {raw} 这一天", "请改成存在的日期")
            return date.min

    def day_in(self, key: str, year: int) -> date:
        """A day of the year."""
        day = self.day(key)
        if day != date.min and day.year != year:
            self.note(key, f"{day} 不在 {year} 年", "请改为当年的日期")
        return day

    def choice(self, key: str, options: Iterable[str], what: str = "取值") -> str:
        """One of `options`; '' after a fault."""
        raw = self._scalar(key, what)
        known = list(options)
        if raw is None or raw in known:
            return raw or ""
        self.note(key, f"不认识的{what}“{raw}”", f"可用：{listed(known)}")
        return ""

    def entry(self, key: str) -> "Entry":
        """A mapping; the same Entry however often it is asked for."""
        if key not in self._below:
            node = self._node(key)
            self._below[key] = self._nothing(key) if node is None else self._some(key, node)
        return self._below[key]

    def _some(self, key: str, node: yaml.Node) -> "Entry":
        return self.page.entry(self.below(key), node, self.line_of(key))

    def _nothing(self, key: str) -> "Entry":
        """The stand-in for a mapping that is not there; its absence has been noted already."""
        made = Entry(self.page, self.below(key), yaml.MappingNode("", []), self.line)
        made.lost = made.excused = True
        return made

    def clause(self) -> str:
        """The optional clause this entry rests on; that it exists is checked when the page is read."""
        cited = self.text("clause", "")
        if cited:
            self.page.cites.append((self, cited))
        return cited

    def names(self) -> list[str]:
        """All keys as written; asking for them accepts them all (a mapping whose keys are names)."""
        self.excused = True
        return list(self._nodes)

    def entries(self, key: str, required: bool = True) -> dict[str, "Entry"]:
        """A mapping of named mappings; a required one may not be empty."""
        if not required and not self.has(key):
            return {}
        outer = self.entry(key)
        if required and not outer.lost and not outer.names():
            self.note(key, "这里是空的", "请至少写一项")
        return {name: outer.entry(name) for name in outer.names()}

    def rows(self, key: str) -> list["Entry"]:
        """A list of mappings, at least one; each is known by its number, from 1."""
        node = self._node(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.note(key, "这里应是一列“- 键: 值”", "请逐行写，每行以 - 开头")
            return []
        path = self.below(key)
        rows = enumerate(node.value, start=1)
        return [self.page.entry(f"{path}.{number}", row, row.start_mark.line + 1) for number, row in rows]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different non-empty texts; may be empty."""
        node = self._node(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(n, yaml.ScalarNode) for n in node.value):
            self.note(key, "这里应是一列词", "请写成 [甲, 乙] 这样")
            return ()
        found = [item.value.strip() for item in node.value]
        if len(set(found)) < len(found) or "" in found:
            self.note(key, "有重复或空白的词", "请删去重复和空白")
        return tuple(found)
