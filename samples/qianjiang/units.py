"""The 116 units by group: departments in three, townships in three."""

from random import Random

from samples.qianjiang.facts import BANK, DEPARTMENT, DEPARTMENTS, OUTPOST, TOWNSHIP, Unit

NAMES = {
    "D1": "区委办公室 区人大办公室 区政府办公室 区政协办公室 区纪委 区委组织部 区委宣传部 区委统战部 区委政法委 区编办 "
    "区直机关工委 区委老干局 区委党校 区信访办 区档案局 区委研究室 区目标办 区委台办 区总工会 团区委 区妇联 区工商联 "
    "区科协 区文联 区残联 区红十字会 区侨联 区关工委",
    "D2": "区发展改革委 区经委 区教委 区科委 区民宗委 区公安局 区民政局 区司法局 区财政局 区人事局 区劳动保障局 区建委 "
    "区交通局 区农业局 区林业局 区水务局 区商务局 区文广局 区卫生局 区人口计生委 区审计局 区统计局 区安监局 区环保局 "
    "区粮食局 区旅游局 区市政局 区移民局 区扶贫办 区招商局 区法制办 区人防办 区畜牧局 区供销社 区物价局 区规划局 "
    "驻市办事处 驻省城联络处",
    "D3": "区国税局 区地税局 区工商局 区质监局 区药监局 区国土局 区气象局 区烟草局 区电力公司 区电信公司 区邮政局 "
    "区公路段 区盐业公司 区石油公司 区消防大队 区人民银行 区工商银行 区农业银行 区建设银行 区信用联社",
    "T1": "东城街道 西城街道 南湖街道 柳岸镇 舟桥镇",
    "T2": "青峰镇 白泉镇 石门镇 杉木镇 金溪镇 马鞍镇 龙洞镇 鹅坪镇 沙坝镇 黄桷镇 小南镇 邻水镇",
    "T3": "黎坪镇 太极乡 水田乡 白土乡 杉岭乡 新华乡 五里乡 蓬山乡 中塘乡 沙井乡 金洞乡 后坝乡 水市乡",
}
_STAFF = {DEPARTMENT: (12, 90), OUTPOST: (5, 12), BANK: (18, 70), TOWNSHIP: (35, 80)}


def units(rng: Random) -> list[Unit]:
    """All units, with their heads of staff."""
    return [_unit(group, number, name, rng) for group in NAMES for number, name in enumerate(NAMES[group].split(), 1)]


def _unit(group: str, number: int, name: str, rng: Random) -> Unit:
    sort = _sort(group, name)
    return Unit(f"{group}{number:02d}", name, group, sort, rng.randint(*_STAFF[sort]))


def _sort(group: str, name: str) -> str:
    if group not in DEPARTMENTS:
        return TOWNSHIP
    if name.startswith("驻"):
        return OUTPOST
    return BANK if name.endswith(("银行", "联社")) else DEPARTMENT
