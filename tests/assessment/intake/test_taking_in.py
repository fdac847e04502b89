"""A sound set is written whole, whatever the order of its rows; a faulty one writes nothing but its faults."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.cycles.models import Cycle, Seat, Tenure
from assessment.entries.models import Deduction, Entry
from assessment.intake import files
from assessment.intake.papers import read_papers
from assessment.intake.services import receive
from assessment.models import Intake
from assessment.tasklists.models import MemberTask, UnitTask
from cadres.accounts.models import User
from cadres.jobs.models import JobState
from cadres.jobs.services import Refused
from cadres.people import identity, keys, sealed
from cadres.people.models import Person, Post, Situation
from cadres.trail.models import TrailLine
from cadres.units.models import Unit
from tests.assessment.intake.conftest import TakeIn, do
from tests.assessment.intake.office import LI_NA, LI_SI, WANG, ZHANG, Office

WRITTEN = (Unit, Person, Post, Situation, Seat, Tenure, UnitTask, MemberTask, Entry, Deduction)


def person(id_number: str) -> Person:
    return Person.objects.get(id_index=identity.index_of(id_number, keys.indexing()))


def test_the_sound_office_is_written(office: Office, take_in: TakeIn, cycle: Cycle, tmp_path: Path) -> None:
    intake = take_in(office.save(tmp_path))
    assert (intake.faults, intake.fault_count) == ([], 0)
    assert intake.accepted_at is not None
    assert intake.job.state == JobState.DONE
    assert intake.counts["干部名册"] == 4
    assert intake.counts["三级清单"] == 7
    assert "“扣分台账”中有 1 行合计或说明，未作为数据读取。" in intake.notes
    assert Seat.objects.filter(cycle=cycle).count() == 2 + 2 + 5
    assert list(Unit.objects.values_list("code", "category")) == [("A01", "government"), ("S01", "sumu")]
    assert TrailLine.objects.filter(act="intake.accepted").count() == 1


def test_codes_tell_nothing_of_anybodys_birth(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    take_in(office.save(tmp_path))
    names = list(Person.objects.order_by("code").values_list("name_key", flat=True))
    assert names == sorted(names) and len(names) == 5


def test_the_id_number_is_sealed(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    take_in(office.save(tmp_path))
    wang = person(WANG)
    assert wang.name == "王　宁"
    assert wang.name_key == "王宁"
    assert WANG not in wang.id_cipher
    assert identity.unseal(wang.id_cipher, keys.sealing()) == WANG


def test_who_served_where(office: Office, take_in: TakeIn, cycle: Cycle, tmp_path: Path) -> None:
    take_in(office.save(tmp_path))
    zhang, li_si = (Seat.objects.get(person=person(number)) for number in (ZHANG, LI_SI))
    served = [(t.unit_seat.code, t.first_on, t.last_on) for t in zhang.tenures.all()]
    assert served == [("A01", date(2016, 1, 1), date(2016, 6, 15)), ("S01", date(2016, 6, 16), date(2016, 12, 31))]
    assert (zhang.unit_name, zhang.peer_group, zhang.category) == ("白泉镇", "deputy", "sumu")
    assert (li_si.last_on, li_si.peer_group, li_si.title) == (date(2016, 5, 17), "non_leading", "主任科员")
    assert li_si.person is not None
    assert (li_si.person.sex, li_si.person.birth_month, li_si.person.ethnicity) == ("1", "1956.04", "")
    assert Seat.objects.get(person=person(LI_NA)).situation == "under_investigation"


def test_marks_name_their_cell_and_an_empty_cell_is_no_mark(
    office: Office, take_in: TakeIn, cycle: Cycle, tmp_path: Path
) -> None:
    take_in(office.save(tmp_path))
    marks = Entry.objects.filter(seat__kind="unit", seat__code="A01", source="routine").order_by("period")
    assert [(m.period, m.value, m.origin) for m in marks][:4] == [
        ("2016-01", Decimal("91.50"), "平时考核-单位!C4"),
        ("2016-02", Decimal("92.00"), "平时考核-单位!D4"),
        ("2016-05", Decimal("93.25"), "平时考核-单位!G4"),
        ("2016-06", Decimal("90.00"), "平时考核-单位!H4"),
    ]


def test_a_deduction_is_negative_and_tied_to_its_task(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    take_in(office.save(tmp_path))
    line = Deduction.objects.get()
    assert (line.points, line.unit_task.code, line.seat.code, line.origin) == (
        Decimal("-0.50"),
        "A01-01",
        "A01",
        "扣分台账!E3",
    )


def test_a_faulty_set_writes_nothing_but_its_faults(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    intake = take_in(office.put("平时考核-单位", "C4", 105).save(tmp_path))
    assert intake.job.state == JobState.DONE
    assert intake.accepted_at is None
    assert intake.fault_count == 1
    assert intake.faults == [
        {
            "file": "全部.xlsx",
            "sheet": "平时考核-单位",
            "cell": "C4",
            "what": "1月：得分 105.0 超出 0—100 分",
            "cure": "请填写 0 到 100 之间的得分。",
        }
    ]
    assert [model.__name__ for model in WRITTEN if model.objects.exists()] == []


def test_what_a_database_cannot_hold_is_told_all_the_same(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    intake = take_in(office.put("平时考核-单位", "C4", "九_x0000_十").save(tmp_path))
    assert intake.faults[0]["what"] == "1月：“九\ufffd十”不是数字"


def test_after_a_faulty_set_a_mended_one_is_taken(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    assert take_in(office.put("平时考核-单位", "C4", 105).save(tmp_path)).fault_count == 1
    assert take_in(office.put("平时考核-单位", "C4", 100).save(tmp_path)).accepted_at


def test_many_faults_are_counted_and_the_first_kept(office: Office, take_in: TakeIn, tmp_path: Path) -> None:
    for line in range(600):
        office.add("扣分台账", line, "无此单位", "A01-01", "2016.05.17", 1, f"事由{line}", None)
    intake = take_in(office.save(tmp_path))
    assert (len(intake.faults), intake.fault_count) == (500, 1200)


def test_a_year_is_taken_in_once(office: Office, take_in: TakeIn, cycle: Cycle, tmp_path: Path) -> None:
    path = office.save(tmp_path)
    take_in(path)
    with pytest.raises(Refused, match="已经导入，不能再次导入"):
        take_in(path)


def test_two_readings_do_not_run_side_by_side(office: Office, cycle: Cycle, tmp_path: Path) -> None:
    path, user = office.save(tmp_path), User.objects.get()
    first = receive(cycle, [path], actor=user)
    with pytest.raises(Refused, match="上一次导入还在进行"):
        receive(cycle, [path], actor=user)
    do(first.job)


def locks(queries: CaptureQueriesContext) -> int:
    return sum(" FOR NO KEY UPDATE" in query["sql"] and "assessment_cycle" in query["sql"] for query in queries)


def test_whoever_comes_while_a_set_is_read_is_told_at_once(office: Office, cycle: Cycle, tmp_path: Path) -> None:
    """The job may hold the year's row while it writes; the refusal does not wait for it."""
    path, user = office.save(tmp_path), User.objects.get()
    receive(cycle, [path], actor=user)
    with CaptureQueriesContext(connection) as queries, pytest.raises(Refused, match="上一次导入还在进行"):
        receive(cycle, [path], actor=user)
    assert locks(queries) == 0


