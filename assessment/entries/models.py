from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One mark as recorded. Appended only: a correction is a new entry that names the one it supersedes.

    `value` None in a correction withdraws the mark. What is in force: entries no other entry supersedes.
    """

    seat = models.ForeignKey("assessment.Seat", models.PROTECT, related_name="entries")
    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="+", db_index=False)
    source = models.CharField("来源", max_length=16)
    period = models.CharField("期次", max_length=10)
    item = models.CharField("项目", max_length=20, blank=True)
    value = models.DecimalField("得分", max_digits=7, decimal_places=2, null=True)
    origin = models.CharField("出处", max_length=60, help_text="工作簿的工作表与单元格，如 平时考核-干部!E7")
    intake = models.ForeignKey("assessment.Intake", models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField("登记时间")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField("更正理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "考核记录"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["cycle"], name="entry_cycle")]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "source", "period", "item"],
                condition=models.Q(supersedes__isnull=True),
                name="entry_first_once",
            ),
        ]


class Deduction(models.Model):
    """Points taken from a unit for one fact on one of its tasks; who else bears them follows from that day's lists.

    Appended only, like Entry. `points` is negative; None in a correction withdraws the line.
    """

    seat = models.ForeignKey("assessment.Seat", models.PROTECT, related_name="deductions")
    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="+")
    unit_task = models.ForeignKey("assessment.UnitTask", models.PROTECT, related_name="deductions")
    source = models.CharField("来源", max_length=16, default="deductions")
    happened_on = models.DateField("发生时间")
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True)
    reason = models.CharField("事由", max_length=200)
    document = models.CharField("文号", max_length=80, blank=True)
    origin = models.CharField("出处", max_length=60)
    intake = models.ForeignKey("assessment.Intake", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")
    correction = models.CharField("更正理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "扣分"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__lt=0), name="deduction_negative"
            )
        ]
