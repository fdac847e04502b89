"""The chain of seals: whoever changes a publication behind the program's back is found, and which one is named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from assessment.publications.models import Document, Publication
from assessment.publications.seals import broken_links, seal_of
from cadres.access.models import Role
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

CHANGES = {
    "signer": ("assessment_publication", "signer_name = '别人'"),
    "moment": ("assessment_publication", "published_at = published_at + interval '1 microsecond'"),
    "seal": ("assessment_publication", "seal = 'sha256:' || repeat('0', 64)"),
    "link": ("assessment_publication", "previous_seal = ''"),
    "result": ("assessment_run", "digest = 'sha256:' || repeat('0', 64)"),
}


@pytest.fixture
def chain(world: World) -> list[Publication]:
    """Three publications, one after the other."""
    publications = [worlds.publish(world, worlds.judge(world)) for _ in range(3)]
    assert [publication.number for publication in publications] == [1, 2, 3]
    return publications


def tamper(table: str, change: str, pk: int) -> None:
    """Change a row with the triggers off, as only the owner of the tables can."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        cursor.execute(f"UPDATE {table} SET {change} WHERE id = %s", [pk])
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")


def test_an_untouched_chain_is_whole(chain: list[Publication]) -> None:
    assert broken_links(chain[0].cycle_id) == []
    assert chain[0].previous_seal == ""
    assert [later.previous_seal for later in chain[1:]] == [earlier.seal for earlier in chain[:2]]


@pytest.mark.parametrize("place", [1, 2])
@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_publication_is_named(chain: list[Publication], what: str, place: int) -> None:
    table, change = CHANGES[what]
    publication = chain[place]
    tamper(table, change, publication.run_id if table == "assessment_run" else publication.pk)
    assert publication.number in broken_links(publication.cycle_id)


def test_a_forged_seal_breaks_the_next_link(chain: list[Publication]) -> None:
    """Who changes the signer and reckons that publication's seal anew is betrayed by the one after it."""
    forged = chain[1]
    seal = seal_of(chain[0].seal, forged.run, forged.number, "别人", forged.published_at)
    tamper("assessment_publication", f"signer_name = '别人', seal = '{seal}'", forged.pk)
    assert broken_links(forged.cycle_id) == [3]


def test_two_that_changed_places_are_named(chain: list[Publication]) -> None:
    tamper("assessment_publication", "number = 9", chain[1].pk)
    tamper("assessment_publication", "number = 2", chain[2].pk)
    assert broken_links(chain[0].cycle_id) == [2, 9]


def test_the_page_and_the_command_say_whether_the_chain_is_whole(
    chain: list[Publication], world: World, signed_in: SignedIn
) -> None:
    address, out = f"/cycles/{world.cycle.pk}/publications/", StringIO()
    assert "封签已核对" in signed_in(world, Role.CADRE).get(address).content.decode()
    call_command("verify_publications", stdout=out)
    assert "3 次公布，封签与文件完好" in out.getvalue()
    tamper("assessment_publication", "signer_name = '别人'", chain[1].pk)
    assert "第 2 次公布的记录与封签不符" in signed_in(world, Role.CADRE).get(address).content.decode()
    with pytest.raises(CommandError, match="已被改动"):
        call_command("verify_publications", stdout=out)
    assert "第2次公布的封签不符" in out.getvalue()


def test_the_command_names_a_lost_document(chain: list[Publication], settings: Settings, tmp_path: Path) -> None:
    settings.DOCUMENTS_DIR = tmp_path
    Document.objects.create(
        publication=chain[0], kind="report_pdf", file_name="通报.pdf", sha256="0" * 64, bytes_long=1
    )
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_publications", stdout=out)
    assert "文件已损坏或丢失：通报.pdf" in out.getvalue()
