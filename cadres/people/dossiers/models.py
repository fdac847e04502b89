from django.conf import settings
from django.db import models


class Policy(models.TextChoices):
    """What becomes of a field that the register and a form tell differently."""

    FILL = "fill", "只补名册的空白，不改已有内容"
    REPLACE = "replace", "以任免审批表为准，改动名册"


class FormImport(models.Model):
    """Appointment forms sent together: looked through first, then written whole, or not at all.

    `files` [{name, size, pieces: [digest]}]; `passed` names of files that are no forms; `digest` of all findings of
    the look; `counts` {action: forms}. `policy` is chosen by `ordered_by`, whose order makes `writing`.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="+")
    looking = models.OneToOneField("cadres.Job", models.PROTECT, related_name="looked_through")
    writing = models.OneToOneField("cadres.Job", models.PROTECT, null=True, related_name="written_forms")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    files = models.JSONField("文件", default=list)
    passed = models.JSONField("未读取的文件", default=list)
    counts = models.JSONField("统计", default=dict)
    fault_count = models.PositiveIntegerField("问题数", default=0)
    digest = models.CharField("预览校验值", max_length=64, blank=True)
    policy = models.CharField("处理办法", max_length=8, choices=Policy.choices, blank=True)
    written_at = models.DateTimeField("写入时间", null=True)

    class Meta:
        verbose_name = "任免审批表导入"
        verbose_name_plural = verbose_name
        ordering = ["-id"]


class Action(models.TextChoices):
    """What a form means to the register."""

    REFUSED = "refused", "有问题"
    NEW = "new", "新增"
    CONFLICT = "conflict", "有出入"
    FILLS = "fills", "补充"
    SAME = "same", "一致"


class FormFinding(models.Model):
    """What came out for one form: `differences` [{field, label, before, after}], `faults` [{what, cure}], `notes`."""

    form_import = models.ForeignKey(FormImport, models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField("序号")
    file = models.CharField("文件", max_length=260)
    name = models.CharField("姓名", max_length=60)
    person = models.ForeignKey("cadres.Person", models.PROTECT, null=True, related_name="+")
    action = models.CharField("结果", max_length=8, choices=Action.choices)
    differences = models.JSONField("出入", default=list)
    faults = models.JSONField("问题", default=list)
    notes = models.JSONField("说明", default=list)

    class Meta:
        verbose_name = "任免审批表预览"
        verbose_name_plural = verbose_name
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["form_import", "number"], name="finding_once")]


class AppointmentForm(models.Model):
    """A person's form as it was sent, sealed and found by its digest; the newest one is given out again."""

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="appointment_forms")
    form_import = models.ForeignKey(FormImport, models.PROTECT, related_name="forms")
    file = models.CharField("文件", max_length=260)
    sha256 = models.CharField("SHA-256", max_length=64)
    has_photo = models.BooleanField("有照片")

    class Meta:
        verbose_name = "任免审批表"
        verbose_name_plural = verbose_name
        ordering = ["-id"]


class AnnualResult(models.Model):
    """A grade of an earlier year, as a document tells it."""

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="annual_results")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("等次", max_length=20)
    source = models.CharField("依据", max_length=300)

    class Meta:
        verbose_name = "历年考核结果"
        verbose_name_plural = verbose_name
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="annual_result_once")]
