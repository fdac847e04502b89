"""How the figures were made (统计口径): the scheme's clauses, its formulas, what the program does with numbers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assessment.runs.quotas import equals_told, seats_told
from reports.documents import words
from reports.documents.contents import Contents
from reports.documents.formulas import formulas
from scoring.language.ladder import Limit
from scoring.language.quota import OPEN
from scoring.language.scheme import Scheme
from scoring.numbers.rounding import MODE_WORDS
from scoring.telling import wording
from scoring.telling.outline import Node

CLAUSES, FORMULAS, PLACES, GRADES = "方案规定", "计分公式", "名次与名额", "等次"
NUMBERS = "数字与缺项"


class Sentence(NamedTuple):
    """One statement of method; `clause` is the scheme's article, '' where the program speaks for itself."""

    theme: str
    about: str
    text: str
    clause: str


def method(scheme: Scheme, top: Node) -> tuple[Sentence, ...]:
    """Everything that decides a figure, in the order in which it is read; `top` is the scheme's outline."""
    parts = {node.path: node for node in top.walk()}
    return (
        *_clauses(scheme),
        *_formulas(scheme, parts),
        *_places(scheme),
        *_grades(scheme, parts),
        *_numbers(scheme),
    )


def _clauses(scheme: Scheme) -> Iterator[Sentence]:
    for clause, text in scheme.told_clauses.items():
        yield Sentence(CLAUSES, CLAUSES, text, _article(scheme, clause))


def _article(scheme: Scheme, clause: str) -> str:
    """A clause by its place among those told: '第3条'; '' where none is cited or told."""
    told = list(scheme.told_clauses)
    return f"第{told.index(clause) + 1}条" if clause in told else ""


def _formulas(scheme: Scheme, parts: Mapping[str, Node]) -> Iterator[Sentence]:
    """One for each kind of subject; kinds that share a formula share the sentence."""
    kinds: dict[str, list[str]] = {}
    for kind in scheme.subjects.values():
        told = "；".join(formulas(scheme, parts[f"subjects.{kind.key}.score"]))
        kinds.setdefault(told, []).append(kind.label)
    for text, labels in kinds.items():
        yield Sentence(FORMULAS, "、".join(labels), f"{'、'.join(labels)}：{text}。", "")


def _places(scheme: Scheme) -> Iterator[Sentence]:
    yield Sentence(PLACES, "名次", "得分相同的名次相同，其后名次顺延（1、2、2、4）。", "")
    for kind in scheme.subjects.values():
        if kind.keys:
            yield Sentence(PLACES, "名次", f"{kind.label}{equals_told(scheme, kind)}。", "")
    for quota in scheme.quotas.values():
        text = f"{quota.label}：{seats_told(scheme, quota)}。"
        yield Sentence(PLACES, quota.label, text, _article(scheme, quota.clause))
    if any(quota.ties == OPEN for quota in scheme.quotas.values()):
        text = "同分跨过名额线的，程序不作取舍，列为待裁定；裁定后重新测算、另行公布。"
        yield Sentence(PLACES, "同分跨线", text, "")
    yield Sentence(PLACES, "不参加排名", "不参加排名的只列名单，不公布得分。", "")


def _grades(scheme: Scheme, parts: Mapping[str, Node]) -> Iterator[Sentence]:
    """The ladder of each kind that has one, and what holds its grades down."""
    for kind, ladder in scheme.grades.items():
        node, label = parts[f"grades.{kind}"], scheme.subjects[kind].label
        told = "".join(fact.said for fact in node.facts if fact.key == f"{node.path}.ladder")
        by = "、".join(dict.fromkeys(scheme.rules[path].label for path in ladder.by))
        measured = f"（按{by}）" if by else ""
        yield Sentence(GRADES, label, f"{label}等次{measured}自高到低为{told}。", _article(scheme, ladder.clause))
        for limit in ladder.limits:
            yield Sentence(GRADES, label, _limit(scheme, kind, limit), _article(scheme, limit.clause))


def _limit(scheme: Scheme, kind: str, limit: Limit) -> str:
    what = f"等次定为“{wording.grade_word(scheme, kind, limit.grade)}”" if limit.grade else ""
    capped = f"等次不得高于“{wording.grade_word(scheme, kind, limit.cap)}”" if limit.cap else ""
    return f"{limit.label}的，{what or capped}（依据{limit.legal_basis}）。"


def _numbers(scheme: Scheme) -> Iterator[Sentence]:
    places, mode = scheme.places.published, MODE_WORDS[scheme.places.mode]
    yield Sentence(
        NUMBERS, "小数", f"计算全程用精确数，只在得出总分时{mode}一次，保留{places}位小数；名次和名额都以此为准。", ""
    )
    yield Sentence(NUMBERS, "缺项", "应有而没有的分数不按0分计算；缺项全部补齐之前，不能公布。", "")


def provenance(contents: Contents) -> tuple[tuple[str, str], ...]:
    """Pairs (what, value) that let anyone find and recompute this publication."""
    return (
        ("考核方案", f"《{contents.scheme.title}》"),
        ("依据文件", contents.scheme.document),
        ("基准日", words.day(contents.reference)),
        ("测算", f"第{contents.run}次"),
        ("公布", f"第{contents.number}次，{words.day(contents.published_on)}"),
        ("签发人", contents.signer),
        ("程序版本", contents.engine),
        ("方案校验值", f"sha256:{contents.scheme_sha256}"),
        ("输入校验值", contents.inputs_digest),
        ("结果校验值", contents.digest),
        ("本次封签", contents.seal),
        ("上次封签", contents.previous_seal or "无（首次公布）"),
    )
