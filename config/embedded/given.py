"""Servers given from outside: whether they answer, asked before any work instead of found out in the midst of it."""

import os
from collections.abc import Callable
from pathlib import Path

import psycopg2
import redis

from config import addresses
from config.embedded import children, services

_SECONDS = 5


def check(home: Path) -> None:
    """Raise children.NotStarted for a server that is given and does not let us in, with its own words.

    Raises ImproperlyConfigured for an address that cannot be one.
    """
    for name, greet in _GREETINGS.items():
        if services.elsewhere(home, name):
            _ask(name, greet)


def _ask(name: str, greet: Callable[[str], None]) -> None:
    try:
        greet(os.environ[name])
    except (psycopg2.Error, redis.RedisError) as error:
        raise children.NotStarted(
            f"{name} 指定的服务器不能使用：{str(error).strip()}\n"
            f"请检查地址、账号、密码，以及服务器是否在运行。/ The server that {name} names cannot be used."
        ) from error


def _database(url: str) -> None:
    """Connect as Django will; never by the URL as it is: libpq repeats one that it cannot read, password and all."""
    given = addresses.database(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    psycopg2.connect(**{name: given[key] for name, key in names.items()}, **given["OPTIONS"]).close()


def _broker(url: str) -> None:
    address = addresses.redis(url, 0)
    patience = {"socket_timeout": _SECONDS, "socket_connect_timeout": _SECONDS}
    with redis.Redis.from_url(address, retry=addresses.no_retry(), **patience) as client:
        client.ping()


_GREETINGS: dict[str, Callable[[str], None]] = {
    "DATABASE_URL": _database,
    "DATABASE_OWNER_URL": _database,
    "REDIS_URL": _broker,
    "CACHE_URL": _broker,
}
