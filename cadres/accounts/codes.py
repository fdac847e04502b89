"""One-time codes are taken once, for good: the database remembers the last step, whatever the cache has forgotten.

allauth remembers a used code for one step, in the cache. Phones' clocks are off by seconds, so that the steps beside
the present one are taken, too (RFC 6238, 5.2); hence a code would come back without this.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

_LAST = "last_step"


def hold(user: AbstractBaseUser) -> None:
    """Let nobody else try a code of this account until the transaction ends."""
    list(Authenticator.objects.select_for_update().filter(user_id=user.pk).order_by("pk"))


@transaction.atomic
def taken(authenticator: Authenticator, code: str) -> bool:
    """Whether a right code is of a step that is not behind the last one taken, which it is from now on.

    Recovery codes look after themselves; the caller holds the account's factors (`hold`).
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    step = _step(authenticator, code)
    if step <= authenticator.data.get(_LAST, 0):
        return False
    authenticator.data[_LAST] = step
    authenticator.save(update_fields=["data"])
    return True


def _step(authenticator: Authenticator, code: str) -> int:
    """The step of a code, the latest of those it may be of; 0 where it has run out meanwhile."""
    secret = decrypt(authenticator.data["secret"])
    digits = "".join(filter(str.isdigit, code))
    return max((step for step in _steps() if format_hotp_value(hotp_value(secret, step)) == digits), default=0)


def _steps() -> list[int]:
    return list(yield_hotp_counters_from_time())
