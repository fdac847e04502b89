"""A flag (标记) as data."""

from dataclasses import dataclass

from scoring.language.conditions import When


@dataclass(frozen=True)
class Flag:
    """A flag of subject kind `of`, raised where `when` is the case."""

    key: str
    label: str
    of: str
    when: When
    clause: str
