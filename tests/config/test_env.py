"""Environment helpers: a wrong value stops the start and says how it should read."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import addresses, env


@pytest.mark.parametrize("value", ["maybe", "2", "是"])
def test_a_switch_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS", value)
    with pytest.raises(ImproperlyConfigured, match=f"HTTPS='{value}' must be 1 or 0"):
        env.flag("HTTPS")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", True)])
def test_switches(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("HTTPS", value)
    assert env.flag("HTTPS", default=True) is expected


@pytest.mark.parametrize("value", ["0", "21", "3.5", "-1", "three", "２"])
def test_a_number_out_of_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("JOB_ATTEMPTS", value)
    with pytest.raises(ImproperlyConfigured, match="JOB_ATTEMPTS=.* whole number from 1 to 20"):
        env.whole("JOB_ATTEMPTS", 3, least=1, most=20)


def test_lists_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    monkeypatch.setenv("DATABASE_ROLE", "root")
    assert env.names("ALLOWED_HOSTS") == ["a.example", "b.example"]
    with pytest.raises(ImproperlyConfigured, match="DATABASE_ROLE='root' must be one of app, owner"):
        env.one_of("DATABASE_ROLE", "app", ("app", "owner"))


def test_a_database_address_is_read_with_its_escapes() -> None:
    read = addresses.database("postgresql://app:p%40ss%2Fword@/hengjian?host=/run/pg")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["NAME"]) == ("app", "p@ss/word", "/run/pg", "hengjian")


def test_a_server_on_the_network_keeps_its_options() -> None:
    read = addresses.database("postgres://app:x@db.example:5433/h?sslmode=verify-full")
    assert (read["HOST"], read["PORT"], read["OPTIONS"]["sslmode"]) == ("db.example", "5433", "verify-full")


@pytest.mark.parametrize("url", ["sqlite:///x.db", "postgresql://host", "mysql://u:p@h/n"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must read"):
        addresses.database(url)


@pytest.mark.parametrize(
    ("url", "cache", "broker"),
    [
        ("unix:///run/r.sock", "unix:///run/r.sock?db=4", "redis+socket:///run/r.sock?virtual_host=4"),
        ("redis://:pw@r.example:6380", "redis://:pw@r.example:6380/4", "redis://:pw@r.example:6380/4"),
        ("rediss://r.example/0?a=b", "rediss://r.example/4?a=b", "rediss://r.example/4?a=b"),
    ],
)
def test_one_redis_address_serves_cache_and_broker(url: str, cache: str, broker: str) -> None:
    assert (addresses.redis(url, 4), addresses.broker(url, 4)) == (cache, broker)


def test_another_kind_of_broker_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL must read"):
        addresses.redis("memory://", 0)
