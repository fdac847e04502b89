"""The test database as the application's own role sees it; tests themselves own the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from config import addresses
from config.embedded import postgres, services


@contextmanager
def as_application() -> Iterator[None]:
    """Be the role that serves pages and does jobs, for the time of a block. Needs a test outside a transaction."""
    application = addresses.database(settings.DATABASE_APP_URL)
    given = {name: application[name] for name in ("USER", "PASSWORD")}
    kept = {name: connection.settings_dict[name] for name in given}
    assert kept["USER"] != given["USER"], "there is but one role here"
    try:
        _reconnect(given)
        yield
    finally:
        _reconnect(kept)


@contextmanager
def as_superuser() -> Iterator[None]:
    """Be who may do anything in the embedded database; where another is given, the owner of the tables stays."""
    if services.elsewhere(settings.STATE, "DATABASE_URL"):
        yield
        return
    almighty = addresses.database(postgres.url(settings.STATE, "hengjian_root"))
    kept = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    try:
        _reconnect({name: almighty[name] for name in kept})
        yield
    finally:
        _reconnect(kept)


@contextmanager
def unfrozen(table: str) -> Iterator[None]:
    """Let the owner change a frozen table for the time of a block, where a test needs its world otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ENABLE TRIGGER USER")


def _reconnect(account: dict[str, str]) -> None:
    connection.close()
    connection.settings_dict.update(account)
    connection.ensure_connection()
