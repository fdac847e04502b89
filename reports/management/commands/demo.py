import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessment.publications.models import Publication
from reports.demo import accounts, printing, year
from reports.demo.waiting import JobFailed

#: Exit status of ``--kept`` while the year has not come to its end.
_UNFINISHED = 3


class Command(BaseCommand):
    """Run the sample county's year through the worker and print what came of it."""

    help = "示例旗 2016 年度：从工作簿到公布"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--workbooks`: another folder of workbooks; `--kept`: run nothing, print what an earlier call left."""
        parser.add_argument("--workbooks", type=Path, default=None)
        parser.add_argument("--kept", action="store_true", help=f"退出码 {_UNFINISHED}：年度尚未完成")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print, list the sign-ins."""
        publication = year.finished() if options["kept"] else self._run(options["workbooks"])
        if publication is None:
            sys.exit(_UNFINISHED)
        self._print(publication)

    def _run(self, workbooks: Path | None) -> Publication:
        try:
            return year.run_year(workbooks or year.sample_workbooks(), sys.stdout)
        except JobFailed as failure:
            raise CommandError(str(failure)) from failure

    def _print(self, publication: Publication) -> None:
        for line in printing.report(publication):
            self.stdout.write(line)
        self.stdout.write("\n登录账号（密码在首次启动时随机生成）")
        for one in accounts.sign_ins():
            self.stdout.write(f"  {printing.pad(one.role, 12)} {printing.pad(one.username, 12)} {one.password}")
