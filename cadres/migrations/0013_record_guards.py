from django.db import migrations

from cadres.people.records.guards import guards


class Migration(migrations.Migration):
    dependencies = [("cadres", "0012_records")]
    operations = guards()
