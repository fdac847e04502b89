"""What is sent is taken by what it is, kept sealed under names that nobody chose, and given out as an attachment."""

import hashlib
import io
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from assessment.intake import files
from cadres.access.models import Role
from cadres.access.permissions import RULES
from cadres.people.lrmx.bundles import unbundled
from cadres.people.lrmx.forms import read_form
from cadres.workbooks.faults import Faults, Unreadable
from cadres.workbooks.parcels import Sent, books
from config import state
from tests.access.places import Place, ask
from tests.access.walk import OPEN, addresses

pytestmark = pytest.mark.django_db
Places = tuple[Place, Place]
#: Every view that takes files: its address, the field, the folder. A new one is added here.
FIELDS = {
    "assessment/intake/views.py": ("intake", "workbooks", "INTAKE_DIR"),
    "cadres/people/dossiers/views.py": ("form-imports", "sheets", "FORMS_DIR"),
    "cadres/imports/views.py": ("rosters", "sheets", "REGISTERS_DIR"),
}
#: Taken one at a time and drawn anew (tests/cadres/people/lrmx/test_photos.py): nothing of what was sent is kept.
DRAWN_ANEW = {"cadres/people/records/views.py"}
#: Contents that are not what their names say.
LIARS = {
    "a program": b"MZ\x90\x00" + bytes(200),
    "a program of Linux": b"\x7fELF" + bytes(200),
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a PDF": b"%PDF-1.7\n1 0 obj\n",
    "a picture that is a page too": b"GIF89a/*<script>*/=1;",
    "half a zip": b"PK\x03\x04" + bytes(40),
    "nothing": b"",
}


def test_every_view_that_takes_files_is_known() -> None:
    found = {
        str(path.relative_to(state.ROOT))
        for app in ("cadres", "assessment", "outcomes", "reports", "config")
        for path in (state.ROOT / app).rglob("*.py")
        if "request.FILES" in path.read_text()
    }
    assert found - DRAWN_ANEW == set(FIELDS)


@pytest.mark.parametrize("kind", LIARS)
def test_what_is_no_such_file_is_refused(kind: str) -> None:
    content, faults = LIARS[kind], Faults()
    assert list(books([Sent("名册.xlsx", len(content), lambda: content)], faults)) == []
    assert len(faults.kept) == 1 and faults.kept[0].cure
    with pytest.raises(Unreadable):
        [_read(sheet.content()) for sheet in unbundled("表.zip", io.BytesIO(content)).sheets]
    with pytest.raises(Unreadable):
        [_read(sheet.content()) for sheet in unbundled("表.lrmx", io.BytesIO(content)).sheets]


def _read(content: bytes) -> Any:
    return read_form(content)


@pytest.mark.parametrize("source", FIELDS)
def test_what_is_kept_is_sealed_under_a_name_that_nobody_chose(
    source: str, places: Places, settings: Any, tmp_path: Path
) -> None:
    """Whatever it is called; readable by the program's own account alone."""
    name, field, folder = FIELDS[source]
    setattr(settings, folder, tmp_path / "kept")
    client, path = places[0].client(Role.OFFICE), places[0].path(next(one for one in addresses() if one.name == name))
    content = b"<Person><XingMing>planted words</XingMing></Person>"
    for called in ("../../../evil.lrmx", "C:\\evil.xlsx", "\x00.xlsx", "x" * 300 + ".xlsx", "con.lrmx\r\nX: y"):
        sent = SimpleUploadedFile("x.lrmx", content)
        sent._name = called  # past what Django's own class makes of it
        assert ask(client, "post", path, {field: sent, "reason": "初次导入"}).status_code < 500, called
        if name == "intake":  # a year that is taken in takes no more: what its view would do
            sent.seek(0)
            files.keep(sent)
    kept = [one for one in (tmp_path / "kept").rglob("*") if one.is_file()]
    assert kept, "nothing was kept"
    assert hashlib.sha256(content).hexdigest() not in {one.name for one in kept}, "the name tells what was sent"
    for one in kept:
        assert len(one.name) == 64 and set(one.name) <= set("0123456789abcdef")
        assert b"planted words" not in one.read_bytes() and b"Person" not in one.read_bytes()
        assert stat.S_IMODE(one.stat().st_mode) == 0o600 and stat.S_IMODE(one.parent.stat().st_mode) == 0o700
    assert not list(tmp_path.glob("evil*")) and not list(tmp_path.parent.glob("evil*"))


@pytest.mark.parametrize(
    "one", [a for a in addresses() if not a.api and a.name not in OPEN], ids=lambda one: "/" + one.route
)
def test_what_is_no_page_is_an_attachment(places: Places, one: Any) -> None:
    """Files are handed out to be kept, by a type that no browser guesses at, and to be stored by nobody between."""
    here, _ = places
    role = Role(sorted(RULES[one.act])[0])
    answer: HttpResponse = ask(here.client(role), "get", here.path(one))
    if answer.status_code != 200:
        return
    assert answer["X-Content-Type-Options"] == "nosniff"
    kind = answer["Content-Type"].partition(";")[0]
    if kind in {"text/html", "image/svg+xml", "image/jpeg"}:
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        return
    assert answer["Content-Disposition"].startswith("attachment"), kind
    assert answer.get("Cache-Control", "no-store").startswith(("no-store", "private"))
