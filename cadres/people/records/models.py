from collections.abc import Mapping

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from cadres.constraints import Span


class FormerName(models.Model):
    """What a person was called until a day, that day included; the present name is the person's own.

    `last_on` is empty where a sheet or form wrote another name than the register had and nobody said since when: kept
    by the database (`guards.py`), so that whoever looks for the name still finds the person.
    """

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="former_names")
    name = models.CharField("曾用名", max_length=60)
    name_key = models.CharField("曾用名（无空格）", max_length=60)
    last_on = models.DateField("用至", null=True, blank=True)
    paper = models.CharField("依据文号", max_length=80, blank=True)

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = verbose_name
        ordering = ["person", models.F("last_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "last_on"], condition=models.Q(last_on__isnull=False), name="one_former_name_a_day"
            ),
            models.UniqueConstraint(
                fields=["person", "name_key"], condition=models.Q(last_on__isnull=True), name="undated_name_once"
            ),
        ]
        indexes = [models.Index(fields=["name_key"], name="former_name_key")]

    def __str__(self) -> str:
        return self.name


class FormerNumber(models.Model):
    """An ID number that a person had until a day. Sealed and indexed like the present one; nobody else may have it."""

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="former_numbers")
    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="+")
    id_cipher = models.CharField("身份证号（密文）", max_length=120)
    id_index = models.CharField("身份证号索引", max_length=80)
    last_on = models.DateField("用至")
    paper = models.CharField("依据文号", max_length=80)

    class Meta:
        verbose_name = "原身份证号"
        verbose_name_plural = verbose_name
        ordering = ["person", "-last_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["county", "id_index"], name="former_number_once")]


class Charge(models.Model):
    """A line of work that the holder of a post is in charge of (分管), from one day to another, both included."""

    post = models.ForeignKey("cadres.Post", models.PROTECT, related_name="charges")
    what = models.CharField("分管工作", max_length=200)
    first_on = models.DateField("起")
    last_on = models.DateField("止", null=True, blank=True)
    paper = models.CharField("依据文号", max_length=80)

    class Meta:
        verbose_name = "分管工作"
        verbose_name_plural = verbose_name
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__isnull=True) | models.Q(last_on__gte=models.F("first_on")),
                name="charge_days_in_order",
            ),
            ExclusionConstraint(
                name="one_charge_of_a_post",
                expressions=[
                    (Span("post_id", "post_id", function="int8range"), RangeOperators.OVERLAPS),
                    (Span("first_on", "last_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.what


#: The ranks of civil servants, the highest first, by their series: 综合管理类 by the law, the others by rules of their
#: own; and the posts without leadership that ranks took the place of in 2019, for the years before.
RANKS: Mapping[str, tuple[str, ...]] = {
    "综合管理类": (
        *("一级巡视员", "二级巡视员", "一级调研员", "二级调研员", "三级调研员", "四级调研员"),
        *("一级主任科员", "二级主任科员", "三级主任科员", "四级主任科员", "一级科员", "二级科员"),
    ),
    "行政执法类": (
        *("督办", "一级高级主办", "二级高级主办", "三级高级主办", "四级高级主办"),
        *("一级主办", "二级主办", "三级主办", "四级主办", "一级行政执法员", "二级行政执法员"),
    ),
    "专业技术类": (
        *("一级总监", "二级总监", "一级高级主管", "二级高级主管", "三级高级主管", "四级高级主管"),
        *("一级主管", "二级主管", "三级主管", "四级主管", "专业技术员"),
    ),
    "原非领导职务": ("巡视员", "副巡视员", "调研员", "副调研员", "主任科员", "副主任科员", "科员", "办事员"),
}


class Rank(models.Model):
    """A civil-service rank (职级) that a person holds from one day to another, both included; one at a time.

    It stands beside posts and decides nothing here. `first_on` is empty where the paper does not say since when.
    """

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="ranks")
    name = models.CharField("职级", max_length=10)
    first_on = models.DateField("起", null=True, blank=True)
    last_on = models.DateField("止", null=True, blank=True)
    paper = models.CharField("依据文号", max_length=80, blank=True)
    ended_by = models.CharField("免去文号", max_length=80, blank=True)

    class Meta:
        verbose_name = "职级"
        verbose_name_plural = verbose_name
        ordering = [models.F("first_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(last_on__gte=models.F("first_on")),
                name="rank_days_in_order",
            ),
            ExclusionConstraint(
                name="one_rank_at_a_time",
                expressions=[
                    (Span("person_id", "person_id", function="int8range"), RangeOperators.OVERLAPS),
                    (Span("first_on", "last_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sanction(models.Model):
    """A measure or sanction that was decided elsewhere, with the days during which it bars promotion.

    Appended only, but for its being lifted or void. Shown to cleared roles and to the person.
    """

    class Kind(models.TextChoices):
        ADMONITION = "admonition", "诫勉"
        ORDERED_REVIEW = "ordered_review", "责令检查"
        REASSIGNED = "reassigned", "调整职务"
        ORDERED_RESIGN = "ordered_resign", "责令辞职"
        REMOVED = "removed", "免职"
        DEMOTED = "demoted", "降职"
        PARTY_WARNING = "party_warning", "党内警告"
        PARTY_SERIOUS = "party_serious", "党内严重警告"
        PARTY_POST = "party_post", "撤销党内职务"
        PARTY_PROBATION = "party_probation", "留党察看"
        PARTY_EXPELLED = "party_expelled", "开除党籍"
        WARNING = "warning", "政务警告"
        DEMERIT = "demerit", "记过"
        SERIOUS_DEMERIT = "serious_demerit", "记大过"
        DOWNGRADED = "downgraded", "降级"
        DISMISSED = "dismissed", "撤职"

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="sanctions")
    kind = models.CharField("种类", max_length=16, choices=Kind.choices)
    first_on = models.DateField("决定时间")
    last_on = models.DateField("影响期止")
    authority = models.CharField("决定机关", max_length=80)
    document = models.CharField("决定文号", max_length=80)
    reason = models.CharField("事由", max_length=200)
    lifted_on = models.DateField("解除时间", null=True, blank=True)
    lifted_by = models.CharField("解除文号", max_length=80, blank=True)
    #: Entered by mistake: on record as void, counted and shown no more.
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.CharField("作废依据", max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "处分与组织处理"
        verbose_name_plural = verbose_name
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "document", "kind"],
                condition=models.Q(voided_at__isnull=True),
                name="sanction_once",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(voided_by="")),
                name="sanction_void_on_paper",
            ),
            models.CheckConstraint(condition=models.Q(last_on__gte=models.F("first_on")), name="sanction_in_order"),
            models.CheckConstraint(
                condition=models.Q(lifted_on__isnull=True, lifted_by="")
                | (models.Q(lifted_on__gte=models.F("first_on")) & ~models.Q(lifted_by="")),
                name="sanction_lifted_on_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.document}）"


class Mark(models.Model):
    """A word of the office's own that groups people, such as 优秀年轻干部. No part of any result."""

    person = models.ForeignKey("cadres.Person", models.PROTECT, related_name="marks")
    word = models.CharField("标记", max_length=20)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField("加标时间", auto_now_add=True)

    class Meta:
        verbose_name = "标记"
        verbose_name_plural = verbose_name
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["person", "word"], name="mark_once")]

    def __str__(self) -> str:
        return self.word
