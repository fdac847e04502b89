"""ID numbers: checked, encrypted at rest, found again by a keyed index. GB 11643-1999; GM/T SM3, SM4.

The algorithm's name stands before each stored value, so that it can be changed without a guess.
"""

import base64
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from operator import mul

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4

from cadres.workbooks.texts import plain

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WHOLE = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?!\d)")
_SEALED, _INDEXED = "sm4gcm:", "hmacsm3:"


def fault_of(number: str) -> str:
    """Return what is wrong with an 18-character ID number, in Chinese, or '' when nothing is."""
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return "身份证号应为18位"
    if check_digit(number[:17]) != number[17]:
        return "身份证号校验位不符"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "身份证号中的出生日期不存在"
    return ""


def holds_number(text: str) -> bool:
    """Whether there is a whole ID number in a text, of 18 characters or the 15 of old: it must not lie open there."""
    return _WHOLE.search(plain(text)) is not None


def check_digit(first17: str) -> str:
    """The 18th character for the first 17 digits."""
    return _CHECKS[sum(map(mul, _WEIGHTS, map(int, first17))) % 11]


def seal(number: str, key: bytes) -> str:
    """Encrypt with SM4-GCM under a 16-byte key; a fresh nonce each time, so equal numbers look different."""
    return _SEALED + base64.b64encode(_encrypted(number.encode(), key)).decode()


def unseal(sealed: str, *keys: bytes) -> str:
    """The number again, by the first key that opens it.

    Raises ValueError for another algorithm, InvalidTag when it was altered or none of the keys sealed it.
    """
    if not sealed.startswith(_SEALED):
        raise ValueError("unknown algorithm of a sealed value")
    return _decrypted(base64.b64decode(sealed[len(_SEALED) :]), keys).decode()


def seal_file(content: bytes, key: bytes) -> bytes:
    """Encrypt a whole file that holds such numbers, as `seal` does, the algorithm's name in front."""
    return _SEALED.encode() + _encrypted(content, key)


def unseal_file(sealed: bytes, *keys: bytes) -> bytes:
    """The file again. Raises ValueError for another algorithm, InvalidTag when altered or under none of the keys."""
    if not sealed.startswith(_SEALED.encode()):
        raise ValueError("unknown algorithm of a sealed file")
    return _decrypted(sealed[len(_SEALED) :], keys)


def _encrypted(content: bytes, key: bytes) -> bytes:
    """Nonce (12 bytes), tag (16) and body."""
    nonce = os.urandom(12)
    encryptor = Cipher(SM4(key), modes.GCM(nonce)).encryptor()
    body = encryptor.update(content) + encryptor.finalize()
    return nonce + encryptor.tag + body


def _decrypted(raw: bytes, keys: Sequence[bytes]) -> bytes:
    """GCM's tag tells whether a key is the right one."""
    for key in keys if len(raw) >= 28 else ():
        decryptor = Cipher(SM4(key), modes.GCM(raw[:12], raw[12:28])).decryptor()
        body = decryptor.update(raw[28:])
        with suppress(InvalidTag):
            return body + decryptor.finalize()
    raise InvalidTag


def index_of(number: str, key: bytes) -> str:
    """A keyed digest that finds equal numbers without showing them."""
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(number.encode())
    return _INDEXED + mac.finalize().hex()


def masked(number: str) -> str:
    """What a page may show: the first three and the last four characters."""
    return f"{number[:3]}***********{number[-4:]}"
