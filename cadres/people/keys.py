"""The keys that hide ID numbers and files, one for each use, drawn from the installation's one secret.

While the secret is exchanged (`bin/manage field_key`) there are two: what is sealed anew takes the present one, what is
opened or looked for tries the present one first and then those before it.
"""

from functools import lru_cache

from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings

from cadres.people.identity import index_of

_NUMBERS, _FILES, _INDEX = "seal ID numbers", "seal files that were sent", "find ID numbers"


def sealing() -> bytes:
    """16 bytes for `identity.seal`."""
    return unsealing()[0]


def unsealing() -> tuple[bytes, ...]:
    """Every key that may open what `identity.seal` gave, the present one first."""
    return tuple(_drawn(secret, _NUMBERS)[:16] for secret in _secrets())


def filing() -> bytes:
    """16 bytes for `identity.seal_file`."""
    return unfiling()[0]


def unfiling() -> tuple[bytes, ...]:
    """Every key that may open what `identity.seal_file` gave, the present one first."""
    return tuple(_drawn(secret, _FILES)[:16] for secret in _secrets())


def indexing() -> bytes:
    """32 bytes for `identity.index_of`."""
    return _drawn(settings.FIELD_ENCRYPTION_KEY, _INDEX)


def indexes_of(number: str) -> list[str]:
    """Every index under which somebody of this ID number may stand, the present key's first."""
    return [index_of(number, _drawn(secret, _INDEX)) for secret in _secrets()]


def _secrets() -> list[str]:
    return [settings.FIELD_ENCRYPTION_KEY, *settings.FIELD_ENCRYPTION_KEYS_BEFORE]


@lru_cache(maxsize=16)
def _drawn(secret: str, use: str) -> bytes:
    mac = hmac.HMAC(secret.encode(), hashes.SM3())
    mac.update(use.encode())
    return mac.finalize()
