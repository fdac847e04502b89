"""bin/scheme as its users meet it: words in Chinese, exit codes, files that come out, hostile files refused."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring.__main__ import main
from tests.scoring.tables.county import SCHEME, TABLES, changed, csv_folder

Output = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A scheme and a sheet."""
    scheme = tmp_path / "方案.yaml"
    scheme.write_text(SCHEME, encoding="utf-8")
    return scheme, csv_folder(tmp_path / "数据")


def test_an_archive_comes_out_and_replays(files: tuple[Path, Path], capsys: Output) -> None:
    scheme, sheet = files
    out = sheet.parent / "存档.json"
    assert main(["run", str(scheme), str(sheet), "--out", str(out)]) == 0
    assert main(["replay", str(out)]) == 0
    assert "重算一致：4 个对象，sha256:" in capsys.readouterr().out
    assert "示例〔2026〕1号" in out.read_text(encoding="utf-8")
    assert "张示例" not in out.read_text(encoding="utf-8")


def test_a_workbook_comes_out_for_people(files: tuple[Path, Path]) -> None:
    scheme, sheet = files
    out = sheet.parent / "结果.xlsx"
    assert main(["run", str(scheme), str(sheet), "--out", str(out)]) == 0
    book = load_workbook(out)
    assert book.sheetnames == ["结果", "计算说明", "名额", "缺项", "请核对"]
    rows = {row[2]: row for row in book["结果"].iter_rows(min_row=2, values_only=True)}
    assert rows["C1"][:6] == ("干部", "正职", "C1", "张示例", 90.25, 1)
    assert {page.freeze_panes for page in book} == {"A2"}
    assert any("−0.5×0.5＝−0.25" in str(row[8]) for row in book["计算说明"].iter_rows(values_only=True))
    assert book["名额"]["A2"].value == "正职优秀：基数 1，名额 1，入选最低分 90.25"


def test_no_text_of_the_sheet_becomes_a_formula(files: tuple[Path, Path]) -> None:
    scheme, sheet = files
    out = sheet.parent / "结果.xlsx"
    main(["run", str(scheme), str(sheet), "--out", str(out)])
    found = [cell for row in load_workbook(out)["结果"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]


def test_a_score_is_unfolded(files: tuple[Path, Path], capsys: Output) -> None:
    assert main(["explain", *map(str, files), "--subject", "C1"]) == 0
    assert "平时 90.50 － 连带扣分 0.25" in capsys.readouterr().out
    assert main(["explain", *map(str, files), "--subject", "cadre:C9"]) == 1
    assert "数据中没有对象“cadre:C9”。请写成 种类:代码，种类可用：单位、干部。" in capsys.readouterr().err


def test_check_lists_gaps_and_oddities(files: tuple[Path, Path], capsys: Output, tmp_path: Path) -> None:
    scheme, _ = files
    sheet = csv_folder(tmp_path / "缺", changed("得分", "H2", "H1", changed("得分", "88分", "188")))
    assert main(["check", str(scheme), str(sheet)]) == 1
    told = capsys.readouterr().out
    assert "干部 C1（张示例）：缺下半年平时考核“德”得分" in told
    mark = "干部 C2（李示例）上半年平时考核“德”的分数：分数 188 不在 0～100 之间，未使用"
    assert f"请核对：得分.csv 第 6 行 F 列（得分）：{mark}" in told
    out = tmp_path / "结果.xlsx"
    main(["run", str(scheme), str(sheet), "--out", str(out)])
    listed = [row[0].value for row in load_workbook(out)["请核对"].iter_rows(min_row=2)]
    assert f"得分.csv 第 6 行 F 列（得分）：{mark}" in listed


def test_check_warns_of_what_is_odd(files: tuple[Path, Path], capsys: Output) -> None:
    scheme, sheet = files
    text = SCHEME.replace("clauses: {all: 全部条款}", "clauses: {all: 全部条款, more: 多余}").replace(
        "high: 100", "high: 85"
    )
    scheme.write_text(text.replace("share: 50%", "share: 0.4%"), encoding="utf-8")
    assert main(["check", str(scheme)]) == 0
    told = capsys.readouterr().out.splitlines()[1:]
    assert told == [
        f"{scheme} 第 7 行 提醒 clauses.more：这一条没有任何地方引用。请在有关的地方写 clause，或删去这一条。",
        f"{scheme} 第 25 行 提醒 subjects.unit.score：各项都得最高分、台账为空时是 0.00 分，不是 100 分。"
        "如属有意不必改动，否则请核对权重和得分范围。",
        f"{scheme} 第 30 行 提醒 subjects.cadre.score：各项都得最高分、台账为空时是 85.00 分，不是 100 分。"
        "如属有意不必改动，否则请核对权重和得分范围。",
        f"{scheme} 第 45 行 提醒 quotas.best.share：比例 0.4% 要满 250 个对象才有一个名额。请核对比例。",
    ]


def test_the_skeleton_is_good_and_without_oddities(tmp_path: Path, capsys: Output) -> None:
    made = tmp_path / "新.yaml"
    assert main(["new", str(made)]) == 0
    assert main(["check", str(made)]) == 0
    assert "提醒" not in capsys.readouterr().out
    assert main(["new", str(made)]) == 1
    assert "文件已经有了" in capsys.readouterr().err
    assert main(["new"]) == 0
    assert capsys.readouterr().out == made.read_text(encoding="utf-8")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(60):
                member.write(b"0" * 10_000_000)


def _entity(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
        )


def _zip_of_nothing(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


HOSTILE = {
    "炸弹.xlsx": (_bomb, "展开后超过"),
    "实体.xlsx": (_entity, "DOCTYPE"),
    "别的.xlsx": (_zip_of_nothing, "压缩包里没有工作簿"),
    "坏.xlsx": (lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 500), "已损坏"),
    "旧.xls": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 500), "旧格式 .xls"),
    "图.png": (lambda path: path.write_bytes(b"\x89PNG" + b"\x00" * 500), "既不是 .xlsx"),
    "深.json": (lambda path: path.write_text('{"a":' * 100_000), "不是合格的 JSON"),
    "空.json": (lambda path: path.write_text("{}"), "缺少年度"),
    "没有.xlsx": (lambda path: None, "没有这个文件"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_wrong_sheet_is_refused_in_words(files: tuple[Path, Path], capsys: Output, name: str) -> None:
    make, told = HOSTILE[name]
    make(files[0].parent / name)
    assert main(["run", str(files[0]), str(files[0].parent / name)]) == 1
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: 1\n" * 2_000_000, "第 1 行 （文件）：文件超过 300000 个字符"),
        (b"a: " + b"[" * 100_000, "第 1 行 （文件）：嵌套超过 40 层"),
        (b"a: &x [1]\nb: [*x, *x]\n", "第 1 行 （文件）：使用了锚点或引用"),
        (b"a: [" + b"1," * 50_000 + b"]", "内容超过 20000 项"),
        ("标题: 甲\n".encode("gb18030"), "第 1 行 （文件）：不是 UTF-8 文本"),
        (b"PK\x03\x04\x00\x00", "第 1 行"),
    ],
)
def test_a_hostile_scheme_is_refused_in_words(tmp_path: Path, capsys: Output, content: bytes, told: str) -> None:
    scheme = tmp_path / "方案.yaml"
    scheme.write_bytes(content)
    assert main(["check", str(scheme)]) == 1
    assert told in capsys.readouterr().err


