from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A scheme in the making: a text that the office changes until it is adopted or thrown away.

    `version` counts the savings, so that nobody saves over what he has not read. It need not be without faults.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="drafts")
    name = models.CharField("草案名称", max_length=60)
    text = models.TextField("方案原文")
    version = models.PositiveIntegerField("第几稿", default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "方案草案"
        verbose_name_plural = verbose_name
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["county", "name"], name="draft_name_once")]

    def __str__(self) -> str:
        return self.name
