"""Each data book has seats of its own, and a year knows whose are its roster."""

import django.db.models.deletion
from django.db import migrations, models

_INTAKE = ("assessment.Intake", django.db.models.deletion.PROTECT)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0007_data_books")]
    operations = [
        migrations.AddField(
            "cycle", "roster", models.ForeignKey(*_INTAKE, null=True, related_name="+", db_index=False)
        ),
        migrations.AddField("seat", "roster", models.ForeignKey(*_INTAKE, null=True, related_name="seats")),
        migrations.RemoveConstraint("seat", "seat_once"),
        migrations.AddConstraint(
            "seat",
            models.UniqueConstraint(
                fields=["cycle", "kind", "code", "roster"], name="seat_once", nulls_distinct=False
            ),
        ),
    ]
