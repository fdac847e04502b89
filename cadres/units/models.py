from django.db import models


class Unit(models.Model):
    """An assessed organisation: department, sumu or town."""

    county = models.ForeignKey("cadres.County", models.PROTECT, related_name="units")
    code = models.CharField("单位代码", max_length=20)
    name = models.CharField("单位名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    category = models.CharField("单位类别", max_length=20)
    protocol_order = models.PositiveIntegerField("排序")
    founded_on = models.DateField("成立时间", null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = verbose_name
        ordering = ["protocol_order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["county", "code"], name="unit_code_once"),
            models.UniqueConstraint(fields=["county", "name"], name="unit_name_once"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name
