"""`bin/drill [--rounds N] [--seed S]`: many rounds of random kills and breakages; prints counts, fails on any loss.

Each round asks for work, breaks something, and waits until all is done. Recovery is counted from the last return of
what was killed: a round may kill the worker several times, and how long it takes to start is the machine's affair. A
return that no kill of ours explains is a fault. What was acknowledged is kept here, outside the room's database; what
became of it is asked of the database at the end.
"""

import argparse
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from signal import SIGKILL, SIGQUIT

from config.embedded.children import tail
from tests.drill.county import County, settled
from tests.drill.room import RECOVERY_SECONDS, Room, opened

RUN_STEPS = ("准备", "读取考核记录", "计算得分与排名", "写入结果", "核对并定稿", "提交", "完成")
TALLY_STEPS = ("准备", "写入", "提交", "完成")
FATES = ("child", "child", "worker", "-")
JOBS_A_ROUND = 6
#: So often may chance hit one job; whether three are enough is not the question here.
PATIENT = {"JOB_ATTEMPTS": "20"}


def redis_killed(room: Room) -> None:
    room.kill("redis", SIGKILL)
    room.start("redis")


def redis_wiped(room: Room) -> None:
    room.kill("redis", SIGKILL)
    shutil.rmtree(room.home / "redis")
    room.start("redis")


def redis_hung(room: Room) -> None:
    with room.hung("redis"):
        time.sleep(3)


def postgres_crashed(room: Room) -> None:
    room.kill("postgres", SIGQUIT)
    room.start("postgres")


def nothing(room: Room) -> None:
    """Only the jobs' own fates."""


BREAKAGES: tuple[Callable[[Room], None], ...] = (nothing, redis_killed, redis_wiped, redis_hung, postgres_crashed)


class Drill:
    """Rounds in one room, and what was acknowledged in them."""

    def __init__(self, county: County, chance: Random) -> None:
        self.county, self.chance = county, chance
        self.runs: dict[int, int] = {}
        self.tallies: list[int] = []
        self.broken = Counter[str]()
        self.faults: list[str] = []
        self.slowest = 0.0

    def round(self) -> str:
        """Ask, break, and wait for the end of everything asked; says what was broken and how long it took.

        What is not over in time is noted as late, and waited for once more, so that no later round hides it.
        """
        asked = [self.ask() for _ in range(JOBS_A_ROUND)]
        time.sleep(self.chance.random())
        breakage = self.chance.choice(BREAKAGES)
        self.broken[breakage.__name__] += 1
        breakage(self.county.room)
        begun = time.monotonic()
        returned = self.await_end(breakage.__name__, asked)
        over = time.monotonic()
        self.slowest = max(self.slowest, over - returned)
        return f"{breakage.__name__}, over after {over - begun:.1f} s, {over - returned:.1f} s from the last return"

    def await_end(self, breakage: str, asked: list[int]) -> float:
        """Wait until the jobs are over, standing up what dies; the moment of the last return."""
        returned, returns, noted = time.monotonic(), 0, False
        while not self.over(asked) and time.monotonic() - returned < 5 * RECOVERY_SECONDS:
            if self.county.stand_up():
                returned, returns = time.monotonic(), returns + 1
            if not noted and time.monotonic() - returned > RECOVERY_SECONDS:
                self.note_late(breakage, asked)
                noted = True
            time.sleep(0.05)
        ordered = sum(step.fate == "worker" for job in asked for step in self.county.room.steps(job))
        if returns > ordered:
            self.faults.append(f"{returns} deaths after {breakage}, {ordered} of them ours")
        return returned

    def note_late(self, breakage: str, asked: list[int]) -> None:
        """Keep what is known of the jobs that are not over, and the ends of the logs."""
        for job in filter(self.county.room.open, asked):
            steps = [f"{step.attempt} {step.step} {step.fate}" for step in self.county.room.steps(job)]
            self.faults.append(f"job {job} after {breakage}: {self.county.room.job(job)}; steps: {', '.join(steps)}")
        for name in ("worker", "beat"):
            print(f"{name}:\n{tail(self.county.room.home / 'log' / f'{name}.log', 40)}", flush=True)

    def ask(self) -> int:
        """One job of a random kind with a random fate."""
        run = self.chance.random() < 0.5
        step, fate = self.chance.choice(RUN_STEPS if run else TALLY_STEPS), self.chance.choice(FATES)
        answer = self.county.clerk.tell("run" if run else "tally", fates=[f"{step} 1 {fate}"])
        job = int(answer["job"])
        if run:
            self.runs[job] = answer["run"]
        else:
            self.tallies.append(job)
        return job

    def over(self, jobs: list[int]) -> bool:
        return self.county.room.open(*jobs) == 0

    def verdicts(self) -> Counter[str]:
        """How many acknowledged jobs were done once, are lost, doubled or stopped."""
        return Counter(map(self.verdict, [*self.runs, *self.tallies]))

    def verdict(self, job: int) -> str:
        state = self.county.room.job(job)[0]
        if state != "done":
            return "stopped" if state == "failed" else "lost"
        if job in self.runs:
            due = (self.county.digest, self.county.seats, self.county.seats)
            return "done once" if self.county.results(self.runs[job]) == due else "torn"
        return {0: "torn", 1: "done once"}.get(self.county.lines(job), "doubled")

    def hit(self) -> Counter[str]:
        """At which points processes were killed."""
        return Counter(f"{step.fate} at {step.step}" for step in self.county.room.steps() if step.fate != "-")


def report(drill: Drill) -> bool:
    """Print the counts; whether every acknowledged job was done once, and in time."""
    verdicts, hit = drill.verdicts(), drill.hit()
    for title, counts in (("killed", hit), ("broken", drill.broken), ("acknowledged", verdicts)):
        print(f"{title}: {counts.total()}")
        for name, count in sorted(counts.items()):
            print(f"    {count:>5}  {name}")
    print(f"slowest recovery from the last return: {drill.slowest:.1f} s (at most {RECOVERY_SECONDS:.0f} s)")
    print(f"faults: {len(drill.faults)}")
    for line in drill.faults:
        print(f"    {line}")
    return not drill.faults and verdicts.total() == verdicts["done once"] > 0


def main() -> int:
    """0 when nothing acknowledged was lost, doubled, torn or late."""
    parser = argparse.ArgumentParser(prog="bin/drill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=2016)
    options = parser.parse_args()
    with opened(**PATIENT) as room:
        drill = Drill(settled(room), Random(options.seed))
        for number in range(1, options.rounds + 1):
            print(f"round {number} of {options.rounds}: {drill.round()}", flush=True)
        return 0 if report(drill) else 1


if __name__ == "__main__":
    sys.exit(main())
