"""Tries to sign in and ways out, as Django and axes tell of them."""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from axes.signals import user_locked_out
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cadres.accounts import services
from cadres.accounts.models import User
from cadres.accounts.visits import last_visit


@receiver(user_logged_in)
def came(request: Any, user: User, **kwargs: Any) -> None:
    """The way in, after the last factor: what was before is told to whoever comes, and the line is written."""
    messages.info(request, last_visit(user))
    services.signed_in(user)


@receiver(authentication_failed)
def wrong_code(request: Any, user: User, **kwargs: Any) -> None:
    """A wrong one-time code counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)


@receiver(post_save, sender=Authenticator)
def factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """A second factor was set up."""
    if created:
        services.factor_changed(instance.user, instance.get_type_display(), added=True)


@receiver(post_delete, sender=Authenticator)
def factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    """A second factor was given up."""
    services.factor_changed(instance.user, instance.get_type_display(), added=False)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """A wrong try. While a name is locked out none is noted: its lock-out was, and the trail is not to be flooded."""
    if _counted(request) or not getattr(request, "axes_locked_out", False):
        services.sign_in_failed(str(credentials.get("username") or ""))


@receiver(user_locked_out)
def locked(request: Any, username: str | None, **kwargs: Any) -> None:
    """The try that reached the limit; those after it, which axes does not count, say nothing new."""
    if _counted(request):
        services.locked_out(username or "")


def _counted(request: Any) -> bool:
    """Whether axes has counted this try: it does not while the name is locked out."""
    return getattr(request, "axes_failures_since_start", None) is not None


@receiver(user_logged_out)
def left(user: Any, **kwargs: Any) -> None:
    """The way out, of somebody who was in."""
    if isinstance(user, User):
        services.signed_out(user)
