"""Marks of the indicators, made so that the target score of each unit comes out as wanted."""

from decimal import Decimal
from random import Random

from samples.qianjiang.facts import BANK, DEPARTMENT, OUTPOST, TOWNSHIP, Unit

WORKED = {
    "重点工作": "93.25",
    "党风廉政建设": "92",
    "组织建设": "90",
    "精神文明建设": "90",
    "调研": "91",
    "服务发展": "92",
    "信访": "90.8",
    "帮乡扶贫": "91",
}
"""The department of the worked example: 92.35."""
_FIRST = {
    DEPARTMENT: ("重点工作", "党风廉政建设"),
    TOWNSHIP: ("重点工作", "党建"),
    OUTPOST: ("招商引资", "联系协调"),
    BANK: ("重点工作",),
}
_PAIRS = {
    DEPARTMENT: (("组织建设", "精神文明建设"), ("调研", "服务发展"), ("信访", "帮乡扶贫")),
    TOWNSHIP: (("综治", "信访"), ("计生", "安全")),
    OUTPOST: (("经营效益", "信息报送"),),
    BANK: (("调研", "服务发展"), ("信访", "帮乡扶贫")),
}
"""Pairs of equal weight: what one has more the other has less, so that the score stays."""


def mark(unit: Unit, rng: Random) -> None:
    """Give the unit marks that make exactly its score."""
    if unit.score == Decimal("92.35"):
        unit.marks = {item: Decimal(value) for item, value in WORKED.items()}
        return
    unit.marks = dict.fromkeys(_FIRST[unit.sort], unit.score)
    for one, two in _PAIRS[unit.sort]:
        shift = Decimal(rng.randint(-20, 20)) / 10
        shift = min(shift, 100 - unit.score)
        unit.marks |= {one: unit.score + shift, two: unit.score - shift}


def blur(unit: Unit, rng: Random) -> None:
    """A hair more on one item, so that the score has more decimals than are published."""
    first = _FIRST[unit.sort][-1]
    unit.marks[first] += Decimal(rng.choice(("-0.04", "-0.03", "0.02", "0.03", "0.04")))
