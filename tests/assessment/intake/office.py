"""A tiny office: two units, five people, one task each, as one workbook whose cells a test may spoil.

    office = Office()
    office.put("干部名册", "G4", "990101197003150019")
    path = office.save(tmp_path)

Each sheet has a title in line 1 and its head in line 2 (平时考核: lines 2 and 3); the first facts stand in line 3 (4).
"""

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from cadres.people.identity import check_digit

Row = list[object]


def id_number(born: str, sequence: int) -> str:
    """A made-up number of region 990101; `born` as 19700315, an odd `sequence` for a man."""
    first17 = f"990101{born}{sequence:03}"
    return first17 + check_digit(first17)


WANG, LI_NA, BATU, ZHANG = (
    id_number("19700315", 1),
    id_number("19790402", 2),
    id_number("19680704", 3),
    id_number("19801010", 5),
)
LI_SI = id_number("19560430", 7)

_SPECIAL = {
    "单位": ["重点工作"],
    "班子": ["团结协作", "民主决策", "干部管理", "工作业绩"],
    "干部": ["四种意识", "重点工程", "脱贫攻坚", "信访化解", "文明创建", "岗位履职"],
}
_PERIODIC = {"单位": ["五位一体落实"], "班子": ["班子运行"], "干部": list("德能勤绩廉学")}
_UNITS: list[Row] = [["旗财政局"], ["白泉镇"]]
_PEOPLE: list[Row] = [
    ["旗财政局", "王　宁", "1970.03"],
    ["旗财政局", "李娜", "1979.04"],
    ["白泉镇", "巴图•敖其尔", "1968年7月"],
    ["白泉镇", "张三", date(1980, 10, 10)],
    ["旗财政局", "李四", "195604"],
]


def _register() -> dict[str, list[Row]]:
    return {
        "单位名册": [
            ["序号", "单位代码", "单位名称", "单位简称", "单位类别", "成立\n时间", "备　注"],
            [1, "Ａ０１", "旗财政局", "财政局", "政府职能部门", None, None],
            [2, "S01", "白泉镇", "白泉镇", "苏木镇", None, None],
        ],
        "干部名册": [
            [
                "序号",
                "单位名称",
                "姓\u3000名",
                "性别",
                "民族",
                "出生年月",
                "身份证号",
                "现任职务",
                "干部类别",
                "任现职时间",
                "备注",
            ],
            [1, "旗财政局", "王　宁", "男", "汉族", "1970.03", WANG, "局长", "一把手", "2012.05", None],
            [2, "旗财政局", "李娜", "女", "汉族", "1979.04", LI_NA, "副局长", "副职", "2013年6月", None],
            [3, "白泉镇", "巴图·敖其尔", "男", "蒙古族", "1968.07", BATU, "党委书记", "一把手", "2011/3/1", None],
            [4, "白泉镇", "张三", "男", "汉族", "1980.10", ZHANG, "副镇长", "副职", "2016.06", "年内任职"],
        ],
        "职务变动": [
            [
                "序号",
                "姓名",
                "身份证号",
                "变动时间",
                "变动类型",
                "原单位",
                "原职务",
                "原类别",
                "现单位",
                "现职务",
                "现类别",
            ],
            [1, "张三", ZHANG, "2016.06.16", "调任", "旗财政局", "副局长", "副职", "白泉镇", "副镇长", "副职"],
            [2, "李四", LI_SI, date(2016, 5, 18), "退休", "旗财政局", "主任科员", "待遇干部", None, None, None],
        ],
        "特殊情形": [
            ["序号", "姓名", "身份证号", "情形", "起始时间", "依据文号"],
            [1, "李娜", LI_NA, "立案审查", "2016.09.05", "示例纪立字〔2016〕17号"],
        ],
    }


