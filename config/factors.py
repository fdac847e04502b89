"""Second factors as allauth keeps them: the secret of the one-time codes lies encrypted in the database."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser

from cadres.people import identity, keys


class SecondFactors(DefaultMFAAdapter):
    """Sealed like ID numbers; no mail is sent, the trail tells of each change."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return identity.seal(text, keys.sealing())

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return identity.unseal(encrypted_text, *keys.unsealing())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """An office's network has no mail."""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """A name for a key whose owner gave none."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"第 {count + 1} 把"
