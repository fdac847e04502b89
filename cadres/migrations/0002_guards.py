"""What the database refuses by itself, whoever asks: changes of what is on record, breaks of the trail's chain."""

from django.db import migrations

from cadres.access.apart import powers_apart
from cadres.people.records import guards as records
from cadres.trail.append_only import append_only, refuse_change_function
from cadres.trail.sealing import chained
from cadres.units import guards as units


class Migration(migrations.Migration):
    dependencies = [("cadres", "0001_tables")]
    operations = [
        refuse_change_function(),
        append_only("cadres_trailline"),
        append_only("cadres_traillink", when="OLD.number IS NOT NULL"),
        chained(),
        powers_apart(),
        append_only("cadres_rolechange", when="OLD.state <> 'open'"),
        append_only("cadres_correctionrequest", when="OLD.state <> 'open'"),
        *units.guards(),
        *records.guards(),
    ]
