from django.conf import settings
from django.db import models


class Robustness(models.Model):
    """How often each subject of a kind stays inside the quota of a run when the weights are drawn anew.

    `reach` in hundredths of a point of weight, `draws` and `seed` say how to repeat it (`scoring.trial.robustness`);
    `rows` are [[code, inside, tied, outside], …] in the order of the ranking once the job is done.
    """

    run = models.ForeignKey("assessment.Run", models.PROTECT, related_name="robustness")
    job = models.OneToOneField("cadres.Job", models.PROTECT, related_name="robustness")
    kind = models.CharField("对象", max_length=20)
    reach = models.PositiveIntegerField("权重浮动")
    draws = models.PositiveIntegerField("抽取次数")
    seed = models.PositiveIntegerField("随机种子")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rows = models.JSONField("结果", default=list)
    drawn_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "稳定性检验"
        verbose_name_plural = verbose_name
        ordering = ["-id"]
