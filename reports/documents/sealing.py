"""A workbook without the hour of its making: the same content gives the same bytes."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def sealed(workbook: bytes, at: datetime) -> bytes:
    """The workbook packed anew, every date in it set to `at`."""
    stamp = at.replace(tzinfo=None)
    packed = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(_entry(name, stamp), _undated(name, source.read(name), stamp))
    return packed.getvalue()


def _entry(name: str, stamp: datetime) -> ZipInfo:
    entry = ZipInfo(name, stamp.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _undated(name: str, content: bytes, stamp: datetime) -> bytes:
    if name != "docProps/core.xml":
        return content
    text = stamp.isoformat(timespec="seconds").encode()
    return _MODIFIED.sub(rb"\g<1>" + text + rb"Z\g<2>", content)
