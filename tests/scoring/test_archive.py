"""An archive outlives the database: it is recomputed offline, and what was touched is told."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import scoring
from bench.synthetic import county
from scoring.__main__ import main
from scoring.errors import SheetError
from scoring.judge import judge
from scoring.keeping import archive, digest
from scoring.keeping.sheetfile import parsed, sheet_data, sheet_of
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.shipped import scheme_text
from tests.scoring import build
from tests.scoring.build import HANGJIN, ruling, sheet

TEXT = scheme_text("hangjin/2016")
HANGJIN_AS_WRITTEN = loads(TEXT, "hangjin/2016.yaml")
SHEET = county(HANGJIN, 5, 30, 6)


@pytest.fixture(scope="module")
def packed() -> str:
    return archive.pack("hangjin/2016.yaml", TEXT, SHEET, judge(HANGJIN, SHEET))


def test_a_sheet_survives_its_text() -> None:
    ruled = sheet({"subjects": {"unit:甲": {"group": "social"}}})
    ruled = type(ruled)(2016, ruled.subjects, rulings=(ruling(RULED),), facts={"甲": "乙"})
    for one in (SHEET, ruled):
        again = sheet_of(parsed(json.dumps(sheet_data(one))))
        assert digest.inputs_digest(HANGJIN, again) == digest.inputs_digest(HANGJIN, one)


def test_a_line_by_a_rule_survives_its_text() -> None:
    told = {"task": "", "on": "2016-03-01", "rule": "prize", "fact": "F1", "keys": ["省级", "一等奖"], "heads": "3"}
    lines = [told, {**told, "order": "2"}, {**told, "quantity": "2.5"}, {**told, "booked": "2016-04-01"}]
    sheets = [sheet({"subjects": {"unit:甲": {"group": "social", "ledger": [line]}}}) for line in lines]
    digests = [digest.inputs_digest(HANGJIN, one) for one in sheets]
    again = [sheet_of(parsed(json.dumps(sheet_data(one)))) for one in sheets]
    assert [digest.inputs_digest(HANGJIN, one) for one in again] == digests
    assert len(set(digests)) == len(lines)


RATED = """
title: 评议
document: 示例
effective_from: 2016-01-01
year: 2016
reference: 2016-12-31
places: {stored: 2, published: 2, mode: half_up}
clauses: {}
sources:
  rev: {kind: ratings, label: 评议, range: {low: 0, high: 100}, periods: {Y: {label: 全年, due: 2016-12-31}}, GROUPS}
subjects:
  cadre:
    label: 干部
    groups: {all: 全部}
    minimum_months: 0
    score: {kind: rating, label: 评, source: rev, take: mean, all_equal: rater}
