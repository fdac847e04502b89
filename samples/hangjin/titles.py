"""Post titles: what stands under 现任职务 for a seat in a unit."""

from samples.hangjin.facts import DEPUTY, PRINCIPAL, Unit
from samples.hangjin.units import plain_name

# First ending that fits, wins.
HEADS = (
    ("旗纪委监察局", "局长", "副局长"),
    ("办公室", "主任", "副主任"),
    ("部", "部长", "副部长"),
    ("政法委员会", "书记", "副书记"),
    ("工作委员会", "书记", "副书记"),
    ("督查室", "主任", "副主任"),
    ("党校", "常务副校长", "副校长"),
    ("示例旗委员会", "书记", "副书记"),
    ("工商业联合会", "党组书记", "副主席"),
    ("红十字会", "常务副会长", "副会长"),
    ("会", "主席", "副主席"),
    ("中学", "校长", "副校长"),
    ("小学", "校长", "副校长"),
    ("法院", "院长", "副院长"),
    ("检察院", "检察长", "副检察长"),
    ("院", "院长", "副院长"),
    ("中心", "主任", "副主任"),
    ("所", "所长", "副所长"),
    ("馆", "馆长", "副馆长"),
    ("乌兰牧骑", "队长", "副队长"),
    ("电视台", "台长", "副台长"),
    ("公司", "总经理", "副总经理"),
    ("支行", "行长", "副行长"),
    ("大队", "大队长", "副大队长"),
    ("局", "局长", "副局长"),
)
TOWNSHIP_DEPUTIES = ("党委副书记", "人大主席", "纪委书记", "党委委员、副{head}", "副{head}", "党委委员、武装部长")
DEPUTIES = ("{deputy}", "党组成员、{deputy}", "纪检组长", "{deputy}", "党组成员")
RANKED_TITLES = ("主任科员", "副主任科员", "正科级干部", "副科级干部")


def title(unit: Unit, rank: str, seat: int) -> str:
    """The title of the ``seat``-th (from 0) holder of a class in the unit."""
    if rank == PRINCIPAL:
        return unit.name + _principal(unit, seat)
    if rank == DEPUTY:
        return unit.name + _deputy(unit, seat)
    return unit.name + RANKED_TITLES[seat % len(RANKED_TITLES)]


def _ending(unit: Unit) -> tuple[str, str]:
    return next((head, deputy) for ending, head, deputy in HEADS if plain_name(unit).endswith(ending))


def _township_head(unit: Unit) -> str:
    return "苏木达" if plain_name(unit).endswith("苏木") else "镇长"


def _principal(unit: Unit, seat: int) -> str:
    if unit.category != "苏木镇":
        return _ending(unit)[0]
    return "党委书记" if seat == 0 else _township_head(unit)


def _deputy(unit: Unit, seat: int) -> str:
    if unit.category == "苏木镇":
        return TOWNSHIP_DEPUTIES[seat % len(TOWNSHIP_DEPUTIES)].format(head=_township_head(unit))
    return DEPUTIES[seat % len(DEPUTIES)].format(deputy=_ending(unit)[1])
