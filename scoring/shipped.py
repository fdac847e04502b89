"""The schemes that come with the program: files under `schemes/<place>/<year>.yaml`, named '<place>/<year>'."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "schemes"


def names() -> list[str]:
    """Every shipped scheme's name, sorted."""
    return sorted(str(path.relative_to(_FOLDER).with_suffix("")) for path in _FOLDER.glob("*/*.yaml"))


def scheme_text(name: str) -> str:
    """The text of a shipped scheme. Raises KeyError for a name that is not shipped."""
    if name not in names():
        raise KeyError(name)
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
