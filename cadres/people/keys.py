"""The keys that hide ID numbers, one for each use, drawn from the installation's one secret."""

from functools import lru_cache

from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings


def sealing() -> bytes:
    """16 bytes for `identity.seal` and `identity.unseal`."""
    return _drawn(settings.FIELD_ENCRYPTION_KEY, "seal ID numbers")[:16]


def filing() -> bytes:
    """16 bytes for `identity.seal_file` and `identity.unseal_file`."""
    return _drawn(settings.FIELD_ENCRYPTION_KEY, "seal files that were sent")[:16]


def indexing() -> bytes:
    """32 bytes for `identity.index_of`."""
    return _drawn(settings.FIELD_ENCRYPTION_KEY, "find ID numbers")


@lru_cache(maxsize=8)
def _drawn(secret: str, use: str) -> bytes:
    mac = hmac.HMAC(secret.encode(), hashes.SM3())
    mac.update(use.encode())
    return mac.finalize()
