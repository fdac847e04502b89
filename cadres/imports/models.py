from django.conf import settings
from django.db import models
from django.utils import timezone


class RegisterImport(models.Model):
    """Rosters sent together: looked through first, then written whole, or not at all; taken back while nothing rests.

    `files` [{name, size, sha256}]; `copies` [{name, sha256}] the files with remarks at the faulty cells; `passed` what
    was not read, in words; `counts` {subject: {action: rows}}; `asks` how many rows a person must decide on; `digest`
    of all findings of the look. `absent` names people of the register whom no row tells of (`absent_count` of them).
    `basis` is the paper that the acts rest on. `remaining` [{name, why}] are units which it founded and which its
    undoing had to leave.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="+")
    looking = models.OneToOneField("cadres.Job", models.PROTECT, related_name="looked_at_register")
    writing = models.OneToOneField("cadres.Job", models.PROTECT, null=True, related_name="written_register")
    undoing = models.OneToOneField("cadres.Job", models.PROTECT, null=True, related_name="undone_register")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    files = models.JSONField("文件", default=list)
    copies = models.JSONField("批注副本", default=list)
    passed = models.JSONField("未读取的内容", default=list)
    counts = models.JSONField("统计", default=dict)
    absent = models.JSONField("表中没有的干部", default=list)
    absent_count = models.PositiveIntegerField("表中没有的人数", default=0)
    fault_count = models.PositiveIntegerField("有问题的行数", default=0)
    asks = models.PositiveIntegerField("须核对的行数", default=0)
    digest = models.CharField("预览校验值", max_length=64, blank=True)
    basis = models.CharField("依据文号", max_length=80, blank=True)
    written_at = models.DateTimeField("写入时间", null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("撤销时间", null=True)
    undo_reason = models.CharField("撤销理由", max_length=200, blank=True)
    remaining = models.JSONField("撤销后保留的单位", default=list)

    class Meta:
        verbose_name = "名册导入"
        verbose_name_plural = verbose_name
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called: when it was sent."""
        return f"{timezone.localtime(self.received_at):%Y-%m-%d %H:%M} 的名册"


class Action(models.TextChoices):
    """What a row means to the register. The first that applies is said."""

    REFUSED = "refused", "有问题"
    NEW = "new", "新增"
    ENDED = "ended", "免职"
    MOVED = "moved", "任职变动"
    CHANGED = "changed", "更改"
    SAME = "same", "一致"


class RegisterRow(models.Model):
    """What came out for one row: `differences` [{field, label, before, after}], `faults` [{cell, what, cure}], `notes`.

    `asks`: somebody must look before it is written. `number_shown` is the ID number, masked.
    """

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("序号")
    file = models.PositiveSmallIntegerField("第几个文件")
    sheet = models.CharField("工作表", max_length=80)
    line = models.PositiveIntegerField("行")
    subject = models.CharField("对象", max_length=6)
    name = models.CharField("名称", max_length=80)
    about = models.CharField("单位或代码", max_length=80)
    number_shown = models.CharField("身份证号（掩码）", max_length=18)
    action = models.CharField("结果", max_length=8, choices=Action.choices)
    asks = models.BooleanField("须核对")
    differences = models.JSONField("出入", default=list)
    faults = models.JSONField("问题", default=list)
    notes = models.JSONField("说明", default=list)

    class Meta:
        verbose_name = "名册导入预览"
        verbose_name_plural = verbose_name
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["register_import", "number"], name="register_row_once")]


class RegisterEffect(models.Model):
    """One thing that an import made (`before` None) or changed, so that it can be taken back.

    Keys, not relations: what it made may be gone again. `before` and `after` are the fields changed, as JSON. Those who
    are new share an effect, some hundred at a time: `after` {people: [key], posts: [key]}.
    """

    class What(models.TextChoices):
        UNIT = "unit", "单位"
        PERSON = "person", "干部"
        POST = "post", "任职"
        RANK = "rank", "职级"

    register_import = models.ForeignKey(RegisterImport, models.PROTECT, related_name="effects")
    what = models.CharField("对象", max_length=6, choices=What.choices)
    unit_id = models.BigIntegerField("单位", null=True)
    person_id = models.BigIntegerField("干部", null=True)
    post_id = models.BigIntegerField("任职", null=True)
    rank_id = models.BigIntegerField("职级", null=True)
    before = models.JSONField("原有内容", null=True)
    after = models.JSONField("现有内容", null=True)

    class Meta:
        verbose_name = "名册导入的改动"
        verbose_name_plural = verbose_name
        ordering = ["id"]
