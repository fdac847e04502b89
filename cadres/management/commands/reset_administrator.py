from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadres.access.models import ADMINISTRATORS
from cadres.accounts.keeping import renew_password
from cadres.accounts.models import User


class Command(BaseCommand):
    """Give an administrator a one-time password: on the server only, so that none of them can do it to another."""

    help = "重置一名管理员的密码，显示一次性密码"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and why."""
        parser.add_argument("username", help="账号名称")
        parser.add_argument("reason", help="理由，记入操作留痕")

    def handle(self, *args: Any, **options: Any) -> None:
        """The password is shown here and nowhere again."""
        administrators = User.objects.filter(assignments__role__in=ADMINISTRATORS, is_active=True)
        user = administrators.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有在用的管理员账号“{options['username']}”。其他账号由系统管理员在页面上重置。")
        if not options["reason"].strip():
            raise CommandError("请写明理由。")
        password = renew_password(user, options["reason"], actor=None)
        self.stdout.write(f"{user}\t{user.username}\t一次性密码 {password}")
