"""年度考核结果: the years and grades a text tells, and the same text with others put in.

Nothing is guessed: 近三年年度考核均为称职 names no year and is left as it stands; 2019、2020年年度考核均为称职 and
2019年至2021年年度考核均为称职 name theirs. What is not changed keeps its words and its punctuation.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cadres.people.lrmx.values import NONE

#: The longest first, so that 基本称职 is not taken for 称职. 优秀 is a grade, 优秀共产党员 an honour.
GRADES = ("不确定等次", "不定等次", "基本称职", "基本合格", "不称职", "不合格", "优秀", "称职", "合格")
_SAME = {"不确定等次": "不定等次"}
_WORD = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)|(?P<to>至|[-—–－~～〜]+)"
    rf"|(?P<grade>{'|'.join(GRADES)})(?![一-鿿])|(?P<graded>{'|'.join(GRADES)})(?=等次|档次)"
)
_ENDS = re.compile(r"([；;。\n])")
_CUSTOM, _LONGEST_WORDING = "年年度考核", 10
_MOST_SPAN = 60


class Result(NamedTuple):
    """A year's grade; where the year and the grade stand in the clause that tells it."""

    year: int
    grade: str
    year_end: int = 0
    at: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Clause:
    """A stretch of the text up to a ； or 。 with the results it tells, and that mark ('' at the end)."""

    words: str
    mark: str
    results: list[Result]

    def first_year(self) -> int:
        return min((result.year for result in self.results), default=0)


def read_results(text: str) -> dict[int, str]:
    """Grade by year, as far as the text names both; of a year told twice the last word counts."""
    return {result.year: result.grade for clause in _clauses(text) for result in clause.results}


def doubtful(text: str) -> list[str]:
    """The clauses that tell no year with a grade: they are kept, and a person has to read them."""
    if text.strip() in NONE:
        return []
    return [clause.words.strip() for clause in _clauses(text) if clause.words.strip() and not clause.results]


def with_results(text: str, grades: Mapping[int, str]) -> str:
    """The text with these grades by year: a grade that differs is exchanged, a year that lacks is put in its place."""
    clauses = [] if text.strip() in NONE else list(_clauses(text))
    told = {result.year: result.grade for clause in clauses for result in clause.results}
    wording = _wording(clauses)
    for year in sorted(grades):
        if year not in told:
            _put_in(clauses, _told(year, grades[year], wording))
        elif _plain(told[year]) != _plain(grades[year]):
            clauses = [_exchanged(clause, year, grades[year], wording) for clause in clauses]
    return "".join(clause.words + clause.mark for clause in clauses)


def _clauses(text: str) -> Iterator[_Clause]:
    parts = [*_ENDS.split(text), ""]
    for words, mark in zip(parts[::2], parts[1::2], strict=True):
        if words or mark:
            yield _Clause(words, mark, list(_results(words)))


def _results(words: str) -> Iterator[Result]:
    """Years wait until a grade is named for them; 至 or a dash between two takes in those between."""
    waiting: list[tuple[int, int]] = []
    to = False
    for found in _WORD.finditer(words):
        if found["year"]:
            year = int(found["year"])
            if to and waiting and 0 < year - waiting[-1][0] < _MOST_SPAN:
                waiting += [(between, found.end()) for between in range(waiting[-1][0] + 1, year)]
            waiting.append((year, found.end()))
        elif not found["to"]:
            yield from (Result(year, found[0], end, found.span()) for year, end in waiting)
            waiting = []
        to = bool(found["to"])


def _plain(grade: str) -> str:
    return _SAME.get(grade, grade)


def _wording(clauses: list[_Clause]) -> str:
    """What stands between a year and its grade where the text says it of a single year last, else the custom."""
    for clause in reversed(clauses):
        if len(clause.results) == 1:
            [result] = clause.results
            between = clause.words[result.year_end : result.at[0]]
            if len(between) <= _LONGEST_WORDING and not re.search(r"[、，,\d]", between):
                return between
    return _CUSTOM


def _told(year: int, grade: str, wording: str) -> _Clause:
    return _Clause(f"{year}{wording}{grade}", "", [Result(year, grade)])


def _put_in(clauses: list[_Clause], new: _Clause) -> None:
    """Before the first clause of a later year; else at the end, taking over its full stop."""
    later = (place for place, clause in enumerate(clauses) if clause.first_year() > new.first_year())
    place = next(later, None)
    if place is not None:
        new.mark = "；"
        clauses.insert(place, new)
        return
    new.mark = "。"
    if clauses:
        new.mark = clauses[-1].mark if clauses[-1].mark in {"。", ""} else "。"
        clauses[-1].mark = clauses[-1].mark if clauses[-1].mark in {"；", ";", "\n"} else "；"
    clauses.append(new)


def _exchanged(clause: _Clause, year: int, grade: str, wording: str) -> _Clause:
    """The clause with another grade for a year: in its place where the grade is told of that year alone."""
    mine = [result for result in clause.results if result.year == year]
    if not mine:
        return clause
    start, end = mine[-1].at
    if [result.year for result in clause.results if result.at == (start, end)] == [year] and (start, end) != (0, 0):
        words = clause.words[:start] + grade + clause.words[end:]
        return _Clause(words, clause.mark, list(_results(words)))
    grades = {result.year: result.grade for result in clause.results} | {year: grade}
    words = "；".join(f"{each}{wording}{grades[each]}" for each in sorted(grades))
    return _Clause(words, clause.mark, list(_results(words)))
