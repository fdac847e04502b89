"""Migration operations that make the database itself refuse changes to records that must stay."""

from django.db import migrations

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def refuse_change_function() -> migrations.RunSQL:
    """Create the trigger function that the other operations bind to tables."""
    return migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION IF EXISTS refuse_change()")


def append_only(table: str, *, when: str = "", leaving: str = "refuse_change") -> migrations.RunSQL:
    """Refuse UPDATE and DELETE on `table`; `when` narrows the UPDATEs refused, e.g. 'OLD.digest <> '''''.

    `leaving` is the trigger function that is asked about a DELETE, where some may be right. TRUNCATE needs no trigger:
    the application's role does not hold that privilege.
    """
    condition = f"WHEN ({when})" if when else ""
    forward = f"""
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            FOR EACH ROW {condition} EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {leaving}();
    """
    backward = f"DROP TRIGGER {table}_no_update ON {table}; DROP TRIGGER {table}_no_delete ON {table};"
    return migrations.RunSQL(forward, backward)
