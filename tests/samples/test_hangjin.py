"""The sample county is what it says: its size, people, tasks day by day and ties; and always the same bytes."""

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from samples.hangjin.make import FOLDER
from tests.independent import hangjin as independent
from tests.independent.workbooks import Record, day, month, name, number, plain, read_folder, unit_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sheets() -> dict[str, list[Record]]:
    return read_folder(FOLDER)


@pytest.fixture(scope="module")
def audit(sheets: dict[str, list[Record]]) -> independent.Audit:
    return independent.audited(sheets)


def _members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def test_another_process_writes_the_committed_workbooks(tmp_path: Path) -> None:
    """To the byte of every member; how hard they are packed is the packer's affair."""
    command = [sys.executable, "-m", "samples.hangjin", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env={"PYTHONHASHSEED": "4"}, check=True, capture_output=True)
    assert sorted(path.name for path in FOLDER.glob("*.xlsx")) == sorted(path.name for path in tmp_path.iterdir())
    for path in tmp_path.iterdir():
        assert _members(path) == _members(FOLDER / path.name), path.name


def test_the_set_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.xlsx")) < 6_000_000


def test_the_county_has_its_true_size(sheets: dict[str, list[Record]]) -> None:
    assert Counter(plain(row["单位类别"]) for row in sheets["单位名册"]) == {
        "党群部门": 24,
        "政府职能部门": 34,
        "社会事业部门": 26,
        "垂管部门": 12,
        "苏木镇": 14,
    }
    classes = Counter(plain(row["干部类别"]) for row in sheets["干部名册"])
    assert classes == {"一把手": 118, "副职": 806, "待遇干部": 546}


def test_three_in_ten_names_are_mongolian_and_some_carry_a_dot(sheets: dict[str, list[Record]]) -> None:
    nations = Counter(row["民族"] for row in sheets["干部名册"])
    assert 0.25 < nations["蒙古族"] / len(sheets["干部名册"]) < 0.4
    assert sum("·" in name(row["姓名"]) for row in sheets["干部名册"]) >= 3


def test_identity_numbers_are_right_and_fit_birth_and_sex(sheets: dict[str, list[Record]]) -> None:
    weights = [2**place % 11 for place in range(17, 0, -1)]
    for row in sheets["干部名册"]:
        id_number = row["身份证号"]
        total = sum(int(digit) * weight for digit, weight in zip(id_number, weights, strict=False))
        assert id_number[:6] == "990101"
        assert id_number[17] == "10X98765432"[total % 11]
        assert f"{id_number[6:10]}-{id_number[10:12]}" == month(row["出生年月"])
        assert int(id_number[16]) % 2 == (row["性别"] == "男")
        date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    assert len({row["身份证号"] for row in sheets["干部名册"]}) == 1470


def test_two_of_a_name_in_one_unit_and_two_in_different_units(audit: independent.Audit) -> None:
    people = Counter(who for who, _, _ in audit.cadres)
    assert {who for who, times in people.items() if times == 2} == {"王宁", "斯琴高娃"}
    assert max(people.values()) == 2
    assert len({unit for who, unit, _ in audit.cadres if who == "王宁"}) == 2
    assert len({unit for who, unit, _ in audit.cadres if who == "斯琴高娃"}) == 1


def test_the_year_had_its_moves(sheets: dict[str, list[Record]]) -> None:
    moves = sheets["职务变动"]
    kinds = Counter(plain(row["变动类型"]) for row in moves)
    raised = [row for row in moves if row["变动类型"] == "提任" and not row["原单位"]]
    founding = [row for row in moves if day(row["变动时间"]) == date(2016, 7, 15)]
    assert kinds == {"调任": 20, "提任": 13, "退休": 4}
    assert len(raised) == 10
    assert sum(day(row["变动时间"]) > date(2016, 10, 20) for row in raised) == 2
    assert {unit_name(row["现单位"]) for row in founding} == {"旗行政审批服务局"}
    assert len(founding) == 8
    assert len(sheets["特殊情形"]) == 1


def test_level_two_points_add_up_and_every_unit_has_the_common_fields(sheets: dict[str, list[Record]]) -> None:
    tasks: dict[str, list[Record]] = defaultdict(list)
    for row in sheets["二级清单"]:
        tasks[unit_name(row["单位名称"])].append(row)
    assert len(tasks) == 110
    for unit, rows in tasks.items():
        assert 8 <= len(rows) <= 14
        assert sum(row["分值"] for row in rows) == 100
        assert {"4", "5"} <= {row["一级任务编号"][0] for row in rows if row["指标类型"] == "共性"}
        assert unit not in {unit_name(row["监控部门"]) for row in rows}


def _boundary_days(rows: list[Record], opening: date) -> Iterator[date]:
    yield opening
    yield date(2016, 12, 31)
    for row in rows:
        if row["起始时间"]:
            yield day(row["起始时间"])
        if row["截止时间"]:
            yield day(row["截止时间"])
            yield day(row["截止时间"]) + timedelta(days=1)


