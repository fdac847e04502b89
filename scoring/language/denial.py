"""Values that in so many words deny what they are recorded under."""

from unicodedata import normalize

_WORDS = """
否 无 没有 没 不 不是 非 未 未发生 没有发生 无此情况 无此事 不存在 不属实 查无实据 不成立 未成立 不构成 不涉及 未涉及
不适用 不否决 未否决 不予否决 假 0 × ✗ ✘ N NO FALSE - -- — —— / //
"""
DENIALS = frozenset(_WORDS.split())
"""Whole values only: “未完成任务” may be the name of what was found."""


def denies(value: str) -> bool:
    """Whether the value says no; full-width and small letters count alike."""
    return normalize("NFKC", value).strip().upper() in DENIALS
