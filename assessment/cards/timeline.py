"""The year of a cadre, unit or team: posts taken up, points taken away, entries corrected, runs."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localtime

from assessment.cards.selectors import Sources
from assessment.cycles.models import Tenure
from assessment.runs.models import Result


class Event(NamedTuple):
    """One thing that happened, as templates/components/timeline.html shows it."""

    day: date
    text: str
    note: str = ""
    tone: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"


def events_of(result: Result, sources: Sources, tenures: Iterable[Tenure]) -> list[Event]:
    """What happened, the latest first."""
    found = [
        *_moves(tenures),
        *_deductions(sources),
        *_corrections(sources),
        *_deductions_corrected(sources),
        *_runs(result),
    ]
    return sorted(found, key=lambda event: event.day)[::-1]


def _moves(tenures: Iterable[Tenure]) -> Iterator[Event]:
    before: Tenure | None = None
    for tenure in tenures:
        post = f"{tenure.unit_seat.name} {tenure.title}"
        if before:
            yield Event(tenure.first_on, f"转任{post}", f"原任{before.unit_seat.name} {before.title}")
        before = tenure


def _deductions(sources: Sources) -> Iterator[Event]:
    for line in sources.burdens:
        told = f"{line.unit_task.code} {line.unit_task.title}，{line.document}"
        yield Event(line.happened_on, f"{line.seat.name}被扣 {-(line.points or 0)} 分：{line.reason}", told, "bad")


def _corrections(sources: Sources) -> Iterator[Event]:
    for entry in sources.entries.later.values():
        became = "撤销" if entry.value is None else f"更正为 {entry.value}"
        what = " ".join(text for text in (entry.period, entry.item) if text)
        yield Event(localtime(entry.recorded_at).date(), f"{what} 得分{became}", f"理由：{entry.reason}")


def _deductions_corrected(sources: Sources) -> Iterator[Event]:
    """Corrections of the deductions that the card names."""
    for line in sources.burdens:
        newest = sources.deductions.newest(line)
        for later, _ in sources.deductions.replaced(newest):
            became = "撤销" if later.points is None else f"更正为 {-later.points} 分"
            told = f"{line.seat.name} {line.unit_task.code} 扣分{became}"
            yield Event(localtime(later.recorded_at).date(), told, f"理由：{later.correction}")


def _runs(result: Result) -> Iterator[Event]:
    run = result.run
    if run.judged_at:
        rank = f"，名次 {result.rank}" if result.rank else ""
        yield Event(localtime(run.judged_at).date(), f"{run}{rank}")
    publication = getattr(run, "publication", None)
    if publication:
        yield Event(
            localtime(publication.published_at).date(), str(publication), f"签发人：{publication.signer_name}", "good"
        )
