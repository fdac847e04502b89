"""What was recorded, judged and published cannot be changed by the program: the database refuses, not the code."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.db.models import Model

from cadres.access.models import Role
from cadres.privacy.services import answer_correction, ask_correction
from cadres.trail.models import TrailLine
from tests import world as worlds
from tests.roles import as_application
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

GUARDED = (
    "cadres_trailline",
    "cadres_traillink",
    "assessment_adoptedscheme",
    "assessment_seat",
    "assessment_tenure",
    "assessment_countytask",
    "assessment_unittask",
    "assessment_membertask",
    "assessment_entry",
    "assessment_deduction",
    "assessment_result",
    "assessment_ruling",
    "assessment_publication",
    "assessment_document",
    "assessment_run",
    "cadres_correctionrequest",
)
#: Whose rows are completed once: the role holds the right to change them, and the trigger refuses the second time.
COMPLETED_ONCE = ("assessment_run", "cadres_correctionrequest")
#: The role itself may not do these, whatever the table holds.
FORBIDDEN = {
    "truncate": "TRUNCATE {table} CASCADE",
    "disable": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "drop the trigger": "DROP TRIGGER {table}_no_update ON {table}",
    "drop the table": "DROP TABLE {table} CASCADE",
    "own": "ALTER TABLE {table} OWNER TO CURRENT_USER",
}
#: Ways round the triggers that name no table.
ROUNDABOUT = (
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
    "ALTER FUNCTION refuse_change() RENAME TO refuse_nothing",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE OR REPLACE FUNCTION trail_seal() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "DROP FUNCTION trail_append() CASCADE",
    "ALTER TABLE cadres_trailline DISABLE TRIGGER trail_append",
    "CREATE TRIGGER mine AFTER INSERT ON cadres_trailline EXECUTE FUNCTION trail_seal()",
    "CREATE RULE mine AS ON INSERT TO cadres_trailline DO INSTEAD NOTHING",
    "SET ROLE hengjian_owner",
)
#: What would let the role stand something of its own before a guard, or behind it.
OF_ITS_OWN = (
    "CREATE TEMP TABLE cadres_assignment (LIKE public.cadres_assignment)",
    "CREATE TABLE public.mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TRIGGER mine AFTER INSERT ON cadres_unit FOR EACH ROW EXECUTE FUNCTION trail_seal()",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY cadres_traillink (line_id, algorithm, previous, digest) FROM STDIN",
    "DELETE FROM django_migrations",
)
BACKDATED = (
    "INSERT INTO cadres_trailline (at, actor_name, act, thing, thing_id, summary, detail, reason, address, request_id)"
    " VALUES (now() {}, '某人', 'tested', '', '', '试', '{{}}', '', '', '')"
)
#: Ways to the head of the chain.
HEAD = (
    "SELECT lo_put(trail_store(), 0, 'x')",
    "SELECT lo_unlink(trail_store())",
    "SELECT lo_open(trail_store(), x'60000'::integer)",
    "UPDATE pg_largeobject SET data = ''",
)


def execute(statement: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def refused(statement: str) -> str:
    with pytest.raises(Error) as caught:
        execute(statement)
    return str(caught.value)


def key_of(table: str) -> str:
    return model_of(table)._meta.pk.column  # type: ignore[union-attr]


def model_of(table: str) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


@pytest.fixture
def full(published: World) -> Iterator[World]:
    """A published year with a row in every guarded table."""
    _rule_and_file(published)
    assert all(model_of(table)._default_manager.exists() for table in GUARDED)
    yield published


def _rule_and_file(world: World) -> None:
    from datetime import date

    from assessment.publications.models import Document
    from assessment.runs.services import rule

    run = world.cycle.runs.get()
    tie = next(line for line in run.quotas if line["undecided"])
    named = {"decided_by": "王书记", "decided_on": date(2017, 1, 10), "document": "会议纪要"}
    rule(run, tie["quota"], tie["peer_group"], tie["undecided"][: tie["open_seats"]], actor=world.approver, **named)
    asked = ask_correction(world.people["D01"], "籍贯", "外地", "户口簿", actor=world.users[Role.CADRE])
    answer_correction(asked, corrected=False, answer="与档案一致", actor=world.office)
    publication = world.cycle.publications.get()
    Document.objects.create(
        publication=publication, kind="report_pdf", file_name="通报.pdf", sha256="0" * 64, bytes_long=1
    )


def test_every_guarded_table_has_its_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE tgname IN (relname || '_no_update', relname || '_no_delete') AND tgenabled = 'O' GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert set(found) >= set(GUARDED) and set(found.values()) == {2}


def test_no_table_that_has_a_guard_is_emptied_by_the_programs_own_role(db: None) -> None:
    """Whatever tables there are by now: the role holds no right to remove a row of one, by any statement."""
    with as_application(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, has_table_privilege(c.oid, 'DELETE'), has_table_privilege(c.oid, 'TRUNCATE')"
            " FROM pg_class c WHERE EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid"
            " AND tgname IN (relname || '_no_update', relname || '_no_delete'))"
        )
        held = cursor.fetchall()
    assert {"cadres_rolechange", "cadres_unitact", "cadres_sanction", *GUARDED} <= {row[0] for row in held}
    assert [row for row in held if True in row[1:]] == []


def test_the_programs_own_role_changes_and_removes_nothing(full: World) -> None:
    with as_application():
        for table in GUARDED:
            key = key_of(table)
            change, removal = refused(f"UPDATE {table} SET {key} = {key}"), refused(f"DELETE FROM {table}")
            assert ("append-only" if table in COMPLETED_ONCE else "permission denied") in change
            assert "permission denied" in removal
            for statement in FORBIDDEN.values():
                message = refused(statement.format(table=table))
                assert "must be owner" in message or "permission denied" in message
        for statement in ROUNDABOUT:
            refused(statement)
        execute("GRANT UPDATE ON cadres_trailline TO CURRENT_USER")  # grants nothing, with a warning
        assert "permission denied" in refused("UPDATE cadres_trailline SET id = id")


def test_neither_do_the_models(full: World) -> None:
    with as_application():
        for table in GUARDED:
            model = model_of(table)
            with pytest.raises(Error, match="permission denied"), transaction.atomic():
                model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
            with pytest.raises(Error, match="append-only|permission denied"), transaction.atomic():
                model._default_manager.update(**{model._meta.pk.attname: 1})  # type: ignore[union-attr]


def test_rows_of_the_chain_are_not_even_added_by_it(full: World) -> None:
    columns = "(line_id, number, algorithm, previous, digest) VALUES (1, 1, '', '', '')"
    with as_application():
        assert "permission denied" in refused(f"INSERT INTO cadres_traillink {columns}")
        for statement in HEAD:
            assert "permission denied" in refused(statement) or "must be owner" in refused(statement)
        assert "permission denied" in refused("SELECT trail_seal()")


def test_the_role_puts_nothing_of_its_own_before_a_guard(full: World) -> None:
    """A table of the same name would be what a guard reads; a guard on a table of one's own would write the chain."""
    with as_application():
        for statement in OF_ITS_OWN:
            assert "permission denied" in refused(statement) or "must be owner" in refused(statement), statement
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT proname, has_function_privilege(oid, 'EXECUTE'), proconfig FROM pg_proc"
                " WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype"
            )
            told = cursor.fetchall()
    assert {row[1:] for row in map(_hashable, told)} == {(False, "search_path=public, pg_temp")}
    assert {"trail_append", "trail_seal", "powers_apart", "refuse_change"} <= {row[0] for row in told}