def test_the_year_is_not_locked_while_files_are_read(
    office: Office, cycle: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake, held = receive(cycle, [office.save(tmp_path)], actor=User.objects.get()), []

    def reading(*args: Any) -> Any:
        held.append(locks(queries))
        return read_papers(*args)

    monkeypatch.setattr("assessment.intake.services.read_papers", reading)
    with CaptureQueriesContext(connection) as queries:
        do(intake.job)
    assert (held, locks(queries)) == ([0], 1)


@pytest.mark.parametrize(("count", "said"), [(0, "请选择"), (61, "最多导入 60 个文件")])
def test_nothing_and_too_much_are_refused_at_the_door(cycle: Cycle, count: int, said: str) -> None:
    files = [SimpleUploadedFile(f"{n}.xlsx", b"x") for n in range(count)]
    with pytest.raises(Refused, match=said):
        receive(cycle, files, actor=User.objects.get())
    assert not Intake.objects.exists()


def test_a_file_of_30_mb_is_named_with_its_size_and_not_kept(
    office: Office, cycle: Cycle, tmp_path: Path, settings: Any
) -> None:
    large = tmp_path / "大表.xlsx"
    with large.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    intake = receive(cycle, [office.save(tmp_path), large], actor=User.objects.get())
    do(intake.job)
    intake.refresh_from_db()
    assert [(f["file"], f["what"]) for f in intake.faults] == [("大表.xlsx", "文件“大表.xlsx”有 30.0 MB，超过 20 MB")]
    assert len(list(Path(settings.INTAKE_DIR).iterdir())) == 1


def test_an_uploaded_file_is_kept_under_its_digest(office: Office, cycle: Cycle, tmp_path: Path, settings: Any) -> None:
    upload = SimpleUploadedFile("全部.xlsx", office.save(tmp_path).read_bytes())
    intake = receive(cycle, [upload], actor=User.objects.get())
    [kept] = intake.files
    assert kept["sha256"] == hashlib.sha256((tmp_path / "全部.xlsx").read_bytes()).hexdigest()
    do(intake.job)
    intake.refresh_from_db()
    assert intake.accepted_at


def test_kept_files_are_sealed(office: Office, cycle: Cycle, tmp_path: Path, settings: Any) -> None:
    """A workbook is a zip whose start anybody knows; on the disk there is none of it, and twice the same is not."""
    path = office.save(tmp_path)
    names = [files.keep(path)["sha256"] for _ in range(2)]
    file = sealed.path_of(Path(settings.INTAKE_DIR), names[0])
    content = file.read_bytes()
    assert content.startswith(b"sm4gcm:") and b"PK" + bytes([3, 4]) not in content and names[0] == names[1]
    files.keep(path)
    assert file.read_bytes() != content
    [kept] = files.sent([{"name": "a.xlsx", "size": 1, "sha256": names[0]}])
    assert kept.content is not None and kept.content() == path.read_bytes()


@pytest.mark.parametrize("harm", ["altered", "key", "plain"])
def test_a_kept_file_that_cannot_be_unsealed_is_a_fault(
    office: Office, cycle: Cycle, tmp_path: Path, settings: Any, harm: str
) -> None:
    intake = receive(cycle, [office.save(tmp_path)], actor=User.objects.get())
    file = sealed.path_of(Path(settings.INTAKE_DIR), intake.files[0]["sha256"])
    if harm == "key":
        settings.FIELD_ENCRYPTION_KEY = "another"
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"?" if harm == "altered" else b"PK")
    do(intake.job)
    intake.refresh_from_db()
    assert intake.faults[0]["what"] == "保存的文件已损坏，或字段密钥已更换"


