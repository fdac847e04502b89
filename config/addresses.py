"""Addresses of PostgreSQL and Redis, read from URLs into the forms that Django, Celery and the cache want."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

#: In milliseconds. A request that waits longer than this has gone wrong and must not hold locks meanwhile.
SESSION_LIMITS: Mapping[str, int] = {
    "statement_timeout": 120_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}


def database(url: str) -> dict[str, Any]:
    """A Django database of ``postgresql://user:password@host:port/name?option=…``.

    ``?host=/folder`` names a socket folder. Raises ImproperlyConfigured for any other kind of database.
    """
    parts = _parts(url)
    if parts is None or parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must read postgresql://user:password@host:port/name.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**_session(), **options},
    }


def _session() -> dict[str, str]:
    limits = {**SESSION_LIMITS, "default_transaction_isolation": r"read\ committed"}
    return {"connect_timeout": "5", "options": " ".join(f"-c {name}={value}" for name, value in limits.items())}


def redis(url: str, number: int) -> str:
    """``url`` of a Redis server with database ``number``, as redis-py reads it; it replaces a number in ``url``."""
    parts = _parts(url)
    if parts and parts.scheme == "unix":
        return f"unix://{_account(url)}{parts.path}?db={number}"
    if parts and parts.scheme in {"redis", "rediss"} and parts.hostname:
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.scheme}://{parts.netloc}/{number}{query}"
    raise ImproperlyConfigured("REDIS_URL must read redis://host:port, rediss://host:port or unix:///path.sock.")


def broker(url: str, number: int) -> str:
    """The same server as Celery's transport reads it."""
    plain = redis(url, number)
    if not plain.startswith("unix://"):
        return plain
    return f"redis+socket://{_account(url)}{urlsplit(url).path}?virtual_host={number}"


def _parts(url: str) -> SplitResult | None:
    """The parts of ``url``, or None where its port or host cannot be one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _account(url: str) -> str:
    """``user:password@`` of ``url``, or nothing."""
    account, at, _ = urlsplit(url).netloc.rpartition("@")
    return account + at


def socket_database(user: str, password: str, folder: str, name: str) -> str:
    """The URL of database ``name`` on the server whose socket lies in ``folder``."""
    return f"postgresql://{user}:{quote(password, safe='')}@/{name}?host={quote(folder, safe='/')}"


def no_retry() -> Retry:
    """For clients that must answer soon: redis-py's default tries again with growing pauses."""
    return Retry(NoBackoff(), 0)
