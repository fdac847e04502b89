"""Who was assessed in which group, who held which post and who owed which task: frozen when the year was taken in."""

from django.db import migrations

from cadres.trail.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_append_only")]
    operations = [
        append_only("assessment_seat"),
        append_only("assessment_tenure"),
        append_only("assessment_countytask"),
        append_only("assessment_unittask"),
        append_only("assessment_membertask"),
    ]
