"""What happens to an account, with its line in the trail."""

from django.db import transaction
from knox.models import AuthToken

from cadres.accounts.models import User
from cadres.trail.services import record


def signed_in(user: User) -> None:
    """Record that someone signed in."""
    record("account.signed_in", user, f"{user}登录", actor=user, county=user.county)


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Set a password that its owner chose and the validators passed. Tokens got by the old one end with it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    AuthToken.objects.filter(user=user).delete()
    record("account.password_changed", user, f"{user}修改了密码", actor=user, county=user.county)
