"""How the bytes of a form are read as text, so that the same text gives the same bytes again."""

import codecs
import re
from typing import NamedTuple

from cadres.workbooks.faults import Unreadable

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CODECS = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
_CURE = "请用任免审批表编辑器打开原表，重新保存为 .lrmx 后再上传。"


class Encoding(NamedTuple):
    """A codec's name, and the byte order mark in front ('' when there is none)."""

    codec: str
    mark: bytes

    def written(self, text: str) -> bytes:
        """The text as bytes of the file."""
        return self.mark + text.encode(self.codec)


def decoded(content: bytes) -> tuple[str, Encoding]:
    """The text of a file and how it was encoded. Raises Unreadable for what is no text, or not as it declares."""
    encoding = _encoding(content)
    try:
        text = content[len(encoding.mark) :].decode(encoding.codec)
    except UnicodeDecodeError as error:
        raise Unreadable("文件的文字编码与声明不符", _CURE) from error
    if encoding.written(text) != content:
        raise Unreadable("文件的文字编码有误，不能原样写回", _CURE)
    return text, encoding


def _encoding(content: bytes) -> Encoding:
    for mark, codec in _MARKS.items():
        if content.startswith(mark):
            return Encoding(codec, mark)
    found = _DECLARED.match(content[:200])
    name = found[1].decode().lower() if found else "utf-8"
    if name not in _CODECS:
        raise Unreadable(f"不支持文件声明的文字编码“{name}”", _CURE)
    return Encoding(_CODECS[name], b"")
