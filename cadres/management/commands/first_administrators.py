from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cadres.access.models import ADMINISTRATORS, Assignment, Role
from cadres.accounts.keeping import open_account
from cadres.accounts.models import User
from cadres.accounts.services import give_role
from cadres.counties.models import County

_NAMES = {Role.SYSTEM_ADMIN: "系统管理员", Role.SECURITY_ADMIN: "安全管理员", Role.AUDIT_ADMIN: "审计管理员"}


class Command(BaseCommand):
    """Open the first three administrators of a county, who open and empower everybody else, two by two."""

    help = "为一个县开设首批系统、安全、审计管理员，显示一次性密码；已有管理员时拒绝"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which county, and the three user names."""
        parser.add_argument("county", help="行政区划代码，如 990101")
        parser.add_argument("names", nargs=3, help="三个账号名称，依次为系统、安全、审计管理员")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Three accounts, each with a password that is shown here and nowhere again."""
        county = County.objects.select_for_update().filter(code=options["county"]).first()
        if county is None:
            raise CommandError(f"没有代码为 {options['county']} 的县（市、区、旗）。")
        if Assignment.objects.filter(user__county=county, role__in=ADMINISTRATORS).exists():
            raise CommandError("这个县已有管理员。增减管理员请由安全管理员在页面上提出、另一人确认。")
        for (role, label), name in zip(_NAMES.items(), options["names"], strict=True):
            self._open(county, role, label, name)

    def _open(self, county: County, role: Role, label: str, name: str) -> None:
        if User.objects.filter(username__iexact=name).exists():
            raise CommandError(f"账号名称“{name}”已被使用。")
        user, password = open_account(county, name, label, actor=None)
        give_role(user, role, actor=None, reason="首批管理员")
        self.stdout.write(f"{label}\t{name}\t一次性密码 {password}")