"""
OPAQUE = RATED.replace(", GROUPS", "")
RELATED = RATED.replace("GROUPS", "several_groups: first, raters: {peer: {label: 同事, relation: peers}}")


def _rated(*names: str) -> Sheet:
    values = [["90", "70"], ["80", "80"], ["70", "100"], ["", "85"], ["60", "101"]]
    about = {
        f"cadre:C{place}": {
            "ratings": [["rev", "Y", "", name, "", both[place]] for name, both in zip(names, values, strict=False)]
        }
        for place in (0, 1)
    }
    return sheet({"subjects": about})


def test_an_archive_and_its_digests_hold_no_raters_name() -> None:
    scheme = loads(OPAQUE, "评议.yaml")
    first, second = _rated("张三", "李四", "王五", "赵六", "钱七"), _rated("乙", "丁", "甲", "丙", "戊")
    texts = [archive.pack("评议.yaml", OPAQUE, one, judge(scheme, one)) for one in (first, second)]
    assert texts[0] == texts[1]
    assert [name for name in ("张三", "李四", "王五", "赵六", "钱七") if name in texts[0]] == []
    assert any("钱七" in problem for problem in judge(scheme, first).problems)
    assert archive.faults(archive.unpack(texts[0])) == []


def test_a_rater_found_by_relation_keeps_the_code() -> None:
    scheme, rated = loads(RELATED, "评议.yaml"), _rated("C1", "C0")
    kept = archive.pack("评议.yaml", RELATED, rated, judge(scheme, rated))
    assert archive.faults(archive.unpack(kept)) == []
    assert {row.rater for one in archive.unpack(kept).sheet.subjects for row in one.ratings} == {"C0", "C1"}


RULED = {"quota": "advanced", "group": "social", "admitted": ["甲"], "refused": ["乙"]}


def test_an_archive_comes_out_again(packed: str) -> None:
    assert archive.faults(archive.unpack(packed)) == []


ALONE = """
import sys
sys.path[:0] = [sys.argv[1]]
from pathlib import Path
from scoring.judge import judge
from scoring.keeping import archive, digest
from scoring.load import loads
kept = archive.unpack(Path(sys.argv[2]).read_text(encoding="utf-8"))
scheme = loads(kept.scheme_text, "存档")
assert archive.faults(kept) == []
print(digest.digest(scheme, kept.sheet, judge(scheme, kept.sheet)))
ours = [one for one in sys.modules.values() if str(getattr(one, "__file__", "")).startswith(sys.argv[1])]
print(sorted({one.__name__.partition(".")[0] for one in ours}))
print("site" in sys.modules, [path for path in sys.path if "site-packages" in path])
"""


def test_an_archive_is_replayed_with_python_and_pyyaml_alone(packed: str, tmp_path: Path) -> None:
    """A bare interpreter (-I -S: no site-packages, no environment) that finds only the engine and PyYAML."""
    alone, kept = tmp_path / "alone", tmp_path / "存档.json"
    alone.mkdir()
    (alone / "scoring").symlink_to(Path(scoring.__file__).parent)
    (alone / "yaml").symlink_to(Path(yaml.__file__).parent)
    kept.write_text(packed, encoding="utf-8")
    asked = [sys.executable, "-I", "-S", "-c", ALONE, str(alone), str(kept)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    expected = digest.digest(HANGJIN_AS_WRITTEN, SHEET, judge(HANGJIN_AS_WRITTEN, SHEET))
    assert (done.stderr, done.stdout.splitlines()) == ("", [expected, "['scoring', 'yaml']", "False []"])


def test_a_touched_table_is_told(packed: str) -> None:
    data = json.loads(packed)
    data["table"][0][4] = "99.99"
    told = archive.faults(archive.unpack(json.dumps(data)))
    assert len(told) == 1
    assert "99.99" in told[0]


def test_a_touched_mark_is_told(packed: str) -> None:
    data = json.loads(packed)
    data["sheet"]["subjects"][0][7][0][3] = "12.34"
    assert any("摘要“inputs”不一致" in told for told in archive.faults(archive.unpack(json.dumps(data))))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"form"', '"shape"', "不是衡鉴存档"),
        ('"digests"', '"sums"', "缺 'digests'"),
        ('"year":2016', '"year":"二〇一六"', "year"),
        ('"2016-01-01"', '"2016.1"', "subjects 第 1 条格式不对"),
    ],
)
def test_what_is_no_archive_is_refused_in_words(packed: str, old: str, new: str, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        archive.unpack(packed.replace(old, new))


CASES = Path(__file__).parent / "cases"


def _kept(file: Path) -> str:
    """The archive of the first case of a file."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    own = isinstance(data, dict)
    case = (data["cases"] if own else data)[0]
    written = build.text({**data["method"], **case.get("method", {})}) if own else TEXT
    scheme = loads(written, "用例.yaml")
    facts = sheet(case, scheme)
    return archive.pack("用例.yaml", written, facts, judge(scheme, facts))


