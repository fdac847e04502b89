from django.conf import settings
from django.db import models


class RequestState(models.TextChoices):
    """Where a request to correct stands."""

    OPEN = "open", "待答复"
    CORRECTED = "corrected", "已更正"
    DECLINED = "declined", "未更正"


class CorrectionRequest(models.Model):
    """A person asks that what is on record of him be corrected; the office answers, with its reason, once."""

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="correction_requests")
    subject = models.CharField("事项", max_length=30)
    on_record = models.CharField("当时的记录", max_length=300, blank=True)
    wish = models.CharField("应为", max_length=300)
    ground = models.CharField("依据", max_length=500)
    state = models.CharField("状态", max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "个人信息更正申请"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject"], condition=models.Q(state=RequestState.OPEN), name="one_open_correction"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.OPEN, answered_by__isnull=True, answer="")
                | (
                    ~models.Q(state=RequestState.OPEN)
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~models.Q(answer="")
                    & ~models.Q(answered_by=models.F("asked_by"))
                ),
                name="correction_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}：{self.subject}"
