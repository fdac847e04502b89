"""`rating`: raters' sheets: each sheet a value, each group of raters the mean of its sheets, the groups weighted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding
from scoring.facts.papers import Papers
from scoring.language.quorum import read_least
from scoring.language.rule import leaves
from scoring.language.scheme import Scheme
from scoring.language.source import RATINGS, RatingSource, Source
from scoring.model.figure import SHEETS, Figure
from scoring.numbers.numerals import divided, percent, reckoning, result
from scoring.numbers.rounding import Exact
from scoring.reading.reader import Entry, listed
from scoring.rules import distribution, trimming
from scoring.rules.distribution import Distribution
from scoring.rules.head import Head
from scoring.rules.opinions import COUNTED, MEAN, SUM, VOID_RATER, VOID_SHEET, Opinion, Opinions, all_of, by_subject
from scoring.rules.panel import Panel
from scoring.rules.panel_hearing import Asked, Hear, Heard, Voice
from scoring.rules.panel_reading import check_names, read_panel
from scoring.rules.trimming import Trim, staying
from scoring.rules.weights import read_weights

MEDIAN, MIN, MAX = "median", "min", "max"
_PICKED: Mapping[str, str] = {MEDIAN: "取中位数", MIN: "取最低", MAX: "取最高"}


@dataclass(frozen=True)
class RatingRule(Panel):
    """`item_shares` are the weights of the items on a sheet; `per_sheet` says whether its items are averaged or added.

    A sheet counts from `answered` items; `take` is what is made of a group's sheets, their mean or one of `_PICKED`,
    after `trim`;
    `all_equal` says what becomes of a sheet with the same value everywhere, or of a rater who gives everyone the same.
    A result of fewer than `at_least` counted sheets is withheld.
    """

    kind: ClassVar[str] = "rating"
    reads: ClassVar[str] = RATINGS
    noun: ClassVar[str] = "评价表"
    item_shares: Mapping[str, Exact]
    per_sheet: str
    answered: int
    take: str
    trim: Trim
    all_equal: str
    at_least: int
    forced: Distribution | None

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "RatingRule":
        """Read everything; item weights are only for a mean."""
        shares = read_weights(entry, "item_weights")
        per_sheet = entry.choice("per_sheet", [MEAN, SUM], "计法 per_sheet ") if entry.has("per_sheet") else MEAN
        if shares and per_sheet == SUM:
            entry.note("item_weights", "各项相加时不用权重", "请删去 item_weights，或改 per_sheet 为 mean")
        return cls(
            *_common(entry, head),
            shares,
            per_sheet,
            read_least(entry, "answered", 1),
            entry.choice("take", [MEAN, *_PICKED], "合成办法 take "),
            trimming.read(entry),
            entry.choice("all_equal", _EQUALS, "同分办法 all_equal ") if entry.has("all_equal") else COUNTED,
            read_least(entry, "at_least", 1),
            distribution.read(entry),
        )

    def asked(self, source: Source, kind: str) -> tuple[str, ...]:
        """The items are put together on each sheet."""
        return ("",)

    def listen(self, to: Binding) -> Hear:
        """The sheets on all subjects of the kind: a rater is judged by all that he gave."""
        source = self._source(to.context.scheme)
        sheets = Papers(to.context, source, to.kind).all
        said = by_subject(Opinions(self, to.context, source, len(source.items_of(to.kind))).judged(sheets))

        def hear(asked: Asked) -> Heard:
            groups = said.get((asked.case.subject.key, asked.period), {})
            return self._heard(asked, groups)

        return hear

    def _heard(self, asked: Asked, said: Mapping[str, list[Opinion]]) -> Heard:
        groups = {name: said[name] for name in self.groups if name in said} if self.groups else {"": all_of(said)}
        voices = {name: voice for name, all_of in groups.items() if (voice := self._voice(asked, all_of))}
        counted = sum(voice.papers for voice in voices.values())
        if voices and counted < self.at_least:
            return Heard({}, f"计入 {counted} 份，不足 {self.at_least} 份，不予公布")
        return Heard(voices)

    def _voice(self, asked: Asked, opinions: Sequence[Opinion]) -> Voice | None:
        values = [one.value for one in opinions if one.value is not None and not one.void]
        if not values:
            return None
        kept = self._kept(values)
        void = sum(one.void for one in opinions)
        basis = (str(len(opinions) - len(values) - void), str(void))
        total = sum(kept, Fraction(0))
        leaf = Figure(SHEETS, total, (asked.period, str(len(kept)), 0))
        return Voice(len(values), total / len(kept), basis, (leaf,))

    def _kept(self, values: Sequence[Fraction]) -> Sequence[Fraction]:
        """The sheets that the mean is of: all left after trimming, or those picked of them, for a median one or two."""
        left = sorted(values[place] for place in staying(values, self.trim))
        return {MEDIAN: left[(len(left) - 1) // 2 : len(left) // 2 + 1], MIN: left[:1], MAX: left[-1:]}.get(
            self.take, left
        )

    def told_by(self, papers: int) -> int:
        """The sheets left after trimming, or those picked of them."""
        return self._kept_of(papers)

    def thinned(self, papers: int) -> str:
        """'，去掉最高 1 份、最低 1 份' or '取中位数'."""
        picked = _PICKED.get(self.take)
        return self._dropped(papers) + (f"，{picked}" if picked else "")

    def thinning(self, papers: int) -> str:
        """'按方案去掉最高和最低的' where the scheme does so with so many."""
        ends = zip(("最高", "最低"), self.trim.ends(papers), strict=True)
        told = "和".join(word for word, count in ends if count)
        return f"按方案去掉{told}的评价表" if told else ""

    def hearing(self) -> tuple[object, ...]:
        """Also which sheets count, and what is made of them."""
        counted = (self.answered, self.trim, self.all_equal, self.forced)
        return *super().hearing(), self.item_shares, self.per_sheet, self.take, *counted

    def withholding(self) -> tuple[object, ...]:
        """How many sheets, and no part of any, as of graded sheets."""
        return self.at_least, frozenset()

    def _kept_of(self, papers: int) -> int:
        left = papers - sum(self.trim.ends(papers))
        return {MEAN: left, MEDIAN: 2 - left % 2}.get(self.take, 1)

    def voice_formed(self, scheme: Scheme, figure: Figure) -> bool:
        """How many sheets counted, were left blank, were void; and what those that count add up to."""
        counts = [int(count) for count in figure.basis[2:]]
        return len(counts) == 3 and min(counts) >= 0 and len(figure.parts) == 1 and leaves(figure, SHEETS)

    def voice_value(self, figure: Figure) -> Fraction | None:
        """What the sheets that count add up to, over their number, which must be that of the scheme."""
        leaf = figure.parts[0] if figure.parts else None
        kept = self._kept_of(int(figure.basis[2]))
        if leaf is None or leaf.value is None or str(kept) != leaf.basis[1] or kept < 1:
            return None
        return Fraction(leaf.value) / kept

    def say_voice(self, scheme: Scheme, figure: Figure) -> str:
        """'每份取 4 项平均；15 份，去掉最高 1 份、最低 1 份，其余 13 份合计 1150.00÷13≈88.4615'."""
        papers, blank, void = map(int, figure.basis[2:5])
        leaf = figure.parts[0]
        kept = int(leaf.basis[1])
        told = f"{self._per_sheet(scheme)}{papers} 份{self._trimmed(papers)}"
        if self.take in _PICKED:
            told += f"{_PICKED[self.take]}{result(scheme.places, figure.value, True)}"
        else:
            total = reckoning(scheme.places, figure.value, lambda digits: divided(leaf.value, f"÷{kept}", digits))
            told += f"合计 {total}"
        left = [f"{count} 份{word}" for count, word in ((blank, "不了解或填写不足"), (void, "作废")) if count]
        return told + (f"；另有{'、'.join(left)}，未计" if left else "")

    def _per_sheet(self, scheme: Scheme) -> str:
        count = len(scheme.sources[self.source].items_of(self.path.partition(".")[0]))
        if self.item_shares:
            return f"每份按{'、'.join(f'{item} {percent(share)}' for item, share in self.item_shares.items())}加权；"
        if count == 1:
            return ""
        return f"每份取 {count} 项平均；" if self.per_sheet == MEAN else f"每份 {count} 项相加；"

    def _trimmed(self, papers: int) -> str:
        told = self._dropped(papers)
        return told and f"{told}，其余 {papers - sum(self.trim.ends(papers))} 份"

    def _dropped(self, papers: int) -> str:
        ends = zip(("最高", "最低"), self.trim.ends(papers), strict=True)
        told = "、".join(f"{word} {count} 份" for word, count in ends if count)
        return told and f"，去掉{told}"

    def leaf(self, scheme: Scheme, parent: Figure, leaf: Figure) -> tuple[str, str]:
        """What the sheets of a group add up to."""
        if leaf.rule != SHEETS:
            return super().leaf(scheme, parent, leaf)
        return "评价表合计", f"{leaf.basis[1]} 份评价表的合计，按录入"

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """Items and groups are those of the source; no sheet could answer more items than there are."""
        super().check(entry, scheme, kind)
        source = self._source(scheme)
        items = source.items_of(kind)
        check_names(entry, "item_weights", self.item_shares, items, "项目")
        lacking = [item for item in items if self.item_shares and item not in self.item_shares]
        if lacking:
            entry.note("item_weights", f"没有写“{listed(lacking)}”的权重", "请为每个项目写权重")
        if self.answered > len(items):
            entry.note("answered", f"要求填写 {self.answered} 项，多于 {len(items)} 项", "请改小 answered")
        bound = self.forced.of if self.forced else ()
        check_names(entry, "distribution", bound, [group.key for group in source.groups], "人员组")

    def _source(self, scheme: Scheme) -> RatingSource:
        source = scheme.sources[self.source]
        if not isinstance(source, RatingSource):
            raise TypeError(f"{self.source} has no sheets: refused when the scheme is read")
        return source


_EQUALS = (COUNTED, VOID_SHEET, VOID_RATER)


def _common(entry: Entry, head: Head) -> tuple[str, str, str, str, str, Mapping[str, Exact], str, int]:
    return (*head.common(), *read_panel(entry))
