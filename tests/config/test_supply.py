"""The checks of what we are built of find what they are there for; no network is asked."""

import importlib.util
import sys
from datetime import date
from types import ModuleType
from typing import Any

import pytest

from config import state


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, state.ROOT / "bin" / "lib" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


supply: Any = script("supply")
scan: Any = script("scan")

LOCK = """# via nobody
django==5.2.8 \\
    --hash=sha256:00 \\
    --hash=sha256:01
    # via x
pyjwt[crypto]==2.15.1 ; python_version > '3' \\
    --hash=sha256:02
pillow==13.0.0
"""


def test_the_locks_hold() -> None:
    assert supply.main() == 0
    entries = [entry for name in supply.LOCKS for entry in supply.locked((state.ROOT / name).read_text())]
    assert len(entries) > 150 and all(entry.hashes for entry in entries)
    known = supply.advisories()
    assert known["as_of"] >= date(2026, 11, 21) and len(known["advisory"]) >= 35


def test_a_fault_a_missing_hash_and_a_loose_version_are_found() -> None:
    entries = supply.locked(LOCK)
    assert entries == [("django", "5.2.8", 2), ("pyjwt", "2.15.1", 1), ("pillow", "13.0.0", 0)]
    found = list(supply.faults(entries, supply.advisories()))
    assert found[0].startswith("django 5.2.8: CVE-2025-13372") and found[1:] == ["pillow 13.0.0: no hash"]
    with pytest.raises(ValueError, match="django>=5"):
        supply.locked("django>=5 \\\n    --hash=sha256:00\n")
    assert any("celery" in told for told in supply.stale(entries, supply.advisories()))


def test_a_licence_that_is_not_allowed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [supply.Locked("django", "5.2.19", 1), supply.Locked("no-such-package", "1", 1)]
    assert list(supply.unlicensed(entries)) == []
    monkeypatch.setattr(supply, "licence_of", lambda package: "GPL-3.0-only")
    assert list(supply.unlicensed(entries)) == ["django: licence 'GPL-3.0-only' is not among those allowed"]


def test_a_finding_that_nobody_read_is_told_and_a_row_that_is_stale() -> None:
    known = scan.reviewed()
    assert scan.differences(known, known) == []
    more = known + scan.Found({("cadres/people/services.py", "B608"): 1})
    (told,) = scan.differences(more, known)
    assert told == "cadres/people/services.py: B608 fires 1 times, 0 were read"
    (told,) = scan.differences(known, more)
    assert told.startswith("reviewed.toml: cadres/people/services.py B608 says 1")


def test_the_scan_sees(tmp_path: Any) -> None:
    """The twin: what is dangerous is found."""
    (tmp_path / "open.py").write_text("import pickle\npickle.loads(input())\neval(input())\n")
    found = scan.findings(str(tmp_path))
    assert {rule for _, rule in found} >= {"B301", "B307", "B403"}
