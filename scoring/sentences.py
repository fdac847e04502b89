"""The sentence of each rule kind: how a figure of it came about."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from scoring.figure import Figure
from scoring.numerals import percent, plain, result, series
from scoring.rules.carried import OTHERS, PRINCIPAL, RESPONSIBLE, Carried
from scoring.rules.ledger import Ledger
from scoring.rules.mean import Mean
from scoring.rules.sum import Sum
from scoring.rules.weighted import Weighted
from scoring.scheme import Rule, Scheme

ROLE: Mapping[str, str] = {RESPONSIBLE: "分管责任", PRINCIPAL: "一把手责任", OTHERS: "其他人员"}


def _weighted(scheme: Scheme, rule: Weighted, figure: Figure) -> str:
    terms, exact = [], True
    names = {part.path: part.short for part in rule.parts}
    for part, weight in zip(figure.parts, figure.basis, strict=True):
        text, whole = plain(part.value)
        exact &= whole
        terms.append(f"{names[part.rule]} {text}×{percent(Fraction(str(weight)))}")
    told = " ＋ ".join(terms) + result(scheme.places, figure.value, exact, " ")
    left_out = [part.label for part in rule.parts if part.path not in {one.rule for one in figure.parts}]
    note = f"（本年没有到期的{'、'.join(left_out)}，其权重按比例分摊到其余各项）" if left_out else ""
    return told + note


def _sum(scheme: Scheme, rule: Sum, figure: Figure) -> str:
    told, exact, empty = "", True, []
    names = {part.path: part.short for part in rule.parts}
    for part in figure.parts:
        if not part.parts and not part.value:
            empty.append(names[part.rule])
            continue
        text, whole = plain(part.value)
        exact &= whole
        sign = "－" if text.startswith("−") else "＋" if told else ""
        told += f"{' ' if told else ''}{sign}{' ' if told else ''}{names[part.rule]} {text.lstrip('−')}"
    none = "".join(f"，无{name}" for name in empty)
    if figure.basis:
        return f"{told}{none}，不足 {figure.basis[0]} 分，按 {figure.basis[0]} 分计"
    if len(figure.parts) - len(empty) > 1:
        told += result(scheme.places, figure.value, exact, " ")
    return told + none


def _mean(scheme: Scheme, rule: Mean, figure: Figure) -> str:
    source = scheme.sources[rule.source]
    word = source.counted if figure.rule == rule.path else "项"
    numbers = [plain(part.value) for part in figure.parts]
    count, texts = len(numbers), [text for text, _ in numbers]
    if count == 1:
        return f"仅 1 {word}，即 {plain(figure.value)[0]}"
    exact = all(whole for _, whole in numbers)
    return f"{count}{word}平均：（{series(texts)}）÷{count}{result(scheme.places, figure.value, exact)}"


def _ledger(scheme: Scheme, rule: Rule, figure: Figure) -> str:
    if not figure.parts:
        return f"全年没有{rule.label}"
    texts = [plain(part.value)[0] for part in figure.parts]
    if len(texts) == 1:
        return f"共 1 笔，{texts[0]} 分"
    joined = series(texts).replace("＋−", "－")
    return f"共 {len(texts)} 笔：{joined}{result(scheme.places, figure.value, True)}"


def _carried(scheme: Scheme, rule: Carried, figure: Figure) -> str:
    if figure.rule == rule.path:
        return _ledger(scheme, rule, figure)
    role, factor = map(str, figure.basis)
    line = figure.parts[0]
    reason, document = line.basis[2:4]
    points, _ = plain(line.value)
    told = f"{'扣分' if (line.value or 0) <= 0 else '加分'}：{reason}（{document}），{ROLE[role]}系数 {factor}"
    return f"{told}，{points}×{factor}{result(scheme.places, figure.value, True)}"


SENTENCES: Mapping[str, Callable[[Scheme, Any, Figure], str]] = {
    Weighted.kind: _weighted,
    Sum.kind: _sum,
    Mean.kind: _mean,
    Ledger.kind: _ledger,
    Carried.kind: _carried,
}