def _hashable(row: tuple[str, bool, list[str] | None]) -> tuple[str, bool, str]:
    return row[0], row[1], ",".join(row[2] or ())


@pytest.mark.parametrize("off", ["- interval '25 hours'", "+ interval '25 hours'", "- interval '1 year'"])
def test_no_line_is_of_another_day(full: World, off: str) -> None:
    with as_application():
        message = refused(BACKDATED.format(off))
        assert "of the day on which it is written" in message
        assert execute(BACKDATED.format("- interval '1 hour'")) == 1


def test_nor_by_way_of_what_they_hang_on(full: World) -> None:
    with as_application():
        for table in ("cadres_county", "cadres_unit", "cadres_person", "assessment_cycle", "cadres_job", "cadres_user"):
            assert "foreign key" in refused(f"DELETE FROM {table}")


def test_adding_is_what_the_role_may_do(full: World) -> None:
    with as_application():
        before = TrailLine.objects.count()
        TrailLine.objects.create(
            county=full.county, actor_name="某人", act="tested", thing="x", thing_id="1", summary="试"
        )
        assert TrailLine.objects.count() == before + 1


def test_a_run_is_completed_once(world: World) -> None:
    run = worlds.judge(world)
    with as_application(), pytest.raises(Error, match="append-only"), transaction.atomic():
        run.save()


def test_the_owner_of_the_tables_could(full: World) -> None:
    """The twin: with the rights of the owner the same statements go through, so it is the role that is refused."""
    for table in GUARDED:
        key = key_of(table)
        assert "append-only" in refused(f"UPDATE {table} SET {key} = {key}")
        assert "append-only" in refused(f"DELETE FROM {table}")
        with transaction.atomic():
            execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
            assert execute(f"UPDATE {table} SET {key} = {key}") > 0
            execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")
    with transaction.atomic():
        execute("TRUNCATE cadres_trailline")
        assert not TrailLine.objects.exists()
        transaction.set_rollback(True)
    assert TrailLine.objects.exists()
