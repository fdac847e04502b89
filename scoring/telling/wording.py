"""The one voice: the same words for a figure on the page, in the PDF, in Excel and in the API."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scoring.language.quota import scope_label
from scoring.language.scheme import Scheme
from scoring.language.source import ReadingSource
from scoring.model.figure import LEAVES, VOTES, Figure, Missing
from scoring.model.verdict import (
    ABSENT,
    BLOCKED,
    IN,
    NOT_RANKED,
    OUT,
    RANKED,
    UNDECIDED,
    UNDETERMINED,
    QuotaLine,
)
from scoring.model.verdict import COLOUR as COLOUR
from scoring.numbers.numerals import FEWEST, MOST, plain, signed
from scoring.numbers.numerals import number as number
from scoring.numbers.numerals import percent as percent
from scoring.numbers.rounding import MODE_WORDS, telling

STATUS: Mapping[str, str] = {
    RANKED: "参加排名",
    UNDETERMINED: "不定等次",
    NOT_RANKED: "不参加排名",
    ABSENT: "年末不在岗",
    BLOCKED: "缺分数，暂不计分",
}
PLACE: Mapping[str, str] = {IN: "入选", OUT: "未入选", UNDECIDED: "并列，待裁定", "": ""}


class Line(NamedTuple):
    """One row of an unfolded explanation: `depth` from 0, `value` and `weight` as text, `clause` the clause's words.

    `ref` is the caller's pointer to the entry the row rests on, None for computed rows.
    """

    depth: int
    label: str
    value: str
    weight: str
    sentence: str
    clause: str
    ref: int | None


def lines(scheme: Scheme, figure: Figure) -> list[Line]:
    """The whole tree, parent before children, in the scheme's order."""
    return list(_lines(scheme, figure, None, 0, ""))


def sentence(scheme: Scheme, figure: Figure) -> str:
    """How a computed figure came about, in one sentence."""
    rule = scheme.rule_of(figure.rule)
    if figure.value is None:
        return rule.gap(scheme, figure)
    told, cut = rule.say(scheme, figure), _published(scheme, figure)
    # What rounding made of a result stands behind it, before anything that is said of other numbers.
    text = signed(telling(figure.value, FEWEST, MOST, scheme.places.published, scheme.places.mode)[0])
    head, there, rest = told.rpartition(text)
    return f"{head}{there}{cut}{rest}" if cut and there else f"{told}{cut}"


def missing(scheme: Scheme, gap: Missing) -> str:
    """A missing input: '缺 3月平时考核得分'."""
    if not gap.source:
        return gap.item
    source = scheme.sources[gap.source]
    what = "完成值" if isinstance(source, ReadingSource) else "得分"
    return f"缺{scheme.asked(gap.source, gap.period, gap.item)}{what}"


def quota_line(scheme: Scheme, line: QuotaLine) -> str:
    """How a quota came out in one group."""
    quota = scheme.quotas[line.quota]
    group = scope_label(scheme, quota, line.group)
    told = f"{group}{quota.label}：基数 {line.base}，名额 {line.seats}"
    told += f"，入选最低分 {signed(str(line.line))}" if line.line is not None else "，尚无入选"
    if line.undecided:
        told += f"；{len(line.undecided)} 个并列争 {line.open_seats} 个名额，待裁定"
    told += "".join(f"；{one}" for one in line.told)
    return told + ("；并列已裁定" if line.ruling is not None else "")


def grade_word(scheme: Scheme, kind: str, grade: str) -> str:
    """What a grade is called: '称职'; '' for none."""
    return scheme.grades[kind].grades[grade].label if grade else ""


def colour_word(scheme: Scheme, kind: str, colour: str) -> str:
    """What a colour is called by the scheme; '' for none."""
    return scheme.colours_of(kind).word(colour) if colour else ""


def flag_word(scheme: Scheme, flag: str) -> str:
    """What a flag is called."""
    return scheme.flags[flag].label


def place_word(scheme: Scheme, quota: str, place: str) -> str:
    """What a place under a quota means: '先进集体入选'; '' where no quota applies."""
    return f"{scheme.quotas[quota].label}{PLACE[place]}" if place else ""


def place_words(scheme: Scheme, places: Sequence[tuple[str, str]]) -> str:
    """Where a subject stands under each (quota, place); who has a better grade is not told to have missed a lesser."""
    return "；".join(place_word(scheme, *under) for under in places if not _outdone(scheme, *under, places))


def _outdone(scheme: Scheme, quota: str, place: str, places: Sequence[tuple[str, str]]) -> bool:
    won = [scheme.quotas[other] for other, where in places if where == IN]
    own = scheme.quotas[quota] if place == OUT else None
    ladder = scheme.grades.get(own.of) if own else None
    if own is None or ladder is None or not own.grade:
        return False
    return any(other.grade and ladder.step(other.grade) < ladder.step(own.grade) for other in won)


def _column(scheme: Scheme, figure: Figure) -> str:
    """The value column: the published figure for a subject's whole score, `number` for everything below."""
    if figure.value is None or not _is_root(scheme, figure):
        return number(figure.value)
    return signed(str(scheme.places.publish(figure.value)))


def _lines(scheme: Scheme, figure: Figure, parent: Figure | None, depth: int, weight: str) -> Iterator[Line]:
    if figure.rule in LEAVES:
        yield _leaf(scheme, figure, parent, depth)
        return
    rule = scheme.rule_of(figure.rule)
    label = rule.name(scheme, figure)
    clause = scheme.clauses.get(rule.clause, "") if figure.rule == rule.path else ""
    yield Line(depth, label, _column(scheme, figure), weight, sentence(scheme, figure), clause, None)
    shares = rule.shares(figure)
    for place, part in enumerate(figure.parts):
        share = shares[place] if shares else ""
        yield from _lines(scheme, part, figure, depth + 1, share)


def _leaf(scheme: Scheme, figure: Figure, parent: Figure | None, depth: int) -> Line:
    rule = scheme.rule_of(parent.rule) if parent else None
    label, told = rule.leaf(scheme, parent, figure) if rule and parent else ("", "录入得分")
    value = plain(figure.value)[0] if figure.rule == VOTES else number(figure.value)
    return Line(depth, label, value, "", told, "", int(figure.basis[-1]))


def _is_root(scheme: Scheme, figure: Figure) -> bool:
    return any(kind.score.path == figure.rule for kind in scheme.subjects.values())


def _published(scheme: Scheme, figure: Figure) -> str:
    """What rounding made of a subject's whole score, said only where it changed something."""
    if figure.value is None or not _is_root(scheme, figure):
        return ""
    cut = scheme.places.publish(figure.value)
    return "" if cut == figure.value else f"，{MODE_WORDS[scheme.places.mode]}为 {signed(str(cut))}"
