from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadres.accounts.keeping import Refused, drop_factors
from cadres.accounts.models import User


class Command(BaseCommand):
    """Take its second factors from an account whose owner has lost them: on the server only, seen by no page."""

    help = "停用一个账号的全部二次验证（手机丢失且没有恢复码时），并结束它的会话和令牌"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and why."""
        parser.add_argument("username", help="账号名称")
        parser.add_argument("reason", help="理由，记入操作留痕")

    def handle(self, *args: Any, **options: Any) -> None:
        """How many there were."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有账号“{options['username']}”。")
        try:
            count = drop_factors(user, options["reason"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user}\t{user.username}\t已停用 {count} 项二次验证，请本人尽快重新设置")
