"""FangSong and Kai for official documents: the Fandol files out of a Debian package, without the TeX it belongs to."""

import shutil
import tempfile
from pathlib import Path

import shell
import stamps
from say import Refused, notice, step

from config import state

_FOLDER = shell.HOME / "fonts"
_PACKAGE = "texlive-lang-chinese"
_NAMES = ("FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular", "FandolHei-Bold", "FandolSong-Regular",
          "FandolSong-Bold")  # fmt: skip
_SECONDS = 900


def ready() -> None:
    """Have the six files, or say that documents go without: a missing FangSong stops nobody's work."""
    state.private(_FOLDER)
    if all((_FOLDER / f"{name}.otf").exists() for name in _NAMES) or stamps.fits("fonts", "none"):
        return
    try:
        with step("取仿宋、楷体字体（49 MB）"):
            _fetch()
    except Refused as refusal:
        stamps.put("fonts", "none")
        notice(f"未取得 Fandol 仿宋字体，公文改用 Noto Serif CJK；可将字体文件放入 {_FOLDER}。\n{refusal}")


def _fetch() -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Refused("没有 apt-get 或 dpkg-deb。")
    with tempfile.TemporaryDirectory(dir=shell.HOME, prefix="fonts-") as name:
        workshop = Path(name)
        shell.run(["apt-get", "download", "-qq", _PACKAGE], seconds=_SECONDS, cwd=workshop)
        package = next(workshop.glob(f"{_PACKAGE}_*.deb"))
        shell.run(["dpkg-deb", "-x", package, workshop / "content"], seconds=_SECONDS)
        for name in _NAMES:
            _take(workshop / "content", f"{name}.otf")


def _take(content: Path, name: str) -> None:
    found = next(content.rglob(name), None)
    if found is None:
        raise Refused(f"{_PACKAGE} 中没有 {name}。")
    shutil.move(found, _FOLDER / name)
