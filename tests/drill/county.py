"""The little county in a drill's room, and the question that every drill ends with: was each thing done once?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.drill.caller import Caller
from tests.drill.room import Clerk, Room, Step


@dataclass(frozen=True)
class County:
    """The little county in the room, and what an undisturbed run of it gives."""

    room: Room
    clerk: Clerk
    cycle: int
    seats: int
    digest: str

    @property
    def runs_page(self) -> str:
        return f"/cycles/{self.cycle}/runs/"

    def ask(self, *fates: str) -> tuple[int, int]:
        """Ask for a run with these fates; its job and its own number in the database. Acknowledged when it returns."""
        answer = self.clerk.tell("run", fates=fates)
        return answer["job"], answer["run"]

    @contextmanager
    def web(self, **env: str) -> Iterator[Caller]:
        """A web process, and someone of the office at it, for the time of a block."""
        socket = self.room.home / "web.sock"
        self.room.web(socket, **env)
        try:
            caller = Caller(socket, self.clerk.tell("session", role="office")["key"])
            assert caller.get(self.runs_page).status == 200  # the first page loads what the process needs
            yield caller
        finally:
            self.room.end("web")
            socket.unlink(missing_ok=True)

    def killed(self, job: int, what: str) -> list[tuple[int, str]]:
        """At which attempts and steps of a job its process was killed; only those that are really dead."""
        steps = [step for step in self.room.steps(job) if step.fate == what]
        return [(step.attempt, step.step) for step in steps if not alive(step)]

    def assert_done_once(self, job: int, run: int) -> None:
        """One complete set of results, equal to the undisturbed run's."""
        assert self.room.job(job)[0] == "done"
        assert self.results(run) == (self.digest, self.seats, self.seats)

    def results(self, run: int) -> tuple[str, int, int]:
        """A run's digest, how many results it has, and of how many seats."""
        ((digest, count, seats),) = self.room.rows(
            "SELECT r.digest, count(x.id), count(DISTINCT x.seat_id) FROM assessment_run r"
            " LEFT JOIN assessment_result x ON x.run_id = r.id WHERE r.id = %s GROUP BY 1",
            run,
        )
        return digest, count, seats

    def lines(self, job: int) -> int:
        """How many lines a tally has left in the trail."""
        query = "SELECT count(*) FROM cadres_trailline WHERE thing_id = %s AND act = 'tallied'"
        return int(self.room.one(query, str(job)))

    def stand_up(self) -> bool:
        """Start again what has been killed, and wait until it is ready; whether there was anything."""
        dead = [name for name, server in self.room.servers.items() if not server.running()]
        for name in dead:
            self.room.start(name)
        worker = self.room.program.get("worker")
        gone = worker is None or not worker.running()
        if gone:
            self.room.worker()
        return gone or bool(dead)


def alive(step: Step) -> bool:
    """Whether the process that came to a step still runs (a zombie does not)."""
    try:
        return b"celery" in Path("/proc", str(step.pid), "cmdline").read_bytes()
    except FileNotFoundError:
        return False


def settled(room: Room) -> County:
    """Build the county, begin a worker of two and beat, and let one run go undisturbed."""
    clerk = room.clerk()
    cycle = clerk.tell("build")["cycle"]
    room.worker()
    room.beat()
    answer = clerk.tell("run", fates=[])
    room.ended(answer["job"])
    seats = room.one("SELECT count(*) FROM assessment_seat")
    county = County(room, clerk, cycle, seats, "")
    digest, results, of_seats = county.results(answer["run"])
    assert digest
    assert results == of_seats == seats > 0
    return County(room, clerk, cycle, seats, digest)
