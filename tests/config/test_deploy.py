"""As an office starts it, the system checks find nothing; what is left out of them is two, with reasons."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from config import state

OFFICE = {
    "HTTPS": "1",
    "BEHIND_PROXY": "1",
    "ALLOWED_HOSTS": "kaohe.example",
    "CSRF_TRUSTED_ORIGINS": "https://kaohe.example",
    "DEBUG": "",
}


def checked(**instead: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=state.ROOT,
        env={**os.environ, **OFFICE, **instead},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return f"{done.returncode} {done.stdout}{done.stderr}"


@pytest.mark.django_db
def test_as_deployed_nothing_is_found() -> None:
    told = checked()
    assert told.startswith("0 System check identified no issues (2 silenced)"), told
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W005", "security.W021"]


@pytest.mark.django_db
def test_what_is_dangerous_is_found() -> None:
    """The twin: without a certificate, for everybody, with a short secret and details of errors shown."""
    told = checked(HTTPS="0", ALLOWED_HOSTS="*", SECRET_KEY="short", DEBUG="1")
    assert told.startswith("1 ")
    for found in ("hengjian.E001", "hengjian.W002", "hengjian.W003", "W004", "W008", "W009", "W012", "W016", "W018"):
        assert found in told, found
