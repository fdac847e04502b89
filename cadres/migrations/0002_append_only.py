"""The trail is appended to and never changed."""

from django.db import migrations

from cadres.trail.append_only import append_only, refuse_change_function


class Migration(migrations.Migration):
    dependencies = [("cadres", "0001_first")]
    operations = [refuse_change_function(), append_only("cadres_trailline")]