def test_a_kept_file_that_is_gone_is_a_fault(office: Office, cycle: Cycle, tmp_path: Path, settings: Any) -> None:
    intake = receive(cycle, [office.save(tmp_path)], actor=User.objects.get())
    sealed.path_of(Path(settings.INTAKE_DIR), intake.files[0]["sha256"]).unlink()
    do(intake.job)
    intake.refresh_from_db()
    assert intake.faults[0]["what"] == "文件没有保存下来"


def test_a_person_already_known_keeps_the_code(office: Office, take_in: TakeIn, cycle: Cycle, tmp_path: Path) -> None:
    known = Person.objects.create(
        county=cycle.county,
        code="000042",
        name="王宁",
        name_key="王宁",
        sex="1",
        birth_month="1970.03",
        id_cipher=identity.seal(WANG, keys.sealing()),
        id_index=identity.index_of(WANG, keys.indexing()),
    )
    take_in(office.save(tmp_path))
    assert Seat.objects.get(person=known).code == "000042"
    assert Person.objects.filter(county=cycle.county).count() == 5


def test_the_queries_do_not_grow_with_the_rows(office: Office, cycle: Cycle, tmp_path: Path) -> None:
    def queries(path: Path) -> int:
        intake = receive(cycle, [path], actor=User.objects.get())
        with CaptureQueriesContext(connection) as told:
            do(intake.job)
        intake.refresh_from_db()
        assert intake.accepted_at, intake.faults
        return len(told)

    for n in range(40):
        office.add("扣分台账", n, "旗财政局", "A01-01", "2016.05.18", 0.1, f"事由{n}", None)
    assert queries(office.save(tmp_path)) <= 60
