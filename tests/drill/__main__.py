"""`bin/drill [--rounds N] [--seed S]`: many rounds of random kills and breakages; prints counts, fails on any loss.

Each round asks for work, breaks something, and waits until all is done. What was acknowledged is kept here, outside the
room's database; what became of it is asked of the database at the end.
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
from tests.drill.room import RECOVERY_SECONDS, Room, opened, until

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
        self.late: list[str] = []
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
        in_time = until(lambda: self.over(asked), RECOVERY_SECONDS)
        if not in_time:
            self.note_late(breakage.__name__, asked)
            until(lambda: self.over(asked), 5 * RECOVERY_SECONDS)
        took = time.monotonic() - begun
        self.slowest = max(self.slowest, took)
        return f"{breakage.__name__}, over after {took:.1f} s"

    def note_late(self, breakage: str, asked: list[int]) -> None:
        """Keep what is known of the jobs that are not over, and the ends of the logs."""
        for job in filter(self.county.room.open, asked):
            steps = [f"{step.attempt} {step.step} {step.fate}" for step in self.county.room.steps(job)]
            self.late.append(f"job {job} after {breakage}: {self.county.room.job(job)}; steps: {', '.join(steps)}")
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
        self.county.stand_up()
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
    print(f"slowest recovery: {drill.slowest:.1f} s; not within {RECOVERY_SECONDS:.0f} s: {len(drill.late)}")
    for line in drill.late:
        print(f"    {line}")
    return not drill.late and verdicts.total() == verdicts["done once"] > 0


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
