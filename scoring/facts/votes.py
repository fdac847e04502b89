"""The counts of a ballot, of one subject: sorted by what was asked, and whether they can be true."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from scoring.language.source import BallotSource
from scoring.model.count import Count
from scoring.model.sheet import CAST, DUE, VOID, Subject, Tally
from scoring.model.verdict import Entered

PAPERS = (DUE, CAST, VOID)
_PAPER_WORDS = {DUE: "发出", CAST: "收回", VOID: "无效"}
Asked = tuple[str, str]
"""Period and item of a ballot."""


def entered(subject: Subject, source: str, asked: Asked) -> list[Entered]:
    """The lines of an item of a ballot in a period, with those that are of all items."""
    rows = [row for row in subject.tallies if (row.source, row.period) == (source, asked[0])]
    return [Entered(subject.key, row) for row in rows if row.item in (asked[1], "")]


class Votes:
    """The usable counts of one source by period, item and group of voters; `faults` by period and item.

    A count that cannot be true, and one of an unknown option, spoil the item they belong to: what is left would be
    another result. `strays` are the faults of lines that belong to no item, with the lines.
    """

    def __init__(self, source: BallotSource, items: tuple[str, ...], due: Iterable[str], subject: Subject) -> None:
        self._source, self._items, self._due = source, items, frozenset(due)
        self._groups = {group.key for group in source.groups} or {""}
        self.faults: dict[Asked, str] = {}
        self.strays: list[tuple[str, Entered]] = []
        self._who = subject.key
        rows = [row for row in subject.tallies if row.source == source.key]
        self.counts = self._counted([row for row in rows if self._belongs(row)])

    def asked(self) -> list[Asked]:
        """The periods and items of which anything was counted."""
        return list(dict.fromkeys(asked for asked, _ in self.counts))

    def of(self, period: str, item: str) -> dict[str, Count]:
        """The counts by group."""
        return {group: count for (own, group), count in self.counts.items() if own == (period, item)}

    def _belongs(self, row: Tally) -> bool:
        fault = self._stray(row)
        if fault:
            self.strays.append((f"{self._place(row)}：{fault}，未使用", Entered(self._who, row)))
        return not fault

    def _place(self, row: Tally) -> str:
        """'年终 正职 德 优秀', each by its label where the scheme has one."""
        periods = {one.key: one.label for one in self._source.periods}
        groups = {one.key: one.label for one in self._source.groups}
        where = (periods.get(row.period, row.period), groups.get(row.group, row.group), row.item, self._word(row))
        return " ".join(filter(None, where))

    def _word(self, row: Tally) -> str:
        return {**_PAPER_WORDS, **(self._source.options or {})}.get(row.option, row.option)

    def _stray(self, row: Tally) -> str:
        if row.period not in self._due:
            return "不是应考的期次"
        if row.group not in self._groups:
            return f"方案没有投票人组“{row.group}”"
        if row.item not in self._items and (row.item or row.option not in PAPERS):
            return f"方案没有项目“{row.item}”"
        return ""

    def _counted(self, rows: list[Tally]) -> dict[tuple[Asked, str], Count]:
        """Ballots counted under no item are those of every item that has no count of its own."""
        found: defaultdict[tuple[Asked, str], dict[str, int]] = defaultdict(dict)
        doubled = {key for key, times in Counter([row[:-1] for row in rows]).items() if times > 1}
        for row in sorted(rows, key=lambda row: row.item != ""):
            for item in (row.item,) if row.item in self._items else self._items:
                asked = (row.period, item)
                found[asked, row.group][row.option] = row.votes
                self._fault(asked, "录入了多次" if row[:-1] in doubled else self._option_fault(row), row)
        return {key: self._true(key[0], votes) for key, votes in found.items()}

    def _option_fault(self, row: Tally) -> str:
        if row.option not in PAPERS and row.option not in (self._source.options or {}):
            return "方案没有这个选项"
        return f"票数 {row.votes} 小于 0" if row.votes < 0 else ""

    def _fault(self, asked: Asked, fault: str, row: Tally) -> None:
        if fault:
            self.faults[asked] = min(f"“{self._word(row)}”{fault}", self.faults.get(asked, "～"))

    def _true(self, asked: Asked, told: Mapping[str, int]) -> Count:
        votes = {option: number for option, number in told.items() if option not in PAPERS}
        count = Count(votes, *map(told.get, PAPERS))
        fault = _contradiction(count)
        if fault:
            self.faults.setdefault(asked, fault)
        return count


def _contradiction(count: Count) -> str:
    total = sum(count.votes.values())
    if count.due is not None and count.cast is not None and count.cast > count.due:
        return f"收回 {count.cast} 票，多于发出 {count.due} 票"
    if count.void and count.cast is not None and count.void > count.cast:
        return f"作废 {count.void} 票，多于收回 {count.cast} 票"
    if count.valid is not None and total > count.valid:
        return f"各选项共 {total} 票，多于有效 {count.valid} 票"
    if count.due is not None and total > count.due:
        return f"各选项共 {total} 票，多于发出 {count.due} 票"
    return ""


def together(counts: Iterable[Count]) -> Count:
    """Several groups as one; what one of them does not tell is not known of all."""
    all_of = list(counts)
    votes: Counter[str] = Counter()
    for count in all_of:
        votes.update(count.votes)
    return Count(votes, *(_sum([getattr(count, paper) for count in all_of]) for paper in PAPERS))


def _sum(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None
