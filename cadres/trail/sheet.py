"""Lines of the trail as a workbook or as CSV, for whoever reads them elsewhere."""

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from cadres.trail.models import TrailLine
from cadres.trail.searching import things
from cadres.workbooks.commas import csv_of
from cadres.workbooks.sheets import Column, Sheet, write

COLUMNS = (
    Column("编号", 9, "whole"),
    Column("时间", 20),
    Column("经办人", 16),
    Column("行为", 22),
    Column("事项", 60),
    Column("理由", 32),
    Column("原值", 20),
    Column("新值", 20),
    Column("详情", 40),
    Column("对象类型", 12),
    Column("对象编号", 10),
    Column("来源地址", 16),
    Column("请求编号", 18),
    Column("环号", 9, "whole"),
    Column("校验值", 20),
)


def workbook_of(lines: Iterable[TrailLine], title: str, note: str, mark: str) -> bytes:
    """One row for each line; texts that begin like formulas stay texts."""
    book, names = Workbook(write_only=True), dict(things())
    rows = [_row(line, names) for line in lines]
    write(book, Sheet("操作留痕", title, note, COLUMNS, rows, mark))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv_of_lines(lines: Iterable[TrailLine]) -> bytes:
    """The same rows as CSV."""
    names = dict(things())
    return csv_of([column.heading for column in COLUMNS], (_row(line, names) for line in lines))


def _row(line: TrailLine, names: Mapping[str, str]) -> tuple[object, ...]:
    link = getattr(line, "link", None)
    return (
        line.pk,
        f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}",
        line.actor_name,
        line.act,
        line.summary,
        line.reason,
        _text(line.before),
        _text(line.after),
        _text(line.detail or None),
        names.get(line.thing, line.thing),
        line.thing_id,
        line.address,
        line.request_id,
        link and link.number,
        link.digest if link else "",
    )


def _text(value: Any) -> str:
    """A value of JSON as it stands; nothing for none."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
