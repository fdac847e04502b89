"""Servers given from outside: one that does not let us in is named before any work, with its own words."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.embedded import children, given, postgres, redis
from tests.config.conftest import ADDRESSES


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder for which every server that is named is another's."""
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_nothing_is_asked_where_nothing_is_given(elsewhere: Path) -> None:
    given.check(elsewhere)


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_a_database_that_is_not_there_is_named(elsewhere: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "postgresql://a:b@127.0.0.1:1/h")
    with pytest.raises(children.NotStarted, match=f"(?s){name} 指定的服务器不能使用.*refused"):
        given.check(elsewhere)


def test_a_broker_that_is_not_there_is_named(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    with pytest.raises(children.NotStarted, match="REDIS_URL 指定的服务器不能使用"):
        given.check(elsewhere)


def test_an_address_that_cannot_be_one_is_refused(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@127.0.0.1:port/h")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must read"):
        given.check(elsewhere)


@pytest.mark.usefixtures("running_postgres", "running_redis")
def test_servers_that_answer_are_let_be_and_a_wrong_password_is_said(
    home: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres.url(home, postgres.APP))
    monkeypatch.setenv("REDIS_URL", redis.url(home))
    given.check(elsewhere)
    monkeypatch.setenv("DATABASE_URL", postgres.url(home, postgres.APP).replace("@", "x@"))
    with pytest.raises(children.NotStarted, match="password authentication failed"):
        given.check(elsewhere)
