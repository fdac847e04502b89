from django.db import migrations

from cadres.units.guards import guards


class Migration(migrations.Migration):
    dependencies = [("cadres", "0008_units")]
    operations = guards()
