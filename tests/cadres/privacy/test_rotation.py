"""The field key exchanged: both keys at once, nothing lost by a kill, no end while something is under the old key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.management import CommandError, call_command

from cadres.people import identity, keys, sealed
from cadres.people.models import KeptFile, Person
from cadres.people.services import Known, register
from cadres.privacy import rotation
from cadres.trail.models import TrailLine
from config import keys as kept_keys
from config import state
from tests import world as worlds
from tests.world import World

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A state folder of its own, whose key is the one in use; two sealed files in it."""
    settings.STATE = tmp_path
    settings.FIELD_ENCRYPTION_KEY = kept_keys.kept(tmp_path, "field-key")
    settings.INTAKE_DIR, settings.FORMS_DIR = tmp_path / "intake", tmp_path / "forms"
    sealed.keep(settings.INTAKE_DIR, b"workbook")
    sealed.keep(settings.FORMS_DIR, b"form")
    return tmp_path


@pytest.fixture
def county(world: World, folder: Path) -> World:
    """Everybody's number sealed by the key in use, and a second factor."""
    for code, person in world.people.items():
        number = worlds.id_number(code)
        person.id_cipher = identity.seal(number, keys.sealing())
        person.id_index = identity.index_of(number, keys.indexing())
        person.save()
    TOTP.activate(world.office, SECRET)
    return world


def begin(settings: Any, folder: Path) -> None:
    call_command("field_key", "begin")
    settings.FIELD_ENCRYPTION_KEYS_BEFORE = kept_keys.found(folder, "field-key-before")
    settings.FIELD_ENCRYPTION_KEY = kept_keys.kept(folder, "field-key")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("field_key", *words)
    return capsys.readouterr().out


def by_key() -> tuple[int, int, int]:
    """(under the present key, under the old one, lost), of everything."""
    found = rotation.census(lambda *_: None).values()
    return sum(t.present for t in found), sum(t.older for t in found), sum(len(t.lost) for t in found)


