"""Ten counties and forty departments of the city."""

from random import Random

from samples.ankang.facts import COUNTY, DEPARTMENT, Entry, Unit

COUNTIES = "汉南县 云阴县 石泉湾县 宁溪县 紫岭县 岚水县 平峡县 镇岭县 旬河县 白石县"
DEPARTMENTS = (
    "市委办 市人大办 市政府办 市政协办 市纪委监委 市委组织部 市委宣传部 市委统战部 市委政法委 市编办 市总工会 市团委 "
    "市妇联 市工商联 市科协 市残联 市发改委 市教育局 市科技局 市工信局 市民宗局 市公安局 市民政局 市司法局 市财政局 "
    "市人社局 市自然资源局 市住建局 市交通局 市水利局 市农业局 市林业局 市商务局 市文化局 市卫健局 市审计局 市统计局 "
    "市扶贫局 市招商局 市信访局"
)
_MERITS = ("市级表彰", "省级表彰", "国家级表彰")
_TRACES = ("通报批评", "责任事故")


def units(rng: Random) -> list[Unit]:
    """All of them; the last county lags far behind."""
    rows = [(f"X{n:02d}", name, COUNTY) for n, name in enumerate(COUNTIES.split(), 1)]
    rows += [(f"S{n:02d}", name, DEPARTMENT) for n, name in enumerate(DEPARTMENTS.split(), 1)]
    found = [_unit(rng, *row) for row in rows]
    found[9].poverty, found[9].analysis = [48, 51, 55, 50], [60, 62]
    found[0].merits = [
        Entry("国家级表彰", "2018-06-30", "脱贫攻坚组织创新", "X01-脱贫"),
        Entry("省级表彰", "2018-05-10", "脱贫攻坚组织创新", "X01-脱贫"),
        Entry("国家级表彰", "2018-10-17", "易地搬迁"),
    ]
    return found


def _unit(rng: Random, code: str, name: str, group: str) -> Unit:
    level = rng.randint(82, 98)
    poverty = [min(100, level + rng.randint(-6, 6)) for _ in range(4)]
    found = Unit(code, name, group, poverty, [min(100, level + rng.randint(-4, 5)) for _ in range(2)])
    found.merits = _entries(rng, _MERITS, (60, 30, 10), "表彰")
    found.traces = _entries(rng, _TRACES, (65, 25, 10), "通报")
    return found


def _entries(rng: Random, rules: tuple[str, ...], odds: tuple[int, int, int], reason: str) -> list[Entry]:
    count = rng.choices((0, 1, 2), odds)[0]
    return [Entry(rng.choice(rules), _day(rng), f"市{reason}{rng.randint(1, 60)}号") for _ in range(count)]


def _day(rng: Random) -> str:
    return f"2018-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
