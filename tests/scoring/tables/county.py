"""A small county as tables: the skeleton's method, one more source of every sort, and a sheet that uses every table."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scoring.language.scheme import Scheme
from scoring.load import loads

SCHEME = """\
title: 表格样例
document: 示例文件
effective_from: 2026-01-01
year: 2026
reference: 2026-12-31
places: {stored: 4, published: 2, mode: half_up}
clauses: {all: 全部条款}
sources:
  routine:
    kind: marks
    label: 平时考核
    counted: 次
    range: {low: 0, high: 100}
    periods:
      H1: {label: 上半年, due: 2026-06-30}
      H2: {label: 下半年, due: 2026-12-31}
    items:
      cadre: [德, 能]
  deductions: {kind: ledger, label: 扣分台账, of: unit}
subjects:
  unit:
    label: 单位
    groups: {all: 全部单位}
    minimum_months: 0
    score: {kind: ledger, label: 扣分, source: deductions}
  cadre:
    label: 干部
    groups: {principal: 正职, deputy: 副职}
    minimum_months: 3
    score:
      kind: sum
      label: 总分
      clause: all
      parts:
        routine: {kind: mean, label: 平时, source: routine}
        carried:
          kind: carried
          label: 连带扣分
          source: deductions
          factors: {responsible: 1, principal: 0.5, others: 0}
          principals: named_only
situations:
  study: {label: 脱产学习, status: not_ranked}
quotas:
  best: {label: 优秀, of: cadre, share: 50%, also_counted: []}
flags:
  staffed: {label: 有编制, of: unit, when: {attribute: {name: 编制人数, is: [很多]}}}
  talk: {label: 谈话提醒, of: cadre, when: {decision: {what: 谈话, label: 谈话}}}
  called: {label: 热线, of: unit, when: {attribute: {name: 热线电话满意率, is: [很高]}}}
"""
Rows = Sequence[Sequence[str]]
TABLES: Mapping[str, Rows] = {
    "概况": [["项目", "内容"], ["年度", "2026年"]],
    "对象": [
        ["示例县考核对象名册"],
        [],
        ["序号", "种类", "代码", "姓名", "组别", "单位", "开始日期", "结束日期", "情形", "编制人数"],
        ["1", "单位", "U1", "示例局", "全部单位", "", "", "", "", "12"],
        ["2", "干部", "Ｃ１", "张示例", "正职", "U1", "", "", "", ""],
        ["3", "cadre", "C2", "李示例", "deputy", "U1", "2026年3月", "2026.12", "", ""],
        [],
        ["4", "干部", "C3", "=1+1", "副职", "U1", "2026-02-01", "20261231", "脱产学习", ""],
    ],
    "得分": [
        ["种类", "代码", "来源", "期次", "项目", "得分"],
        *[
            ["干部", code, "平时考核", period, item, value]
            for code, value in (("C1", "９０．５"), ("C2", "88分"), ("C3", "91"))
            for period in ("上半年", "H2")
            for item in "德能"
        ],
    ],
    "台账": [
        ["代码", "来源", "任务", "日期", "分值", "事由", "文号"],
        ["U1", "扣分台账", "A01-03", "2026.05.17", "-0.5", "进度滞后", "示例〔2026〕1号"],
    ],
    "职务": [["单位", "代码", "主要负责人"], ["U1", "C1", "是"], ["U1", "C2", "否"]],
    "责任": [["任务", "代码", "主要责任"], ["A01-03", "C2", "是"]],
    "往年": [["种类", "代码", "年度", "内容", "结果"], ["干部", "C1", "2025", "等次", "称职"]],
    "决定": [
        ["种类", "代码", "事项", "决定", "决定人", "决定日期", "文号"],
        ["干部", "C1", "谈话", "提醒", "示例书记", "2026.06.01", "示例纪要1号"],
    ],
    "裁定": [["名额", "组别", "入选", "未入选", "决定人", "决定日期", "文号"]],
    "说明": [["给人看的"]],
}


def scheme() -> Scheme:
    """The method."""
    return loads(SCHEME, "方案.yaml")


def csv_folder(folder: Path, tables: Mapping[str, Rows] = TABLES, encoding: str = "utf-8-sig") -> Path:
    """The tables as CSV files in a new folder."""
    folder.mkdir()
    for name, rows in tables.items():
        text = "".join(",".join(row) + "\r\n" for row in rows)
        (folder / f"{name}.csv").write_text(text, encoding=encoding, newline="")
    return folder


def changed(table: str, old: str, new: str, tables: Mapping[str, Rows] = TABLES) -> dict[str, Rows]:
    """The tables with the first cell that reads `old` in `table` reading `new`."""
    rows = [list(row) for row in tables[table]]
    at = next((row, row.index(old)) for row in rows if old in row)
    at[0][at[1]] = new
    return {**tables, table: rows}
