"""Sheets of marks: routine by month, two special and two periodic assessments; units, teams and cadres."""

from collections.abc import Callable

from samples.hangjin.facts import CLASSES, Card, County
from samples.hangjin.habits import Hand, Value
from samples.hangjin.roster_sheets import OFFICE
from samples.hangjin.tables import Column, Row, Table, with_blanks

UNIT, TEAM, CADRE = "单位", "班子", "干部"
KINDS = (UNIT, TEAM, CADRE)

MONTHS = tuple(f"{month}月" for month in range(1, 13))
SPECIAL_ITEMS = {
    UNIT: ("重点工作",),
    TEAM: ("团结协作", "民主决策", "干部管理", "工作业绩"),
    CADRE: ("四种意识", "重点工程", "脱贫攻坚", "信访化解", "文明创建", "岗位履职"),
}
PERIODIC_ITEMS = {UNIT: ("五位一体落实",), TEAM: ("班子运行",), CADRE: tuple("德能勤绩廉学")}
NOTE = "注：当期不在任或尚未设立的，不计分。"

Marks = Callable[[Card], list[int] | list[int | None] | None]


def routine(county: County) -> list[Table]:
    return [
        _table(county, kind, f"平时考核-{kind}", "2016年平时考核得分", MONTHS, lambda card: card.months)
        for kind in KINDS
    ]


def special(county: County) -> list[Table]:
    return [
        _table(county, kind, f"专项考核{turn + 1}-{kind}", "专项考核得分", SPECIAL_ITEMS[kind], _special(turn))
        for turn in range(2)
        for kind in KINDS
    ]


def periodic(county: County) -> list[Table]:
    return [
        _table(county, kind, f"定期考核{half}-{kind}", "定期考核得分", PERIODIC_ITEMS[kind], _periodic(turn))
        for turn, half in enumerate("上下")
        for kind in KINDS
    ]


def _special(turn: int) -> Marks:
    return lambda card: card.special[turn]


def _periodic(turn: int) -> Marks:
    return lambda card: card.periodic[turn]


def _table(county: County, kind: str, name: str, group: str, items: tuple[str, ...], marks: Marks) -> Table:
    hand = Hand(name)
    subjects = _subjects(county, kind, hand)
    rows = []
    for number, (who, card) in enumerate(subjects, 1):
        given = marks(card) or [None] * len(items)
        rows.append(Row([number, *who, *(hand.mark(mark) for mark in given)]))
    columns = (*_who_columns(kind), *_mark_columns(items, group))
    return Table(name, f"2016年度{name}评分表", OFFICE, columns, with_blanks(rows, 1, 37), NOTE)


def _subjects(county: County, kind: str, hand: Hand) -> list[tuple[list[Value], Card]]:
    if kind == CADRE:
        place = county.place()
        people = sorted(county.people, key=lambda p: (place[p.last.unit.code], CLASSES.index(p.last.rank), p.id_number))
        return [([p.last.unit.name, hand.name(p), hand.month(p.born)], county.cadre_cards[p.id_number]) for p in people]
    cards = county.unit_cards if kind == UNIT else county.team_cards
    return [([unit.name], cards[unit.code]) for unit in county.units]


def _who_columns(kind: str) -> tuple[Column, ...]:
    unit = Column("单位名称", 26, merged=kind == CADRE)
    if kind != CADRE:
        return Column("序号", 6), unit
    return Column("序号", 6), unit, Column("姓　名", 14), Column("出生\n年月", 11)


def _mark_columns(items: tuple[str, ...], group: str) -> tuple[Column, ...]:
    over = group if len(items) > 1 else ""
    return tuple(Column(item, max(8, 2 * len(item) + 2), group=over) for item in items)
