"""The 15 city indicators of high-quality development with the district's place among the areas of the city."""

from samples.jiuyuan.facts import Indicator, Unit

Place = tuple[int, int, int] | None
TABLE: tuple[tuple[str, str, Place], ...] = (
    ("地区生产总值增速", "区发展和改革委", (1, 10, 0)),
    ("固定资产投资增速", "区发展和改革委", (4, 10, 0)),
    ("规上工业增加值增速", "区工业和信息化局", (4, 10, 1)),  # shared: both are among the first four
    ("工业技改投资", "区工业和信息化局", (5, 10, 0)),
    ("社会消费品零售总额增速", "区商务局", (7, 10, 0)),
    ("外贸进出口总额", "区商务局", (7, 10, 1)),  # shared: only two are worse, so it is one of the last three
    ("一般公共预算收入增速", "区财政局", (8, 10, 0)),
    ("居民人均可支配收入增速", "区统计局", (10, 10, 0)),
    ("研发经费投入强度", "区科学技术局", None),  # no value from the city
    ("高新技术企业数", "区科学技术局", (2, 10, 2)),
    ("空气质量优良天数比例", "区生态环境分局", (8, 9, 0)),  # one area is not assessed: nine have two red places
    ("单位生产总值能耗降低率", "区发展和改革委", (7, 9, 0)),
    ("城镇调查失业率", "区人力资源和社会保障局", None),  # its unit answers for nothing else
    ("粮食总产量", "区农牧局", (3, 8, 0)),
    ("营商环境便利度", "区市场监督管理局", (6, 10, 4)),  # five share the last places
)


def indicators(units: list[Unit]) -> list[Indicator]:
    """All of them, each with the unit that answers for it."""
    codes = {unit.name: unit.code for unit in units}
    return [Indicator(f"I{n:02d}", name, codes[unit], place) for n, (name, unit, place) in enumerate(TABLE, 1)]
