from django.db import models


class County(models.Model):
    """A county, city district or banner: every record of substance belongs to one."""

    code = models.CharField("行政区划代码", max_length=6, unique=True)
    name = models.CharField("名称", max_length=60)
    department = models.CharField("主管机关", max_length=60)

    class Meta:
        verbose_name = "县（市、区、旗）"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return self.name
