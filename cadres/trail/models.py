from django.conf import settings
from django.db import models


class TrailLine(models.Model):
    """Who did what, when, on what, from where, and why. Appended only: the database refuses change and removal."""

    county = models.ForeignKey("cadres.County", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField("经办人", max_length=60)
    act = models.CharField("行为", max_length=60)
    thing = models.CharField("对象类型", max_length=40)
    thing_id = models.CharField("对象编号", max_length=40)
    summary = models.CharField("摘要", max_length=300)
    detail = models.JSONField("详情", default=dict)
    before = models.JSONField("原值", null=True)
    after = models.JSONField("新值", null=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    request_id = models.CharField("请求编号", max_length=40, blank=True)

    class Meta:
        verbose_name = "操作留痕"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["county", "-id"], name="trail_county_newest"),
            models.Index(fields=["county", "at"], name="trail_county_at"),
            models.Index(fields=["county", "actor", "-id"], name="trail_county_actor"),
            models.Index(fields=["act", "-id"], name="trail_act_newest"),
            models.Index(fields=["thing", "thing_id", "-id"], name="trail_thing_newest"),
        ]


class TrailLink(models.Model):
    """A line's place in the chain. Written by the database alone (`cadres.trail.sealing`); nobody's code may.

    It stands by itself, without a foreign key, so that it can testify to a line that is gone. `number`, `previous`,
    `digest` and `sealed_at` are empty only inside the transaction that writes the line.
    """

    line = models.OneToOneField(
        TrailLine, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="link", verbose_name="留痕"
    )
    number = models.BigIntegerField("环号", null=True, unique=True)
    algorithm = models.CharField("算法", max_length=20)
    previous = models.CharField("前一环校验值", max_length=64)
    digest = models.CharField("校验值", max_length=64)
    sealed_at = models.DateTimeField("入链时间", null=True)

    class Meta:
        verbose_name = "留痕链环"
        verbose_name_plural = verbose_name
