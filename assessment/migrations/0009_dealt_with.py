"""What the scheme itself deals with, gaps and void sheets, stands apart from what must be mended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0008_rosters")]
    operations = [
        migrations.AddField("run", "provided_for", models.JSONField("方案已有办法的缺项", default=list)),
        migrations.AddField("run", "reminders", models.JSONField("提醒", default=list)),
    ]
