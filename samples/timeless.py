"""A workbook's archive without the moment of its making, so that the same facts give the same bytes."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def timeless(raw: BytesIO, stamp: datetime) -> bytes:
    """The same archive as if made at `stamp` (Beijing time)."""
    told = f"{stamp:%Y-%m-%d}T{stamp.hour - 8:02}:{stamp:%M:%S}Z".encode()
    result = BytesIO()
    with ZipFile(raw) as source, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told, content)
            entry = ZipInfo(name, stamp.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return result.getvalue()
