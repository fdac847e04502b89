"""Settings from the environment, typed: a wrong value stops the start and names the variable and the cure."""

import os
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The value of ``name``; an empty variable counts as not set."""
    return os.environ.get(name, "").strip() or default


def either(name: str, make: Callable[[], str]) -> str:
    """The value of ``name``, or what ``make`` gives where it is not set."""
    return text(name) or make()


def flag(name: str, *, default: bool = False) -> bool:
    """A switch: 1/true/yes/on or 0/false/no/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise _refusal(name, value, "must be 1 or 0 (true/false, yes/no, on/off)")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``."""
    value = text(name, str(default))
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise _refusal(name, value, f"must be a whole number from {least} to {most}")


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One word out of ``allowed``."""
    value = text(name, default)
    if value in allowed:
        return value
    raise _refusal(name, value, "must be one of " + ", ".join(allowed))


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def _refusal(name: str, value: str, cure: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"Environment variable {name}={value!r} {cure}.")
