"""A room for drills: PostgreSQL, Redis, a Celery worker and beat of its own, which may be killed and broken.

The program in it is the product under tests/drill/settings.py, with the application's own database role. What is true
is asked of the database directly (psycopg2), never of the program; what was acknowledged is kept outside it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2

from config import state
from config.embedded import children, postgres, redis
from tests.waiting import until

LEASE_SECONDS, SWEEP_SECONDS = 4, 1
#: What must be done after a service's return is done within this time.
RECOVERY_SECONDS = 60.0
_GIVEN = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_ROLE", "REDIS_URL", "REDIS_DATABASE", "TEST_DATABASE")
_CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]
_WORKER = [*_CELERY, "worker", "--pool=prefork", "--without-gossip", "--without-mingle", "--loglevel=INFO"]
_WEB = [sys.executable, "-m", "gunicorn", "config.wsgi", "--worker-class=gthread", "--workers=1", "--threads=4"]


class Step(NamedTuple):
    """A line of the steps' log: attempt `attempt` of a job came to `step` in process `pid`, and `fate` befell it."""

    kind: str
    job: int
    attempt: int
    step: str
    pid: int
    fate: str


class Died(Exception):
    """The clerk was killed before it could answer."""


@dataclass
class Clerk:
    """A process that does what it is told (tests/drill/clerk.py)."""

    process: subprocess.Popen[str]
    log: Path

    def tell(self, do: str, **order: Any) -> dict[str, Any]:
        """Give an order and wait for the answer. Raises Died."""
        self.order(do, **order)
        return self.answer()

    def order(self, do: str, **order: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise Died(f"status {self.process.wait(10)}\n{children.tail(self.log)}")
        answer: dict[str, Any] = json.loads(line)
        return answer


class Room:
    """One installation in a folder of its own. Use :func:`opened`."""

    def __init__(self, home: Path, settings: Mapping[str, str]) -> None:
        self.home, self.settings = home, settings
        self.servers: dict[str, children.Child] = {}
        self.program: dict[str, children.Child] = {}
        self.clerks: list[Clerk] = []
        (home / "fates").mkdir(mode=0o700)

    # the servers

    def start(self, name: str) -> None:
        """Start (again) `postgres` or `redis`."""
        self.servers[name] = {"postgres": postgres.start, "redis": redis.start}[name](self.home)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Kill a server and wait until it is gone."""
        self.servers[name].process.send_signal(number)
        self.servers[name].process.wait(30)

    @contextmanager
    def hung(self, name: str) -> Iterator[None]:
        """A server that accepts connections and never answers, for the time of a block."""
        process = self.servers[name].process
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    # the program

    def env(self, without: str = "", **more: str) -> dict[str, str]:
        """The environment of a process in the room, going without the guards named."""
        inherited = {name: value for name, value in os.environ.items() if name not in _GIVEN}
        return {
            **inherited,
            "HENGJIAN_STATE": str(self.home),
            "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
            "DRILL_ROOM": str(self.home),
            "DRILL_WITHOUT": without,
            "JOB_LEASE_SECONDS": str(LEASE_SECONDS),
            "JOB_SWEEP_SECONDS": str(SWEEP_SECONDS),
            "REMAP_SIGTERM": "SIGQUIT",
            **self.settings,
            **more,
        }

    def begin(self, name: str, command: Sequence[str], **env: str) -> children.Child:
        """Start a process of the program under a name, in a process group of its own."""
        log = state.private(self.home / "log") / f"{name}.log"
        child = children.start(name, command, log=log, env=self.env(**env), cwd=state.ROOT)
        self.program[name] = child
        return child

    def manage(self, *words: str, role: str = "owner") -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=state.ROOT,
            env=self.env(DATABASE_ROLE=role),
            check=True,
            timeout=120,
            capture_output=True,
        )

    def worker(self, name: str = "worker", *, concurrency: int = 2, **env: str) -> children.Child:
        """Begin a worker; `env` may name guards it goes `without`. It takes jobs as soon as it is ready."""
        log = self.home / "log" / f"{name}.log"
        start = log.stat().st_size if log.exists() else 0
        child = self.begin(name, [*_WORKER, f"--concurrency={concurrency}", f"--hostname={name}@%h"], **env)
        child.wait_ready(lambda: b" ready." in log.read_bytes()[start:], 60)
        return child

    def beat(self) -> children.Child:
        return self.begin("beat", [*_CELERY, "beat", "--pidfile=", "--loglevel=INFO"])

    def web(self, socket: Path, **env: str) -> children.Child:
        """Begin the web process, answering on a Unix socket."""
        child = self.begin("web", [*_WEB, f"--bind=unix:{socket}", "--no-control-socket"], **env)
        child.wait_ready(socket.exists, 60)
        return child

    def end(self, *names: str) -> None:
        """End processes of the program for good, by SIGKILL: they keep nothing that matters."""
        for name in names:
            child = self.program.pop(name)
            if child.running():
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait(10)

    @contextmanager
    def without_sweep(self) -> Iterator[None]:
        """Nobody rings for what is unheard: beat is stopped, for the time of a block."""
        self.program["beat"].process.send_signal(signal.SIGSTOP)
        time.sleep(SWEEP_SECONDS)  # what it has rung until now is heard or expires
        try:
            yield
        finally:
            self.program["beat"].process.send_signal(signal.SIGCONT)

    def going_without(self, guard: str) -> AbstractContextManager[None]:
        """The worker lacks a guard for the time of a block."""
        return self.another_worker(without=guard)

    @contextmanager
    def another_worker(self, **env: str) -> Iterator[None]:
        """The worker is one of another environment for the time of a block."""
        self.end("worker")
        self.worker(**env)
        try:
            yield
        finally:
            self.end("worker")
            self.worker()

    def clerk(self, **env: str) -> Clerk:
        """A new process that takes orders."""
        path = state.private(self.home / "log") / "clerk.log"
        with path.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.drill.clerk"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.env(**env),
                cwd=state.ROOT,
                text=True,
            )
        self.clerks.append(Clerk(process, path))
        return self.clerks[-1]

    def close(self) -> None:
        """End everything."""
        for clerk in self.clerks:
            clerk.process.kill()
            clerk.process.communicate()
        self.end(*self.program)
        for server in reversed(self.servers.values()):
            server.process.send_signal(signal.SIGCONT)
            server.stop()

    # what is true

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the database itself."""
        connection = psycopg2.connect(postgres.url(self.home, postgres.OWNER), connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query, values)
                return list(cursor.fetchall())
        finally:
            connection.close()

    def one(self, query: str, *values: Any) -> Any:
        """The single value that a query gives."""
        ((value,),) = self.rows(query, *values)
        return value

    def job(self, job: int) -> tuple[str, int, str]:
        """State, attempt and error of a job."""
        ((state_, attempt, error),) = self.rows("SELECT state, attempt, error FROM cadres_job WHERE id = %s", job)
        return state_, attempt, error

    def steps(self, job: int | None = None) -> list[Step]:
        """What the steps' log says, of one job or of all."""
        log = self.home / "steps.log"
        lines = [line.split("\t") for line in log.read_text().splitlines()] if log.exists() else []
        steps = [Step(kind, int(n), int(a), step, int(pid), fate) for kind, n, a, step, pid, fate in lines]
        return [step for step in steps if job in (None, step.job)]

    def heard(self, job: int) -> int:
        """How many bells for a job have been heard out by a process that lived."""
        log = self.home / "bells.log"
        return log.read_text().splitlines().count(str(job)) if log.exists() else 0

    def run_out(self, job: int) -> None:
        """Let the lease of a job end at this moment."""
        self.rows("UPDATE cadres_pulse SET lease_until = now() WHERE job_id = %s RETURNING job_id", job)

    def lift(self, job: int) -> None:
        """Take the fates of a job away."""
        (self.home / "fates" / str(job)).unlink()

    def ended(self, *jobs: int, within: float = RECOVERY_SECONDS) -> float:
        """Wait until all these jobs have ended; gives the seconds it took. Fails when they do not in time."""
        begun = time.monotonic()
        happened = until(lambda: self.open(*jobs) == 0, within)
        assert happened, f"not ended after {within} s: {[(job, self.job(job)) for job in jobs]}"
        return time.monotonic() - begun

    def open(self, *jobs: int) -> int:
        """How many of these jobs have not ended."""
        return int(self.one("SELECT count(*) FROM cadres_job WHERE id = ANY(%s) AND ended_at IS NULL", list(jobs)))


@contextmanager
def opened(**settings: str) -> Iterator[Room]:
    """An empty room with its servers up and its tables made; all gone at the end. `settings` go to every process."""
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        room = Room(Path(folder), settings)
        try:
            room.start("postgres")
            room.start("redis")
            room.manage("migrate", "--verbosity=0", "--skip-checks")
            yield room
        finally:
            room.close()
