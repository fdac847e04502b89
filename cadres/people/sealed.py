"""Files that hold personal data, kept whole under the digest of their content and encrypted; read into memory only.

Like `cadres.vault`, but nobody who has the disk can read them: they name people and hold ID numbers.
"""

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidTag

from cadres import vault
from cadres.people import identity, keys
from cadres.workbooks.faults import Unreadable


def keep(folder: Path, content: bytes) -> str:
    """Keep a file and return its SHA-256. The same content again takes the old one's place, damaged or not."""
    sha256 = hashlib.sha256(content).hexdigest()
    vault.put(folder / sha256, identity.seal_file(content, keys.filing()))
    return sha256


def content_of(folder: Path, sha256: str) -> bytes:
    """A kept file, byte for byte. Raises Unreadable when it is gone, altered or under another key."""
    try:
        content = identity.unseal_file((folder / sha256).read_bytes(), *keys.unfiling())
    except FileNotFoundError as gone:
        raise Unreadable("文件没有保存下来", _CURE) from gone
    except (ValueError, InvalidTag) as error:
        raise Unreadable("保存的文件已损坏，或字段密钥已更换", _CURE) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unreadable("保存的文件与校验值不符", _CURE)
    return content


_CURE = "请重新上传，或从备份恢复保存文件的目录。"
