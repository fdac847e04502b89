"""Sheets about units and people: 单位名册, 干部名册, 职务变动, 特殊情形."""

from itertools import pairwise

from samples.hangjin.facts import CLASSES, County, Person, Post
from samples.hangjin.habits import Hand, Value
from samples.hangjin.tables import Column, Row, Table, with_blanks

OFFICE = "示例旗综合考评办公室"
DEPARTMENT = "中共示例旗委组织部"


def unit_roster(county: County) -> Table:
    hand = Hand("单位名册")
    rows = [
        Row([number, hand.code(u), u.name, u.short, u.category, hand.day(u.founded), u.remark or None])
        for number, u in enumerate(county.units, 1)
    ]
    columns = (
        Column("序号", 6),
        Column("单位代码", 10),
        Column("单位名称", 30),
        Column("单位简称", 16),
        Column("单位类别", 14, merged=True),
        Column("成立\n时间", 12),
        Column("备　注", 18),
    )
    note = "注：单位按照旗委序列排列；成立时间为空的，系2016年以前设立。"
    return Table("单位名册", "2016年度考评单位名册", OFFICE, columns, with_blanks(rows, 4, 2), note)


def cadre_roster(county: County) -> Table:
    hand = Hand("干部名册")
    place = county.place()
    roster = sorted(county.roster, key=lambda p: (place[p.last.unit.code], CLASSES.index(p.last.rank)))
    rows = [_cadre(number, person, hand) for number, person in enumerate(roster, 1)]
    columns = (
        Column("序号", 6),
        Column("单位名称", 26, merged=True),
        Column("姓　名", 14),
        Column("性别", 6),
        Column("民族", 10),
        Column("出生\n年月", 11),
        Column("身份证号", 22),
        Column("现任职务", 34),
        Column("干部类别", 11),
        Column("任现职\n时间", 11),
        Column("备注", 14),
    )
    note = "注：本表为2016年12月31日在册科级干部，年内退休人员见“职务变动”表。"
    return Table("干部名册", "科级干部名册", DEPARTMENT, columns, with_blanks(rows, 1, 30), note)


def _cadre(number: int, person: Person, hand: Hand) -> Row:
    post = person.last
    values: list[Value] = [
        number,
        post.unit.name,
        hand.name(person),
        person.sex,
        person.nation,
        hand.month(person.born),
        person.id_number,
        post.title,
        post.rank,
        hand.month(post.entered),
        "年内任职" if post.how else None,
    ]
    return Row(values)


def post_changes(county: County) -> Table:
    hand = Hand("职务变动")
    moves = [
        (after.entered if after else before.left, person, before, after)
        for person in county.people
        for before, after in _moves(person)
    ]
    moves.sort(key=lambda move: (move[0], move[1].id_number))
    rows = [
        Row(
            [number, hand.name(person), person.id_number, hand.day(day), after.how if after else "退休"]
            + _post(before)
            + _post(after)
        )
        for number, (day, person, before, after) in enumerate(moves, 1)
    ]
    columns = (
        Column("序号", 6),
        Column("姓　名", 14),
        Column("身份证号", 22),
        Column("变动时间", 13),
        Column("变动\n类型", 8),
        Column("原单位", 24),
        Column("原职务", 30),
        Column("原类别", 11),
        Column("现单位", 24),
        Column("现职务", 30),
        Column("现类别", 11),
    )
    note = "注：变动时间为任免文件印发之日；原单位为空的，系由科级以下提任。"
    return Table("职务变动", "2016年度科级干部职务变动情况表", DEPARTMENT, columns, rows, note)


def _moves(person: Person) -> list[tuple[Post | None, Post | None]]:
    """Every change of the year as (post before, post after)."""
    moves: list[tuple[Post | None, Post | None]] = [*pairwise(person.posts)]
    if person.posts[0].how:
        moves.insert(0, (None, person.posts[0]))
    if person.last.left:
        moves.append((person.last, None))
    return moves


def _post(post: Post | None) -> list[Value]:
    return [post.unit.name, post.title, post.rank] if post else [None, None, None]


def special_cases(county: County) -> Table:
    hand = Hand("特殊情形")
    rows = [
        Row([number, hand.name(person), person.id_number, "立案审查", hand.day(day), document])
        for number, (person, day, document) in enumerate(county.inquiries, 1)
    ]
    columns = (
        Column("序号", 6),
        Column("姓　名", 14),
        Column("身份证号", 22),
        Column("情　形", 12),
        Column("起始时间", 13),
        Column("依据文号", 26),
    )
    note = "注：本表内容严格控制知悉范围。"
    return Table("特殊情形", "2016年度考核特殊情形登记表", DEPARTMENT, columns, rows, note)
