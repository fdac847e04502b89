"""The one door for what a trial leaves behind: a draft with other numbers, a test of robustness."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from assessment.runs.models import Run
from assessment.trials.kept import past_of
from assessment.trials.models import Robustness
from cadres.jobs.progress import Progress
from cadres.jobs.services import Refused, enqueue
from cadres.trail.services import record
from scoring.trial.robustness import POINT, Unsuited, steadiness

_TELL_EVERY = 25


@transaction.atomic
def request_robustness(run: Run, kind: str, *, reach: int, draws: int, seed: int, actor: Any) -> Robustness:
    """Write the queued row of a test; `reach` in points of weight. The caller rings its job on commit."""
    cycle = run.cycle
    title = f"{cycle.name}{run}稳定性检验"
    asked = Robustness.objects.create(
        run=run,
        job=enqueue("robustness", title, county=cycle.county, requested_by=actor),
        kind=kind,
        reach=reach * POINT,
        draws=draws,
        seed=seed,
        requested_by=actor,
    )
    summary = f"发起{run}的稳定性检验：权重±{reach}个百分点，抽取 {draws} 次，种子 {seed}"
    record("run.tested", asked, summary, actor=actor, county=cycle.county)
    return asked


def draw(asked: Robustness, progress: Progress) -> None:
    """Draw and count, inside the caller's transaction. Refused where the scores are no plain weighted sums."""
    progress.step("读取测算结果")
    past = past_of(asked.run)
    progress.step("抽取权重", total=asked.draws)

    def told(done: int) -> None:
        if done % _TELL_EVERY == 0:
            progress.advance(_TELL_EVERY)

    try:
        found = steadiness(
            past.scheme,
            asked.kind,
            past.table.standings,
            past.table.quotas,
            reach=asked.reach,
            draws=asked.draws,
            seed=asked.seed,
            told=told,
        )
    except Unsuited as unsuited:
        raise Refused(f"{unsuited}，不能作稳定性检验。") from unsuited
    asked.rows = [[one.key.code, one.inside, one.tied, one.outside] for one in found]
    asked.drawn_at = timezone.now()
    asked.save(update_fields=["rows", "drawn_at"])
