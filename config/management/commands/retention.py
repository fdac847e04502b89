from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cadres.accounts.models import User
from cadres.accounts.services import sign_in_failed
from cadres.counties.models import County
from cadres.jobs.services import Refused
from cadres.privacy import retention


class Command(BaseCommand):
    """Tell which personal data have run out by the rules of the settings; remove them when two people say so."""

    help = "列出按保存期限到期的个人数据；写明类别、理由和两名办理人（各自输入密码）后清理"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing to tell; a rule, the reason and two accounts to remove."""
        parser.add_argument("rule", nargs="?", choices=sorted(retention.rules()), help="要清理的类别")
        parser.add_argument("--reason", default="", help="理由")
        parser.add_argument("--by", default="", help="办理人的账号")
        parser.add_argument("--second", default="", help="复核人的账号")

    def handle(self, *args: Any, **options: Any) -> None:
        """The list is made for every county; removal is for the county of the two."""
        if not options["rule"]:
            self._list()
            return
        actor, second = (self._asked(options[name]) for name in ("by", "second"))
        try:
            count = retention.remove(actor.county, options["rule"], options["reason"], actor=actor, second=second)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已清理 {count} 项，并记入操作留痕。")

    def _list(self) -> None:
        for county in County.objects.order_by("code"):
            self.stdout.write(f"{county.name}")
            for one in retention.due(county):
                told = f"{one.rule.label}：保存 {one.rule.days} 天，到期 {one.things} 项。{one.rule.why}"
                self.stdout.write(f"  {one.key:<9} {told}")

    def _asked(self, name: str) -> User:
        """The account, once its owner has typed the password here."""
        user = User.objects.select_related("county").filter(username=name, is_active=True).exclude(county=None).first()
        if user is None:
            raise CommandError(f"没有在用的账号“{name}”。请用 --by 和 --second 写明两名办理人的账号。")
        if not user.check_password(getpass(f"{user}（{name}）的密码：")):
            sign_in_failed(name)
            raise CommandError(f"“{name}”的密码不正确，没有清理任何数据。")
        return user
