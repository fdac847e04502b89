"""How the figures were made (统计口径): the scheme's clauses, its formulas, what the program does with numbers."""

from collections.abc import Iterator
from typing import NamedTuple

from reports.documents import words
from reports.documents.contents import Contents
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.numbers.rounding import MODE_WORDS
from scoring.rules.weighted import Weighted
from scoring.telling import wording

CLAUSES, FORMULAS, PLACES, NUMBERS = "方案规定", "计分公式", "名次与名额", "数字与缺项"


class Sentence(NamedTuple):
    """One statement of method; `clause` is the scheme's article, '' where the program speaks for itself."""

    theme: str
    about: str
    text: str
    clause: str


def method(scheme: Scheme) -> tuple[Sentence, ...]:
    """Everything that decides a figure, in the order in which it is read."""
    return (*_clauses(scheme), *_formulas(scheme), *_places(scheme), *_numbers(scheme))


def _clauses(scheme: Scheme) -> Iterator[Sentence]:
    for clause, text in scheme.told_clauses.items():
        yield Sentence(CLAUSES, CLAUSES, text, _article(scheme, clause))


def _article(scheme: Scheme, clause: str) -> str:
    """A clause by its place among those told: '第3条'; '' where none is cited or told."""
    told = list(scheme.told_clauses)
    return f"第{told.index(clause) + 1}条" if clause in told else ""


def _formulas(scheme: Scheme) -> Iterator[Sentence]:
    """One for each kind of subject; kinds that share a formula share the sentence."""
    kinds: dict[str, list[str]] = {}
    for kind in scheme.subjects.values():
        kinds.setdefault(formula(kind.score), []).append(kind.label)
    for text, labels in kinds.items():
        yield Sentence(FORMULAS, "、".join(labels), f"{'、'.join(labels)}：{text}。", "")


def formula(rule: Rule) -> str:
    """A score in one line: `年度总分＝平时×40%＋专项×20%＋定期×40%`."""
    if not isinstance(rule, Weighted):
        return f"{rule.label}＝" + "＋".join(part.short for part in rule.children())
    terms = [f"{part.short}×{wording.percent(rule.weight_of[part.path])}" for part in rule.children()]
    return f"{rule.label}＝" + "＋".join(terms)


def _places(scheme: Scheme) -> Iterator[Sentence]:
    yield Sentence(PLACES, "名次", "得分相同的名次相同，其后名次顺延（1、2、2、4）。", "")
    for quota in scheme.quotas.values():
        text = f"{quota.label}各组名额按基数乘以{wording.percent(quota.share)}取整，合计的余额依次给小数部分最大的组。"
        yield Sentence(PLACES, quota.label, text, _article(scheme, quota.clause))
    yield Sentence(PLACES, "同分跨线", "同分跨过名额线的，程序不作取舍，列为待裁定；裁定后重新测算、另行公布。", "")
    yield Sentence(PLACES, "不参加排名", "不参加排名的只列名单，不公布得分。", "")


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
