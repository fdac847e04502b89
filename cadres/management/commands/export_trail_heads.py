from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadres.trail import heads, services


class Command(BaseCommand):
    """Write the heads of the trail's chain to a file to be kept where nobody who runs the database can change it."""

    help = "导出操作留痕的链头，另处保存，供 verify_trail --heads 核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; one that is there is not written over."""
        parser.add_argument("file", type=Path, help="新文件，如 heads-2026-11-21.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, then leave a line that says so."""
        text, number = heads.written()
        try:
            with options["file"].open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as unwritten:
            raise CommandError(f"{options['file']}：无法写入（{unwritten}）。") from unwritten
        services.heads_exported(number)
        self.stdout.write(f"已导出至第 {number} 环：{options['file']}。请存放到本机以外。")
