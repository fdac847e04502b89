"""What the database itself sees to, whoever writes: names that are acts, and no posts in units that are gone."""

from django.db import migrations

from cadres.trail.append_only import append_only

#: A unit entered with a name has it from the beginning; one whose name is its code has none yet.
_FIRST_NAME = """
CREATE FUNCTION unit_first_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cadres_unitname (unit_id, name, short_name, void) VALUES (NEW.id, NEW.name, '', false);
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_unit_first_name AFTER INSERT ON cadres_unit
    FOR EACH ROW WHEN (NEW.name <> NEW.code) EXECUTE FUNCTION unit_first_name();
"""
_NAME_ON_RECORD = """
CREATE FUNCTION unit_name_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cadres_unitname
                   WHERE unit_id = NEW.id AND name = NEW.name AND last_on IS NULL AND NOT void) THEN
        RAISE EXCEPTION 'unit % is renamed by an act, not by an edit', NEW.code
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unit_name_on_record';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_unit_name_on_record AFTER UPDATE OF name ON cadres_unit
    FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION unit_name_on_record();
"""
#: The units' rows are held while posts are written in them, so that none is abolished meanwhile. Once for a statement:
#: whole rosters come in by COPY.
_POST_IN_LIFE = """
CREATE FUNCTION post_in_living_unit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone date;
BEGIN
    PERFORM FROM cadres_unit WHERE id IN (SELECT unit_id FROM written) FOR SHARE;
    IF EXISTS (SELECT FROM written WHERE NOT EXISTS (SELECT FROM cadres_unit WHERE cadres_unit.id = unit_id)) THEN
        RAISE EXCEPTION 'post in a unit that was taken back meanwhile'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'post_in_known_unit';
    END IF;
    SELECT abolished_on INTO gone FROM written JOIN cadres_unit ON cadres_unit.id = unit_id
        WHERE abolished_on IS NOT NULL AND (last_on IS NULL OR last_on >= abolished_on) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'post in a unit that was abolished on %', gone
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'post_in_living_unit';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_post_in_living_unit AFTER INSERT ON cadres_post REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION post_in_living_unit();
CREATE TRIGGER cadres_post_in_living_unit_still AFTER UPDATE ON cadres_post REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION post_in_living_unit();
CREATE FUNCTION unit_left_by_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cadres_post
               WHERE unit_id = NEW.id AND (last_on IS NULL OR last_on >= NEW.abolished_on)) THEN
        RAISE EXCEPTION 'unit % is abolished while posts are held in it', NEW.code
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'unit_left_by_all';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_unit_left_by_all AFTER INSERT OR UPDATE OF abolished_on ON cadres_unit
    FOR EACH ROW WHEN (NEW.abolished_on IS NOT NULL) EXECUTE FUNCTION unit_left_by_all();
"""
#: What is on record of names stays; a unit that was entered by mistake, and that nothing rests on, takes its own along.
_GOES_WITH_UNIT = """
ALTER TABLE cadres_unitname ADD CONSTRAINT unit_name_of_unit
    FOREIGN KEY (unit_id) REFERENCES cadres_unit ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION unit_name_goes_with_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cadres_unit WHERE id = OLD.unit_id) THEN
        RAISE EXCEPTION 'cadres_unitname is append-only: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
"""
#: A name that has ended or is void stays; of one in use only the end may be told.
_NAME_STAYS = """
    OLD.last_on IS NOT NULL AND (NEW.last_on IS DISTINCT FROM OLD.last_on OR NOT NEW.void) OR OLD.void
    OR NEW.unit_id <> OLD.unit_id OR NEW.name <> OLD.name OR NEW.first_on IS DISTINCT FROM OLD.first_on
"""


def guards() -> list[migrations.RunSQL]:
    """Every guard of this theme, for a migration."""
    return [
        migrations.RunSQL(_FIRST_NAME, "DROP FUNCTION unit_first_name() CASCADE"),
        migrations.RunSQL(_NAME_ON_RECORD, "DROP FUNCTION unit_name_on_record() CASCADE"),
        migrations.RunSQL(
            _POST_IN_LIFE, "DROP FUNCTION post_in_living_unit() CASCADE; DROP FUNCTION unit_left_by_all() CASCADE"
        ),
        migrations.RunSQL(
            _GOES_WITH_UNIT,
            "DROP FUNCTION unit_name_goes_with_unit(); ALTER TABLE cadres_unitname DROP CONSTRAINT unit_name_of_unit",
        ),
        append_only("cadres_unitname", when=_NAME_STAYS, leaving="unit_name_goes_with_unit"),
        append_only("cadres_unitact"),
        append_only("cadres_succession"),
    ]
