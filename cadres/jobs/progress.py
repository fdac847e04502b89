"""How far a job is, told to its row by a second thread on a connection of its own, so that it shows before commit."""

import threading
from types import TracebackType

from django.conf import settings
from django.db import Error, connection
from django.utils.module_loading import import_string

from cadres.jobs import services
from cadres.jobs.services import Claim


class Progress:
    """Handed to a job's handler, which names its steps and counts what it has done."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.name, self.done, self.total = "准备", 0, 0
        self._hook = import_string(settings.JOB_STEP_HOOK) if settings.JOB_STEP_HOOK else None

    def step(self, name: str, total: int = 0) -> None:
        """Begin a step of `total` parts (0: not counted)."""
        self.name, self.done, self.total = name, 0, total
        if self._hook:
            self._hook(self.claim, name)

    def advance(self, count: int = 1) -> None:
        """Count parts of the present step as done."""
        self.done += count


class Heartbeat:
    """Keeps the lease of a claim alive while the block runs."""

    def __init__(self, claim: Claim) -> None:
        self.progress = Progress(claim)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heartbeat-{claim.job_id}", daemon=True)

    def __enter__(self) -> Progress:
        self._thread.start()
        return self.progress

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        """Beat until told to stop. A database that is away ends the beating: the lease then runs out, as it should."""
        pause = min(1.0, settings.JOB_LEASE_SECONDS / 4)
        try:
            while not self._stop.wait(pause):
                now = self.progress
                if not services.beat(now.claim, now.name, now.done, now.total):
                    return
        except Error:
            return
        finally:
            connection.close()
