"""How offices write the same thing: full-width digits, blanks inside words, several dashes."""

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_BEHIND = re.compile(r"\(.*\)$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_HIDDEN = re.compile("[\x00-\x1f\x7f\u200b\ufeff\ud800-\udfff]")
_LONGEST = 24


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Full-width forms folded (NFKC), every blank taken out, every dash a hyphen: for codes, headings and digits."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_DASHES)


@lru_cache(maxsize=1_024)
def heading(text: str) -> str:
    """A heading for comparing: `plain`, without a remark in brackets behind it."""
    whole = plain(text)
    return _BEHIND.sub("", whole) or whole


def shown(value: object) -> str:
    """A value for a message: on one line, not too long."""
    text = _HIDDEN.sub("\ufffd", str(value).strip())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def column_letters(column: int) -> str:
    """'A' for 0, 'AA' for 26."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
