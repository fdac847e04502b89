"""The little county of tests/world.py under a method in which more follows from a score than a rank.

Cadres get grades (优秀 from 95 points, by quota), compete for two quotas, are flagged at the end of their class and
share 10,000 yuan by score × grade; units get a coefficient by colour. Before the ruling the two deputies tied at the
line of 优秀个人 have no grade yet and nobody has a share of the pool; both are in the second quota, which counts all
together.

    world = build()                  # nothing judged yet
    first = worlds.judge(world)      # a tie is open
    second = ruled(world, first)     # D02 is in; everything is told
"""

from datetime import date
from decimal import Decimal

from assessment.entries.services import correct
from assessment.runs import services
from assessment.runs.models import Run
from tests import world as worlds
from tests.world import World

_SITUATION = "under_investigation: {label: 立案审查, status: undetermined, clause: undetermined}"
_CAPPED = f"""{_SITUATION[:-1]},
    cap: competent, legal_basis: 示例考核规定}}

grades:
  cadre:
    clause: grades
    ladder:
      excellent: {{label: 优秀, at_least: 95}}
      competent: {{label: 称职, at_least: 90, below: 95}}
      basic: {{label: 基本称职, below: 90}}"""
_EXCELLENT = "also_counted: [undetermined, not_ranked]   # [P] 计入名额基数\n    clause: excellent\n"
_QUOTAS = f"""{_EXCELLENT}    grade: excellent
    among: [excellent]
    others: competent
  commended:
    label: 嘉奖
    of: cadre
    share: 30%
    also_counted: [undetermined, not_ranked]
    per: all
    clause: commended

flags:
  last: {{label: 末位提醒, of: cadre, clause: last, when: {{place: {{end: bottom, most: 1, group_of_at_least: 2}}}}}}
  card: {{label: 红牌, of: cadre, clause: last, when: {{colour: [red]}}}}

payouts:
  award:
    label: 考核奖
    of: cadre
    clause: award
    unit: 元
    places: 2
    mode: half_up
    pool: {{total: 10000, within: all}}
    terms:
      points:
        label: 分值
        factors:
          score: {{label: 综合得分, take: score}}
          grade: {{label: 等次系数, by: grade, values: {{excellent: 1.5, competent: 1, basic: 0.5}}, otherwise: 0}}
  factor:
    label: 奖励系数
    of: unit
    clause: award
    places: 2
    mode: half_up
    terms:
      base: {{label: 系数, factors: {{colour: {{label: 晾晒系数, by: colour, values: {{yellow: 1.1}}, otherwise: 1}}}}}}
"""
_CLAUSES = """clauses:
  grades: 得分满95分可评优秀，满90分称职，其余基本称职。
  commended: 嘉奖不超过全部参评干部的30%，合在一起计算。
  last: 同类干部居末位的，列入提醒。
  award: 考核奖总额按得分和等次分配；单位按晾晒颜色定奖励系数。
"""
_CARDS = """colours:
  cadre:
    label: 红黄牌
    names: {red: 红牌, green: 无牌}
    clause: last
    bands: {red: {end: bottom, share: 25%}}
    otherwise: green
    unranked: grey
"""
METHOD = (
    worlds.SCHEME.read_text()
    .replace("colours:\n", _CARDS, 1)
    .replace("clauses:\n", _CLAUSES, 1)
    .replace(_SITUATION, _CAPPED, 1)
    .replace(_EXCELLENT, _QUOTAS, 1)
)


def build() -> World:
    """The county before its first run."""
    return worlds.build(method=METHOD)


def ruled(world: World, run: Run) -> Run:
    """Let D02 have the seat that two deputies are tied for, and judge again."""
    services.rule(
        run,
        "excellent",
        "deputy",
        ["D02"],
        decided_by="组长甲",
        decided_on=date(2017, 1, 12),
        document="领导小组纪要〔2017〕3号",
        actor=world.approver,
    )
    return worlds.judge(world)


def corrected(world: World) -> None:
    """Lower the special marks of 塔娜 so that she falls below 90."""
    seat = world.seats["cadre", "D05"]
    for entry in seat.entries.filter(source="special"):
        correct(entry, Decimal(86), "核实后更正", actor=world.office)
