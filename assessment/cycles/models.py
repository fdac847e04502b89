from django.conf import settings
from django.db import models


class AdoptedScheme(models.Model):
    """A county's method as adopted: an immutable text with its digest, its source and the day it takes force."""

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="schemes")
    name = models.CharField("方案", max_length=60)
    title = models.CharField("方案名称", max_length=120)
    text = models.TextField("方案原文")
    sha256 = models.CharField("校验值", max_length=64)
    document = models.CharField("依据文件", max_length=120)
    effective_from = models.DateField("施行日期")
    adopted_at = models.DateTimeField("采用时间", auto_now_add=True)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "考核方案"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.title


class Cycle(models.Model):
    """One assessment year of a county, bound to the scheme it was opened with.

    `roster` is the intake whose seats are the year's roster, empty before the first.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=60)
    scheme = models.ForeignKey(AdoptedScheme, models.PROTECT, related_name="cycles")
    first_on = models.DateField("起始日")
    last_on = models.DateField("基准日")
    roster = models.ForeignKey("assessment.Intake", models.PROTECT, null=True, related_name="+", db_index=False)
    opened_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        verbose_name = "考核年度"
        verbose_name_plural = verbose_name
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="cycle_once_a_year")]

    def __str__(self) -> str:
        return self.name


UNIT = "unit"
"""The kind whose subjects are the register's units, whatever the method; what others are is said by the scheme."""


class SeatKind(models.TextChoices):
    """What the office's own set of workbooks assesses. A scheme may name other kinds: nothing else asks for these."""

    UNIT = UNIT, "单位"
    TEAM = "team", "领导班子"
    CADRE = "cadre", "科级干部"


class Seat(models.Model):
    """Someone or something assessed in a cycle, frozen when the cycle took in its roster.

    Names, group and order are copies: past rankings stay as they were when a unit is renamed or a person moves on.
    Each data book has seats of its own (`roster`): what a run was computed from stays beside its results, whatever a
    later book says of post, days or situation. A code is one somebody's in all of them.
    `kind` is one of the scheme's; `peer_group` the scheme's comparison group (a unit's category, a cadre's class),
    `category` that of its unit. `code` is the unit's code for units and teams, the person's code for cadres. `unit` is
    empty where the register has none (an indicator of the city); `unit_name` and `short_name` are what it was called.
    `individual` marks the seats of persons; of several that one person has (his score, a ballot on him) the first is
    `listed` in the roster.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="seats")
    roster = models.ForeignKey("assessment.Intake", models.PROTECT, null=True, related_name="seats")
    kind = models.CharField("对象", max_length=20)
    individual = models.BooleanField("个人", default=False)
    listed = models.BooleanField("列入干部名册", default=False)
    code = models.CharField("编号", max_length=20)
    name = models.CharField("名称", max_length=80)
    name_key = models.CharField("名称（检索）", max_length=80)
    unit = models.ForeignKey("cadres.Unit", models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField("单位", max_length=80, blank=True)
    short_name = models.CharField("单位简称", max_length=40, blank=True)
    person = models.ForeignKey("cadres.Person", models.PROTECT, null=True, related_name="seats")
    title = models.CharField("职务", max_length=80, blank=True)
    peer_group = models.CharField("排名组", max_length=20)
    category = models.CharField("单位类别", max_length=20, blank=True)
    first_on = models.DateField("本年在册起")
    last_on = models.DateField("本年在册止")
    situation = models.CharField("特殊情形", max_length=30, blank=True)
    protocol_order = models.PositiveIntegerField("排序")

    class Meta:
        verbose_name = "考核对象"
        verbose_name_plural = verbose_name
        ordering = ["protocol_order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind", "code", "roster"], name="seat_once", nulls_distinct=False)
        ]
        indexes = [models.Index(fields=["cycle", "kind", "peer_group"], name="seat_group")]

    def __str__(self) -> str:
        return self.name

    @property
    def post_line(self) -> str:
        """A person's unit and post in one line, '' for units and teams, whose name says it all.

        Many posts name their unit already, and it is not said twice.
        """
        if not self.person_id and self.name.startswith(self.unit_name):
            return ""
        if self.title.startswith(self.unit_name):
            return self.title
        return f"{self.unit_name} {self.title}".strip()


class Tenure(models.Model):
    """A cadre's post in a unit within the year (both days inclusive): who was whose principal on a day."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="tenures")
    unit_seat = models.ForeignKey(Seat, models.PROTECT, related_name="staff_tenures")
    title = models.CharField("职务", max_length=80)
    post_level = models.CharField("类别", max_length=16)
    first_on = models.DateField("起")
    last_on = models.DateField("止")

    class Meta:
        verbose_name = "本年任职"
        verbose_name_plural = verbose_name
        ordering = ["first_on"]
