import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.demo import accounts, printing, year
from reports.demo.waiting import JobFailed


class Command(BaseCommand):
    """Run the sample county's year through the worker and print what came of it."""

    help = "示例旗 2016 年度：从工作簿到公布"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--workbooks`: another folder of workbooks."""
        parser.add_argument("--workbooks", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print, list the sign-ins."""
        try:
            publication = year.run_year(options["workbooks"] or year.sample_workbooks(), sys.stdout)
        except JobFailed as failure:
            raise CommandError(str(failure)) from failure
        for line in printing.report(publication):
            self.stdout.write(line)
        self.stdout.write("\n登录账号（密码在首次启动时随机生成）")
        for one in accounts.sign_ins():
            self.stdout.write(f"  {printing.pad(one.role, 12)} {printing.pad(one.username, 12)} {one.password}")
