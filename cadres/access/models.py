from django.conf import settings
from django.db import models


class Role(models.TextChoices):
    """What someone is to the assessment. A person of several roles holds several assignments."""

    OFFICE = "office", "考评办"
    APPROVER = "approver", "审签领导"
    UNIT_LEADER = "unit_leader", "单位负责人"
    CADRE = "cadre", "科级干部"
    AUDITOR = "auditor", "审计员"
    CLIENT = "client", "接口用户"


class Assignment(models.Model):
    """One role of an account, bounded by a unit or a person where the role needs it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField("角色", max_length=16, choices=Role.choices)
    unit = models.ForeignKey("cadres.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("cadres.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "角色"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "person"], nulls_distinct=False, name="assignment_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(role="unit_leader") | models.Q(unit__isnull=False), name="leader_has_unit"
            ),
            models.CheckConstraint(
                condition=~models.Q(role="cadre") | models.Q(person__isnull=False), name="cadre_has_person"
            ),
        ]
