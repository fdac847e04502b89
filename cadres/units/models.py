from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from cadres.constraints import Span


class Kind(models.TextChoices):
    """What sort of organisation a unit is, whatever group it is compared in."""

    DEPARTMENT = "department", "县直部门"
    TOWNSHIP = "township", "苏木乡镇街道"
    VERTICAL = "vertical", "垂管驻县单位"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "国有企业"


class Unit(models.Model):
    """An assessed organisation: department, sumu or town.

    `name` is what it is called today (or was called last): the names of other days are `UnitName`. It exists from
    `founded_on` to the day before `abolished_on`. `version` counts the acts on it, so that nobody acts on what he has
    not read.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="units")
    code = models.CharField("单位代码", max_length=20)
    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    category = models.CharField("单位类别", max_length=20)
    kind = models.CharField("单位性质", max_length=16, choices=Kind.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="branches")
    establishment = models.PositiveIntegerField("编制数", null=True, blank=True)
    principal_posts = models.PositiveSmallIntegerField("正职职数", null=True, blank=True)
    deputy_posts = models.PositiveSmallIntegerField("副职职数", null=True, blank=True)
    protocol_order = models.PositiveIntegerField("排序")
    founded_on = models.DateField("成立时间", null=True, blank=True)
    abolished_on = models.DateField("撤销时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = verbose_name
        ordering = ["protocol_order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="unit_code_once"),
            models.UniqueConstraint(
                fields=["county", "name"], condition=models.Q(abolished_on=None), name="unit_name_once"
            ),
            models.CheckConstraint(
                condition=models.Q(founded_on__isnull=True)
                | models.Q(abolished_on__isnull=True)
                | models.Q(abolished_on__gt=models.F("founded_on")),
                name="unit_days_in_order",
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def unnamed(self) -> bool:
        """Whether it was entered by its code alone."""
        return self.name == self.code


class UnitName(models.Model):
    """What a unit was called from one day to another, both included; its days never overlap with those of another.

    Made by the database when a unit is entered with a name, and by the acts that rename it (`guards.py`). Never
    edited: a name is ended, or is `void` where it was a mistake, and goes only with a unit that is taken back.
    `short_name` is that of a name which has ended.
    """

    #: The database removes names with their unit, and nobody else does (`guards.py`).
    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="names", db_constraint=False)
    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    first_on = models.DateField("启用时间", null=True, blank=True)
    last_on = models.DateField("停用时间", null=True, blank=True)
    void = models.BooleanField("作废", default=False)

    class Meta:
        verbose_name = "单位名称沿革"
        verbose_name_plural = verbose_name
        ordering = ["unit", "first_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(last_on__gte=models.F("first_on")),
                name="unit_name_days_in_order",
            ),
            ExclusionConstraint(
                name="one_unit_name_at_a_time",
                expressions=[
                    (Span("unit_id", "unit_id", function="int8range"), RangeOperators.OVERLAPS),
                    (Span("first_on", "last_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(void=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAct(models.Model):
    """Something that befell a unit on a day, on a paper. Appended only."""

    class Deed(models.TextChoices):
        ENTERED = "entered", "设立"
        NAMED = "named", "补录名称"
        RENAMED = "renamed", "更名"
        CORRECTED = "corrected", "更正名称"
        MERGED = "merged", "并入"
        SPLIT = "split", "分设"
        ABOLISHED = "abolished", "撤销"
        ADJUSTED = "adjusted", "调整"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acts")
    deed = models.CharField("事项", max_length=12, choices=Deed.choices)
    on = models.DateField("生效时间", db_column="done_on")
    paper = models.CharField("依据文号", max_length=80)
    reason = models.CharField("事由", max_length=200)
    told = models.CharField("内容", max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "机构变动"
        verbose_name_plural = verbose_name
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.told


class Succession(models.Model):
    """That one unit carries on what another was, by an act. Appended only."""

    act = models.ForeignKey(UnitAct, models.PROTECT, related_name="successions")
    former = models.ForeignKey(Unit, models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="succeeds")

    class Meta:
        verbose_name = "机构承继"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["former", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~models.Q(former=models.F("successor")), name="succession_of_another"),
        ]
