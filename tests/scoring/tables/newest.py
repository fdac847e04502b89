"""A method with what was added last, and its tables: votes, sheets, indicators, offices merged, a pool by decision."""

from collections.abc import Mapping

from tests.scoring.tables.county import Rows

SCHEME = """\
title: 新办法
document: 示例文件
effective_from: 2026-01-01
year: 2026
reference: 2026-12-31
places: {stored: 4, published: 2, mode: half_up}
clauses: {}
sources:
  poll:
    kind: ballot
    label: 民主测评
    periods: {Y: {label: 全年, due: 2026-12-31}}
    items: {cadre: [德, 能]}
    options: {good: 好, fair: 较好, poor: 差}
  review:
    kind: ratings
    label: 互评
    range: {low: 0, high: 100}
    periods: {Y: {label: 全年, due: 2026-12-31}}
  economy:
    kind: readings
    label: 经济指标
    unit: 亿元
    periods: {Y: {label: 全年, due: 2026-12-31}}
    items: {unit: [投资]}
subjects:
  unit:
    label: 单位
    are: things
    groups: {all: 全部单位}
    minimum_months: 0
    score:
      kind: merged
      label: 得分
      by: 合并
      take: mean
      standing: together
      part: {kind: target, label: 经济, source: economy, combine: sum, aim: minimum, award: proportional, ceiling: 1.2}
  cadre:
    label: 干部
    groups: {all: 全部干部}
    minimum_months: 0
    score:
      kind: weighted
      label: 总分
      when_not_due: spread
      judgement:
        compare:
          vote: {sheets: 2, unit: 3}
          sheets: {unit: 2}
        consistency: 0.1
      parts:
        vote:
          kind: membership
          label: 测评
          when_not_due: spread
          operator: max_min
          normalise: to_one
          outcome: greatest
          ruled_by: 隶属度并列
          parts:
            德:
              weight: 40%
              kind: ballot
              label: 德
              source: poll
              items: {德: 100%}
              divisor: valid
              points: {good: 100, fair: 80, poor: 50}
            能:
              weight: 60%
              kind: ballot
              label: 能
              source: poll
              items: {能: 100%}
              divisor: valid
              points: {good: 100, fair: 80, poor: 50}
        sheets:
          kind: graded_sheets
          label: 互评
          source: review
          grades:
            优秀: {at_least: 90, points: 95}
            良好: {at_least: 60, below: 90, points: 80}
            一般: {below: 60, points: 50}
        unit: {kind: other, label: 单位得分, of: unit, take: score, when_none: skip}
grades:
  cadre:
    ladder:
      excellent: {label: 优秀, at_least: 90}
      competent: {label: 称职, below: 90}
    limits:
      unit: {label: 随单位, legal_basis: 《条例》, when: {result: {of: unit, score: {below: 60}}}, cap: competent}
flags:
  talk: {label: 谈话提醒, of: cadre, when: {decision: {what: 谈话, label: 谈话}}}
payouts:
  bonus:
    of: cadre
    label: 绩效奖
    unit: 元
    places: 2
    pool: {decision: 绩效总额, of: unit, within: unit, heads: [ranked], ruled_by: 余额归属}
    terms: {points: {label: 分值, factors: {score: {label: 得分, take: score}}}}
"""
PEOPLE, UNITS = ("C1", "C2"), ("U1", "U2")
_BY = ("示例书记", "2026.06.01", "示例纪要1号")
TABLES: Mapping[str, Rows] = {
    "对象": [
        ["种类", "代码", "姓名", "组别", "单位", "合并"],
        ["单位", "U1", "示例局", "全部单位", "", "税务"],
        ["单位", "U2", "示例分局", "全部单位", "", "税务"],
        ["干部", "C1", "张示例", "全部干部", "U1", ""],
        ["干部", "C2", "李示例", "全部干部", "U2", ""],
    ],
    "得票": [
        ["种类", "代码", "来源", "项目", "选项", "票数"],
        *[
            ["干部", code, "民主测评", item, option, votes]
            for code in PEOPLE
            for item in "德能"
            for option, votes in (("好", "6"), ("较好", "3"), ("差", "1"))
        ],
    ],
    "评分": [
        ["种类", "代码", "来源", "评价人", "评分"],
        *[["干部", code, "互评", f"R{number}", f"{80 + 5 * number}"] for code in PEOPLE for number in range(4)],
    ],
    "指标": [
        ["种类", "代码", "来源", "项目", "完成值", "目标值", "满分"],
        *[["单位", code, "经济指标", "投资", "95.5", "100", "100"] for code in UNITS],
    ],
    "决定": [
        ["种类", "代码", "事项", "决定", "决定人", "决定日期", "文号"],
        ["单位", "U1", "绩效总额", "1000.01", *_BY],
        ["单位", "U2", "绩效总额", "900", *_BY],
        ["干部", "C1", "余额归属", "是", *_BY],
        ["干部", "C2", "谈话", "提醒", *_BY],
    ],
}
