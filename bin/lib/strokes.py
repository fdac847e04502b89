"""How Chinese characters are written, for names in their customary order: read out of the npm package cnchar-order."""

import json
import re
from pathlib import Path

import npm
import shell
import stamps
from say import Refused, step

from config import state

FILE = shell.HOME / "data" / "strokes.json"
_SCRIPT = npm.MODULES / "cnchar-order" / "cnchar.order.min.js"
#: The package is one script, which carries its tables as texts of JSON.
_TABLE = re.compile(r"JSON\.parse\('((?:[^'\\]|\\.)*)'\)")
_QUOTED = re.compile(r"\\(['\\])")
#: Stroke types of GF 3002-1999 by the first character of a stroke's name; every other stroke is a fold.
_TYPES = {"横": "1", "提": "1", "竖": "2", "撇": "3", "点": "4", "捺": "4"}
_FOLD, _HOOKED, _FOLDED = "5", "竖钩", "折笔"


def ready() -> None:
    """Write the strokes of characters down where the program reads them."""
    npm.ready()
    mark = stamps.digest([*npm.LISTS, Path(__file__)])
    if not (FILE.exists() and stamps.fits("strokes", mark)):
        with step("整理汉字笔顺"):
            _write(digits(_SCRIPT.read_text(encoding="utf-8")))
        stamps.put("strokes", mark)


def _write(strokes: dict[str, str]) -> None:
    state.private(FILE.parent)
    draft = FILE.with_suffix(".draft")
    draft.write_text(json.dumps(strokes, ensure_ascii=False), encoding="utf-8")
    draft.replace(FILE)


def digits(script: str) -> dict[str, str]:
    """Strokes by character as digits 1 to 5: 王 1121. Raises Refused where the script holds other tables than known."""
    tables = [json.loads(_QUOTED.sub(r"\1", match[1])) for match in _TABLE.finditer(script)]
    if len(tables) != 2 or not {"王", "一"} <= tables[0].keys():
        raise Refused("cnchar-order 的笔顺数据与预期格式不符 / the tables of cnchar-order are not those expected")
    written, strokes = tables
    types = {letter: _type(stroke) for letter, stroke in strokes.items()}
    return {character: "".join(types[letter] for letter in letters) for character, letters in written.items()}


def _type(stroke: dict[str, str]) -> str:
    """One stroke. The package counts the hooked 竖 among the folds; the standard has it with 竖."""
    hooked = stroke["name"] == _HOOKED
    return _FOLD if stroke["type"] == _FOLDED and not hooked else _TYPES[stroke["name"][0]]
