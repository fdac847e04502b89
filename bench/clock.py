"""Seconds and memory, for the measuring processes."""

import resource
import statistics
import time
from collections.abc import Callable

from django.db import transaction

from cadres.jobs.progress import Progress
from cadres.jobs.services import Claim, claim, finish


class Timed(Progress):
    """A progress that notes how long each step took."""

    def __init__(self) -> None:
        super().__init__(Claim(0, "bench", 1))
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def work(self, perform: Callable[[int, Progress], None], job_id: int) -> None:
        """Do a job as a worker does it: claimed first, its effect and its end in one transaction."""
        taken = claim(job_id)
        if taken is None:
            raise SystemExit(f"job {job_id} is not to be had")
        with transaction.atomic():
            perform(job_id, self)
            finish(taken)

    def step(self, name: str, total: int = 0) -> None:
        """Close the step before and begin this one."""
        now = time.perf_counter()
        self.seconds[self.name] = self.seconds.get(self.name, 0.0) + now - self._since
        self._since = now
        super().step(name, total)

    def story(self) -> str:
        """The steps with their seconds."""
        self.step("")
        return ", ".join(f"{name} {seconds:.2f}" for name, seconds in self.seconds.items() if seconds > 0.005)


def seconds_of(work: Callable[[], object], times: int = 1) -> float:
    """The median seconds of `times` calls."""
    return statistics.median(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
