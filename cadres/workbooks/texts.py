"""How offices write the same thing: blanks inside names, full-width digits, several dots and dashes."""

import re
import unicodedata
from functools import lru_cache

_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_BEHIND = re.compile(r"\(.*\)$")
_DOTS = str.maketrans(dict.fromkeys("•．.‧∙・･", "·"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Compatibility forms folded (NFKC) and every blank taken out: for codes, headings, unit names and digits."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65_536)
def code_key(text: str) -> str:
    """A code as it is stored: `plain`, with every kind of dash a hyphen."""
    return plain(text).translate(_DASHES)


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """A person's name for comparing: no blanks, one kind of dot; rare characters are left as they are."""
    return _BLANKS.sub("", text).translate(_DOTS)


@lru_cache(maxsize=1_024)
def heading_key(text: str) -> str:
    """A heading for comparing: `plain`, without a remark in brackets behind it."""
    whole = plain(text)
    return _BEHIND.sub("", whole) or whole


def without_remark(text: str) -> str:
    """`1974.05(50岁)` without its remark in brackets; `text` is `plain` already."""
    return _BEHIND.sub("", text)


def storable(text: str) -> str:
    """A text for a message or a note: what a database or a page cannot hold is shown as a mark."""
    return _UNSTORABLE.sub("\ufffd", text)


def shown(value: object) -> str:
    """A value for a message, not too long."""
    text = str(value).strip()
    return text if len(text) <= 20 else text[:19] + "…"
