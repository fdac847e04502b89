"""Migration operation: the database keeps the three administrators apart from each other and from all other roles.

A trigger, because the rule is about several rows. It writes to the account's row first: of two transactions that give
roles to one account at once the second waits and then sees what the first gave (or fails, in a frozen snapshot).
"""

from django.db import migrations

from cadres.access.models import ADMINISTRATORS

_NAMES = ", ".join(f"'{role.value}'" for role in sorted(ADMINISTRATORS))

_FORWARD = f"""
CREATE FUNCTION powers_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    home bigint;
BEGIN
    UPDATE cadres_user SET version = version WHERE id = NEW.user_id RETURNING county_id INTO home;
    IF EXISTS (
        SELECT 1 FROM cadres_assignment
        WHERE user_id = NEW.user_id AND role <> NEW.role AND (role IN ({_NAMES}) OR NEW.role IN ({_NAMES}))
    ) THEN
        RAISE EXCEPTION 'account % would be an administrator and something else', NEW.user_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'powers_apart';
    END IF;
    IF EXISTS (SELECT 1 FROM cadres_unit WHERE id = NEW.unit_id AND county_id IS DISTINCT FROM home)
        OR EXISTS (SELECT 1 FROM cadres_person WHERE id = NEW.person_id AND county_id IS DISTINCT FROM home)
    THEN
        RAISE EXCEPTION 'account % would reach into another county', NEW.user_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'own_county';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER powers_apart AFTER INSERT OR UPDATE ON cadres_assignment
    FOR EACH ROW EXECUTE FUNCTION powers_apart();
"""  # noqa: S608 (the names are the three roles above)


def powers_apart() -> migrations.RunSQL:
    """Refuse an assignment that joins two powers of the three, or one of them and a role of the assessment."""
    return migrations.RunSQL(_FORWARD, "DROP FUNCTION powers_apart() CASCADE")
