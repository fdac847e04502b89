"""Specifications become SVG once: a judged run never changes, so neither do its charts."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vl_convert
from django.conf import settings

from cadres import vault
from reports.charts import specs

_STYLE = hashlib.sha256(Path(specs.__file__).read_bytes()).hexdigest()
"""How charts look is part of their name, so a new version of the program draws them anew."""


def name_of(*facts: object) -> str:
    """The name a chart is kept under: a digest over what it shows and how charts look."""
    return hashlib.sha256("\n".join([_STYLE, *map(str, facts)]).encode()).hexdigest()


def kept(name: str, spec: Callable[[], dict[str, Any]]) -> bytes:
    """The chart's SVG: from the charts folder, or drawn from `spec()` and kept there."""
    path = Path(settings.STATE) / "charts" / f"{name}.svg"
    if not path.exists():
        vault.put(path, draw(spec()))
    return path.read_bytes()


def draw(spec: dict[str, Any]) -> bytes:
    """The SVG of a specification: no script, no inline style, nothing fetched from anywhere."""
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg.encode()
