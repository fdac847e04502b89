"""A panel in words: weighted groups and items, groups too small to be told apart, the mean of periods."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from scoring.language.scheme import Scheme
from scoring.model.figure import Figure
from scoring.numbers.numerals import averaged, percent, reckoning, result, summed
from scoring.rules.panel_hearing import GROUPS, PERIODS, VOICE, group_labels, place

if TYPE_CHECKING:
    from scoring.rules.panel import Panel


def say_weighted(panel: "Panel", scheme: Scheme, figure: Figure) -> str:
    """'领导（12 份）90.00×40%＋群众（30 份）80.00×60%＝84.00', and who gave their weight away."""
    weighed = zip(figure.parts, figure.basis[2:], strict=True)
    known = [(part, part.value, Fraction(str(weight))) for part, weight in weighed if part.value is not None]
    rows = [(_named(panel, scheme, part), value, weight) for part, value, weight in known]
    told = reckoning(scheme.places, figure.value, lambda digits: summed(rows, digits), " ")
    return told + _untold(panel, scheme, figure)


def _named(panel: "Panel", scheme: Scheme, part: Figure) -> str:
    count = f"（{part.basis[2]} {panel.paper}）" if part.basis[0] == VOICE else ""
    return f"{panel.name(scheme, part)}{count}"


def _untold(panel: "Panel", scheme: Scheme, figure: Figure) -> str:
    """Which groups gave their weight away."""
    if figure.basis[0] != GROUPS:
        return ""
    labels, there = group_labels(scheme.sources[panel.source]), {place(part) for part in figure.parts}
    silent = "、".join(labels[name] for name in panel.groups if name not in there)
    return f"（没有{silent}的{panel.noun}，其权重按比例分摊到其余各组）" if silent else ""


def say_pooled(panel: "Panel", scheme: Scheme, figure: Figure) -> str:
    """'领导 1 份（40%）、群众 12 份（60%），有的组不足 3 份，不分组列出，按权重合成 90.80'."""
    names, papers = figure.basis[2::2], figure.basis[3::2]
    labels, weights = group_labels(scheme.sources[panel.source]), panel.weights(GROUPS, list(map(str, names)))
    value = result(scheme.places, figure.value, True).lstrip("＝")
    few = f"不足 {panel.conceal_below} {panel.paper}"
    if len(names) == 1:
        return f"共 {papers[0]} {panel.paper}{_thin_words(panel, [papers[0]])}{few}，不列明细，结果 {value}"
    told = "、".join(
        f"{labels[str(name)]} {count} {panel.paper}（{percent(weight)}）"
        for name, count, weight in zip(names, papers, weights, strict=True)
    )
    return f"{told}{_thin_words(panel, papers, '有的组')}{few}，不分组列出，按权重合成 {value}"


def _thin_words(panel: "Panel", papers: Sequence[str | int], who: str = "") -> str:
    """Whether a group itself is too small, or what is left of it."""
    counts = [int(count) for count in papers]
    if min(counts) < panel.conceal_below:
        rule = panel.thinning(max(counts))
        return f"（{rule}），{who}" if rule else f"，{who}"
    return f"{next(panel.thinned(count) for count in counts if panel.thinned(count))}，{who}所用"


def say_mean(scheme: Scheme, level: str, figure: Figure) -> str:
    """'2次平均：（90.00＋91.00）÷2＝90.50'."""
    values = [part.value for part in figure.parts if part.value is not None]
    told = reckoning(scheme.places, figure.value, lambda digits: averaged(values, digits))
    return f"{len(values)}{'次' if level == PERIODS else '项'}平均：{told}"
