"""Style sheets, scripts and icons of the pages out of npm packages: only the files used are gathered."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import npm
import shell
import stamps
from say import Refused, step

from config import state

_VENDOR = shell.HOME / "vendor"
_ICONS = state.ROOT / "static" / "icons.txt"
_FILES = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
}
#: The maps are not gathered, and the collector of static files would look for them.
_MAP_NOTE = re.compile(r"/[/*]# sourceMappingURL=\S+(?: ?\*/)?\s*\Z")
_SVG = "http://www.w3.org/2000/svg"


def ready() -> None:
    """Gather the files, where the packages or the lists have changed."""
    npm.ready()
    gathered = stamps.digest([*npm.LISTS, _ICONS, Path(__file__)])
    if not stamps.fits("vendor", gathered):
        with step("汇集前端文件"):
            _gather()
        stamps.put("vendor", gathered)


def _gather() -> None:
    for target, source in _FILES.items():
        path = _VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_MAP_NOTE.sub("", (npm.MODULES / source).read_text()) + "\n")
    (_VENDOR / "icons.svg").write_text(sprite(_ICONS.read_text().split()))


def sprite(names: list[str]) -> str:
    """One SVG with a symbol for each icon: ``<use href="…/icons.svg#name">``. Raises Refused for an unknown name."""
    ET.register_namespace("", _SVG)
    sheet = ET.Element(f"{{{_SVG}}}svg")
    sheet.extend([_symbol(name) for name in sorted(set(names))])
    return ET.tostring(sheet, encoding="unicode")


def _symbol(name: str) -> ET.Element:
    path = npm.MODULES / "@tabler/icons/icons/outline" / f"{name}.svg"
    if not path.exists():
        raise Refused(f"static/icons.txt 中的图标 {name} 不存在 / no such icon")
    drawing = ET.parse(path).getroot()  # noqa: S314 (a package whose hash was checked)
    keep = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
    symbol = ET.Element(
        f"{{{_SVG}}}symbol", {"id": name, **{key: drawing.attrib[key] for key in keep if key in drawing.attrib}}
    )
    symbol.extend(drawing)
    return symbol