def test_outputs_that_cannot_be_are_refused(files: tuple[Path, Path], capsys: Output) -> None:
    (files[0].parent / "夹.xlsx").mkdir()
    for out, told in (("结果.pdf", "不认识的输出格式"), ("没有/存档.json", "不存在"), ("夹.xlsx", "写不出来")):
        assert main(["run", *map(str, files), "--out", str(files[0].parent / out)]) == 1
        assert told in capsys.readouterr().err


def test_check_and_replay_need_no_more_than_yaml(files: tuple[Path, Path]) -> None:
    """Every other package is made impossible to import."""
    scheme, sheet = files
    out = sheet.parent / "存档.json"
    main(["run", str(scheme), str(sheet), "--out", str(out)])
    script = (
        "import sys\n"
        "for name in ('openpyxl', 'django', 'jsonschema', 'python_calamine'): sys.modules[name] = None\n"
        "from scoring.__main__ import main\n"
        f"sys.exit(main(['check', {str(scheme)!r}, {str(sheet)!r}]) or main(['replay', {str(out)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_chinese_is_no_end(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
    assert main(["check", str(files[0])]) == 0


def test_the_schema_comes_out(capsys: Output) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "衡鉴考核方案"


def test_payouts_have_a_page_of_their_own(files: tuple[Path, Path], tmp_path: Path) -> None:
    scheme, sheet = files
    more = """\
payouts:
  bonus:
    of: cadre
    label: 考核奖
    unit: 元
    places: 2
    mode: half_up
    terms:
      base:
        label: 标准
        factors:
          rate: {label: 标准, number: 100}
          rank: {label: 名次系数, by: rank, steps: {first: {up_to: 1, value: 1.5}}, otherwise: 1}
"""
    scheme.write_text(SCHEME + more, encoding="utf-8")
    assert main(["run", str(scheme), str(sheet), "--out", str(tmp_path / "out.xlsx")]) == 0
    head, *rows = load_workbook(tmp_path / "out.xlsx")["奖金与系数"].iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert {(row["代码"], row["名目"], row["数额"], row["单位"]) for row in told} == {
        ("C1", "考核奖", 150, "元"),
        ("C2", "考核奖", 150, "元"),
        ("C3", "考核奖", 100, "元"),
    }
    assert told[0]["说明"] == "标准 150.00 元"


def test_grades_flags_and_payouts_are_told(files: tuple[Path, Path], capsys: Output) -> None:
    scheme, sheet = files
    ladder = "{label: 优秀, at_least: 90}, fair: {label: 称职, below: 90}"
    more = f"""\
  last: {{label: 末位, of: cadre, when: {{place: {{end: bottom, most: 1}}}}}}
grades:
  cadre: {{ladder: {{good: {ladder}}}}}
"""
    scheme.write_text(SCHEME + more, encoding="utf-8")
    assert main(["run", str(scheme), str(sheet)]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    by_code = {row[2]: dict(zip(rows[0], row, strict=True)) for row in rows[1:5]}
    assert [by_code[code]["等次"] for code in ("C1", "C2")] == ["优秀", "称职"]
    assert by_code["C2"]["标记"] == "末位"


def test_a_subject_is_asked_for_by_the_label_of_its_kind(files: tuple[Path, Path], capsys: Output) -> None:
    for name in ("干部:C1", "干部：C1", "cadre:C1"):
        assert main(["explain", *map(str, files), "--subject", name]) == 0
        assert "平时 90.50 － 连带扣分 0.25" in capsys.readouterr().out


def test_a_missing_folder_is_told_before_anything_is_computed(files: tuple[Path, Path], capsys: Output) -> None:
    out = files[1].parent / "没有" / "结果.xlsx"
    assert main(["run", *map(str, files), "--out", str(out)]) == 1
    assert capsys.readouterr().err == (
        f"结果.xlsx：要写入的文件夹“{out.parent}”不存在。请先建立这个文件夹，或改写别的位置。\n"
    )
    assert main(["new", str(out.with_suffix(".yaml"))]) == 1
    assert f"要写入的文件夹“{out.parent}”不存在" in capsys.readouterr().err


def test_gaps_and_problems_say_the_name_behind_a_code(files: tuple[Path, Path], capsys: Output, tmp_path: Path) -> None:
    sheet = csv_folder(tmp_path / "缺", changed("得分", "H2", "H1", changed("得分", "88分", "188")))
    assert main(["check", str(files[0]), str(sheet)]) == 1
    assert "干部 C1（张示例）：缺下半年平时考核“德”得分" in capsys.readouterr().out


def test_the_explanations_fold_and_their_figures_are_numbers(files: tuple[Path, Path]) -> None:
    out = files[1].parent / "结果.xlsx"
    main(["run", *map(str, files), "--out", str(out)])
    page = load_workbook(out)["计算说明"]
    deep = {row: page.row_dimensions[row].outlineLevel or 0 for row in range(2, page.max_row + 1)}
    assert deep == {row: page.cell(row, 5).value - 1 for row in deep} and max(deep.values()) == 3
    assert page.sheet_properties.outlinePr.summaryBelow is False
    assert (page["G2"].value, page["G2"].number_format, page["G2"].data_type) == (-0.5, "0.00", "n")


def test_every_page_is_ready_to_print(files: tuple[Path, Path]) -> None:
    out = files[1].parent / "结果.xlsx"
    main(["run", *map(str, files), "--out", str(out)])
    for page in load_workbook(out):
        assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
            "landscape",
            1,
            0,
        )
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.print_title_rows == "$1:$1"
        assert (page.auto_filter.ref or "A1").startswith("A1")
    assert load_workbook(out)["结果"].auto_filter.ref == "A1:M5"


def test_a_ruling_where_nothing_is_tied_is_a_reminder_and_no_finding(tmp_path: Path, capsys: Output) -> None:
    scheme = tmp_path / "方案.yaml"
    scheme.write_text(SCHEME, encoding="utf-8")
    ruling = ["优秀", "正职", "C1", "", "示例书记", "2026-12-31", "示例纪要9号"]
    ruled = csv_folder(tmp_path / "裁定", {**TABLES, "裁定": [*TABLES["裁定"], ruling]})
    plain = csv_folder(tmp_path / "没有")
    before = main(["check", str(scheme), str(plain)]), capsys.readouterr().out.replace(str(plain), "")
    after = main(["check", str(scheme), str(ruled)]), capsys.readouterr().out.replace(str(ruled), "")
    told = "提醒：裁定（示例纪要9号）没有用上：这里没有待裁定的并列\n"
    assert told in after[1] and told not in before[1]
    assert (after[0], after[1].replace(told, "")) == before
