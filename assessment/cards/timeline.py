"""The year of a cadre, unit or team: posts taken up, points taken away, entries corrected, runs."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.utils.timezone import get_current_timezone, localtime

from assessment.cards.selectors import Sources, books_of
from assessment.cycles.models import Seat, Tenure
from assessment.entries.naming import mark_name
from assessment.intake.dated import SITUATION, turns
from assessment.runs.models import Result
from scoring.language.scheme import Scheme


class Event(NamedTuple):
    """One thing that happened, as templates/components/timeline.html shows it."""

    at: datetime
    text: str
    note: str = ""
    tone: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        day = localtime(self.at)
        return f"{day.year}年{day.month}月{day.day}日"


def events_of(
    scheme: Scheme, result: Result, sources: Sources, tenures: Iterable[Tenure], *, cleared: bool
) -> list[Event]:
    """What happened, the latest first. Only the `cleared` are told that a situation was put right."""
    found = [
        *_moves(tenures),
        *_turns(scheme, result.seat, cleared),
        *_deductions(sources),
        *_corrections(scheme, sources),
        *_deductions_corrected(sources),
        *_runs(result),
    ]
    return sorted(found, key=lambda event: event.at)[::-1]


def _moves(tenures: Iterable[Tenure]) -> Iterator[Event]:
    before: Tenure | None = None
    for tenure in tenures:
        post = f"{tenure.unit_seat.name} {tenure.title}"
        if before:
            yield Event(_begin(tenure.first_on), f"转任{post}", f"原任{before.unit_seat.name} {before.title}")
        before = tenure


def _turns(scheme: Scheme, seat: Seat, cleared: bool) -> Iterator[Event]:
    """What later data books said otherwise of post, group and days, up to the one that the run read."""
    for was, now in pairwise(books_of(seat)):
        told = [one for one in turns(scheme, was, now) if cleared or one.what != SITUATION]
        if told and now.roster and now.roster.accepted_at:
            words = "；".join(map(str, told))
            yield Event(now.roster.accepted_at, f"更新数据表：{words}", f"理由：{now.roster.reason}")


def _deductions(sources: Sources) -> Iterator[Event]:
    for line in sources.burdens:
        told = f"{line.unit_task.code} {line.unit_task.title}，{line.document}"
        yield Event(
            _begin(line.happened_on), f"{line.seat.name}被扣 {-(line.points or 0)} 分：{line.reason}", told, "bad"
        )


def _corrections(scheme: Scheme, sources: Sources) -> Iterator[Event]:
    for entry in sources.entries.later.values():
        became = "撤销" if entry.value is None else f"更正为 {entry.value}"
        told = f"{mark_name(scheme, entry)}得分{became}"
        yield Event(entry.recorded_at, told, f"理由：{entry.reason}")


def _deductions_corrected(sources: Sources) -> Iterator[Event]:
    """Corrections of the deductions that the card names."""
    for line in sources.burdens:
        newest = sources.deductions.newest(line)
        for later, _ in sources.deductions.replaced(newest):
            became = "撤销" if later.points is None else f"更正为 {-later.points} 分"
            told = f"{line.seat.name} {line.unit_task.code} 扣分{became}"
            yield Event(later.recorded_at, told, f"理由：{later.correction}")


def _runs(result: Result) -> Iterator[Event]:
    run = result.run
    if run.judged_at:
        rank = f"，名次 {result.rank}" if result.rank else ""
        yield Event(run.judged_at, f"{run}{rank}")
    publication = getattr(run, "publication", None)
    if publication:
        yield Event(publication.published_at, str(publication), f"签发人：{publication.signer_name}", "good")


def _begin(day: date) -> datetime:
    """The first moment of a day of which no hour is known."""
    return datetime.combine(day, time(), get_current_timezone())
