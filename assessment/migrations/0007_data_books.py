"""A year may be taken in as a data book for any scheme: other kinds of seats, and versions of the book."""

from django.db import migrations, models

from cadres.trail.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0006_consequences")]
    operations = [
        migrations.AlterField("seat", "kind", models.CharField("对象", max_length=20)),
        migrations.AddField("seat", "individual", models.BooleanField("个人", default=False)),
        migrations.AddField("seat", "listed", models.BooleanField("列入干部名册", default=False)),
        migrations.AlterField(
            "seat", "unit", models.ForeignKey("cadres.Unit", models.PROTECT, null=True, related_name="+")
        ),
        migrations.AlterField("seat", "unit_name", models.CharField("单位", max_length=80, blank=True)),
        migrations.AlterField("seat", "category", models.CharField("单位类别", max_length=20, blank=True)),
        migrations.AlterField("result", "kind", models.CharField("对象", max_length=20)),
        migrations.AlterField("robustness", "kind", models.CharField("对象", max_length=20)),
        migrations.AddField(
            "intake",
            "book",
            models.CharField("数据表校验值", max_length=64, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "intake",
            "reason",
            models.CharField("更新理由", max_length=200, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RemoveConstraint("intake", "intake_once_a_cycle"),
        migrations.AddConstraint(
            "intake",
            models.UniqueConstraint(
                fields=["cycle"],
                condition=models.Q(accepted_at__isnull=False, book=""),
                name="intake_once_a_cycle",
            ),
        ),
        append_only("assessment_intake", when="OLD.accepted_at IS NOT NULL"),
    ]
