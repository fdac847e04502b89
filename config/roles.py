"""What the application's own database role may do: read and write rows, never change, empty or own a table."""

from psycopg2 import sql
from psycopg2.extensions import cursor

_ROWS = "SELECT, INSERT, UPDATE, DELETE"
#: Written by triggers that act for the owner, and by migrations; the application only reads them.
READ_ONLY = frozenset({"cadres_traillink", "django_migrations"})
#: Tables whose rows are never removed, and whether they may be changed until they are complete: as their triggers say.
_GUARDED = """
SELECT relname, bool_or(tgname = relname || '_no_update' AND tgqual IS NOT NULL)
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
WHERE proname = 'refuse_change' GROUP BY relname
"""
#: What triggers run. Firing one needs no right to it; with that right somebody could bind it to a table of his own.
_TRIGGERED = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
"""


def grant(cursor: cursor, owner: str, application: str) -> None:
    """Let ``application`` use the tables that ``owner`` will make in this database. Run it before the migrations."""
    for kind, rights in (("TABLES", _ROWS), ("SEQUENCES", "USAGE, SELECT")):
        statement = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} GRANT {} ON {} TO {}")
        names = sql.Identifier(owner), sql.SQL(rights), sql.SQL(kind), sql.Identifier(application)
        cursor.execute(statement.format(*names))


def narrow(cursor: cursor, application: str) -> None:
    """Take from ``application`` what no table that only grows needs, and every way round the triggers.

    Run it after the migrations. The triggers refuse the same; this holds even while one of them is switched off.
    """
    cursor.execute(_GUARDED)
    for table, completed_once in cursor.fetchall():
        _revoke(cursor, "DELETE" if completed_once else "UPDATE, DELETE", table, application)
    for table in READ_ONLY:
        _revoke(cursor, "INSERT, UPDATE, DELETE", table, application)
    _shut(cursor)


def _shut(cursor: cursor) -> None:
    """No temporary table stands before a real one, and no trigger's function is bound to one of somebody's own."""
    cursor.execute("SELECT current_database()")
    database = sql.Identifier(cursor.fetchone()[0])  # type: ignore[index]  # that statement has one row
    cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
    cursor.execute(_TRIGGERED)
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SET search_path = public, pg_temp")
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")


def _revoke(cursor: cursor, rights: str, table: str, application: str) -> None:
    statement = sql.SQL("REVOKE {} ON {} FROM {}")
    cursor.execute(statement.format(sql.SQL(rights), sql.Identifier(table), sql.Identifier(application)))
