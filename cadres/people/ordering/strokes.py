"""Names as keys of their strokes: 以姓氏笔画为序 and 以姓名笔画为序, stroke types by GF 3002-1999.

Two names are compared character by character. Fewer strokes come first; where the numbers are equal, the strokes are
compared one by one in the order 横 1, 竖 2, 撇 3, 点 4, 折 5 (提 is 横, 捺 is 点). Characters that share all their
strokes (土 and 士) should then stand by structure, left-right before top-bottom before whole, for which no data can
be had: they are kept apart by their code points, so that the same surname always stands together.
"""

import unicodedata
from functools import lru_cache

from cadres.people.ordering import known
from cadres.workbooks.texts import name_key

#: Before each character stands its number of strokes, two digits. These stand in its place:
_BLANK, _LETTER, _UNKNOWN, _NOTHING = "00", "97", "98", "99"
_BLOCKS = (range(0x3400, 0xA000), range(0xE000, 0xFB00), range(0x20000, 0x40000), range(0xF0000, 0x110000))


@lru_cache(maxsize=65_536)
def stroke_key(name: str, *, blank: bool = True) -> str:
    """A text of digits and capital letters A-F that sorts, as text, as the name does by its strokes.

    `blank`: a name of two characters counts as having a blank before the given name, so 田富 stands before 田大利
    (姓氏笔画, the habit of the Party and of the CPPCC); without it 田大利 comes first (姓名笔画, People's Congresses).
    Dots and blanks are passed over. Letters come after Chinese characters, characters of unknown strokes after these,
    and a name of nothing last.
    """
    characters = spelt(name)
    parts = [_part(character) for character in characters]
    if blank and len(parts) == 2 and all(is_ideograph(character) for character in characters):
        parts.insert(1, _BLANK)
    return "".join(parts) or _NOTHING


def spelt(name: str) -> str:
    """The name's characters that count: no blanks, no dots, compatibility forms of characters unified."""
    return unicodedata.normalize("NFC", name_key(name)).replace("·", "")


@lru_cache(maxsize=8_192)
def _part(character: str) -> str:
    """One character: it says itself how long it is, so that parts joined compare as the characters do in turn."""
    strokes = strokes_of(character)
    if strokes:
        return f"{len(strokes):02}{strokes}{ord(character):06X}"
    if is_ideograph(character):
        return f"{_UNKNOWN}{ord(character):06X}"
    return f"{_LETTER}{ord(character.casefold()[0]):06X}{ord(character):06X}"


def is_ideograph(character: str) -> bool:
    """Whether this is a Chinese character, known or not; the places for private use hold some, too."""
    point = ord(character)
    return any(point in block for block in _BLOCKS) or character == "〇"


def unknown(name: str) -> str:
    """The Chinese characters of a name whose strokes are not known: a person has to place these by hand."""
    return "".join(one for one in spelt(name) if is_ideograph(one) and not strokes_of(one))


def strokes_of(character: str) -> str:
    """A character's strokes as digits 1 to 5, such as 1121 for 王; '' where they are not known."""
    return known.strokes().get(character, "")
