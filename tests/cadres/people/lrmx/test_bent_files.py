"""Files bent at random: each is read or refused in words, and nothing else ever happens."""

import io
from random import Random

import pytest
from PIL import Image

from cadres.people.lrmx.bundles import unbundled
from cadres.people.lrmx.forms import read_form
from cadres.people.lrmx.photos import drawn_anew
from cadres.workbooks.faults import Unreadable
from tests.cadres.people.lrmx.sheets import PLAIN, RICH, photo, zipped

#: The library warns of what it then refuses, or passes over.
pytestmark = [
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
TRIES = 400


def attached() -> bytes:
    """A photo with a place, a text, a direction and a resolution attached."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825], exif[0x011A] = 6, "x" * 50, {1: "N", 2: (1, 2, 3)}, 72.0
    return photo(60, 70, exif=exif)


def bent(content: bytes, draw: Random) -> bytes:
    """Some bytes changed, left out or put in."""
    raw = bytearray(content)
    for _ in range(draw.choice((1, 2, 5, 20))):
        place, strange = draw.randrange(len(raw)), draw.randbytes(draw.randint(0, 6))
        raw[place : place + draw.randint(0, 6)] = strange
    return bytes(raw)


def outcome(content: bytes, kind: str) -> str:
    """What became of it: 'read' or 'refused'."""
    try:
        if kind == "photo":
            drawn_anew(content)
        elif kind == "form":
            form = read_form(content)
            assert form.changed({"XingMing": "改过"}).value("XingMing") == "改过"
        else:
            [sheet.content() for sheet in unbundled("a.zip", io.BytesIO(content)).sheets]
    except Unreadable:
        return "refused"
    return "read"


SOURCES = {
    "a form": ("form", RICH.encode()),
    "a plain form": ("form", PLAIN.encode()),
    "a zip": ("zip", zipped({"a.lrmx": PLAIN.encode(), "b.lrmx": RICH.encode()})),
    "a photo": ("photo", attached()),
    "a png": ("photo", photo(60, 70, "PNG")),
    "a gif": ("photo", photo(60, 70, "GIF")),
    "a bmp": ("photo", photo(60, 70, "BMP")),
}


@pytest.mark.parametrize(("kind", "content"), SOURCES.values(), ids=SOURCES.keys())
def test_bent_files_are_read_or_refused(kind: str, content: bytes) -> None:
    draw = Random(7)
    found = {outcome(bent(content, draw), kind) for _ in range(TRIES)}
    assert found == {"read", "refused"}


def test_a_head_of_attached_data_that_is_bent_is_no_crash() -> None:
    """Of what is attached only the beginning is bent, many times: there the picture itself stays whole."""
    draw, whole = Random(7), attached()
    for _ in range(1_500):
        outcome(bent(whole[:250], draw) + whole[250:], "photo")
