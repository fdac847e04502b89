"""Rules for passwords that Django does not bring: kinds of characters, and none of the last ones again."""

from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from cadres.accounts.models import User

_LEAST = 3


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isupper():
        return "upper"
    return "lower" if character.isalpha() else "other"


class ThreeOfFour:
    """Small letters, capitals, digits, other characters: three of the four. Words in Chinese count as small letters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if len({_kind(character) for character in password}) < _LEAST:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """The rule."""
        return "密码须含大写字母、小写字母、数字、其他字符四类中的至少三类（空格算其他字符）。"


class NotReused:
    """None of the account's last five passwords, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        if not isinstance(user, User) or user.pk is None:
            return
        digests = [user.password, *user.old_passwords.values_list("digest", flat=True)]
        if any(check_password(password, digest) for digest in digests):
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """The rule."""
        return "密码不能与最近五次使用过的相同。"
