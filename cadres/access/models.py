from django.conf import settings
from django.db import models


class Role(models.TextChoices):
    """What someone is to the assessment. A person of several roles holds several assignments."""

    OFFICE = "office", "考评办"
    REVIEWER = "reviewer", "审核人员"
    APPROVER = "approver", "审签领导"
    AUDITOR = "auditor", "审计员"
    LEADER = "leader", "阅示领导"
    MONITOR = "monitor", "监测单位"
    UNIT_LEADER = "unit_leader", "单位负责人"
    UNIT_CLERK = "unit_clerk", "单位经办人"
    RATER = "rater", "测评人"
    CADRE = "cadre", "科级干部"
    CLIENT = "client", "接口用户"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


#: 三员: nobody holds two of them or one beside a role of the assessment; the database refuses it (`powers_apart`).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
#: Roles that reach one unit: all of it, or what it monitors in others; and the role that reaches one person.
OF_ONE_UNIT = frozenset({Role.UNIT_LEADER, Role.UNIT_CLERK})
OF_INDICATORS = frozenset({Role.MONITOR})
OF_ONE_PERSON = frozenset({Role.CADRE})
#: Roles that do not reach the whole county.
NARROW = OF_ONE_UNIT | OF_INDICATORS | OF_ONE_PERSON
WITH_UNIT, WITH_PERSON = sorted(OF_ONE_UNIT | OF_INDICATORS), sorted(OF_ONE_PERSON)


class Assignment(models.Model):
    """One role of an account, bounded by a unit or a person where the role needs it, and only there."""

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
                condition=models.Q(role__in=WITH_UNIT, unit__isnull=False)
                | (~models.Q(role__in=WITH_UNIT) & models.Q(unit__isnull=True)),
                name="unit_where_needed",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=WITH_PERSON, person__isnull=False)
                | (~models.Q(role__in=WITH_PERSON) & models.Q(person__isnull=True)),
                name="person_where_needed",
            ),
        ]

    def __str__(self) -> str:
        bound = self.unit or self.person
        return self.get_role_display() + (f"（{bound}）" if bound else "")
