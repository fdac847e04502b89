"""Running points: a few get a little, more lose some."""

from datetime import date, timedelta
from random import Random

from samples.dongtou.facts import Cadre, Line

PLUS = (
    ("重点项目取得突破", "牵头的跨海桥项目提前完工", ""),
    ("经验做法得到批示", "渔村改造做法得到批示", "市级、其他领导"),
    ("抢险救灾表现突出", "防御台风表现突出", ""),
    ("援派挂职考核优秀", "援派期满考核优秀", ""),
    ("获得先进称号", "获评先进工作者", ""),
)
MINUS = (
    ("违反会议纪律", "无故缺席全区会议", ""),
    ("督办事项逾期", "督办事项逾期未办结", ""),
    ("作风检查发现问题", "上班时间脱岗", ""),
    ("被通报批评", "环境整治推进缓慢", "区级、书面通报"),
    ("重点工作被约谈", "征迁进度滞后", ""),
    ("不按规定请示报告", "外出没有报备", ""),
    ("干部群众评议居末", "群众评议列末位", ""),
)
_PER = ("违反会议纪律", "督办事项逾期", "作风检查发现问题")
"""Rules that count how often."""


def book(cadres: list[Cadre], rng: Random) -> None:
    """Seven get something, 46 lose something."""
    chosen = rng.sample(cadres, 53)
    for cadre in chosen[:7]:
        cadre.lines.append(_line(PLUS, rng))
    for cadre in chosen[7:]:
        cadre.lines += [_line(MINUS, rng) for _ in range(rng.choice((1, 1, 1, 2)))]


def _line(kinds: tuple[tuple[str, str, str], ...], rng: Random) -> Line:
    rule, reason, keys = rng.choice(kinds)
    on = date(2018, 1, 8) + timedelta(days=rng.randrange(340))
    return Line(on, rule, reason, rng.randint(1, 3) if rule in _PER else 1, keys)
