"""What the settings say of a read that leaves a line. No models here: settings are read before them."""

from typing import NamedTuple


class Read(NamedTuple):
    """Its act, its words, the model of what was read, the gap of the address with its id, the path to its name."""

    act: str
    words: str
    model: str
    key: str
    name: str
