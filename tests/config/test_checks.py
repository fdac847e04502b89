"""Dangerous settings are named by ``manage.py check``."""

from pathlib import Path

import pytest
from django.test import override_settings

from config import checks

OUTSIDE = "postgresql://app:x@db.example/hengjian"


def ids(*, database: bool = False) -> set[str]:
    found = checks.database_of_its_own() if database else checks.public_hosts()
    return {str(message.id) for message in found}


def test_on_this_machine_alone_nothing_is_said() -> None:
    with override_settings(DEBUG=True, ALLOWED_HOSTS=["127.0.0.1", "localhost"]):
        assert ids() == set()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"DEBUG": True, "HTTPS": True, "ALLOWED_HOSTS": ["kaohe.example"]}, {"hengjian.E001"}),
        ({"DEBUG": False, "HTTPS": True, "ALLOWED_HOSTS": ["*"]}, {"hengjian.W002"}),
        ({"DEBUG": False, "HTTPS": False, "ALLOWED_HOSTS": ["kaohe.example"]}, {"hengjian.W003"}),
        ({"DEBUG": False, "HTTPS": True, "ALLOWED_HOSTS": ["kaohe.example"]}, set()),
    ],
)
def test_serving_others(settings: dict[str, object], expected: set[str]) -> None:
    with override_settings(**settings):
        assert ids() == expected


def test_a_database_elsewhere_wants_its_key_and_two_roles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", OUTSIDE)
    monkeypatch.delenv("FIELD_ENCRYPTION_KEY", raising=False)
    with override_settings(STATE=tmp_path, DATABASE_APP_URL=OUTSIDE, DATABASE_OWNER_URL=OUTSIDE):
        assert ids(database=True) == {"hengjian.W004", "hengjian.W005"}
        monkeypatch.setenv("FIELD_ENCRYPTION_KEY", "x" * 43)
        with override_settings(DATABASE_OWNER_URL=OUTSIDE.replace("app", "owner")):
            assert ids(database=True) == set()


def test_the_embedded_database_wants_nothing() -> None:
    assert ids(database=True) == set()
