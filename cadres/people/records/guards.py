"""What the database sees to: no name is lost, no number is two people's, a sanction stays as it was decided."""

from django.db import migrations

from cadres.trail.append_only import append_only

#: Whoever writes another name over a person's keeps the old one; the act of a change has told it with its day before.
_NAME_KEPT = """
CREATE FUNCTION person_name_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM cadres_formername WHERE person_id = OLD.id AND name_key = OLD.name_key) THEN
        INSERT INTO cadres_formername (person_id, name, name_key, paper) VALUES (OLD.id, OLD.name, OLD.name_key, '');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_person_name_kept AFTER UPDATE OF name_key ON cadres_person
    FOR EACH ROW WHEN (NEW.name_key <> OLD.name_key) EXECUTE FUNCTION person_name_kept();
"""
#: The index of a number that somebody had is not given to another, in either order of writing.
_NUMBER_OF_ONE = """
CREATE FUNCTION number_of_one_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM written JOIN cadres_formernumber AS former
               ON former.county_id = written.county_id AND former.id_index = written.id_index
               WHERE former.person_id <> written.id) THEN
        RAISE EXCEPTION 'an ID number that was another person''s'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'number_of_one_person';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_person_number_of_one AFTER INSERT ON cadres_person REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION number_of_one_person();
CREATE TRIGGER cadres_person_number_of_one_still AFTER UPDATE ON cadres_person REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION number_of_one_person();
CREATE FUNCTION former_number_of_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cadres_person WHERE county_id = NEW.county_id AND id_index = NEW.id_index
               AND id <> NEW.person_id) THEN
        RAISE EXCEPTION 'an ID number that is another person''s'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'number_of_one_person';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER cadres_former_number_of_one AFTER INSERT ON cadres_formernumber
    FOR EACH ROW EXECUTE FUNCTION former_number_of_one();
"""
#: It is lifted once, and once void, lifted or not.
_SANCTION_STAYS = """
    OLD.voided_at IS NOT NULL
    OR OLD.lifted_on IS NOT NULL AND (NEW.voided_at IS NULL OR NEW.lifted_on IS DISTINCT FROM OLD.lifted_on)
    OR NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind
    OR NEW.first_on <> OLD.first_on OR NEW.last_on <> OLD.last_on OR NEW.document <> OLD.document
"""


def guards() -> list[migrations.RunSQL]:
    """Every guard of this theme, for a migration."""
    return [
        migrations.RunSQL(_NAME_KEPT, "DROP FUNCTION person_name_kept() CASCADE"),
        migrations.RunSQL(
            _NUMBER_OF_ONE, "DROP FUNCTION number_of_one_person() CASCADE; DROP FUNCTION former_number_of_one() CASCADE"
        ),
        append_only("cadres_sanction", when=_SANCTION_STAYS),
    ]
