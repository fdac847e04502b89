"""Where the files that were sent are kept: named by their digest, sealed because they hold ID numbers."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.files.base import File

from cadres import vault
from cadres.people import identity, keys
from cadres.workbooks.faults import Unreadable
from cadres.workbooks.parcels import MOST_FILE_BYTES, Sent
from cadres.workbooks.texts import storable


def keep(file: "Path | File[Any]") -> dict[str, Any]:
    """Keep one file; {name, sha256 of it as sent, size}. One too large to be read is only named (sha256 '')."""
    if isinstance(file, Path):
        with file.open("rb") as stream:
            return keep(File(stream, name=file.name))
    name, size = storable(Path(str(file.name)).name), int(file.size)
    return {"name": name, "size": size, "sha256": _kept(file) if size <= MOST_FILE_BYTES else ""}


def _kept(file: "File[Any]") -> str:
    return keep_content(b"".join(file.chunks()))


def keep_content(content: bytes) -> str:
    """Keep what the program itself made of a file, sealed like the file; its digest."""
    sha256 = hashlib.sha256(content).hexdigest()
    vault.put(_folder() / sha256, identity.seal_file(content, keys.filing()))
    return sha256


def content(sha256: str) -> bytes:
    """What was kept under a digest. Raises Unreadable where it is gone or damaged."""
    path = _folder() / sha256
    if not path.is_file():
        raise Unreadable("保存的数据不在了", "请从备份恢复上传文件目录，或重新导入。")
    found = _unsealed(path)
    if hashlib.sha256(found).hexdigest() != sha256:
        raise Unreadable("保存的数据与校验值不符", "请从备份恢复上传文件目录，或重新导入。")
    return found


def sent(files: list[dict[str, Any]]) -> Iterator[Sent]:
    """The kept files for reading. A file that is no longer there cannot be read."""
    for file in files:
        yield Sent(file["name"], file["size"], _content(file["sha256"]))


def _content(sha256: str) -> Callable[[], bytes] | None:
    path = _folder() / sha256
    return partial(_unsealed, path) if sha256 and path.is_file() else None


def _unsealed(path: Path) -> bytes:
    """Only into memory: no kept workbook lies on the disk in clear again."""
    try:
        return identity.unseal_file(path.read_bytes(), keys.filing())
    except (ValueError, InvalidTag) as error:
        raise Unreadable("保存的文件已损坏，或字段密钥已更换", "请重新上传。") from error


def _folder() -> Path:
    return Path(settings.INTAKE_DIR)
