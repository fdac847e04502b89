from django.contrib.auth.models import AbstractUser
from django.db import models

LONGEST_NAME = 60


class User(AbstractUser):
    """An account of one county. What it may do follows from its assignments (`cadres.access`), not from flags."""

    county = models.ForeignKey("cadres.County", models.PROTECT, null=True, blank=True, related_name="users")
    display_name = models.CharField("姓名", max_length=LONGEST_NAME, blank=True)

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        """The name that records copy; a user name that stands in for it is cut to what they hold."""
        return (self.display_name or self.username)[:LONGEST_NAME]
