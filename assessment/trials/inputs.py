"""What a draft can be tried on: the inputs of a past run, or a sample county that came with the program."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from assessment.trials.kept import Seated, judged_again, past_of
from assessment.trials.selectors import judged_runs
from scoring import shipped
from scoring.judge import judge
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.sheet import Key
from scoring.model.verdict import Standing
from scoring.tables.source import opened

RUN, SAMPLE = "run", "sample"
_RUNS = 20


class Choice(NamedTuple):
    """One set of inputs: `ref` names it in an address."""

    ref: str
    label: str


class Trial(NamedTuple):
    """The same people under the old method and under the new one."""

    before: Sequence[Standing]
    after: Sequence[Standing]
    people: Mapping[Key, Seated]


def choices_for(user: Any) -> list[Choice]:
    """The newest runs of the account's county, then the sample counties."""
    runs = [Choice(f"{RUN}-{run.pk}", f"{run.cycle.name} {run}") for run in judged_runs(user)[:_RUNS]]
    return runs + [Choice(f"{SAMPLE}-{name}", f"样例：{name}") for name in _samples()]


def trial_of(user: Any, ref: str, text: str) -> Trial:
    """A scheme's text tried on the inputs that `ref`, one of the user's choices, names.

    Raises SheetError when the inputs are not such as the scheme can be applied to.
    """
    sort, _, name = ref.partition("-")
    if sort == SAMPLE:
        return _on_sample(_samples()[name], loads(text))
    run = judged_runs(user).get(pk=name)
    past = past_of(run)
    return Trial(past.table.standings, judged_again(run, text).standings, past.people)


def _samples() -> dict[str, Path]:
    """The samples' workbooks by name, where a method of their place is shipped."""
    found = sorted((settings.ROOT / "samples").glob("*/*.xlsx"))
    return {path.stem: path for path in found if _methods(path)}


def _methods(path: Path) -> list[str]:
    return [name for name in shipped.names() if name.startswith(f"{path.parent.name}/")]


def _on_sample(path: Path, scheme: Scheme) -> Trial:
    facts, before = opened(path, scheme), _standings(path, _methods(path)[-1])
    people = {one.key: Seated(facts.names.get(one.key, one.key.code), "", one.group) for one in facts.sheet.subjects}
    return Trial(before, judge(scheme, facts.sheet).standings, people)


@lru_cache(maxsize=4)
def _standings(path: Path, method: str) -> Sequence[Standing]:
    """A sample under its own method; neither of them changes while the program runs."""
    scheme = shipped.shipped(method)
    return judge(scheme, opened(path, scheme).sheet).standings
