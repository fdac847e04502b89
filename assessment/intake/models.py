from django.conf import settings
from django.db import models


class Intake(models.Model):
    """A set of the office's workbooks, or a data book, read whole: every fault listed, or everything written.

    `files` [{name, sha256, size}]; `faults` [{file, sheet, cell, what, cure}] (at most 500, `fault_count`
    tells how many there were); `counts` {sheet: rows taken in}; `notes` what was passed over. Filled by the job, once.
    `book` is the digest of a data book's facts, '' for a set of workbooks. A year is taken in once from workbooks; a
    data book may be followed by another, with its `reason`: the newest counts.
    """

    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="intakes")
    job = models.OneToOneField("cadres.Job", models.PROTECT, related_name="intake")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    files = models.JSONField("文件", default=list)
    faults = models.JSONField("问题", default=list)
    fault_count = models.PositiveIntegerField("问题数", default=0)
    counts = models.JSONField("导入数", default=dict)
    notes = models.JSONField("说明", default=list)
    book = models.CharField("数据表校验值", max_length=64, blank=True)
    reason = models.CharField("更新理由", max_length=200, blank=True)
    accepted_at = models.DateTimeField("导入时间", null=True)

    class Meta:
        verbose_name = "数据导入"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=models.Q(accepted_at__isnull=False, book=""), name="intake_once_a_cycle"
            )
        ]
