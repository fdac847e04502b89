from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken

from cadres.access.models import Role

LONGEST_NAME = 60


class User(AbstractUser):  # type: ignore[django-manager-missing]  # knox brings no types for its tokens
    """An account of one county. What it may do follows from its assignments (`cadres.access`), not from flags."""

    county = models.ForeignKey("cadres.County", models.PROTECT, null=True, blank=True, related_name="users")
    display_name = models.CharField("姓名", max_length=LONGEST_NAME, blank=True)
    #: Counts the savings by administrators, so that nobody saves over what he has not read.
    version = models.PositiveIntegerField("版本", default=1)
    #: When its owner last chose the password. Empty: somebody else chose it, and it must be changed at sign-in.
    password_chosen_at = models.DateTimeField("密码设定时间", null=True, blank=True, default=timezone.now)

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(Lower("username"), name="username_once")]

    def __str__(self) -> str:
        """The name that records copy; a user name that stands in for it is cut to what they hold."""
        return (self.display_name or self.username)[:LONGEST_NAME]

    @property
    def must_choose_password(self) -> bool:
        """Whether the password is somebody else's choice, or older than the settings allow (0 days: no limit)."""
        if self.password_chosen_at is None:
            return True
        days: int = settings.PASSWORD_DAYS
        return bool(days) and timezone.now() - self.password_chosen_at > timedelta(days=days)


class ChangeState(models.TextChoices):
    """Where a proposed change of roles stands."""

    OPEN = "open", "待确认"
    CONFIRMED = "confirmed", "已生效"
    REFUSED = "refused", "已驳回"
    WITHDRAWN = "withdrawn", "已撤回"


class RoleChange(models.Model):
    """A role to be given or taken: proposed by one person, decided by another, for a third."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_changes")
    giving = models.BooleanField("授予")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    unit = models.ForeignKey("cadres.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("cadres.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("理由", max_length=300)
    state = models.CharField("状态", max_length=10, choices=ChangeState.choices, default=ChangeState.OPEN)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True)

    class Meta:
        verbose_name = "角色变更"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "person"],
                condition=models.Q(state=ChangeState.OPEN),
                nulls_distinct=False,
                name="one_open_change",
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("proposed_by")), name="not_proposed_for_oneself"),
            models.CheckConstraint(
                condition=models.Q(state=ChangeState.OPEN, decided_by__isnull=True)
                | models.Q(state=ChangeState.WITHDRAWN, decided_by=models.F("proposed_by"))
                | (
                    models.Q(state__in=[ChangeState.CONFIRMED, ChangeState.REFUSED], decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("proposed_by"))
                    & ~models.Q(decided_by=models.F("user"))
                ),
                name="decided_by_a_second",
            ),
        ]

    def __str__(self) -> str:
        bound = self.unit or self.person
        return self.get_role_display() + (f"（{bound}）" if bound else "")


class Token(AbstractAuthToken):
    """A token of the API. `acts` are names of `May` that bound it; None: whatever its account may do."""

    name = models.CharField("名称", max_length=60)
    acts = models.JSONField("可以", null=True)
    last_used_at = models.DateTimeField("最近使用", null=True)
    last_used_from = models.CharField("最近来源", max_length=45, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = verbose_name


class OldPassword(models.Model):
    """A password that an account had, as its digest; the last few may not be chosen again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="old_passwords")
    digest = models.CharField("密码摘要", max_length=128)
    replaced_at = models.DateTimeField("更换时间", auto_now_add=True)

    class Meta:
        verbose_name = "旧密码"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
