"""What is wrong with a text that is no YAML, in words: the parser's own are English."""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "mapping values are not allowed": "冒号的位置不对，或上一行缩进不对",
    "could not find expected ':'": "缺少冒号",
    "sequence entries are not allowed": "“-”的位置不对",
    "mapping keys are not allowed": "键的位置不对",
    "expected <block end>": "缩进与上下行不一致",
    "expected ',' or ']'": "方括号里缺少逗号，或没有写完",
    "expected ',' or '}'": "花括号里缺少逗号，或没有写完",
    "found unexpected end of stream": "引号没有写完",
    "found unexpected document separator": "引号没有写完",
    "cannot start any token": "用了制表符，或以 @、` 等符号开头",
    "found unknown escape character": "双引号里的反斜杠写法不对",
    "expected escape sequence": "双引号里的反斜杠写法不对",
    "expected the node content": "这里缺少内容",
    "but found another document": "一个文件里写了两份内容（---）",
    "expected '<document start>'": "上面的内容已经写完，这里多出了内容",
    "expected chomping or indentation": "“|”或“>”后面多出了字",
    "found undefined alias": "使用了引用（*）",
    "found duplicate anchor": "使用了锚点（&）",
    "tag": "使用了类型标记（!）",
}
"""By a part of what the parser says."""


def words(problem: str | None) -> str:
    """The parser's `problem` in Chinese; what is not known only says that the text cannot be read here."""
    return next((told for part, told in _WORDS.items() if part in (problem or "")), "从这里起读不下去")
