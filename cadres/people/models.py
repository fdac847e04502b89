from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from cadres.constraints import Span


class Person(models.Model):
    """A cadre in the register. Identity is `code`; names are attributes, ID numbers are encrypted (`identity.py`).

    `birth_month` is '1974.05', `birth_day` '12', or '' where no source tells the day: none is ever made up. Names and
    numbers of earlier days, ranks and more are in `records`. `photo` is the digest of a kept picture. `version` counts
    the changes, so that nobody writes over what he has not read.
    """

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="people")
    code = models.CharField("干部编号", max_length=20)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField("姓名（无空格）", max_length=60)
    sex = models.CharField("性别", max_length=1, choices=[("1", "男"), ("2", "女")])
    ethnicity = models.CharField("民族", max_length=20)
    birth_month = models.CharField("出生年月", max_length=7)
    birth_day = models.CharField("出生日", max_length=2, blank=True, db_default="")
    id_cipher = models.CharField("身份证号（密文）", max_length=120)
    id_index = models.CharField("身份证号索引", max_length=80)
    native_place = models.CharField("籍贯", max_length=60, blank=True)
    birthplace = models.CharField("出生地", max_length=60, blank=True)
    party = models.CharField("政治面貌", max_length=60, blank=True)
    party_since = models.CharField("入党时间", max_length=10, blank=True)
    work_since = models.CharField("参加工作时间", max_length=10, blank=True)
    health = models.CharField("健康状况", max_length=60, blank=True)
    profession = models.CharField("专业技术职务", max_length=200, blank=True)
    expertise = models.CharField("熟悉专业有何专长", max_length=200, blank=True)
    education = models.CharField("全日制学历", max_length=60, blank=True)
    degree = models.CharField("全日制学位", max_length=60, blank=True)
    school = models.CharField("全日制毕业院校系及专业", max_length=200, blank=True)
    later_education = models.CharField("在职学历", max_length=60, blank=True)
    later_degree = models.CharField("在职学位", max_length=60, blank=True)
    later_school = models.CharField("在职毕业院校系及专业", max_length=200, blank=True)
    photo = models.CharField("照片", max_length=64, blank=True, db_default="")
    version = models.PositiveIntegerField("版本", default=1, db_default=1)

    class Meta:
        verbose_name = "干部"
        verbose_name_plural = verbose_name
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="person_code_once"),
            models.UniqueConstraint(fields=["county", "id_index"], name="person_id_once"),
        ]
        indexes = [models.Index(fields=["county", "name_key"], name="person_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def born(self) -> str:
        """Month of birth, and day where it is known: '1974.05' or '1974.05.12'."""
        return f"{self.birth_month}.{self.birth_day}".rstrip(".")


class PostLevel(models.TextChoices):
    """Class in which a section-level cadre is compared."""

    PRINCIPAL = "principal", "一把手"
    DEPUTY = "deputy", "副职"
    NON_LEADING = "non_leading", "待遇干部"


class Manner(models.TextChoices):
    """How a post is held. Of main posts a person has one at a time; the others stand beside it."""

    MAIN = "main", "主职"
    CONCURRENT = "concurrent", "兼任"
    ACTING = "acting", "主持工作"
    SECONDED = "seconded", "挂职"
    BORROWED = "borrowed", "借调"
    AIDING = "aiding", "援派"


class Leaving(models.TextChoices):
    """How a post ended."""

    TRANSFERRED = "transferred", "转任"
    DISMISSED = "dismissed", "免职"
    RETIRED = "retired", "退休"
    RESIGNED = "resigned", "辞职"
    GONE = "gone", "调出本县"
    RETURNED = "returned", "期满返回"
    DIED = "died", "去世"


class Post(models.Model):
    """A post held by a person in a unit from one day to another (inclusive; open when `last_on` is empty)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey("cadres.Unit", models.PROTECT, related_name="posts")
    title = models.CharField("职务", max_length=80)
    post_level = models.CharField("类别", max_length=16, choices=PostLevel.choices)
    manner = models.CharField("方式", max_length=12, choices=Manner.choices, default=Manner.MAIN)
    first_on = models.DateField("任职时间", null=True, blank=True)
    last_on = models.DateField("免职时间", null=True, blank=True)
    begun_by = models.CharField("任职文号", max_length=80, blank=True)
    left_how = models.CharField("免职方式", max_length=12, choices=Leaving.choices, blank=True)
    left_by = models.CharField("免职文号", max_length=80, blank=True)
    protocol_order = models.PositiveIntegerField("排序", default=0)
    #: Unit and post in one line as the unit was called then; told by `career_of`.
    line: str

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = verbose_name
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(last_on__gte=models.F("first_on")),
                name="post_days_in_order",
            ),
            ExclusionConstraint(
                name="one_main_post_at_a_time",
                expressions=[
                    (Span("person_id", "person_id", function="int8range"), RangeOperators.OVERLAPS),
                    (Span("first_on", "last_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(manner=Manner.MAIN),
            ),
        ]

    def __str__(self) -> str:
        """Unit and post in one line; many posts name their unit already, and it is not said twice."""
        named = self.title.startswith((self.unit.name, str(self.unit)))
        return self.title if named else f"{self.unit}{self.title}"

    def line_with(self, unit_name: str) -> str:
        """The same under a name that the unit had."""
        return self.title if self.title.startswith(unit_name) else f"{unit_name}{self.title}"


class Situation(models.Model):
    """A circumstance that changes how a person is assessed, such as an investigation. Shown to cleared roles only."""

    UNDER_INVESTIGATION = "under_investigation"
    person = models.ForeignKey(Person, models.PROTECT, related_name="situations")
    kind = models.CharField("情形", max_length=30, choices=[(UNDER_INVESTIGATION, "立案审查")])
    first_on = models.DateField("起始时间")
    last_on = models.DateField("终止时间", null=True, blank=True)
    document = models.CharField("依据文号", max_length=80, blank=True)

    class Meta:
        verbose_name = "特殊情形"
        verbose_name_plural = verbose_name


class KeptFile(models.Model):
    """A file that holds personal data, sealed in one of the state folder's folders under a `name` made at random.

    By `sha256`, the digest of its content, it is found, kept once, and known to be whole.
    """

    folder = models.CharField("目录", max_length=40)
    sha256 = models.CharField("校验值", max_length=64)
    name = models.CharField("文件名", max_length=64, unique=True)

    class Meta:
        verbose_name = "保存的文件"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["folder", "sha256"], name="kept_once")]
