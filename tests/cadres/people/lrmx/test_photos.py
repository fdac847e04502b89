"""Photos: a picture and nothing else comes out, whatever went in."""

import base64
import io
import struct
import zlib

import pytest
from PIL import Image

from cadres.people.lrmx.photos import MOST_BYTES, MOST_SIDES, as_value, drawn_anew, read_photo
from cadres.workbooks.faults import Unreadable
from tests.cadres.people.lrmx.sheets import photo


def encoded(content: bytes) -> str:
    return base64.encodebytes(content).decode()


def test_a_photo_is_drawn_anew_without_what_was_attached() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "secret place", {1: "N"}
    read = read_photo(encoded(photo(exif=exif) + b"<script>alert(1)</script>"))
    assert read
    assert b"secret" not in read.jpeg
    assert b"script" not in read.jpeg
    with Image.open(io.BytesIO(read.jpeg)) as picture:
        assert (picture.format, picture.size, len(picture.getexif())) == ("JPEG", (376, 460), 0)
        red, _, blue = picture.getpixel((10, 400))  # type: ignore[misc]
        assert red > 150 > blue


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF"])
def test_other_kinds_of_picture_become_jpeg(kind: str) -> None:
    read = read_photo(encoded(photo(40, 50, kind)))
    assert read
    assert read.jpeg.startswith(b"\xff\xd8\xff")
    assert (read.width, read.height) == (40, 50)


def test_a_transparent_ground_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(drawn_anew(out.getvalue()).jpeg)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_lying_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    read = drawn_anew(photo(400, 300, exif=exif))
    assert (read.width, read.height) == (300, 400)


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    read = drawn_anew(photo(2_000, 3_000))
    assert (read.width, read.height) == (800, MOST_SIDES[1])


def test_a_photo_written_is_read_again() -> None:
    read = drawn_anew(photo())
    assert read_photo(as_value(read.jpeg)) is not None
    assert base64.b64decode(as_value(read.jpeg)) == read.jpeg


@pytest.mark.parametrize("value", ["", " \n　"])
def test_no_photo_is_none(value: str) -> None:
    assert read_photo(value) is None


def bomb() -> bytes:
    """A small PNG that claims 30 000 by 30 000 points."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def large() -> bytes:
    """The same within the library's own limits, but beyond ours."""
    out = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(out, "PNG")
    return out.getvalue()


REFUSED = {
    "no base64": ("照片", "Base64"),
    "no picture": (encoded(b"MZ\x90\x00 not a picture"), "不是可以打开的图片"),
    "cut off": (encoded(photo()[:400]), "不是可以打开的图片"),
    "a vector drawing": (encoded(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "不是可以打开的图片"),
    "postscript": (encoded(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"), "不是可以打开的图片"),
    "a bomb": (encoded(bomb()), "照片"),
    "many points": (encoded(large()), "像素，过大"),
    "many bytes": ("A" * (MOST_BYTES * 4 // 3 + 100), "超过 5 MB"),
}


@pytest.mark.parametrize(("value", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_whatever_is_no_bearable_picture_is_refused_in_words(value: str, what: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_photo(value)
    assert what in refusal.value.what
    assert "JPEG" in refusal.value.cure
