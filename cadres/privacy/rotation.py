"""Everything that is sealed, sealed anew by the present key: ID numbers with their index, second factors, kept files.

While this goes on both keys are given (`cadres.people.keys`), so nothing need stand still. Each batch is a transaction
of its own with its line in the trail; what is under the present key already is left alone. Killed anywhere, it is
simply begun again. What counts is not a note of how far one came: every value is opened to see by which key it opens.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from cadres import vault
from cadres.people import identity, keys
from cadres.people.models import Person
from cadres.people.records.models import FormerNumber
from cadres.trail.services import record

BATCH = 200
#: Told of a kind of things, how many of them are done, and how many there are.
Tell = Callable[[str, int, int], None]
_DIGEST = 64


@dataclass(slots=True)
class Tally:
    """How many things the present key opens, how many only an older one; `lost` names those that none opens."""

    present: int = 0
    older: int = 0
    lost: list[str] = field(default_factory=list)


class Kind(Protocol):
    """One kind of sealed things."""

    @property
    def label(self) -> str:
        """What they are called."""

    def everything(self) -> Sequence[Any]:
        """What tells each of them apart, in order."""

    def visit(self, batch: Sequence[Any], tally: Tally, *, renew: bool) -> int:
        """Count a batch of them, sealing anew those under an older key if `renew`; how many that were."""


def census(tell: Tell) -> dict[str, Tally]:
    """By which key everything opens, by the kind's label; nothing is changed."""
    return {kind.label: _through(kind, tell, renew=False) for kind in KINDS}


def renew(tell: Tell) -> dict[str, Tally]:
    """Seal anew what only an older key opens; the counts are of before."""
    return {kind.label: _through(kind, tell, renew=True) for kind in KINDS}


def _through(kind: Kind, tell: Tell, *, renew: bool) -> Tally:
    names, tally = kind.everything(), Tally()
    for start in range(0, len(names), BATCH):
        with transaction.atomic():
            done = kind.visit(names[start : start + BATCH], tally, renew=renew)
            if done:
                record("keys.renewed", None, f"换用新字段密钥：{kind.label} {done} 项", actor=None, county=None)
        tell(kind.label, min(start + BATCH, len(names)), len(names))
    return tally


@dataclass(frozen=True, slots=True)
class Numbers:
    """ID numbers in a table, each with the index by which it is found."""

    label: str
    model: type[Model]
    cipher: str
    index: str

    def everything(self) -> Sequence[int]:
        return list(self._rows().values_list("pk", flat=True))

    def visit(self, batch: Sequence[int], tally: Tally, *, renew: bool) -> int:
        rows = self._rows().filter(pk__in=batch)
        done = 0
        for row in rows.select_for_update(no_key=True) if renew else rows:
            done += self._look(row, tally, renew=renew)
        return done

    def _rows(self) -> "QuerySet[Any]":
        return self.model._default_manager.order_by("pk")

    def _look(self, row: Any, tally: Tally, *, renew: bool) -> bool:
        cipher = getattr(row, self.cipher)
        number = _text(cipher, *keys.unsealing())
        if number is None:
            tally.lost.append(f"{self.label}（第 {row.pk} 行）")
            return False
        if getattr(row, self.index) == keys.indexes_of(number)[0] and _text(cipher, keys.sealing()) is not None:
            tally.present += 1
            return False
        tally.older += 1
        return renew and self._sealed(row, number, tally)

    def _sealed(self, row: Any, number: str, tally: Tally) -> bool:
        setattr(row, self.cipher, identity.seal(number, keys.sealing()))
        setattr(row, self.index, keys.indexes_of(number)[0])
        try:
            with transaction.atomic():
                row.save(update_fields=[self.cipher, self.index])
        except IntegrityError:
            tally.lost.append(f"{self.label}（第 {row.pk} 行：同一号码已另有一行）")
            return False
        return True


class Factors:
    """Secrets of second factors: of one-time codes, and the seed of recovery codes."""

    label = "二次验证密钥"

    def everything(self) -> Sequence[int]:
        return list(Authenticator.objects.order_by("pk").values_list("pk", flat=True))

    def visit(self, batch: Sequence[int], tally: Tally, *, renew: bool) -> int:
        rows = Authenticator.objects.filter(pk__in=batch).order_by("pk")
        done = 0
        for one in rows.select_for_update(no_key=True) if renew else rows:
            for name in ("secret", "seed"):
                done += name in one.data and self._look(one, name, tally, renew=renew)
        return done

    @transaction.atomic
    def _look(self, one: Authenticator, name: str, tally: Tally, *, renew: bool) -> bool:
        sealed = one.data[name]
        if _text(sealed, keys.sealing()) is not None:
            tally.present += 1
            return False
        plain = _text(sealed, *keys.unsealing())
        if plain is None:
            tally.lost.append(f"账号 {one.user_id} 的{one.get_type_display()}")
            return False
        tally.older += 1
        if renew:
            one.data[name] = identity.seal(plain, keys.sealing())
            one.save(update_fields=["data"])
        return renew


class Files:
    """Kept files that name people. A file is exchanged whole, under its own name."""

    label = "保存的文件"

    def everything(self) -> Sequence[Path]:
        return sorted(path for folder in _folders() for path in folder.iterdir() if len(path.name) == _DIGEST)

    def visit(self, batch: Sequence[Path], tally: Tally, *, renew: bool) -> int:
        return sum(self._look(path, tally, renew=renew) for path in batch if path.exists())

    def _look(self, path: Path, tally: Tally, *, renew: bool) -> bool:
        sealed = path.read_bytes()
        if _file(sealed, keys.filing()) is not None:
            tally.present += 1
            return False
        content = _file(sealed, *keys.unfiling())
        if content is None:
            tally.lost.append(f"文件 {path.parent.name}/{path.name[:12]}…")
            return False
        tally.older += 1
        if renew:
            vault.put(path, identity.seal_file(content, keys.filing()))
        return renew


def _folders() -> Iterator[Path]:
    return (folder for name in settings.SEALED_DIRS if (folder := Path(getattr(settings, name))).is_dir())


def _text(sealed: str, *by: bytes) -> str | None:
    """What is sealed, None where none of the keys opens it."""
    try:
        return identity.unseal(sealed, *by)
    except (ValueError, InvalidTag):
        return None


def _file(sealed: bytes, *by: bytes) -> bytes | None:
    try:
        return identity.unseal_file(sealed, *by)
    except (ValueError, InvalidTag):
        return None


KINDS: tuple[Kind, ...] = (
    Numbers("干部身份证号", Person, "id_cipher", "id_index"),
    Numbers("原身份证号", FormerNumber, "id_cipher", "id_index"),
    Factors(),
    Files(),
)
