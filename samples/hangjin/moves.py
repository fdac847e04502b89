"""What changed in the year: transfers, promotions, retirements, and the unit founded in July.

Each table names people by where they stand on the year's last day: (unit, class, seat), seat from 0.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from samples.hangjin.facts import DEPUTY, PRINCIPAL, RANKED, Person, Post, Unit
from samples.hangjin.people import Nursery, find
from samples.hangjin.titles import title
from samples.hangjin.units import plain_name

FOUNDING = date(2016, 7, 15)
NEW_UNIT = "旗行政审批服务局"


class Seat(NamedTuple):
    unit: str
    rank: str
    seat: int


class Came(NamedTuple):
    """On ``day`` the holder of ``seat`` came from ``origin``."""

    seat: Seat
    day: date
    origin: Seat
    how: str = "调任"


# A person named twice moved twice; the later move stands first, since the table is worked backwards in time.
CAME = (
    Came(Seat("旗民政局", DEPUTY, 1), date(2016, 9, 12), Seat("旗水务局", DEPUTY, 2)),
    Came(Seat("旗民政局", DEPUTY, 1), date(2016, 3, 8), Seat("旗林业局", DEPUTY, 1)),
    Came(Seat("旗农牧业局", PRINCIPAL, 0), date(2016, 5, 12), Seat("旗水务局", DEPUTY, 0)),
    Came(Seat("旗委老干部局", RANKED, 0), date(2016, 5, 12), Seat("旗农牧业局", PRINCIPAL, 0)),
    Came(Seat("旗统计局", PRINCIPAL, 0), date(2016, 6, 16), Seat("旗审计局", PRINCIPAL, 0)),
    Came(Seat("旗审计局", PRINCIPAL, 0), date(2016, 6, 16), Seat("旗统计局", PRINCIPAL, 0)),
    Came(Seat("白泉镇", PRINCIPAL, 0), date(2016, 6, 16), Seat("月亮井镇", PRINCIPAL, 1)),
    Came(Seat("月亮井镇", PRINCIPAL, 1), date(2016, 6, 16), Seat("共青团示例旗委员会", PRINCIPAL, 0)),
    Came(Seat("旗政协办公室", RANKED, 0), date(2016, 6, 16), Seat("白泉镇", PRINCIPAL, 0)),
    Came(Seat("旗财政局", DEPUTY, 2), date(2016, 9, 20), Seat("旗审计局", DEPUTY, 1)),
    Came(Seat("旗环境保护局", RANKED, 1), date(2016, 4, 11), Seat("旗林业局", RANKED, 0)),
    Came(Seat("旗人民医院", DEPUTY, 1), date(2016, 8, 9), Seat("旗卫生和计划生育局", DEPUTY, 2)),
    Came(Seat("旗住房和城乡建设局", RANKED, 0), date(2016, 10, 12), Seat("旗交通运输局", DEPUTY, 1)),
    Came(Seat("旗司法局", PRINCIPAL, 0), date(2016, 5, 18), Seat("旗司法局", DEPUTY, 0), "提任"),
    Came(Seat("旗文学艺术界联合会", PRINCIPAL, 0), date(2016, 7, 27), Seat("旗委宣传部", DEPUTY, 1), "提任"),
    Came(Seat(NEW_UNIT, PRINCIPAL, 0), FOUNDING, Seat("旗政府办公室", DEPUTY, 0), "提任"),
    Came(Seat(NEW_UNIT, DEPUTY, 0), FOUNDING, Seat("旗市场监督管理局", DEPUTY, 1)),
    Came(Seat(NEW_UNIT, DEPUTY, 1), FOUNDING, Seat("旗发展和改革局", DEPUTY, 2)),
    Came(Seat(NEW_UNIT, DEPUTY, 2), FOUNDING, Seat("旗公共资源交易中心", DEPUTY, 0)),
    Came(Seat(NEW_UNIT, DEPUTY, 3), FOUNDING, Seat("旗委机构编制委员会办公室", DEPUTY, 1)),
    Came(Seat(NEW_UNIT, RANKED, 0), FOUNDING, Seat("旗政府法制办公室", RANKED, 0)),
    Came(Seat(NEW_UNIT, RANKED, 1), FOUNDING, Seat("旗住房和城乡建设局", RANKED, 1)),
    Came(Seat(NEW_UNIT, RANKED, 2), FOUNDING, Seat("旗商务局", RANKED, 0)),
)
# Promoted from below section level. The last two came too late for the second special assessment.
RAISED = (
    (Seat("青柳镇", DEPUTY, 3), date(2016, 2, 23)),
    (Seat("沙枣湾镇", DEPUTY, 2), date(2016, 3, 22)),
    (Seat("旗扶贫开发办公室", DEPUTY, 1), date(2016, 4, 19)),
    (Seat("旗委组织部", DEPUTY, 2), date(2016, 5, 10)),
    (Seat("塔林希热苏木", DEPUTY, 4), date(2016, 6, 7)),
    (Seat("旗信访局", RANKED, 0), date(2016, 7, 5)),
    (Seat("旗第二中学", DEPUTY, 1), date(2016, 8, 23)),
    (Seat("旗国家税务局", RANKED, 1), date(2016, 9, 6)),
    (Seat("旗总工会", DEPUTY, 1), date(2016, 10, 25)),
    (Seat("旗水务局", DEPUTY, 1), date(2016, 11, 8)),
)
# Not on the roster: (seat last held, first day in retirement, birth date).
RETIRED = (
    (Seat("旗粮食局", DEPUTY, 5), date(2016, 3, 15), date(1956, 2, 27)),
    (Seat("旗司法局", PRINCIPAL, 0), date(2016, 5, 18), date(1956, 4, 30)),
    (Seat("旗第一中学", RANKED, 4), date(2016, 8, 22), date(1956, 8, 3)),
    (Seat("旗科学技术协会", PRINCIPAL, 0), date(2016, 11, 18), date(1956, 10, 21)),
)
# Two of a name in different units, two of a name in one unit.
NAMESAKES = (
    ("王宁", "男", (Seat("旗委统战部", DEPUTY, 0), Seat("旗能源局", DEPUTY, 0))),
    ("斯琴高娃", "女", (Seat("旗蒙医综合医院", DEPUTY, 0), Seat("旗蒙医综合医院", DEPUTY, 1))),
)
UNDER_INQUIRY = (Seat("旗城市管理综合执法局", DEPUTY, 1), date(2016, 9, 5), "示例纪立字〔2016〕17号")


def move(people: list[Person], units: list[Unit], nursery: Nursery) -> list[Person]:
    """Give the movers their earlier posts, in place; return those who retired."""
    by_name = {plain_name(unit): unit for unit in units}
    for came in CAME:
        _prepend(find(people, *came.seat), came, by_name[came.origin.unit])
    for seat, day in RAISED:
        person = find(people, *seat)
        person.posts = [replace(person.posts[0], entered=day, how="提任")]
    return [_retired(by_name[seat.unit], seat, day, born, nursery) for seat, day, born in RETIRED]


def _prepend(person: Person, came: Came, unit: Unit) -> None:
    first = person.posts[0]
    earlier = Post(unit, title(unit, came.origin.rank, came.origin.seat), came.origin.rank, first.entered, came.day)
    person.posts = [earlier, replace(first, entered=came.day, how=came.how), *person.posts[1:]]


def _retired(unit: Unit, seat: Seat, day: date, born: date, nursery: Nursery) -> Person:
    post = Post(unit, title(unit, seat.rank, seat.seat), seat.rank, date(2011, 4, 6), day)
    return nursery.made("男", born, post)


def name_alike(people: list[Person], nursery: Nursery) -> None:
    """Let two pairs of people bear one name; each pair differs in its birth month."""
    for name, sex, seats in NAMESAKES:
        for seat, born in zip(seats, (date(1971, 3, 14), date(1974, 11, 2)), strict=True):
            person = find(people, *seat)
            twin = nursery.made(sex, born, person.posts[0])
            nursery.names.reserve(name, born)
            person.name, person.sex, person.born = name, sex, born
            person.nation = "蒙古族" if len(name) > 3 else "汉族"
            person.id_number = twin.id_number
