from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cadres.privacy import rotation
from cadres.trail.services import record
from config import env, keys

_NAME, _BEFORE = "field-key", "field-key-before"
_NONE = "没有正在更换的密钥。请先执行 bin/manage field_key begin，或同时给出新旧两个密钥（见 docs/running.md）。"
_SHOWN = 20


class Command(BaseCommand):
    """Exchange the key that hides ID numbers: begin, renew (again after a kill), finish."""

    help = "更换字段密钥：state 查看，begin 生成新密钥，renew 全部改用新密钥加密（可中断后重做），finish 停用旧密钥"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which step."""
        parser.add_argument("step", nargs="?", default="state", choices=["state", "begin", "renew", "finish"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step may be asked for again."""
        getattr(self, f"_{options['step']}")()

    def _state(self) -> None:
        before = len(settings.FIELD_ENCRYPTION_KEYS_BEFORE)
        self.stdout.write(f"在用密钥 1 个，更换前的密钥 {before} 个。")
        self._told(rotation.census(self._tell))

    def _begin(self) -> None:
        if env.text("FIELD_ENCRYPTION_KEY"):
            raise CommandError(
                "字段密钥由环境变量 FIELD_ENCRYPTION_KEY 给出：请把现值改记为 FIELD_ENCRYPTION_KEY_BEFORE，"
                "另给 FIELD_ENCRYPTION_KEY 新值，重启各进程后执行 bin/manage field_key renew。"
            )
        try:
            with transaction.atomic():
                record("keys.begun", None, "生成新字段密钥，开始更换", actor=None, county=None)
                keys.exchange(settings.STATE, _NAME, _BEFORE)
        except FileExistsError as under_way:
            raise CommandError("密钥正在更换，请先完成：bin/manage field_key renew，再 finish。") from under_way
        self.stdout.write("已生成新密钥，旧密钥仍可解密。请另存新密钥（secrets/field-key），重启各进程，再执行 renew。")

    def _renew(self) -> None:
        self._under_way()
        lost = self._told(rotation.renew(self._tell))
        if lost:
            raise CommandError(f"有 {lost} 项没有改用新密钥，旧密钥须保留。请从备份恢复或更正后再执行。")
        self.stdout.write("全部已用新密钥加密。请执行 bin/manage field_key finish 停用旧密钥。")

    def _finish(self) -> None:
        self._under_way()
        found = rotation.census(self._tell)
        left = sum(tally.older for tally in found.values())
        if self._told(found) or left:
            raise CommandError(f"仍有 {left} 项由旧密钥加密，或有打不开的，旧密钥不能停用。请先执行 renew。")
        with transaction.atomic():
            record("keys.finished", None, "停用旧字段密钥，更换完成", actor=None, county=None)
            keys.drop(settings.STATE, _BEFORE)
        given = env.text("FIELD_ENCRYPTION_KEY_BEFORE")
        self.stdout.write("旧密钥已停用。" + ("请去掉环境变量 FIELD_ENCRYPTION_KEY_BEFORE 并重启。" if given else ""))

    def _under_way(self) -> None:
        if not settings.FIELD_ENCRYPTION_KEYS_BEFORE:
            raise CommandError(_NONE)

    def _tell(self, label: str, done: int, whole: int) -> None:
        self.stdout.write(f"{label} {done}/{whole}")

    def _told(self, found: dict[str, rotation.Tally]) -> int:
        """Say what was found; how many things no key opens."""
        lost = [name for tally in found.values() for name in tally.lost]
        for label, tally in found.items():
            self.stdout.write(f"{label}：新密钥 {tally.present}，旧密钥 {tally.older}，打不开 {len(tally.lost)}")
        for name in lost[:_SHOWN]:
            self.stdout.write(f"  打不开：{name}")
        return len(lost)
