"""What the application's own database role may do: read and write rows, never change, empty or own a table."""

from psycopg2 import sql
from psycopg2.extensions import cursor

_ROWS = "SELECT, INSERT, UPDATE, DELETE"
#: Written by triggers that act for the owner; the application only reads them.
READ_ONLY = frozenset({"cadres_traillink"})
#: Tables whose rows are never removed, and whether they may be changed until they are complete: as their triggers say.
_GUARDED = """
SELECT relname, bool_or(tgname = relname || '_no_update' AND tgqual IS NOT NULL)
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
WHERE proname = 'refuse_change' GROUP BY relname
"""


def grant(cursor: cursor, owner: str, application: str) -> None:
    """Let ``application`` use the tables that ``owner`` will make in this database. Run it before the migrations."""
    for kind, rights in (("TABLES", _ROWS), ("SEQUENCES", "USAGE, SELECT")):
        statement = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}")
        names = sql.Identifier(owner), sql.SQL(rights), sql.SQL(kind), sql.Identifier(application)
        cursor.execute(statement.format(*names))


def narrow(cursor: cursor, application: str) -> None:
    """Take from ``application`` what no table that only grows needs. Run it after the migrations.

    The triggers refuse the same; this holds even while one of them is switched off.
    """
    cursor.execute(_GUARDED)
    for table, completed_once in cursor.fetchall():
        rights = "DELETE" if completed_once else "UPDATE, DELETE"
        _revoke(cursor, "INSERT, UPDATE, DELETE" if table in READ_ONLY else rights, table, application)


def _revoke(cursor: cursor, rights: str, table: str, application: str) -> None:
    statement = sql.SQL("REVOKE {} ON {} FROM {}")
    cursor.execute(statement.format(sql.SQL(rights), sql.Identifier(table), sql.Identifier(application)))
