"""Where facts stand in the tables they came from, looked up in a second reading for those that problems name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scoring.language.scheme import Scheme
from scoring.model.sheet import Decision, Earlier, Key, LedgerLine, Mark, Rating, Reading, Ruling, Tally
from scoring.model.verdict import NOBODY, Entered
from scoring.tables.faults import Place
from scoring.tables.forms import CODE, FORMS, SUBJECTS, Form, owner
from scoring.tables.gather import Work
from scoring.tables.raw import Raw

Places = Mapping[str, tuple[Place, ...]]
"""Where the facts stand that a problem is about, by problem."""
_MOST = 3
_TABLES: Mapping[type, tuple[str, str]] = {
    Mark: ("得分", "得分"),
    Rating: ("评分", "评分"),
    Tally: ("得票", "票数"),
    LedgerLine: ("台账", "分值"),
    Reading: ("指标", "完成值"),
    Earlier: ("往年", "结果"),
    Decision: ("决定", "决定"),
    Ruling: ("裁定", "名额"),
}
"""The table of each sort of fact, and the column that a problem with it is most likely about."""


def located(tables: Sequence[Raw], scheme: Scheme, about: Mapping[str, Iterable[Entered]]) -> Places:
    """The places of what each problem is about; nothing for what does not stand there."""
    wanted: defaultdict[str, list[Entered]] = defaultdict(list)
    for one in {one for entered in about.values() for one in entered}:
        wanted[_table(one)].append(one)
    work, found = Work(scheme), defaultdict[Entered, list[Place]](list)
    work.sort(tables)
    for name, entered in wanted.items():
        for one, place in _found(work, FORMS[name], entered):
            found[one].append(place)
    placed = {
        told: tuple([place for one in dict.fromkeys(entered) for place in found[one]])
        for told, entered in about.items()
    }
    return {told: places for told, places in placed.items() if places}


def _table(one: Entered) -> str:
    return SUBJECTS if one.fact is None else _TABLES[type(one.fact)][0]


def _found(work: Work, form: Form, entered: Iterable[Entered]) -> Iterator[tuple[Entered, Place]]:
    """Each of the facts with the cell of the table that tells it."""
    by: defaultdict[tuple[Key, object], list[Entered]] = defaultdict(list)
    for one in entered:
        by[one.key, one.fact].append(one)
    keys = {key for key, _ in by}
    for row, _ in work.rows(form):
        key = NOBODY if form.of == "rulings" else owner(row, work.known)
        if key in keys:
            made = None if form.name == SUBJECTS else form.make(row, work.known)
            yield from ((one, row.at(_column(one))) for one in by[key, made])


def _column(one: Entered) -> str:
    return one.attribute or CODE if one.fact is None else _TABLES[type(one.fact)][1]


def where(places: Sequence[Place]) -> str:
    """'得分.csv 第 6 行 F 列（得分）：', to stand before a problem; '' where nothing was found."""
    if not places:
        return ""
    more = f" 等 {len(places)} 处" if len(places) > _MOST else ""
    return f"{'、'.join(map(str, places[:_MOST]))}{more}："
