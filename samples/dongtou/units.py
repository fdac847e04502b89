"""The 60 units and the marks of their year: townships are marked higher than departments."""

from decimal import Decimal
from random import Random

from samples.dongtou.facts import DEPARTMENT, TOWNSHIP, Unit

TOWNSHIPS = "东屏街道 北岸街道 霓屿街道 元觉街道 大门镇 鹿西镇 南策镇 青山乡"
DEPARTMENTS = (
    "区委办公室 区人大办公室 区政府办公室 区政协办公室 区纪委机关 区委组织部 区委宣传部 区委统战部 区委政法委 区编办 "
    "区直机关工委 区委党校 区信访局 区档案局 区总工会 团区委 区妇联 区科协 区残联 区文联 区发展改革局 区经信局 "
    "区教育局 区科技局 区公安分局 区民政局 区司法局 区财政局 区人力社保局 区国土分局 区住建局 区交通局 区水利局 "
    "区农业农村局 区海洋渔业局 区商务局 区文广局 区卫生计生局 区审计局 区统计局 区安监局 区环保分局 "
    "区市场监管局 区行政执法局 区旅游局 区供销社 区机关事务局 区招商局 区公共资源中心 区港航局 区气象局 区红十字会"
)
_MARKS = {TOWNSHIP: (8800, 9600), DEPARTMENT: (8000, 9200)}
STRAGGLER, LOW = "区港航局", Decimal("48.50")
"""A unit so far behind that the lower bound of the converted mark holds it."""


def units(rng: Random) -> list[Unit]:
    """Townships first."""
    named = [("T", TOWNSHIP, TOWNSHIPS), ("D", DEPARTMENT, DEPARTMENTS)]
    return [
        Unit(f"{letter}{number:02d}", name, group, LOW if name == STRAGGLER else _mark(group, rng))
        for letter, group, names in named
        for number, name in enumerate(names.split(), 1)
    ]


def _mark(group: str, rng: Random) -> Decimal:
    return Decimal(rng.randint(*_MARKS[group])).scaleb(-2)
