"""Values as they stand in a form: cleaned for reading, and written so that a parser reads them again."""

import re
from xml.sax.saxutils import escape  # noqa: S406 nothing is parsed with it

_BREAK = re.compile(r"<\s*+(?:br|BR)\s*+(?:/\s*+)?>|\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&nbsp;": " ", "&amp;": "&"}
_ESCAPED = re.compile("|".join(_NAMED))
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NONE = frozenset({"", "无", "（无）", "(无)"})


def cleaned(text: str) -> str:
    """A value without what programs leave in it: line breaks of every kind made one, blanks around it taken off.

    Blanks at the beginning of inner lines stay: in a résumé they say that a line goes on.
    """
    plain = _BREAK.sub("\n", _ESCAPED.sub(lambda found: _NAMED[found[0]], text))
    return "\n".join(line.rstrip() for line in _BREAK.sub("\n", plain).strip().split("\n"))


def marked_up(value: str, *, literal: bool = False, line: str = "\n") -> str:
    """A value as XML text, or as CDATA; what XML cannot hold is left out, `line` ends its lines."""
    plain = _UNWRITABLE.sub("", value).replace("\n", line)
    if not literal:
        return escape(plain)
    return "<![CDATA[" + plain.replace("]]>", "]]]]><![CDATA[>") + "]]>"
