"""The other jobs' workers are killed at each step: workbooks taken in, documents made."""

import hashlib
from typing import Any

import pytest

from tests.drill import rounds
from tests.drill.county import County
from tests.drill.room import until

pytestmark = pytest.mark.drill

FACTS = """
    SELECT count(*), md5(string_agg(concat_ws('|', s.kind, s.code, e.source, e.period, e.item, e.value), ';'
           ORDER BY s.kind, s.code, e.source, e.period, e.item))
    FROM assessment_entry e JOIN assessment_seat s ON s.id = e.seat_id WHERE e.cycle_id = %s
"""
ACCEPTED = "SELECT count(*) FROM assessment_intake WHERE cycle_id = %s AND accepted_at IS NOT NULL"


def steps_of(county: County, job: int) -> list[str]:
    """The steps of an undisturbed job, each once."""
    county.room.ended(job)
    assert until(lambda: county.room.steps(job)[-1].step == "完成", 5)
    return list(dict.fromkeys(step.step for step in county.room.steps(job)))


def assert_killed_once(county: County, job: int, step: str) -> None:
    assert until(lambda: bool(county.killed(job, "child")), 5)
    assert county.killed(job, "child") == [(1, step)]
    assert county.room.job(job)[0] == "done"


def test_an_intake_killed_at_each_step(county: County) -> None:
    undisturbed = county.clerk.tell("intake", code="990200", fates=[])
    steps = steps_of(county, undisturbed["job"])
    assert {"准备", "检查文件", "核对各表", "写入名册", "写入三级清单", "写入考核记录", "提交"} <= set(steps)
    killed = rounds.steps(steps, ("核对各表", "写入名册", "写入考核记录", "提交"))
    asked = {
        step: county.clerk.tell("intake", code=f"9902{n:02}", fates=[f"{step} 1 child"])
        for n, step in enumerate(killed, 1)
    }
    county.room.ended(*(answer["job"] for answer in asked.values()))
    facts = county.room.rows(FACTS, undisturbed["cycle"])
    assert facts[0][0] > 0
    for step, answer in asked.items():
        assert_killed_once(county, answer["job"], step)
        assert county.room.rows(FACTS, answer["cycle"]) == facts
        assert county.room.one(ACCEPTED, answer["cycle"]) == 1


def publish(county: County, *fates: str) -> dict[str, Any]:
    """A run, judged and signed at once; its documents are queued with these fates."""
    job, run = county.ask()
    county.room.ended(job)
    return county.clerk.tell("publication", run=run, fates=fates)


def assert_documents_whole(county: County, publication: int) -> None:
    """Three documents, each once, each file with the bytes its digest names."""
    query = "SELECT kind, sha256, bytes_long FROM assessment_document WHERE publication_id = %s ORDER BY kind"
    rows = county.room.rows(query, publication)
    assert [kind for kind, _, _ in rows] == ["archive_json", "board_pdf", "carried_xlsx", "report_pdf", "report_xlsx"]
    for _, sha256, length in rows:
        content = (county.room.home / "documents" / sha256).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, length)


def test_documents_killed_at_each_step(county: County) -> None:
    undisturbed = publish(county)
    steps = steps_of(county, undisturbed["job"])
    assert {"准备", "制作文件", "提交", "完成"} <= set(steps)
    killed = rounds.steps(steps, ("制作文件", "提交"))
    signed = {step: publish(county, f"{step} 1 child") for step in killed}
    county.room.ended(*(answer["job"] for answer in signed.values()))
    for step, answer in signed.items():
        assert_killed_once(county, answer["job"], step)
        assert_documents_whole(county, answer["publication"])
    published = county.room.rows("SELECT count(*), count(DISTINCT run_id) FROM assessment_publication")
    assert published == [(len(killed) + 1, len(killed) + 1)]
    assert not list((county.room.home / "documents").glob(".draft-*"))
