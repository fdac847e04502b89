"""The schemes shipped with the program."""

from pathlib import Path

from scoring.language.scheme import Scheme
from scoring.load import loads

_FOLDER = Path(__file__).parent / "schemes"


def names() -> list[str]:
    """Names of all of them: 'hangjin/2016'."""
    return sorted(str(path.relative_to(_FOLDER).with_suffix("")) for path in _FOLDER.rglob("*.yaml"))


def scheme_text(name: str) -> str:
    """The text of the scheme called `name`; KeyError if there is none."""
    if name not in names():
        raise KeyError(name)
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def shipped(name: str) -> Scheme:
    """The scheme called `name`; KeyError if there is none."""
    return loads(scheme_text(name), f"schemes/{name}.yaml")
