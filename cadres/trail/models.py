from django.conf import settings
from django.db import models


class TrailLine(models.Model):
    """Who did what, when, to what. Appended only: a database trigger refuses change and removal."""

    county = models.ForeignKey("cadres.County", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField("经办人", max_length=60)
    act = models.CharField("行为", max_length=60)
    thing = models.CharField("对象类型", max_length=40)
    thing_id = models.CharField("对象编号", max_length=40)
    summary = models.CharField("摘要", max_length=300)
    detail = models.JSONField("详情", default=dict)

    class Meta:
        verbose_name = "操作留痕"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["county", "-at"], name="trail_county_at")]
