"""People of the register as a workbook, in the columns offices use; without ID numbers."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook

from assessment.registers.people_selectors import Row, rows_of
from cadres.jobs.services import Refused
from cadres.people.models import Person
from cadres.people.records.models import Rank
from cadres.people.records.selectors import ranks_on
from cadres.trail.services import record
from cadres.workbooks.sheets import Column, Sheet, write

MOST = 5_000
COLUMNS = (
    Column("序号", 6, "whole"),
    Column("姓名", 18),
    Column("性别", 6),
    Column("民族", 10),
    Column("出生年月", 10),
    Column("籍贯", 16),
    Column("政治面貌", 12),
    Column("入党时间", 10),
    Column("参加工作时间", 12),
    Column("学历学位", 20),
    Column("毕业院校及专业", 30),
    Column("现任职务", 40),
    Column("职级", 14),
    Column("任现职时间", 12, "day"),
)


@transaction.atomic
def export_people(people: Sequence[Person], *, actor: Any) -> bytes:
    """The chosen as a workbook; the trail has a line. Raises Refused for none and for too many."""
    if not people:
        raise Refused("请先勾选要导出的干部。")
    if len(people) > MOST:
        raise Refused(f"一次最多导出 {MOST} 人，已选 {len(people)} 人，请分批导出。")
    rows = rows_of(actor, [person.pk for person in people])
    note = f"{people[0].county}；{len(people)} 人；{actor} 于 {timezone.localtime():%Y-%m-%d %H:%M} 导出；不含身份证号"
    book = Workbook(write_only=True)
    ranks = ranks_on([person.pk for person in people])
    told = [_row(number, row, ranks.get(row.person.pk)) for number, row in enumerate(rows, 1)]
    write(book, Sheet("干部名册", "干部名册", note, COLUMNS, told))
    stream = BytesIO()
    book.save(stream)
    names = "、".join(person.name for person in people[:5])
    words = f"导出干部名册 {len(people)} 人：{names}{'等' if len(people) > 5 else ''}"
    codes = [person.code for person in people]
    record("export.register", None, words[:300], actor=actor, county=people[0].county, people=codes)
    return stream.getvalue()


def _row(number: int, row: Row, rank: Rank | None) -> tuple[object, ...]:
    person = row.person
    return (
        number,
        person.name,
        person.get_sex_display(),
        person.ethnicity,
        person.birth_month,
        person.native_place,
        person.party,
        person.party_since,
        person.work_since,
        " ".join(filter(None, (person.later_education or person.education, person.later_degree or person.degree))),
        person.later_school or person.school,
        "；".join(map(str, row.posts)),
        str(rank or ""),
        row.posts[0].first_on if row.posts else None,
    )
