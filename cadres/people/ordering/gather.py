"""Make `strokes.txt` anew: `python -m cadres.people.ordering.gather stroke.dict.yaml`.

The dictionary is rime-stroke's (Debian package rime-data-stroke, LGPL-3). Of a character's entries the last one is
that of the mainland's standard glyph; the first is Taiwan's (CNS 11643). Compared with a second, independent source
(cnchar, MIT, 6 939 characters), 6 899 agree; each of the other forty was decided by its components, as other characters
that have them are written, and twenty-one of them are mended below.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

_DIGITS = str.maketrans("hspnz", "12345")
_MENDED = {
    "字": "445521", "龟": "3525115", "耍": "132522531", "舢": "335414252", "谀": "4532151134", "钸": "3111513252",
    "铆": "3111535352", "萏": "12235321511", "剿": "5552511123422", "塍": "3511431134121", "蓐": "1221311534124",
    "搿": "31133412513112", "镧": "31115425125431234", "霈": "145244444411252", "凝": "4135311345452134",
    "嚏": "25112452512152134", "囊": "1251245251251112213534", "齉": "325111251211321251245251251112213534",
    "鼷": "32151154454453443554134", "豳": "21353334135333452", "齑": "413432211121111",
}  # fmt: skip
_HEAD = """\
# Stroke sequences of Chinese characters: 1 横 2 竖 3 撇 4 点 5 折, then the characters so written.
# Gathered by gather.py out of rime-stroke's stroke.dict.yaml (https://github.com/rime/rime-stroke).
# Copyright: GONG Chen, Kunki Chiu, 雪齋, 四季的風; CNS11643 database. Licence of this file: GNU LGPL-3.
"""


def gathered(dictionary: Iterable[str]) -> dict[str, str]:
    """Strokes by character, of a rime dictionary's lines 'character TAB letters'; later lines count."""
    found = {}
    for line in dictionary:
        character, _, rest = line.strip().partition("\t")
        strokes = rest.partition("\t")[0].translate(_DIGITS)
        if len(character) == 1 and strokes and set(strokes) <= set("12345"):
            found[character] = strokes
    return found | _MENDED


def written(strokes: dict[str, str]) -> str:
    """The table as text: one line for each sequence, the fewest strokes first, characters by code point."""
    groups = defaultdict(list)
    for character in sorted(strokes):
        groups[strokes[character]].append(character)
    order = sorted(groups, key=lambda sequence: (len(sequence), sequence))
    return _HEAD + "".join(f"{sequence}\t{''.join(groups[sequence])}\n" for sequence in order)


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    Path(__file__).with_name("strokes.txt").write_text(written(gathered(lines)), encoding="utf-8")
