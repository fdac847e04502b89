"""The schemes that come with the program: files under `schemes/<place>/<year>.yaml`, named '<place>/<year>'."""

from scoring.load import SHIPPED


def names() -> list[str]:
    """Every shipped scheme's name, sorted."""
    return sorted(str(path.relative_to(SHIPPED).with_suffix("")) for path in SHIPPED.glob("*/*.yaml"))


def scheme_text(name: str) -> str:
    """The text of a shipped scheme. Raises KeyError for a name that is not shipped."""
    if name not in names():
        raise KeyError(name)
    return (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8")
