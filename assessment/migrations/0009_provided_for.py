"""What is missing but has its way in the scheme stands apart from what must be supplied."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0008_rosters")]
    operations = [
        migrations.AddField("run", "provided_for", models.JSONField("方案已有办法的缺项", default=list)),
    ]
