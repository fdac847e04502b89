"""The embedded PostgreSQL: what it is set to, who may do what, and what it survives."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import connection

from config.embedded import children, postgres, privilege


def connected(home: Path, role: str) -> connection:
    session = psycopg2.connect(postgres.url(home, role))
    session.autocommit = True
    return session


def asked(home: Path, question: str, role: str = postgres.OWNER) -> list[tuple[object, ...]]:
    with closing(connected(home, role)) as session, session.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall() if cursor.description else []


def modes(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mode, path.stat().st_uid) for path in (folder, *folder.parents)}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", None),
        ("password_encryption", "scram-sha-256"),
    ],
)
def test_settings_in_force(home: Path, running_postgres: children.Child, setting: str, value: str | None) -> None:
    if setting == "lc_collate":
        shown = asked(home, "SELECT datcollate FROM pg_database WHERE datname = 'hengjian'")
        assert shown == [("C.UTF-8",)]
    else:
        assert asked(home, f"SHOW {setting}") == [(value,)]


def test_its_log_tells_no_row_and_no_value(home: Path, running_postgres: children.Child) -> None:
    """What is refused is told by the name of the rule: a row of a person has no place in a file that lies open."""
    asked(home, "CREATE TABLE IF NOT EXISTS told (name text PRIMARY KEY CHECK (name <> 'failing-row'))")
    for _ in range(2):
        with pytest.raises(psycopg2.IntegrityError):
            asked(home, "INSERT INTO told VALUES ('doubled-key'), ('failing-row')")
    with pytest.raises(psycopg2.IntegrityError):
        asked(home, "INSERT INTO told VALUES ('doubled-key'), ('doubled-key')")
    log = (home / "log" / "postgres.log").read_text()
    assert "told_name_check" in log and "told_pkey" in log
    assert "failing-row" not in log and "doubled-key" not in log


def test_no_folder_is_opened_to_anyone(home: Path, running_postgres: children.Child) -> None:
    before = modes(home)
    running_postgres.stop()
    with children.stopped_at_end(postgres.start(home)):
        assert modes(home) == before
        assert (home / "postgres").stat().st_mode & 0o777 == 0o700
        assert (home / "secrets").stat().st_mode & 0o777 == 0o700


def test_the_socket_alone_is_no_key(home: Path, running_postgres: children.Child) -> None:
    address = postgres.url(home, postgres.APP)
    password = address.split(":")[2].split("@")[0]
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(address.replace(password, "guess"))


@pytest.mark.parametrize(
    "act",
    [
        "TRUNCATE kept",
        "DROP TABLE kept",
        "ALTER TABLE kept ADD x int",
        "CREATE TABLE mine (n int)",
        "ALTER TABLE kept DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE DATABASE other",
    ],
)
def test_the_application_may_not(home: Path, running_postgres: children.Child, act: str) -> None:
    from config import roles

    with closing(connected(home, postgres.OWNER)) as session, session.cursor() as cursor:
        roles.grant(cursor, postgres.OWNER, postgres.APP)
        cursor.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
    asked(home, "INSERT INTO kept VALUES (1)", postgres.APP)
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        asked(home, act, postgres.APP)


def test_what_was_acknowledged_survives_a_kill(home: Path, running_postgres: children.Child) -> None:
    asked(home, "CREATE TABLE acknowledged AS SELECT generate_series(1, 1000) AS n")
    running_postgres.process.kill()
    assert running_postgres.process.wait() == -signal.SIGKILL
    with children.stopped_at_end(postgres.start(home)):
        assert asked(home, "SELECT count(*), sum(n) FROM acknowledged") == [(1000, 500500)]


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A foreign process of the very user the server runs as."""
    user = 65534 if privilege.needed() else None
    with subprocess.Popen(["sleep", "60"], user=user, group=user) as process:
        yield process
        process.kill()


def killed_leaving_number(home: Path, server: children.Child, number: int) -> None:
    """Kill the server; the process number it left in its folder is by now another's."""
    note = home / "postgres" / "postmaster.pid"
    left = note.read_text().splitlines()
    server.process.kill()
    server.process.wait()
    note.write_text("\n".join([str(number), *left[1:]]) + "\n")


def test_a_foreign_process_under_a_stale_number_is_left_alone(
    home: Path, running_postgres: children.Child, bystander: subprocess.Popen[bytes]
) -> None:
    killed_leaving_number(home, running_postgres, bystander.pid)
    with children.stopped_at_end(postgres.start(home)):
        assert asked(home, "SELECT 1") == [(1,)]
    assert bystander.poll() is None


def test_without_that_care_the_server_would_not_start(
    home: Path,
    running_postgres: children.Child,
    bystander: subprocess.Popen[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    killed_leaving_number(home, running_postgres, bystander.pid)
    monkeypatch.setattr(postgres, "_disown_stale_number", lambda data: None)
    with pytest.raises(children.NotStarted, match="postmaster.pid"):
        postgres.start(home)


def test_a_second_server_on_the_same_data_is_refused(
    home: Path, running_postgres: children.Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_PREDECESSOR_SECONDS", 0.2)
    with pytest.raises(children.NotStarted, match="PostgreSQL 的上一个进程仍未结束"):
        postgres.start(home)
    assert asked(home, "SELECT 1") == [(1,)]


def test_it_ends_while_a_client_is_connected(home: Path, running_postgres: children.Child) -> None:
    with closing(connected(home, postgres.APP)):
        running_postgres.stop(seconds=5)
    assert running_postgres.process.returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to lower")
def test_as_root_it_runs_as_an_ordinary_user_with_one_capability(running_postgres: children.Child) -> None:
    status = Path("/proc", str(running_postgres.process.pid), "status").read_text()
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert fields["Uid"].split() == ["65534"] * 4
    assert {fields[name] for name in ("CapEff", "CapBnd", "CapPrm")} == {f"{1 << 2:016x}"}  # dac_read_search
    assert fields["NoNewPrivs"] == "1"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to lower")
def test_an_ordinary_user_s_files_in_a_private_folder_can_be_found_but_not_written(tmp_path: Path) -> None:
    room = tmp_path / "private"
    room.mkdir(mode=0o700)
    (room / "file").write_text("x")
    trial = privilege.lowered(
        ["/bin/sh", "-c", f"test -r {room}/file && ! test -w {room} && ! touch {room}/new"], "KILL"
    )
    assert subprocess.run(trial, capture_output=True, check=False).returncode == 0


def test_a_root_that_cannot_lower_itself_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privilege, "needed", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(privilege.NotPossible, match="(?s)改用普通用户运行.*run as an ordinary user"):
        privilege.check()


def test_a_failed_initdb_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_binary", lambda name: "/bin/false")
    with pytest.raises(children.NotStarted, match="无法建立数据库文件夹"):
        postgres.start(tmp_path)
    assert not (tmp_path / "postgres").exists()
    assert not list(tmp_path.glob("initdb-*"))
