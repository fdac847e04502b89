"""Fonts of the documents, by file: the office's own first, then the free ones gathered by the set-up."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

#: Role → words that the file name of an office's own font holds, and the free font that stands in for it.
#: A role without a free file falls back to the Noto families that every style sheet names last.
ROLES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "hj-biaosong": (("小标宋", "xiaobiaosong", "fzxbs", "stzhongs", "华文中宋"), ""),
    "hj-fang": (("仿宋", "fangsong", "simfang", "fzfs", "stfangso"), "FandolFang-Regular.otf"),
    "hj-kai": (("楷体", "kaiti", "simkai", "fzkt", "stkaiti"), "FandolKai-Regular.otf"),
    "hj-hei": (("黑体", "heiti", "simhei", "fzht"), ""),
    "hj-song": (("宋体", "simsun", "songti", "fzss"), ""),
}
KINDS = frozenset({".ttf", ".otf", ".ttc"})


def faces() -> list[tuple[str, str]]:
    """Pairs (family, file address) for `@font-face`, for the roles that have a file here."""
    return list(_faces(Path(settings.FONTS_DIR)))


def _faces(folder: Path) -> Iterator[tuple[str, str]]:
    own = _office_files(folder / "office")
    for family, (words, free) in ROLES.items():
        file = next((path for path in own if _is_named(path, words)), folder / free)
        if file.is_file():
            yield family, file.absolute().as_uri()


def _office_files(folder: Path) -> list[Path]:
    """The office's font files in a fixed order; none where there is no such folder."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in KINDS)


def _is_named(path: Path, words: tuple[str, ...]) -> bool:
    """Whether the file is a font of the role; 小标宋 must not be taken for 宋体."""
    stem = path.stem.lower()
    return any(word in stem for word in words)
