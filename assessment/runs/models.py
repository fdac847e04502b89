from django.conf import settings
from django.db import models


class Run(models.Model):
    """One calculation of a cycle: asked for, judged once, then never changed (a trigger refuses it).

    It names what it rests on: scheme text (digest), inputs (digest), engine version; `digest` covers these and the
    verdict. `records_read` tells how many entries, deductions, rulings and data books there were. `quotas`, `missing`
    (what must be supplied), `provided_for` (what is missing, too, but has its way in the scheme) `problems` and
    `reminders` are the verdict's lists as JSON (scores as text), `counts` its totals {kind: {group: {status: n}}};
    `grades` {kind: {group: {grade: n}}}, `flags` {flag: n} and `payouts` (`assessment.runs.sums`) where the method has
    them.
    """

    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField("第几次测算")
    job = models.OneToOneField("cadres.Job", models.PROTECT, related_name="run")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scheme_sha256 = models.CharField("方案校验值", max_length=64)
    engine_version = models.CharField("程序版本", max_length=20, blank=True)
    inputs_digest = models.CharField("输入校验值", max_length=80, blank=True)
    digest = models.CharField("结果校验值", max_length=80, blank=True)
    quotas = models.JSONField("名额", default=list)
    missing = models.JSONField("缺项", default=list)
    provided_for = models.JSONField("方案已有办法的缺项", default=list)
    problems = models.JSONField("问题", default=list)
    reminders = models.JSONField("提醒", default=list)
    counts = models.JSONField("合计", default=dict)
    grades = models.JSONField("各等次数", default=dict)
    flags = models.JSONField("标记数", default=dict)
    payouts = models.JSONField("奖金合计", default=list)
    records_read = models.JSONField("读到的记录数", default=list)
    judged_at = models.DateTimeField("测算时间", null=True)

    class Meta:
        verbose_name = "测算"
        verbose_name_plural = verbose_name
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="run_number_once")]

    def __str__(self) -> str:
        return f"第{self.number}次测算"


class Result(models.Model):
    """What a run says of one seat, with its explanation tree (`scoring.model.figure.dumps`). Appended only.

    `quota` and `place` lead; `places` are [[quota, place]] under every quota where there are several. `grade` is the
    grade's key or '', `reasons` why, one sentence each; `flags` are [[flag, sentence]], `payouts` one tree each, as
    text. Reasons, flags and payouts may name situations: they are for the subject and those who decide.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="results")
    seat = models.ForeignKey("assessment.Seat", models.PROTECT, related_name="results")
    kind = models.CharField("对象", max_length=20)
    peer_group = models.CharField("排名组", max_length=20)
    status = models.CharField("状态", max_length=12)
    score = models.DecimalField("综合得分", max_digits=9, decimal_places=4, null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    tied = models.PositiveIntegerField("同分人数", default=0)
    quota = models.CharField("名额", max_length=40, blank=True)
    place = models.CharField("名额结果", max_length=10, blank=True)
    places = models.JSONField("各名额结果", default=list, help_text="[[名额, 结果]]，只有一种名额时为空")
    colour = models.CharField("颜色", max_length=8, blank=True)
    grade = models.CharField("等次", max_length=40, blank=True)
    reasons = models.JSONField("等次理由", default=list)
    flags = models.JSONField("标记", default=list, help_text="[[标记, 说明]]")
    payouts = models.JSONField("奖金与系数", default=list, help_text="每笔一段得分说明的文本")
    parts = models.JSONField("各部分", default=list, help_text="[[标签, 得分, 计入]]，供列表与图表使用")
    explanation = models.TextField("得分构成")

    class Meta:
        verbose_name = "测算结果"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["run", "seat"], name="result_once")]
        indexes = [models.Index(fields=["run", "kind", "peer_group", "rank"], name="result_rank")]


class Ruling(models.Model):
    """A named person's decision on a tie at a quota line, an input of the next run. Append-only; the latest counts.

    `peer_group` is where the line's seats were counted: a group, all, a unit, or several taken together.
    """

    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="rulings")
    run = models.ForeignKey(Run, models.PROTECT, related_name="rulings", help_text="发现同分的那次测算")
    quota = models.CharField("名额", max_length=40)
    peer_group = models.CharField("排名组", max_length=400)
    admitted = models.JSONField("入选", default=list)
    refused = models.JSONField("不入选", default=list)
    decided_by = models.CharField("裁定人", max_length=60)
    decided_on = models.DateField("裁定日期")
    document = models.CharField("依据（会议纪要等）", max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "同分裁定"
        verbose_name_plural = verbose_name
        ordering = ["id"]