def _covers(row: Record, on: date) -> bool:
    first, last = day(row["起始时间"]), day(row["截止时间"])
    return (first or date.min) <= on <= (last or date.max)


def test_each_task_has_one_leader_and_whole_shares_on_every_boundary_day(sheets: dict[str, list[Record]]) -> None:
    openings = {plain(row["单位代码"]): day(row["成立时间"]) or date(2016, 1, 1) for row in sheets["单位名册"]}
    rows_of: dict[str, list[Record]] = defaultdict(list)
    for row in sheets["三级清单"]:
        rows_of[plain(row["二级任务编号"])].append(row)
    assert set(rows_of) == {plain(row["任务编号"]) for row in sheets["二级清单"]}
    for task, rows in rows_of.items():
        for on in set(_boundary_days(rows, openings[task.split("-")[0]])):
            today = [row for row in rows if _covers(row, on)]
            assert sum(row["责任方式"] == "主要责任" for row in today) == 1, (task, on)
            assert sum(number(row["分担比例"]) for row in today) == 100, (task, on)
            assert len({(name(row["责任人"]), month(row["出生年月"])) for row in today}) == len(today), (task, on)


def test_everybody_holds_a_task_and_only_in_his_unit_of_the_day(sheets: dict[str, list[Record]]) -> None:
    code = {unit_name(row["单位名称"]): plain(row["单位代码"]) for row in sheets["单位名册"]}
    people = {(p.key[0], p.key[2]): p for p in independent.people_of(sheets, code).values()}
    holders = set()
    for row in sheets["三级清单"]:
        holder = name(row["责任人"]), month(row["出生年月"])
        unit = plain(row["二级任务编号"]).split("-")[0]
        for on in (day(row["起始时间"]) or date(2016, 1, 1), day(row["截止时间"]) or date(2016, 12, 31)):
            post = people[holder].post_on(on)
            assert post is not None and post.unit == unit, (holder, unit, on)
        if not row["截止时间"]:
            holders.add(holder)
    roster = {(name(row["姓名"]), month(row["出生年月"])) for row in sheets["干部名册"]}
    assert holders == roster


def test_no_unit_ever_has_more_principals_than_its_posts(sheets: dict[str, list[Record]]) -> None:
    code = {unit_name(row["单位名称"]): plain(row["单位代码"]) for row in sheets["单位名册"]}
    posts = [post for person in independent.people_of(sheets, code).values() for post in person.posts]
    starts = {max(post.first, date(2016, 1, 1)) for post in posts}
    for on in starts:
        heads = Counter(
            post.unit
            for post in posts
            if post.rank == "一把手" and post.first <= on and (post.left is None or on < post.left)
        )
        assert all(count <= (2 if unit.startswith("E") else 1) for unit, count in heads.items()), on


def test_ties_cross_the_lines_where_wanted_and_nowhere_else(audit: independent.Audit) -> None:
    def cut(outcomes: dict, seats: dict[str, int]) -> dict[str, tuple[int, int]]:
        undecided = Counter(o.group for o in outcomes.values() if o.quota == "undecided")
        inside = Counter(o.group for o in outcomes.values() if o.quota == "in")
        return {group: (count, seats[group] - inside[group]) for group, count in undecided.items()}

    assert cut(audit.units, audit.seats) == {"政府职能部门": (2, 1)}
    assert cut(audit.cadres, audit.seats) == {"一把手": (2, 1), "副职": (3, 2)}
    level = Counter((o.group, o.rank) for o in audit.cadres.values() if o.rank and o.quota != "undecided")
    assert max(level.values()) >= 2


def test_quota_seats_follow_from_the_true_size(audit: independent.Audit) -> None:
    assert audit.seats == {
        "党群部门": 7,
        "政府职能部门": 10,
        "社会事业部门": 8,
        "垂管部门": 4,
        "苏木镇": 4,
        "一把手": 17,
        "副职": 121,
        "待遇干部": 82,
    }


def test_deductions_show_each_turn_of_the_carry_over(audit: independent.Audit, sheets: dict[str, list[Record]]) -> None:
    ledger = sheets["扣分台账"]
    bearers = Counter(carried.line for carried in audit.carried)
    assert len(ledger) == 60
    assert len({row["单位名称"] for row in ledger}) == 40
    assert {bearers[row["序号"]] for row in ledger} == {1, 2, 3}
    assert any(unit_name(row["单位名称"]) == "旗行政审批服务局" for row in ledger)
    lines: dict[str, set] = defaultdict(set)
    leaders = {c.line: c.person for c in reversed(audit.carried)}  # the responsible one stands first
    for row in ledger:
        lines[row["二级任务编号"]].add(leaders[row["序号"]])
    assert sum(len(people) > 1 for people in lines.values()) >= 4
