"""What was recorded, judged, ruled and published stays as it was; a run may be completed once."""

from django.db import migrations

from cadres.trail.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_links"), ("cadres", "0002_append_only")]
    operations = [
        append_only("assessment_adoptedscheme"),
        append_only("assessment_entry"),
        append_only("assessment_deduction"),
        append_only("assessment_result"),
        append_only("assessment_ruling"),
        append_only("assessment_publication"),
        append_only("assessment_document"),
        append_only("assessment_run", when="OLD.digest <> ''"),
    ]
