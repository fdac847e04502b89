"""The XML of a form: its elements, and where each stands in the file, so that one can be changed and all else kept.

Strangers write these files. A document type declaration is refused, and with it every entity, inner or outer;
depth and number of elements are limited. What programs write though XML forbids it (U+000B for a new line, raw or as
a reference) is read as a new line and stays as it is in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # noqa: S407 no document type, hence no entity, is let in (`_Builder.doctype`)

from cadres.workbooks.faults import Unreadable

MOST_DEPTH, MOST_ELEMENTS = 8, 2_000
_CURE = "请用任免审批表编辑器打开原表，重新保存为 .lrmx 后再上传。"
#: Well-formedness is the parser's affair: this only finds the end of a start tag, past quoted values.
#: Possessive, so that its work and memory do not grow with what strangers put into a tag.
_TAG = re.compile(rb"""<(?:"[^"]*+"|'[^']*+'|[^'">]++)*+>""")
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));")
_WHAT = {
    expat.errors.XML_ERROR_TAG_MISMATCH: "起止标记不配对",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "引用了没有定义的内容",
    expat.errors.XML_ERROR_NO_ELEMENTS: "内容不完整",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "内容不完整",
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "内容不完整",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "表格结束之后还有内容",
}
_BREAKS = frozenset({"br", "p"})


@dataclass(slots=True)
class Element:
    """An element of `name`. `start` and `end` are bytes of the file's UTF-8 text, tags included.

    `inner` is the range between the tags, empty at `end` for `<A/>`. `text` is all that stands in it and in the
    elements below; `literal` tells that it is written as CDATA.
    """

    name: str
    start: int
    inner: tuple[int, int] = (0, 0)
    end: int = 0
    text: str = ""
    literal: bool = False
    children: list["Element"] = field(default_factory=list)


def parsed(text: bytes) -> Element:
    """The root element of a text in UTF-8. Raises Unreadable, with the line, for what is no XML or not safe."""
    builder = _Builder(text)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    builder.listen(parser)
    try:
        parser.Parse(_parseable(text), True)
    except expat.ExpatError as error:
        what = _WHAT.get(expat.errors.messages[error.code], "不能识别的标记或字符")
        raise Unreadable(f"第 {error.lineno} 行格式有误：{what}", _CURE) from error
    finally:
        del builder.parser  # or each would hold the other, and the text, until someone sweeps
    return builder.root


def _parseable(text: bytes) -> bytes:
    """The text with each character that XML forbids made a new line, at the same places."""
    return _REFERENCE.sub(_as_line, _FORBIDDEN.sub(b"\n", text))


def _as_line(found: "re.Match[bytes]") -> bytes:
    return b"\n".rjust(len(found[0]))


class _Builder:
    """Hears the parser and keeps the tree."""

    def __init__(self, text: bytes) -> None:
        self.text, self.count = text, 0
        self.open: list[Element] = []
        self.pieces: list[list[str]] = []
        self.root = Element("", 0)

    def listen(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.begin
        parser.EndElementHandler = self.finish
        parser.CharacterDataHandler = self.say
        parser.StartCdataSectionHandler = self.literally
        parser.StartDoctypeDeclHandler = self.doctype

    def doctype(self, *_: object) -> None:
        raise Unreadable("文件含有 DOCTYPE 声明（可能引用外部内容），不予读取", _CURE)

    def begin(self, name: str, _: object) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= MOST_DEPTH:
            raise Unreadable("文件的元素过多或嵌套过深，不是任免审批表", _CURE)
        self.open.append(Element(name, self.parser.CurrentByteIndex))
        self.pieces.append([])

    def say(self, words: str) -> None:
        self.pieces[-1].append(words)

    def literally(self) -> None:
        self.open[-1].literal = True

    def finish(self, name: str) -> None:
        element, pieces = self.open.pop(), self.pieces.pop()
        element.text = "".join(pieces)
        self._place(element, self.parser.CurrentByteIndex)
        if self.open:
            self.open[-1].children.append(element)
            self.pieces[-1].append(element.text + "\n" * (name.lower() in _BREAKS))
        else:
            self.root = element

    def _place(self, element: Element, at: int) -> None:
        """Where the element stands; `at` is where its end tag begins, if it has one."""
        tag = _TAG.match(self.text, element.start)
        if tag is None:
            raise Unreadable(f"元素 {element.name} 的标记有误", _CURE)
        begin = tag.end()
        if self.text.endswith(b"/>", element.start, begin):
            element.inner, element.end = (begin, begin), begin
        else:
            element.inner, element.end = (begin, at), self.text.index(b">", at) + 1


def spliced(text: bytes, changes: Iterator[tuple[int, int, bytes]]) -> bytes:
    """The text with ranges exchanged: (start, end, what stands there instead), which must not overlap."""
    pieces, kept = [], 0
    for start, end, instead in sorted(changes):
        pieces += [text[kept:start], instead]
        kept = end
    return b"".join([*pieces, text[kept:]])
