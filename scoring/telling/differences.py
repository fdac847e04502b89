"""What changed between two versions of a scheme, in words: weights, thresholds, rules added and removed, clauses."""

from collections.abc import Iterator
from typing import NamedTuple

from scoring.telling.outline import Fact, Node, outline

WEIGHT, CHANGED, ADDED, REMOVED, CLAUSE = "weight", "changed", "added", "removed", "clause"
SORTS = {WEIGHT: "权重", CHANGED: "设定", ADDED: "增加", REMOVED: "删去", CLAUSE: "条款"}
_HEADS = {"title", "document", "effective_from", "year", "reference"}


class Difference(NamedTuple):
    """One change: its `sort`, the part of the scheme it is in, what it is, its lines before and after (0: none)."""

    sort: str
    where: str
    words: str
    before: int
    after: int

    @property
    def sort_word(self) -> str:
        """The sort as a page says it."""
        return SORTS[self.sort]


class _Part(NamedTuple):
    chain: str
    node: Node


def differences(old: str, new: str) -> list[Difference]:
    """All changes from the text `old` to the text `new`, in the order of the new one; SchemeError for no schemes."""
    before, after = _parts(outline(old)), _parts(outline(new))
    found = [one for path, part in after.items() if path in before for one in _changed(before[path], part)]
    found += [_whole(ADDED, part) for path, part in after.items() if path not in before and _parent(path) not in after]
    found += _tops(ADDED, after, before)
    found += _tops(REMOVED, before, after)
    return list(dict.fromkeys(found))


def _parts(top: Node) -> dict[str, _Part]:
    return dict(_walk(top, ""))


def _walk(node: Node, above: str) -> Iterator[tuple[str, _Part]]:
    chain = f"{above} · {node.label}" if above else (node.label if node.path else "")
    yield node.path, _Part(chain or "基本信息", node)
    for child in node.children:
        yield from _walk(child, chain if node.path else "")


def _parent(path: str) -> str:
    """The path of the part above: 'parts' is no part of its own."""
    above = path.rpartition(".")[0]
    return above.removesuffix(".parts")


def _tops(sort: str, these: dict[str, _Part], those: dict[str, _Part]) -> list[Difference]:
    """The parts of these that those lack; what hangs below one of them goes with it."""
    lone = {path for path in these if path not in those}
    return [_whole(sort, these[path]) for path in these if path in lone and _parent(path) not in lone]


def _whole(sort: str, part: _Part) -> Difference:
    node = part.node
    kind = next((fact.said for fact in node.facts if fact.key.endswith(".kind")), "")
    told = "，".join(filter(None, (kind, f"权重 {node.weight}" if node.weight else "")))
    words = f"{SORTS[sort]}“{node.label}”" + (f"（{told}）" if told else "")
    lines = (node.line, 0) if sort == REMOVED else (0, node.line)
    return Difference(sort, part.chain, words, *lines)


def _changed(before: _Part, after: _Part) -> Iterator[Difference]:
    old, new = before.node, after.node
    lines = (old.line, new.line)
    if old.path and old.label != new.label:
        yield Difference(CHANGED, after.chain, f"“{old.label}”改称“{new.label}”", *lines)
    if old.weight != new.weight:
        words = f"权重由 {old.weight or '无'} 改为 {new.weight or '无'}"
        yield Difference(WEIGHT, after.chain, words, *lines)
    if old.clause != new.clause and not (old.clause and new.clause):
        yield Difference(CLAUSE, after.chain, "不再引用条款" if old.clause else f"引用条款：{new.clause}", *lines)
    yield from _facts(before, after)


def _facts(before: _Part, after: _Part) -> Iterator[Difference]:
    old = {fact.key: fact for fact in before.node.facts}
    new = {fact.key: fact for fact in after.node.facts}
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old or key not in new or old[key].values != new[key].values:
            yield _fact(after.chain, old.get(key), new.get(key))


def _fact(chain: str, old: Fact | None, new: Fact | None) -> Difference:
    one = new or old
    if one is None:
        raise ValueError("a difference has one side at least")
    sort = CLAUSE if one.key.startswith("clauses.") else CHANGED
    return Difference(sort, chain, _words(one.word, old, new), old.line if old else 0, new.line if new else 0)


def _words(word: str, old: Fact | None, new: Fact | None) -> str:
    if old is None or new is None:
        return f"增加{word}：{new.said}" if new else f"删去{word}（原为 {old.said if old else ''}）"
    if len(old.values) == len(new.values) == 1:
        return f"{word}由“{old.said}”改为“{new.said}”"
    gone = [value for value in old.values if value not in new.values]
    come = [value for value in new.values if value not in old.values]
    told = [f"{verb}{'、'.join(values)}" for verb, values in (("去掉 ", gone), ("加上 ", come)) if values]
    return f"{word}：" + ("；".join(told) or "次序改变")
