"""How a score is made up, in lines that follow the scheme's own outline, whatever rules it is made of."""

from collections.abc import Iterator

from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.telling.outline import Node

_WEIGHTED, _ADDED, _CHOSEN = "weighted", "sum", "choose"


def formulas(scheme: Scheme, node: Node) -> list[str]:
    """The score at `node` of the outline, then each of its parts in which weights or cases are laid down.

    `年度总分＝平时×40%＋专项×20%＋定期×40%`; what is neither weighted, added nor chosen is told by its settings.
    """
    parts = node.children if len(node.children) == 1 else [part for part in node.children if _weighs(scheme, part)]
    return [_formula(scheme, node), *(line for part in parts for line in formulas(scheme, part))]


def _formula(scheme: Scheme, node: Node) -> str:
    kind = rule_of(scheme, node).kind
    if kind == _WEIGHTED:
        return f"{node.label}＝" + "＋".join(f"{rule_of(scheme, part).short}×{part.weight}" for part in node.children)
    if kind == _ADDED:
        return f"{node.label}＝" + "＋".join(rule_of(scheme, part).short for part in node.children)
    if kind == _CHOSEN:
        by = "、".join(fact.said for fact in node.facts if fact.key.endswith(".by"))
        return f"{node.label}按{by}分别为" + "、".join(part.label for part in node.children)
    return "：".join([node.label, "，".join(_settings(node))])


def _settings(node: Node) -> Iterator[str]:
    """The kind of rule, then what is set for it, then what it is made from where that is more than one part."""
    for fact in node.facts:
        yield fact.said if fact.key.endswith(".kind") else f"{fact.word} {fact.said}"
    if len(node.children) > 1:
        yield "各项为" + "、".join(part.label for part in node.children)


def rule_of(scheme: Scheme, node: Node) -> Rule:
    """The rule that a part of the outline shows; KeyError where it shows none."""
    return scheme.rules[node.path.removeprefix("subjects.").replace(".parts.", ".")]


def _weighs(scheme: Scheme, node: Node) -> bool:
    """Whether weights or cases are laid down in a part or below it."""
    rules = {rule.kind for rule in rule_of(scheme, node).walk()}
    return bool(rules & {_WEIGHTED, _CHOSEN}) or any(
        "（权重" in fact.said for part in node.walk() for fact in part.facts
    )
