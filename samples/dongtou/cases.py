"""The awkward cases, put in on purpose: some before the evaluators speak, some after."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from samples.dongtou.facts import FIRST, LAST, Cadre, District, Line, Post, Told

RULE_DAY = date(2018, 5, 1)
"""The day of the recall rule."""
_ROOMY = 7
"""Departments with so many deputies lend people to cases, without becoming small."""
_FOUND_WEAK = 6
_LINE = 2  # percent of a group that gets a red card


class Cases:
    """Picks people for cases: nobody for two of them."""

    def __init__(self, district: District, rng: Random) -> None:
        self._district, self._rng = district, rng
        self._by_unit: defaultdict[str, list[Cadre]] = defaultdict(list)
        for cadre in district.cadres:
            self._by_unit[cadre.post.unit].append(cadre)
        roomy = [unit for unit, cadres in self._by_unit.items() if unit[0] == "D" and len(cadres) > _ROOMY]
        self._pool = {unit: list(reversed(self._by_unit[unit][1:])) for unit in roomy}
        self._roomy = iter(roomy)
        self.pair: list[Cadre] = []

    def before(self) -> None:
        """Posts, situations and qualities."""
        self._move(self._pick(), next(self._roomy), date(2018, 5, 16))
        self._move(self._pick(), "T02", date(2018, 9, 1))
        self._swap(self._by_unit["D20"][0], self._by_unit["D30"][0], date(2018, 8, 20))
        arrived, retired = self._by_unit["T03"][-1], self._pick()
        arrived.posts = [arrived.post._replace(first=date(2018, 11, 5))]
        retired.posts = [retired.post._replace(last=date(2018, 8, 31))]
        self._pick().situation = "立案审查"
        self._weaken()

    def _pick(self) -> Cadre:
        """A deputy of a department that has many, each time of another one."""
        unit = next(self._roomy)
        return self._pool[unit].pop()

    def _move(self, cadre: Cadre, unit: str, on: date) -> None:
        before = cadre.post._replace(last=on - timedelta(days=1))
        cadre.posts = [before, Post(unit, before.principal, on)]

    def _swap(self, one: Cadre, two: Cadre, on: date) -> None:
        units = one.post.unit, two.post.unit
        self._move(one, units[1], on)
        self._move(two, units[0], on)

    def _weaken(self) -> None:
        """The last of the deputies of departments, two of whom are to tie on the line of the red card."""
        deputies = [one for one in self._district.cadres if one.post.unit[0] == "D" and not one.post.principal]
        plain = [one for one in deputies if len(one.posts) == 1 and not one.situation and one.post.last == LAST]
        red = (len(plain) - _FOUND_WEAK) * _LINE // 100
        self.pair = self._pool[next(self._roomy)][:2]
        weak = [one for one in self._rng.sample(plain, red + 2) if one not in self.pair][: red - 1]
        for place, cadre in enumerate(weak):
            cadre.quality = 3000 + 300 * place
        for cadre in self.pair:
            cadre.quality = 5500

    def after(self) -> None:
        """Silences, a principal who marks everybody high, equals, caps, decisions."""
        one, two = self.pair
        two.leaders, two.team, two.daily, two.head = one.leaders, one.team, one.daily, one.head
        one.lines = two.lines = []
        self._pick().team = []
        unknown = self._pick()
        unknown.leaders = [None] * len(unknown.leaders)
        self._flatter(next(self._roomy))
        self._lines()
        self._decide()

    def _flatter(self, unit: str) -> None:
        for cadre in self._by_unit[unit]:
            cadre.head["下半年"] = dict.fromkeys(cadre.head.get("下半年", {}), Decimal(94))

    def _lines(self) -> None:
        punished, praised, blamed = (self._by_unit[unit][2] for unit in ("T04", "T05", "T06"))
        punished.lines = [
            Line(date(2018, 3, 6), "受党纪政务处分", "违反中央八项规定精神", keys="党纪、严重警告"),
            Line(date(2018, 6, 11), "不执行决定和安排致使工作落空", "拒不落实征迁任务"),
            Line(date(2018, 9, 3), "信访举报查实", "信访反映问题查实", 2),
        ]
        praised.lines = [
            Line(date(2018, month, 15), "重点项目取得突破", f"第{month - 1}个重点项目开工") for month in range(2, 13)
        ]
        blamed.lines = [
            Line(date(2018, 7, 5), "被通报批评", "海滩垃圾清理不力", keys="市级、书面通报", fact="海滩垃圾"),
            Line(date(2018, 7, 2), "被通报批评", "海滩垃圾清理不力", keys="区级、书面通报", fact="海滩垃圾"),
            Line(date(2017, 12, 20), "违反会议纪律", "上一年度的会议缺席"),
        ]

    def _decide(self) -> None:
        """Left without a post: two before the day of the rule, eight after; poor grades: one before, two after."""
        contested = [self._by_unit[f"D{number:02d}"][-1] for number in range(1, 11)]
        for place, cadre in enumerate(contested):
            on = date(2018, 3, 20) if place < 2 else date(2018, 6, 15)  # noqa: PLR2004
            cadre.decisions.append(Told("全员竞聘", "未上岗", on))
        graded = [self._by_unit[f"T{number:02d}"][-2] for number in range(1, 4)]
        told = [("不称职", date(2018, 3, 5)), ("基本称职", date(2019, 1, 20)), ("不称职", date(2019, 1, 20))]
        for cadre, (grade, on) in zip(graded, told, strict=True):
            cadre.decisions.append(Told("年度考核等次", grade, on))
        self._by_unit["D11"][-1].decisions.append(Told("全员竞聘", "上岗", FIRST))
