"""The good schemes that the files of refused/ start from."""

from pathlib import Path
from typing import cast

import yaml

FOLDER = Path(__file__).parent / "refused"


def base(name: str) -> str:
    """The scheme that the cases of `name`.yaml change."""
    data = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return cast(str, data["base"])