def _lists() -> dict[str, list[Row]]:
    return {
        "一级清单": [
            ["序号", "领域", "任务编号", "任务内容", "年度目标"],
            [1, "全面建成小康社会", "1-01", "打赢脱贫攻坚战", "稳定脱贫"],
            [2, "党风廉政建设", "5-01", "落实主体责任", None],
        ],
        "二级清单": [
            ["序号", "单位名称", "任务编号", "一级任务编号", "任务内容", "指标类型", "分值", "监控部门"],
            [1, "旗财政局", "A01-01", "1-01", "落实帮扶措施", "个性", 60, "旗扶贫办"],
            [2, "旗财政局", "A01-02", "5-01", "签字背书", "共性", 40, "旗纪委"],
            ["小计", None, None, None, None, None, 100, None],
            [3, "白泉镇", "S01-01", "1-01", "落实帮扶措施", "个性", 100, "旗扶贫办"],
        ],
        "三级清单": [
            ["序号", "二级任务编号", "责任人", "出生年月", "责任方式", "分担比例", "具体任务", "起始时间", "截止时间"],
            [1, "A01-01", "李娜", "1979.04", "主要责任", "60%", "牵头", None, None],
            [2, "A01-01", "张三", None, "协助", 40, "协助", None, "2016.06.15"],
            [3, "A01-01", "王宁", None, "协助", 0.4, "协助", "2016.06.16", None],
            [4, "A01-02", "王宁", None, "主要责任", "100%", "牵头", None, None],
            [5, "S01-01", "巴图·敖其尔", None, "主要责任", "100%", "牵头", None, "2016.06.15"],
            [6, "S01-01", "巴图·敖其尔", None, "主要责任", "70%", "牵头", "2016.06.16", None],
            [7, "S01-01", "张三", None, "协助", "30%", "协助", "2016.06.16", None],
        ],
        "扣分台账": [
            ["序号", "单位名称", "二级任务编号", "发生时间", "扣分", "事由", "文号"],
            [1, "旗财政局", "A01-01", "2016.05.17", 0.5, "进度滞后", "示例督通报〔2016〕14号"],
            ["合计", None, None, None, 0.5, None, None],
        ],
    }


def _marks() -> dict[str, list[Row]]:
    sheets: dict[str, list[Row]] = {}
    for word in ("单位", "班子", "干部"):
        who, head = (_PEOPLE, ["单位名称", "姓名", "出生年月"]) if word == "干部" else (_UNITS, ["单位名称"])
        months = [f"{month}月" for month in range(1, 13)]
        blank: Row = [None] * (len(head) + 1)
        sheets[f"平时考核-{word}"] = [
            ["序号", *head, "2016年平时考核得分"],
            [*blank, *months],
            *_lines(who, 12, leaver=4),
        ]
        for turn in "12":
            items = _SPECIAL[word]
            sheets[f"专项考核{turn}-{word}"] = [["序号", *head, *items], *_lines(who, len(items))]
        for half in "上下":
            items = _PERIODIC[word]
            sheets[f"定期考核{half}-{word}"] = [["序号", *head, *items], *_lines(who, len(items))]
    return sheets


def _lines(who: list[Row], count: int, leaver: int = 0) -> list[Row]:
    """`count` marks of each; 李四 retired in May and has only the first `leaver` of them."""
    given: Row = [90, 91.5, "９２分", "—", None, 93.25]
    many = [leaver if "李四" in row else count for row in who]
    return [[n, *row, *(given[(n + at) % 6] for at in range(many[n - 1]))] for n, row in enumerate(who, 1)]


class Office:
    """The sheets as grids: `grids[sheet][0]` is line 1."""

    def __init__(self) -> None:
        sheets = _register() | _lists() | _marks()
        self.grids = {name: [["2016年度考核用表"], *[list(row) for row in rows]] for name, rows in sheets.items()}
        self.merged: list[tuple[str, str]] = []

    def put(self, sheet: str, cell: str, value: object) -> "Office":
        """Write one cell, such as 'E7'."""
        letters, line = coordinate_from_string(cell)
        column, grid = column_index_from_string(letters) - 1, self.grids[sheet]
        grid.extend([] for _ in range(line - len(grid)))
        grid[line - 1].extend([None] * (column + 1 - len(grid[line - 1])))
        grid[line - 1][column] = value
        return self

    def add(self, sheet: str, *values: object) -> "Office":
        """One more line at the end of a sheet."""
        self.grids[sheet].append(list(values))
        return self

    def cut(self, sheet: str, line: int) -> "Office":
        """Take a line out."""
        del self.grids[sheet][line - 1]
        return self

    def save(self, folder: Path, name: str = "全部.xlsx") -> Path:
        """One workbook with every sheet."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, grid in self.grids.items():
            sheet = book.create_sheet(title)
            for row in grid:
                sheet.append(row)
            sheet.merge_cells(f"A1:{get_column_letter(max(map(len, grid)))}1")
        for title, cells in self.merged:
            book[title].merge_cells(cells)
        book.save(folder / name)
        return folder / name
