from django.conf import settings
from django.db import models


class Publication(models.Model):
    """A run made public under a signature, sealed and chained to the publication before it. Appended only."""

    cycle = models.ForeignKey("assessment.Cycle", models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField("第几次公布")
    run = models.OneToOneField("assessment.Run", models.PROTECT, related_name="publication")
    job = models.OneToOneField("cadres.Job", models.PROTECT, related_name="publication")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signer_name = models.CharField("签发人", max_length=60)
    published_at = models.DateTimeField("公布时间")
    previous_seal = models.CharField("上一次公布的封签", max_length=80, blank=True)
    seal = models.CharField("封签", max_length=80)

    class Meta:
        verbose_name = "公布"
        verbose_name_plural = verbose_name
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["cycle", "number"], name="publication_number_once")]

    def __str__(self) -> str:
        return f"第{self.number}次公布"


class DocumentKind(models.TextChoices):
    REPORT_PDF = "report_pdf", "排名通报（PDF）"
    REPORT_XLSX = "report_xlsx", "排名表（Excel）"
    BOARD_PDF = "board_pdf", "红黄绿晾晒表（A3 PDF）"
    CARRIED_XLSX = "carried_xlsx", "扣分传导表（Excel，不公开）"
    ARCHIVE_JSON = "archive_json", "测算存档（JSON，不公开）"


#: What holds more of a person than rankings tell: for those who read all results.
FOR_STAFF = frozenset({DocumentKind.CARRIED_XLSX, DocumentKind.ARCHIVE_JSON})


class Document(models.Model):
    """A frozen copy of what was published: the file lies in the documents folder under its digest. Appended only."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="documents")
    kind = models.CharField("文件", max_length=16, choices=DocumentKind.choices)
    file_name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("校验值", max_length=64)
    bytes_long = models.PositiveIntegerField("字节数")
    made_at = models.DateTimeField("制成时间", auto_now_add=True)

    class Meta:
        verbose_name = "公布文件"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["publication", "kind"], name="document_once")]
