"""One room for all drills of a session; each test leaves it with its servers up, a worker of two and beat at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.drill.caller import Caller
from tests.drill.room import Clerk, Room, opened


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

    def assert_done_once(self, job: int, run: int) -> None:
        """One complete set of results, equal to the undisturbed run's."""
        assert self.room.job(job)[0] == "done"
        assert self.room.one("SELECT digest FROM assessment_run WHERE id = %s AND job_id = %s", run, job) == self.digest
        counted = self.room.rows(
            "SELECT count(*), count(DISTINCT seat_id) FROM assessment_result WHERE run_id = %s", run
        )
        assert counted == [(self.seats, self.seats)]


@pytest.fixture(scope="session")
def room() -> Iterator[Room]:
    with opened() as room:
        yield room


@pytest.fixture(scope="session")
def county(room: Room) -> County:
    clerk = room.clerk()
    cycle = clerk.tell("build")["cycle"]
    room.worker()
    room.beat()
    answer = clerk.tell("run", fates=[])
    room.ended(answer["job"])
    seats = room.one("SELECT count(*) FROM assessment_seat")
    results = room.one("SELECT count(*) FROM assessment_result WHERE run_id = %s", answer["run"])
    assert results == seats > 0
    digest = room.one("SELECT digest FROM assessment_run WHERE id = %s", answer["run"])
    return County(room, clerk, cycle, seats, digest)


@pytest.fixture(autouse=True)
def in_order(county: County) -> Iterator[None]:
    """Whatever a drill broke stands again for the next one."""
    yield
    room = county.room
    for name, server in room.servers.items():
        if not server.running():
            room.start(name)
    if not room.program["worker"].running():
        room.worker()
