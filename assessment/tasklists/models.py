from django.db import models


class CountyTask(models.Model):
    """Tier 1: a goal of the county's year, in one of its fields."""

    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="county_tasks")
    code = models.CharField("任务编号", max_length=20)
    field = models.CharField("领域", max_length=30)
    title = models.CharField("任务内容", max_length=200)
    goal = models.CharField("年度目标", max_length=200, blank=True)

    class Meta:
        verbose_name = "一级清单"
        verbose_name_plural = verbose_name
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="county_task_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class UnitTask(models.Model):
    """Tier 2: what a unit owes to a county goal. `full_mark` adds up to 100 within a unit."""

    county_task = models.ForeignKey(CountyTask, models.PROTECT, related_name="unit_tasks")
    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="unit_tasks")
    seat = models.ForeignKey("assessment.Seat", models.PROTECT, related_name="unit_tasks")
    code = models.CharField("任务编号", max_length=20)
    title = models.CharField("任务内容", max_length=200)
    indicator = models.CharField("指标类型", max_length=10, choices=[("common", "共性"), ("specific", "个性")])
    full_mark = models.DecimalField("分值", max_digits=6, decimal_places=2)
    monitor = models.CharField("监控部门", max_length=80)

    class Meta:
        verbose_name = "二级清单"
        verbose_name_plural = verbose_name
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="unit_task_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class MemberTask(models.Model):
    """Tier 3: a member's share of a unit's task between two days (both inclusive)."""

    unit_task = models.ForeignKey(UnitTask, models.PROTECT, related_name="member_tasks")
    seat = models.ForeignKey("assessment.Seat", models.PROTECT, related_name="member_tasks")
    main = models.BooleanField("主要责任")
    share = models.DecimalField("分担比例", max_digits=5, decimal_places=2, help_text="百分数，60 即 60%")
    title = models.CharField("具体任务", max_length=200)
    first_on = models.DateField("起")
    last_on = models.DateField("止")

    class Meta:
        verbose_name = "三级清单"
        verbose_name_plural = verbose_name
        ordering = ["-main", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(last_on__gte=models.F("first_on")), name="member_task_days"),
            models.CheckConstraint(condition=models.Q(share__gt=0, share__lte=100), name="member_task_share"),
        ]