def _touched(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The archive with rows of its table deleted, doubled, swapped, changed; with digests deleted and added."""
    table = data["table"]
    for at, row in enumerate(table[:3]):
        yield {**data, "table": table[:at] + table[at + 1 :]}
        yield {**data, "table": table[: at + 1] + table[at:]}
        yield {**data, "table": [*table[:at], [*row[:4], "1.23", *row[5:]], *table[at + 1 :]]}
        yield {**data, "table": [*table[:at], [*row, "多余"], *table[at + 1 :]]}
        if at:
            yield {**data, "table": [*table[: at - 1], row, table[at - 1], *table[at + 1 :]]}
    yield {**data, "digests": {"all": data["digests"]["all"]}}
    yield {**data, "digests": {**data["digests"], "more": "sha256:0"}}


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda file: file.stem)
def test_whatever_is_touched_in_a_table_is_told(file: Path) -> None:
    kept = _kept(file)
    assert archive.faults(archive.unpack(kept)) == []
    for touched in _touched(json.loads(kept)):
        assert archive.faults(archive.unpack(json.dumps(touched))) != [], touched["table"]


_JUNK = [None, 1, -1, 1.5, "", "字" * 3000, [], {}, True, ["a"], "NaN", "9" * 300, "1E+999999", {"a": 1}, [[[]]]]


def _places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from _places(value, (*path, key))


def _damaged(packed: str, chance: random.Random) -> dict[str, Any]:
    """An archive with one place overwritten, deleted, doubled, or with a strange one beside it."""
    data = json.loads(packed)
    *path, key = chance.choice([place for place in _places(data) if place != ("scheme", "name")])
    held = data
    for step in path:
        held = held[step]
    change = chance.choice(("overwrite", "delete", "double"))
    if change == "overwrite":
        held[key] = chance.choice([one for one in _JUNK if one != held[key]])
    elif change == "delete":
        del held[key]
    elif isinstance(held, list):
        held.insert(key, held[key])
    else:
        held["多余"] = 1
    return dict(data)


def test_whatever_is_damaged_in_an_archive_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small = county(HANGJIN, 2, 3, 2)
    packed = archive.pack("hangjin/2016.yaml", TEXT, small, judge(HANGJIN, small))
    path, chance = tmp_path / "存档.json", random.Random(20261121)
    for _ in range(200):
        data = _damaged(packed, chance)
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        assert main(["replay", str(path)]) == 1
        told = capsys.readouterr()
        assert (
            "字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字"
            not in told.out + told.err
        )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ((9, "难度"), "subjects 第 3 条格式不对（“字字字字字字字字字字字字字字字字字字字字字字字字…”超过 500 个字）"),
        ((1,), "subjects 第 3 条格式不对（“字字字字字字字字字字字字字字字字字字字字字字字字…”超过 500 个字）"),
    ],
)
def test_a_huge_text_in_a_sheet_is_refused_with_its_place(place: tuple[Any, ...], told: str) -> None:
    data = sheet_data(SHEET)
    held = data["subjects"][2]
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = "字" * 501
    with pytest.raises(SheetError) as caught:
        sheet_of(data)
    assert told in str(caught.value)
    held[place[-1]] = "字" * 500
    assert sheet_of(data)


@pytest.mark.parametrize("value", ["1E+999999", "9" * 61, "1E-61"])
def test_a_number_too_long_to_be_reckoned_with_is_refused(value: str) -> None:
    data = sheet_data(SHEET)
    data["subjects"][2][7][0][3] = value
    with pytest.raises(SheetError, match="subjects 第 3 条"):
        sheet_of(data)


@pytest.mark.parametrize("value", [90.5, "九十", "NaN", None])
def test_a_mark_that_is_not_an_exact_number_is_refused(value: object) -> None:
    data = sheet_data(SHEET)
    data["subjects"][2][7][0][3] = value
    with pytest.raises(SheetError, match="subjects 第 3 条"):
        sheet_of(data)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scheme, facts, kept = tmp_path / "方案.yaml", tmp_path / "数据.json", tmp_path / "存档.json"
    scheme.write_text(TEXT, encoding="utf-8")
    facts.write_text(json.dumps(sheet_data(SHEET)), encoding="utf-8")
    assert main(["check", str(scheme)]) == 0
    assert main(["run", str(scheme), str(facts)]) == 0
    assert "优秀个人：基数" in capsys.readouterr().out
    assert main(["run", str(scheme), str(facts), "--out", str(kept)]) == 0
    assert main(["explain", str(scheme), str(kept), "--subject", "cadre:C000001"]) == 0
    assert "12个月平均" in capsys.readouterr().out
    assert main(["replay", str(kept)]) == 0
    kept.write_text(kept.read_text(encoding="utf-8").replace("进度滞后", "进度超前", 1), encoding="utf-8")
    assert main(["replay", str(kept)]) == 1


def test_the_command_line_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scheme = tmp_path / "方案.yaml"
    scheme.write_text(TEXT.replace("weight: 20%", "weight: 10%"), encoding="utf-8")
    assert main(["check", str(scheme)]) == 1
    assert capsys.readouterr().err.count("权重之和为 90%，应为 100%") == 3
    assert main(["replay", str(scheme)]) == 1
    assert main(["check", str(tmp_path / "没有.yaml")]) == 1
    assert "读不出来" in capsys.readouterr().err
