"""What stays as it was entered, computed and published: the database refuses to change or remove it."""

from django.db import migrations

from cadres.trail.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_tables"), ("cadres", "0002_guards")]
    operations = [
        append_only("assessment_adoptedscheme"),
        append_only("assessment_entry"),
        append_only("assessment_deduction"),
        append_only("assessment_result"),
        append_only("assessment_ruling"),
        append_only("assessment_publication"),
        append_only("assessment_document"),
        append_only("assessment_run", when="OLD.digest <> ''"),
        # frozen when the year was taken in: who was assessed in which group, held which post and owed which task
        append_only("assessment_seat"),
        append_only("assessment_tenure"),
        append_only("assessment_countytask"),
        append_only("assessment_unittask"),
        append_only("assessment_membertask"),
        append_only("assessment_intake", when="OLD.accepted_at IS NOT NULL"),
    ]
