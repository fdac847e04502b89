"""Specifications become SVG once: a judged run never changes, so neither do its charts."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vl_convert
from django.conf import settings

from reports.charts import specs

_STYLE = hashlib.sha256(Path(specs.__file__).read_bytes()).hexdigest()
"""How charts look is part of their name, so a new version of the program draws them anew."""


def name_of(*facts: object) -> str:
    """The name a chart is kept under: a digest over what it shows and how charts look."""
    return hashlib.sha256("\n".join([_STYLE, *map(str, facts)]).encode()).hexdigest()


def kept(name: str, spec: Callable[[], dict[str, Any]]) -> bytes:
    """The chart's SVG: from the charts folder, or drawn from `spec()` and kept there."""
    folder = Path(settings.STATE) / "charts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.svg"
    if not path.exists():
        _keep(path, draw(spec()))
    return path.read_bytes()


def draw(spec: dict[str, Any]) -> bytes:
    """The SVG of a specification: no script, no inline style, nothing fetched from anywhere."""
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg.encode()


def _keep(path: Path, svg: bytes) -> None:
    """Write whole or not at all: two readers at once must not see half a chart."""
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(svg)
    Path(draft).replace(path)
