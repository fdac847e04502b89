"""The 52 units of the district and the eight townships and sub-districts, with their year."""

from decimal import Decimal
from random import Random

from samples.jiuyuan.facts import BULLETINS, QUARTERS, REPORTS, Issue, Unit

DISTRICT = (
    "区委办公室 区人大办公室 区政府办公室 区政协办公室 区纪委监委 区委组织部 区委宣传部 区委统战部 区委政法委 区委编办 "
    "区委巡察办 区直机关工委 区委老干部局 区委党校 区信访局 区档案馆 区总工会 区团委 区妇联 区工商联 区科协 区文联 "
    "区残联 区红十字会 区发展和改革委 区工业和信息化局 区教育局 区科学技术局 区民族事务委 区公安分局 区民政局 区司法局 "
    "区财政局 区人力资源和社会保障局 区自然资源分局 区生态环境分局 区住房和城乡建设局 区交通运输局 区水务局 区农牧局 "
    "区林草局 区商务局 区文化旅游局 区卫生健康委 区退役军人事务局 区应急管理局 区审计局 区市场监督管理局 区统计局 "
    "区医疗保障局 区城市管理局 区政务服务局"
)
TOWNSHIPS = "沙丘镇 河套镇 白桦镇 胡杨街道 石榴街道 丁香街道 云杉街道 榆树苏木"
ASSESSED = ("市区决策部署", "营商环境", "创城创卫", "民族共同体")
LEADERS = 27
_NEW, _NEW_SINCE = "区政务服务局", "2022.08.01"
_RULES = ("巡视巡察问题", "审计问题", "统计问题")


def units(rng: Random) -> list[Unit]:
    """All 60; a county-level leader is in charge of two or three of them."""
    rows = [("区直单位", f"Q{n:02d}", name) for n, name in enumerate(DISTRICT.split(), 1)]
    rows += [("镇街", f"Z{n:02d}", name) for n, name in enumerate(TOWNSHIPS.split(), 1)]
    found = [Unit(code, name, group, f"X{n % LEADERS + 1:02d}") for n, (group, code, name) in enumerate(rows)]
    for unit in found:
        _year(unit, rng)
    _awkward(found)
    return found


def _year(unit: Unit, rng: Random) -> None:
    unit.since = _NEW_SINCE if unit.name == _NEW else ""
    unit.assessed = {item: Decimal(rng.randint(7600, 9900)) / 100 for item in ASSESSED}
    for item, least, most in (("招商引资", 2000, 90000), ("项目建设", 500, 40000)):
        asked = Decimal(rng.randint(least, most))
        unit.economy[item] = (asked * rng.randint(78, 118) / 100, asked)
    unit.events = rng.choices((0, 1, 2), (85, 12, 3))[0]
    for source, items, low in (("通报", BULLETINS, 70), ("履职报告", REPORTS, 78)):
        for quarter in QUARTERS[2 if unit.since else 0 :]:
            unit.marks |= {(source, quarter, item): Decimal(rng.randint(low * 2, 198)) / 2 for item in items}
    unit.issues = [_issue(rng) for _ in range(rng.choices((0, 1, 2), (55, 30, 15))[0])]


def _issue(rng: Random) -> Issue:
    return rng.choice(_RULES), f"2022-{rng.randint(8, 12):02d}-{rng.randint(1, 28):02d}", rng.randint(1, 3)


def _awkward(found: list[Unit]) -> None:
    """More taken than may be, a full mark below nothing, and two units that share a score."""
    found[3].issues = [("巡视巡察问题", "2022-09-05", 4), ("审计问题", "2022-11-11", 5)]
    found[7].events = 6
    one, other = found[20], found[21]
    other.assessed, other.economy, other.events = one.assessed, one.economy, one.events
    other.marks, other.issues = one.marks, one.issues
