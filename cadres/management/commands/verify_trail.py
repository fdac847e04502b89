from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadres.trail import heads, services

_SHOWN = 50


class Command(BaseCommand):
    """Prove the trail's chain from its first line to its last; status 1 and the places where it breaks."""

    help = "核验操作留痕：逐条重算校验值，说明何处被删除、改动、插入、调换或截断"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files of heads that were kept elsewhere."""
        parser.add_argument("--heads", type=Path, action="append", default=[], help="export_trail_heads 导出的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many lines hold, or what does not."""
        verdict = services.verify(self._kept(options["heads"]), actor=None, county=None)
        if not verdict.breaks:
            self.stdout.write(f"{verdict.count} 条留痕首尾相连，内容未改；链头 {verdict.digest or '（无）'}")
            return
        for one in verdict.breaks[:_SHOWN]:
            self.stdout.write(str(one))
        raise CommandError(f"操作留痕在 {len(verdict.breaks)} 处断裂，请立即停止使用并从备份核查。")

    def _kept(self, paths: list[Path]) -> dict[int, str]:
        """The heads of all files. Two files that contradict each other are a fault of one of them."""
        kept: dict[int, str] = {}
        for path in paths:
            for number, digest in self._read(path):
                if kept.setdefault(number, digest) != digest:
                    raise CommandError(f"{path}：第 {number} 环与另一份链头文件不同，请先查明哪一份可信。")
        return kept

    def _read(self, path: Path) -> list[tuple[int, str]]:
        try:
            return list(heads.read(path.read_text("utf-8")).items())
        except (OSError, UnicodeDecodeError) as unread:
            raise CommandError(f"{path}：无法读取（{unread}）。") from unread
        except heads.NotHeads as wrong:
            raise CommandError(f"{path}：{wrong}") from wrong
