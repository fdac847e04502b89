"""Files that hold personal data: kept whole and encrypted, under names made at random; read into memory only.

They name people and hold ID numbers: who has the folder can neither read them nor tell whether a file that he has is
among them. Whoever refers to one does so by the digest of its content; `KeptFile` says under which name it lies.
"""

import hashlib
import secrets
import time
from collections.abc import Collection
from pathlib import Path

from cryptography.exceptions import InvalidTag

from cadres import vault
from cadres.people import identity, keys
from cadres.people.models import KeptFile
from cadres.workbooks.faults import Unreadable


def keep(folder: Path, content: bytes) -> str:
    """Keep a file and return its SHA-256. The same content again takes the old one's place, damaged or not."""
    sha256 = hashlib.sha256(content).hexdigest()
    named = {"name": secrets.token_hex(32)}
    row, _ = KeptFile.objects.get_or_create(folder=folder.name, sha256=sha256, defaults=named)
    vault.put(folder / row.name, identity.seal_file(content, keys.filing()))
    return sha256


def content_of(folder: Path, sha256: str) -> bytes:
    """A kept file, byte for byte. Raises Unreadable when it is gone, altered or under another key."""
    try:
        content = identity.unseal_file(path_of(folder, sha256).read_bytes(), *keys.unfiling())
    except (FileNotFoundError, KeptFile.DoesNotExist) as gone:
        raise Unreadable("文件没有保存下来", _CURE) from gone
    except (ValueError, InvalidTag) as error:
        raise Unreadable("保存的文件已损坏，或字段密钥已更换", _CURE) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unreadable("保存的文件与校验值不符", _CURE)
    return content


def path_of(folder: Path, sha256: str) -> Path:
    """Where the file of a digest lies. Raises KeptFile.DoesNotExist."""
    return folder / KeptFile.objects.get(folder=folder.name, sha256=sha256).name


def forget(folder: Path, digests: Collection[str]) -> None:
    """Remove the files of these digests, which nothing refers to any more, and what killed work has left behind."""
    rows = KeptFile.objects.filter(folder=folder.name, sha256__in=list(digests))
    for row in rows:
        (folder / row.name).unlink(missing_ok=True)
    rows.delete()
    known = set(KeptFile.objects.filter(folder=folder.name).values_list("name", flat=True))
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in known and time.time() - path.stat().st_mtime > _STRAY_SECONDS:
            path.unlink(missing_ok=True)


#: No work lasts that long: what has no row by then never will.
_STRAY_SECONDS = 2 * 24 * 3600
_CURE = "请重新上传，或从备份恢复保存文件的目录。"
