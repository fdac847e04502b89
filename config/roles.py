"""What the application's own database role may do: read and write rows, never change, empty or own a table."""

from psycopg2 import sql
from psycopg2.extensions import cursor

_ROWS = "SELECT, INSERT, UPDATE, DELETE"


def grant(cursor: cursor, owner: str, application: str) -> None:
    """Let ``application`` use the tables that ``owner`` will make in this database. Run it before the migrations.

    These are defaults for tables to come: what a migration takes away again (from a table that only grows) stays away.
    """
    for kind, rights in (("TABLES", _ROWS), ("SEQUENCES", "USAGE, SELECT")):
        statement = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}")
        names = sql.Identifier(owner), sql.SQL(rights), sql.SQL(kind), sql.Identifier(application)
        cursor.execute(statement.format(*names))
