"""What the settings make of the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded import postgres

SHOW = "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"


def database_used(**given: str) -> str:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_ROLE": "owner", **given}
    return subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_another_database_of_the_embedded_server_is_the_one_that_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HENGJIAN_STATE", str(tmp_path))
    other = postgres.url(tmp_path, postgres.OWNER, "bench")
    assert database_used(DATABASE_URL="", DATABASE_OWNER_URL="") == postgres.DATABASE
    assert database_used(DATABASE_URL=other, DATABASE_OWNER_URL=other) == "bench"
