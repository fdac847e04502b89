from django.conf import settings
from django.db import models


class JobState(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class Job(models.Model):
    """Long work that someone asked for. The row is the truth; the broker only rings a bell.

    A worker claims it by raising `attempt` under a row lock and finishes it in the transaction that writes the work's
    effect, so the effect happens once. What changes while it runs is kept apart in `Pulse`: this row stays untouched
    between claim and finish, which lets a REPEATABLE READ transaction notice that another worker has taken over.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="jobs")
    kind = models.CharField("种类", max_length=20)
    title = models.CharField("事项", max_length=120)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField("第几次执行", default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField("发起时间", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    error = models.TextField("未完成的原因", blank=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"], name="job_open", condition=models.Q(state__in=["queued", "running"]))]

    def __str__(self) -> str:
        return self.title


class Pulse(models.Model):
    """A running job's sign of life: who works on it, until when it is his, how far he is."""

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="pulse")
    attempt = models.PositiveSmallIntegerField("第几次执行", default=0)
    lease_until = models.DateTimeField("占用至", null=True)
    rung_at = models.DateTimeField("最近一次唤起", null=True)
    step = models.CharField("步骤", max_length=60, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共计", default=0)

    class Meta:
        verbose_name = "任务进度"
        verbose_name_plural = verbose_name
