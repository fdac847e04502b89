"""Migration operations that let the database chain the trail's lines, so that no path of the program goes round it.

When a transaction commits, each of its lines is sealed: an advisory lock is taken, the head of the chain is read, a
link is written and becomes the head. The lock is held for the rest of the commit only, so the chain is in the order
of commits, and a long transaction delays nobody.

* **Two rounds.** A line's deferred trigger appends an empty link, the link's deferred trigger fills it. PostgreSQL
  fires the second only after all checks that were deferred until then (foreign keys), so nobody waits for a row while
  holding the lock, and no deadlock can come of it.
* **The head is a large object, opened for writing.** Such an object is read as last committed (PostgreSQL's manual,
  `lo_open`), whatever snapshot the transaction has; a row would look old to a REPEATABLE READ job, and locking it would
  fail there. It rolls back with its transaction like a row.
* **The functions act with the rights of the tables' owner** on tables that the application's role may only read. That
  role may not bind them to tables of its own (`config/roles.py`).
* **A line is of its day**: one dated a day off or more is refused, so that nobody writes what is said to be of old.

What is hashed is written out in `trail_digest`; `cadres.trail.chain` does the same in other words to verify it.
"""

from django.db import migrations

#: Names the form below and its hash; a later form gets another name, and links of both stand in one chain.
ALGORITHM = "sha256/1"
_LOCK = "7264, 1"

_HEAD = """
DO $do$ BEGIN
    EXECUTE format('CREATE FUNCTION trail_store() RETURNS oid LANGUAGE sql IMMUTABLE AS $f$ SELECT %s::oid $f$', lo_create(0));
END $do$;

CREATE FUNCTION trail_head(OUT number bigint, OUT digest text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT left(head, 20)::bigint, substr(head, 21)
    FROM (SELECT nullif(convert_from(lo_get(trail_store()), 'UTF8'), '') AS head) AS kept
$$;
"""  # noqa: E501

_FORM = """
CREATE FUNCTION trail_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-')
$$;

CREATE FUNCTION trail_moment(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE FUNCTION trail_digest(link cadres_traillink, line cadres_trailline) RETURNS text LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(string_agg(trail_field(field), '' ORDER BY place), 'UTF8')), 'hex')
    FROM unnest(ARRAY[
        link.algorithm, link.number::text, link.previous, trail_moment(link.sealed_at),
        line.id::text, line.county_id::text, trail_moment(line.at), line.actor_id::text, line.actor_name,
        line.act, line.thing, line.thing_id, line.summary, line.detail::text, line.before::text, line.after::text,
        line.reason, line.address, line.request_id
    ]) WITH ORDINALITY AS fields(field, place)
$$;
"""

_SEAL = f"""
CREATE FUNCTION trail_append() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF abs(extract(epoch FROM clock_timestamp() - NEW.at)) > 86400 THEN
        RAISE EXCEPTION 'a line of the trail is of the day on which it is written, not of %', NEW.at
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trail_line_of_its_day';
    END IF;
    INSERT INTO cadres_traillink (line_id, algorithm, previous, digest) VALUES (NEW.id, '{ALGORITHM}', '', '');
    RETURN NULL;
END $$;

CREATE FUNCTION trail_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    line public.cadres_trailline;
    link public.cadres_traillink := NEW;
    store integer;
    head text;
BEGIN
    SELECT * INTO STRICT line FROM cadres_trailline WHERE id = NEW.line_id;
    PERFORM pg_advisory_xact_lock({_LOCK});
    store := lo_open(trail_store(), x'60000'::integer);
    head := convert_from(loread(store, 84), 'UTF8');
    link.number := coalesce(nullif(left(head, 20), '')::bigint, 0) + 1;
    link.previous := substr(head, 21);
    link.sealed_at := clock_timestamp();
    link.digest := trail_digest(link, line);
    PERFORM lo_lseek(store, 0, 0);
    PERFORM lowrite(store, convert_to(lpad(link.number::text, 20, '0') || link.digest, 'UTF8'));
    PERFORM lo_close(store);
    UPDATE cadres_traillink
        SET number = link.number, previous = link.previous, digest = link.digest, sealed_at = link.sealed_at
        WHERE line_id = NEW.line_id;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER trail_append AFTER INSERT ON cadres_trailline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail_append();
CREATE CONSTRAINT TRIGGER trail_seal AFTER INSERT ON cadres_traillink
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail_seal();
"""  # noqa: S608 (constants of this module)

#: Lines from before there was a chain are chained in the order in which they were written.
_EARLIER = f"""
INSERT INTO cadres_traillink (line_id, algorithm, previous, digest)
    SELECT id, '{ALGORITHM}', '', '' FROM cadres_trailline ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
"""  # noqa: S608

_BACKWARD = """
DROP TRIGGER trail_seal ON cadres_traillink;
DROP TRIGGER trail_append ON cadres_trailline;
DROP FUNCTION trail_seal();
DROP FUNCTION trail_append();
DROP FUNCTION trail_digest(cadres_traillink, cadres_trailline);
DROP FUNCTION trail_moment(timestamptz);
DROP FUNCTION trail_field(text);
DROP FUNCTION trail_head();
SELECT lo_unlink(trail_store());
DROP FUNCTION trail_store();
DELETE FROM cadres_traillink;
"""


def chained() -> migrations.RunSQL:
    """Chain every line that is appended from now on, and those that are there."""
    return migrations.RunSQL(_HEAD + _FORM + _SEAL + _EARLIER, _BACKWARD)
