"""Names as keys of their sounds: 以姓氏拼音为序, with the readings that characters have as surnames.

Two names are compared character by character: by the letters of the syllable, then the tone, then the strokes, as
dictionaries do. 单 is read Shàn, 仇 Qiú, 解 Xiè, 查 Zhā; 尉迟 is Yùchí, 万俟 Mòqí (`surnames.txt`). What a given name
sounds like is taken from pypinyin, by words (长春 is Chángchūn). A surname that families read in two ways (覃 Qín or
Tán) has its more frequent reading unless the person's own is given. No surname is sought in a name with a dot (·).
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple, cast

from pypinyin import Style, pinyin

from cadres.people.ordering.strokes import is_ideograph, spelt, stroke_key
from cadres.workbooks.texts import name_key

_SOUND = re.compile(r"([a-z]+)([1-5])?")
_NEUTRAL = 5
#: What stands before a character: one with a sound, a letter, a Chinese character without a known sound; no name.
_SOUNDING, _LETTER, _SOUNDLESS, _NOTHING = "1", "2", "3", "9"


class Sound(NamedTuple):
    """A syllable without its tone (ü written v), and the tone 1 to 5; '' and 0 where none is known."""

    syllable: str
    tone: int


@lru_cache(maxsize=65_536)
def pinyin_key(name: str, surname_as: str = "") -> str:
    """A text of ASCII characters that sorts, byte by byte, as the name does by its sounds.

    `surname_as` and ValueError: see `sounds`. Letters come after sounds, characters without a known sound after
    these, and a name of nothing last.
    """
    heard = zip(spelt(name), sounds(name, surname_as), strict=True)
    return "".join(_part(character, sound) for character, sound in heard) or _NOTHING


def _part(character: str, sound: Sound) -> str:
    """One character. The point behind a syllable sorts before every letter: 安 (an) stands before 昂 (ang)."""
    strokes = stroke_key(character)
    if sound.syllable:
        return f"{_SOUNDING}{sound.syllable}.{sound.tone}{strokes}"
    return (_SOUNDLESS if is_ideograph(character) else _LETTER) + strokes


def sounds(name: str, surname_as: str = "") -> list[Sound]:
    """The sound of each character that counts (no blanks, no dots).

    `surname_as`: the person's own reading of the surname, such as 'tan2' or 'chan2 yu2'; letters alone will do.
    Raises ValueError when it is not one syllable for each character of the surname.
    """
    surname = surname_of(name)
    reading = surname_as or next(iter(_readings().get(surname, ())), "")
    front = _read(surname, reading) if reading else _common(surname)
    return front + _common(spelt(name)[len(surname) :])


def surname_of(name: str) -> str:
    """The surname: two characters where they are a known one and a given name follows; '' where none is to be had."""
    characters = spelt(name)
    if "·" in name_key(name) or not characters or not is_ideograph(characters[0]):
        return ""
    return characters[:2] if len(characters) > 2 and characters[:2] in _readings() else characters[0]


def readings_of(surname: str) -> tuple[str, ...]:
    """The readings on record, the more frequent one first; none where a surname sounds as the character does."""
    return _readings().get(surname, ())


def _read(surname: str, reading: str) -> list[Sound]:
    found = [_SOUND.fullmatch(syllable) for syllable in reading.lower().replace("ü", "v").split()]
    if len(found) != len(surname) or None in found:
        raise ValueError(f"{reading!r} is not a reading of {surname!r}")
    return [Sound(match[1], int(match[2] or 0)) for match in found if match]


def _common(text: str) -> list[Sound]:
    """The sounds of a text by pypinyin; it gives one for each character, a mark where it has none."""
    spoken = pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=cast(Any, _marks))
    heard = (_sound(syllables[0]) for syllables in spoken)
    return [
        _stressed(character) if sound.tone == _NEUTRAL else sound for character, sound in zip(text, heard, strict=True)
    ]


def _marks(run: str) -> list[str]:
    """For characters without a sound; a list, which pypinyin takes one by one, though its types do not say so."""
    return ["?"] * len(run)


def _stressed(character: str) -> Sound:
    """A name is never said without tones: 子 is zǐ, though the dictionary's first reading is the suffix."""
    every = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True, heteronym=True)[0]
    found = [_sound(syllable) for syllable in every]
    return next((sound for sound in found if sound.tone != _NEUTRAL), found[0])


def _sound(syllable: str) -> Sound:
    match = _SOUND.fullmatch(syllable.replace("ê", "e"))
    return Sound(match[1], int(match[2] or _NEUTRAL)) if match else Sound("", 0)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Readings by surname, from `surnames.txt`."""
    lines = files(__package__).joinpath("surnames.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {surname: tuple(readings) for surname, *readings in rows}
