"""Reading of grade ladders; bands that leave a hole or overlap are refused."""

from collections.abc import Iterable

from scoring.language import condition_reading, extent, span
from scoring.language.condition_reading import Known
from scoring.language.ladder import Grade, Ladder, Limit
from scoring.model.verdict import NOT_RANKED, UNDETERMINED
from scoring.reading.reader import Entry, listed

_ALSO = (NOT_RANKED, UNDETERMINED)


def names(top: Entry) -> dict[str, tuple[str, ...]]:
    """The keys of the grades by subject kind, before anything else of them is read."""
    entries = top.entries("grades", required=False).items()
    return {kind: tuple(entry.entry("ladder").names()) for kind, entry in entries}


def read(of: str, entry: Entry, known: Known) -> Ladder:
    """The ladder of the kind `of` written at `entry`."""
    if of not in known.groups:
        entry.note("", f"不认识的对象“{of}”", f"可用：{listed(known.groups)}")
    entries = entry.entries("ladder")
    grades = {key: _grade(key, one) for key, one in entries.items()}
    otherwise = entry.choice("otherwise", grades, "等次") if entry.has("otherwise") else ""
    _check_bands(entries, grades, otherwise)
    also = condition_reading.each(entry, "also_graded", _ALSO, "状态") if entry.has("also_graded") else ()
    limits = tuple(_limit(of, one, known) for one in entry.entries("limits", required=False).values())
    by = condition_reading.each(entry, "by", known.rules.get(of, ()), "规则") if entry.has("by") else ()
    return Ladder(of, grades, otherwise, also, limits, entry.clause(), by)


def _grade(key: str, entry: Entry) -> Grade:
    band = span.read(entry) if span.written(entry) else None
    rank = extent.read(entry.entry("rank")) if entry.has("rank") else None
    return Grade(key, entry.text("label"), band, rank, entry.clause())


def _limit(of: str, entry: Entry, known: Known) -> Limit:
    cap, grade = effect(entry, known.grades.get(of, ()))
    if not cap and not grade and not entry.lost:
        entry.note("", "没有写后果", "请写 cap（最高等次）或 grade（定为何等）")
    return Limit(
        entry.text("label"),
        condition_reading.read(entry, of, known),
        cap,
        grade,
        entry.text("legal_basis"),
        entry.clause(),
    )


def effect(entry: Entry, grades: Iterable[str]) -> tuple[str, str]:
    """`cap` or `grade`, not both; '' for what is not written."""
    grades = tuple(grades)
    cap = entry.choice("cap", grades, "等次") if entry.has("cap") else ""
    grade = entry.choice("grade", grades, "等次") if entry.has("grade") else ""
    if cap and grade:
        entry.note("grade", "cap 和 grade 只能写一个", "请删去其中一个")
    return cap, grade


def _check_bands(entries: dict[str, Entry], grades: dict[str, Grade], otherwise: str) -> None:
    """From the best down each band begins where the one above it ends, and nobody is left without a grade."""
    banded = [grade for grade in grades.values() if grade.span]
    for better, worse in zip(banded, banded[1:], strict=False):
        _check_seam(entries[worse.key], better, worse)
    if banded and banded[0].span and banded[0].span.high is not None:
        entries[banded[0].key].note("", "最高一档写了上限，其上没有等次", "请删去上限")
    reached = [grade for grade in grades.values() if grade.by_result]
    lowest = list(entries.values())[-1] if entries else None
    if lowest and not reached:
        lowest.note("", "没有一档按得分或名次评定", "请给其中一档写 at_least、above 或 rank，其余的归入 otherwise 一档")
    elif lowest and not otherwise and _leaves_some(reached[-1]):
        lowest.note("", "有人可能什么等次也得不到", "请给最低一档只写上限（below 或 up_to），或写 otherwise")


def _leaves_some(last: Grade) -> bool:
    """Whether somebody may reach none of the grades, of which `last` is the lowest that is reached by result."""
    return bool(last.extent) or last.span is None or last.span.low is not None


def _check_seam(entry: Entry, better: Grade, worse: Grade) -> None:
    """The upper end of a band is the lower end of the next better one, and belongs to exactly one of them."""
    above, below = better.span, worse.span
    if above is None or below is None:
        return
    if above.low is None:
        entry.note("", f"“{better.label}”没有下限，这一档无人能得", f"请给“{better.label}”写下限")
    elif below.high is None:
        entry.note("", f"没有写上限，不能与“{better.label}”衔接", f"请写 {_end(above)}")
    elif below.high != above.low or below.with_high == above.with_low:
        fault = "重叠" if below.high > above.low or (below.high == above.low and below.with_high) else "之间有空档"
        entry.note("", f"与“{better.label}”{fault}", f"请写 {_end(above)}")


def _end(above: span.Span) -> str:
    return f"{'below' if above.with_low else 'up_to'}: {above.low}"
