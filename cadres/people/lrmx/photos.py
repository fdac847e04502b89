"""The photo of a form: decoded within limits and drawn anew, so that nothing but the picture is kept."""

import base64
import binascii
import io
import re
import struct
import zlib
from typing import NamedTuple

from PIL import Image, ImageOps

from cadres.workbooks.faults import Unreadable

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_PIXELS = 5 * MEGABYTE, 25_000_000
#: The largest picture kept, width and height; 4:5 as the form prints it (about 363 × 490 there).
MOST_SIDES = (960, 1_200)
_KINDS = ("JPEG", "PNG", "BMP", "GIF")
_BLANKS = re.compile(r"\s+")
_HEAD = re.compile(r"data:image/[a-z+.-]{1,20};base64,", re.IGNORECASE)
#: What the library lets out of itself at pictures, and at what is attached to them, that are cut or bent.
_BROKEN = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, KeyError, ArithmeticError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
_CURE = "请在任免审批表编辑器中换上 5 MB 以内的 JPEG 照片，保存后重新上传。"


class Photo(NamedTuple):
    """A picture as JPEG, without anything that was attached to it, and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def read_photo(value: str) -> Photo | None:
    """The photo that an element's Base64 text holds; None when blank. Raises Unreadable for any other content."""
    packed = _HEAD.sub("", _BLANKS.sub("", value), count=1)
    if not packed:
        return None
    if len(packed) > MOST_BYTES * 4 // 3 + 4:
        raise Unreadable(f"照片超过 {MOST_BYTES // MEGABYTE} MB", _CURE)
    try:
        content = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("照片不是 Base64 文本", _CURE) from error
    return drawn_anew(content)


def drawn_anew(content: bytes) -> Photo:
    """A picture file re-encoded: upright, in RGB, not larger than `MOST_SIDES`, as JPEG. Raises Unreadable."""
    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable(f"照片有 {picture.width}×{picture.height} 像素，过大", _CURE)
            return _encoded(picture)
    except _BROKEN as error:
        raise Unreadable("照片不是可以打开的图片", _CURE) from error


def _encoded(picture: Image.Image) -> Photo:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(MOST_SIDES)
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright.convert("RGB"), mask=_mask(upright))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=90)
    return Photo(out.getvalue(), *ground.size)


def _mask(picture: Image.Image) -> Image.Image | None:
    return picture.convert("RGBA").getchannel("A") if picture.has_transparency_data else None


def as_value(jpeg: bytes) -> str:
    """A picture as an element holds it."""
    return base64.b64encode(jpeg).decode()