def test_begun_renewed_finished(county: World, folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    whole = len(county.people) + 3
    first = settings.FIELD_ENCRYPTION_KEY
    assert by_key() == (whole, 0, 0)
    begin(settings, folder)
    assert settings.FIELD_ENCRYPTION_KEYS_BEFORE == [first] != [settings.FIELD_ENCRYPTION_KEY]
    assert by_key() == (0, whole, 0)
    with pytest.raises(CommandError, match=f"仍有 {whole} 项由旧密钥加密"):
        call_command("field_key", "finish")
    text = told(capsys, "renew")
    assert f"干部身份证号 {len(county.people)}/{len(county.people)}" in text and "保存的文件 2/2" in text
    assert by_key() == (whole, 0, 0)
    assert "旧密钥已停用" in told(capsys, "finish")
    settings.FIELD_ENCRYPTION_KEYS_BEFORE = kept_keys.found(folder, "field-key-before")
    assert settings.FIELD_ENCRYPTION_KEYS_BEFORE == [] and by_key() == (whole, 0, 0)
    person = Person.objects.get(pk=county.people["D01"].pk)
    assert identity.unseal(person.id_cipher, keys.sealing()) == worlds.id_number("D01")
    assert TOTP(Authenticator.objects.get(user=county.office)).instance.data["secret"] != SECRET
    assert sealed.content_of(settings.FORMS_DIR, sealed.keep(settings.FORMS_DIR, b"form")) == b"form"
    acts = TrailLine.objects.filter(act__startswith="keys.").order_by("pk").values_list("act", "summary")
    assert [act for act, _ in acts] == ["keys.begun", *["keys.renewed"] * 3, "keys.finished"]
    assert acts[1][1] == f"换用新字段密钥：干部身份证号 {len(county.people)} 项"


def test_both_keys_serve_meanwhile(county: World, folder: Path, settings: Any) -> None:
    """Somebody known by the old key's index is found and not entered twice; files and codes open."""
    begin(settings, folder)
    before = Person.objects.count()
    known = Known(worlds.id_number("D01"), "张敏", "1", "汉族", "1975.01")
    found = register(county.county, [known])
    assert found[known.id_number].pk == county.people["D01"].pk and Person.objects.count() == before
    assert TOTP(Authenticator.objects.get(user=county.office)).validate_code("000000") in {True, False}
    (digest,) = KeptFile.objects.filter(folder="intake").values_list("sha256", flat=True)
    assert sealed.content_of(settings.INTAKE_DIR, digest) == b"workbook"


def test_a_kill_in_the_midst_is_made_good_by_beginning_again(
    county: World, folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after each batch of three: every time more is done, nothing is lost, nothing done twice."""
    monkeypatch.setattr(rotation, "BATCH", 3)
    begin(settings, folder)
    whole, seen = sum(by_key()), [0]
    for _ in range(20):
        try:
            rotation.renew(_dies_after(2))
            break
        except KeyboardInterrupt:
            present, older, lost = by_key()
            assert present + older == whole and lost == 0 and present > seen[-1]
            seen.append(present)
    assert len(seen) > 3 and by_key() == (whole, 0, 0)
    lines = TrailLine.objects.filter(act="keys.renewed").values_list("summary", flat=True)
    assert sum(int(line.split()[1]) for line in lines) == whole


def _dies_after(batches: int) -> rotation.Tell:
    """Dies at the end of the second batch that did something."""
    before = by_key()[0]

    def tell(*_: object) -> None:
        if by_key()[0] - before >= 3 * (batches - 1):
            raise KeyboardInterrupt

    return tell


def test_what_no_key_opens_is_named_and_ends_it(
    county: World, folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(settings, folder)
    lost = county.people["D02"]
    Person.objects.filter(pk=lost.pk).update(id_cipher=identity.seal(worlds.id_number("D02"), bytes(16)))
    (file,) = settings.FORMS_DIR.iterdir()
    file.write_bytes(b"sm4gcm:" + bytes(60))
    with pytest.raises(CommandError, match="有 2 项没有改用新密钥"):
        call_command("field_key", "renew")
    text = capsys.readouterr().out
    assert f"打不开：干部身份证号（第 {lost.pk} 行）" in text and f"打不开：文件 forms/{file.name[:12]}…" in text
    with pytest.raises(CommandError, match="旧密钥不能停用"):
        call_command("field_key", "finish")
    assert kept_keys.found(folder, "field-key-before")


def test_it_is_not_begun_twice_nor_done_without_a_beginning(county: World, folder: Path, settings: Any) -> None:
    for step in ("renew", "finish"):
        with pytest.raises(CommandError, match="没有正在更换的密钥"):
            call_command("field_key", step)
    begin(settings, folder)
    with pytest.raises(CommandError, match="密钥正在更换"):
        call_command("field_key", "begin")
    assert TrailLine.objects.filter(act="keys.begun").count() == 1


def test_a_key_that_is_given_is_exchanged_by_who_gives_it(
    county: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELD_ENCRYPTION_KEY", "x" * 43)
    with pytest.raises(CommandError, match="FIELD_ENCRYPTION_KEY_BEFORE"):
        call_command("field_key", "begin")


def test_an_exchange_that_was_killed_goes_on(tmp_path: Path) -> None:
    """Killed between the two names: both bear the old one."""
    first = kept_keys.kept(tmp_path, "key")
    (tmp_path / "secrets" / "before").write_text(first + "\n")
    kept_keys.exchange(tmp_path, "key", "before")
    assert kept_keys.found(tmp_path, "before") == [first] != kept_keys.found(tmp_path, "key")
    with pytest.raises(FileExistsError):
        kept_keys.exchange(tmp_path, "key", "before")


def test_everything_sealed_is_gone_through() -> None:
    """Whoever adds a sealed column or folder adds it to what is exchanged."""
    columns = {
        (model, field.name)
        for app in ("cadres", "assessment")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if "cipher" in field.name
    }
    assert {(kind.model, kind.cipher) for kind in rotation.KINDS if isinstance(kind, rotation.Numbers)} == columns
    from django.conf import settings

    sources = [path.read_text() for app in ("cadres", "assessment", "reports") for path in _modules(state.ROOT / app)]
    users = [text for text in sources if "import sealed" in text or "sealed," in text]
    named = {name for name in dir(settings) if name.endswith("_DIR") for text in users if f"settings.{name}" in text}
    assert named == set(settings.SEALED_DIRS)


def _modules(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
