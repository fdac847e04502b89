"""``bin/demo`` after the set-up: services, tables, worker and beat, the main job, and the pages until Ctrl-C."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import demo_start
import stamps
from django.core.exceptions import ImproperlyConfigured
from say import Refused, step

from config import state
from config.embedded import children, given, locks, privilege, services

HOME = state.home()
_STATIC = (state.ROOT / "static", HOME / "vendor")
#: What a fresh start clears: everything that was entered or computed, and the passwords that went with it.
_DATA = ("postgres", "redis", "documents", "intake", "secrets")
_DJANGO = [sys.executable, "manage.py"]
_CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]
_READY_SECONDS, _PAUSE = 60.0, 0.5
#: Exit status of ``manage.py demo --kept`` while the year has not come to its end.
_UNFINISHED = 3


def main(words: list[str]) -> int:
    asked = demo_start.arguments(words)
    if asked.fresh:
        clear()
    given.check(HOME)
    with services.embedded_services(HOME) as embedded, ExitStack() as stack:
        collect_static()
        migrate()
        family = stack.enter_context(Family())
        finished = _run([*_DJANGO, "demo", "--kept"], allowed=(0, _UNFINISHED)) == 0
        if not (finished and asked.once):
            begin_workers(family)
        if not finished:
            _run([*_DJANGO, "demo", "--skip-checks"])
        if not asked.once:
            serve(family, asked.port, embedded=bool(embedded))
    return 0


def begin_workers(family: "Family") -> None:
    """What does the jobs, and what sweeps up those that nobody rang for."""
    family.begin("worker", [*_CELERY, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"])
    family.begin("beat", [*_CELERY, "beat", "--pidfile="])


class Family:
    """The processes of the program: begun one by one, ended together, begun again when one dies."""

    def __init__(self) -> None:
        self._commands: dict[str, list[str]] = {}
        self._children: dict[str, children.Child] = {}

    def __enter__(self) -> "Family":
        return self

    def __exit__(self, *exception: object) -> None:
        children.stop_together(self._children.values())

    def begin(self, name: str, command: list[str]) -> children.Child:
        """Start ``command``; SIGTERM asks Celery for a soft shutdown, which puts an unfinished job back.

        Should this process be killed, so are they: a worker asked to stop while Redis ends too would never end.
        """
        log, env = (
            state.private(HOME / "log") / f"{name}.log",
            {**os.environ, "REMAP_SIGTERM": "SIGQUIT", "JOB_STOP_SECONDS": "1"},
        )
        self._commands[name] = command
        self._children[name] = children.start(
            name, command, log=log, death_signal=signal.SIGKILL, env=env, cwd=state.ROOT
        )
        return self._children[name]

    def revive(self) -> None:
        """Start again what has ended of itself."""
        for name, child in list(self._children.items()):
            if not child.running():
                print(f"{name} 意外结束（{child.process.returncode}），重新启动；日志：{child.log}", file=sys.stderr)
                self.begin(name, self._commands[name])


def clear() -> None:
    """Remove the data of earlier starts. Raises Refused while a command uses them, or when they lie elsewhere."""
    if services.elsewhere(HOME, "DATABASE_URL"):
        raise Refused(
            "数据库由 DATABASE_URL 指定，--fresh 不清除外部数据库。/ --fresh does not clear a database elsewhere."
        )
    try:
        with locks.held(services.users_lock(HOME), patience=10):
            for folder in filter(Path.exists, (HOME / name for name in _DATA)):
                shutil.rmtree(folder)
    except locks.Busy as busy:
        raise Refused(
            "还有命令在使用此处的数据库，请先结束它们。/ Other commands still use the database here."
        ) from busy


def collect_static() -> None:
    """Gather, name by content and compress the pages' files, where they have changed."""
    files = sorted(path for folder in _STATIC for path in folder.rglob("*") if path.is_file())
    mark = stamps.digest(files, *(os.fspath(path) for path in files))
    if not stamps.fits("static", mark):
        with step("整理静态文件"):
            _run([*_DJANGO, "collectstatic", "--no-input", "--clear", "--verbosity=0"])
        stamps.put("static", mark)


def migrate() -> None:
    """Bring the tables up to date, where the program or the database has changed; one elsewhere is always asked.

    Django's checks of the settings come with the next command, lest their warnings run into the line of this step.
    """
    mark = "" if services.elsewhere(HOME, "DATABASE_URL") else _tables_mark()
    if mark and stamps.fits("tables", mark):
        return
    with step("更新数据库结构"):
        _run([*_DJANGO, "migrate", "--verbosity=0", "--skip-checks"], DATABASE_ROLE="owner")
    if mark:
        stamps.put("tables", mark)


def _tables_mark() -> str:
    """What the tables were made from, and in which database of ours (its birth tells it from one made afresh)."""
    version = (HOME / "postgres" / "PG_VERSION").stat()
    files = sorted(state.ROOT.glob("*/migrations/*.py"))
    return stamps.digest([*files, state.ROOT / "requirements.lock"], f"{version.st_ino} {version.st_mtime_ns}")


def serve(family: Family, port: int, *, embedded: bool) -> None:
    """Serve the pages until a signal ends this process; what dies meanwhile, servers included, is started again."""
    address = f"{demo_start.HOST}:{port}"
    options = ["--worker-class=gthread", "--workers=2", "--threads=4", "--graceful-timeout=5", "--no-control-socket"]
    web = family.begin("web", [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={address}", *options])
    web.wait_ready(lambda: _alive(port), _READY_SECONDS)
    print(f"\n页面：http://{address}    按 Ctrl-C 结束 / Ctrl-C stops", flush=True)
    while True:
        time.sleep(_PAUSE)
        if embedded:
            services.summon(HOME)
        family.revive()


def _alive(port: int) -> bool:
    request = urllib.request.Request(f"http://{demo_start.HOST}:{port}/healthz")
    try:
        with urllib.request.urlopen(request, timeout=2) as reply:  # noqa: S310 (our own address)
            return bool(reply.status == 200)
    except OSError:
        return False


def _run(command: list[str], *, allowed: tuple[int, ...] = (0,), **env: str) -> int:
    """The exit status of ``command``. Raises Refused for one not ``allowed``; what it printed says why."""
    status = subprocess.run(command, cwd=state.ROOT, env={**os.environ, **env}, check=False).returncode
    if status not in allowed:
        raise Refused(f"未完成（退出码 {status}）：{' '.join(Path(word).name for word in command[1:3])}")
    return status


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    for asked_to_end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked_to_end, _end)
    # a shell starts what it puts in the background with SIGINT ignored, and nothing else would stop the children
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except (Refused, ImproperlyConfigured, children.NotStarted, privilege.NotPossible) as cause:
        print(cause, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        sys.exit(130)
