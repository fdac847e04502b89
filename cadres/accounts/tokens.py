"""Tokens of the API: what each may do, until when, and when it was last used. Only their digests are kept."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from knox.auth import TokenAuthentication
from knox.settings import knox_settings

from cadres.access.permissions import May, may
from cadres.accounts.keeping import Refused
from cadres.accounts.models import Token, User
from cadres.trail.origin import here
from cadres.trail.services import record

#: What a token may be given of what its account may do: the acts that the API asks for.
ACTS = (May.READ_REGISTER, May.READ_PUBLISHED, May.READ_OWN_RESULT, May.READ_ALL_RESULTS)
LONGEST_DAYS = 366
_NOTED_EVERY = timedelta(minutes=1)


class ByToken(TokenAuthentication):
    """knox's, which then bounds the account by the token's acts and notes the use."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, Token]:
        """The account and the token. Raises AuthenticationFailed."""
        user, kept = super().authenticate_credentials(token)
        user.token_acts = None if kept.acts is None else frozenset(kept.acts)
        _note(kept)
        return user, kept


def _note(token: Token) -> None:
    """When and from where; once a minute, for a write at each call would be wasted."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=here().address)


def told(token: Token) -> list[str]:
    """What it may do, in words; an act that is no more is not told, for it grants nothing."""
    return [act.value for act in May if act.name in (token.acts or ())]


def open_acts(user: User) -> list[May]:
    """The acts that a token of this account may be given."""
    return [act for act in ACTS if may(user, act)]


def tokens_of(user: Any) -> QuerySet[Token]:
    """The account's tokens that have not run out, newest first."""
    live: QuerySet[Token] = Token.objects.filter(user=user, expiry__gt=timezone.now())
    return live.order_by("-created")


def tokens_for(user: Any) -> QuerySet[Token]:
    """All tokens of the security administrator's county that have not run out."""
    live: QuerySet[Token] = Token.objects.filter(user__county_id=user.county_id, expiry__gt=timezone.now())
    return live.select_related("user").order_by("user__username", "-created")


@transaction.atomic
def issue(user: User, name: str, acts: list[str] | None, lasts: timedelta) -> tuple[Token, str]:
    """A token and its text, which is kept nowhere. Raises Refused at the limit for one account.

    `acts` are names of `May`; None for all that the account may do.
    """
    User.objects.select_for_update().get(pk=user.pk)
    Token.objects.filter(user=user, expiry__lte=timezone.now()).delete()
    most = knox_settings.TOKEN_LIMIT_PER_USER
    if Token.objects.filter(user=user).count() >= most:
        raise Refused(f"该账号已有 {most} 个有效令牌，请先退出不用的，或待其过期。")
    token, text = Token.objects.create(user, expiry=lasts, name=name, acts=acts)
    _tell("account.token_issued", "签发", token, actor=user, acts=acts or "该账号可做的全部")
    return token, text


@transaction.atomic
def revoke(token: Token, *, actor: Any) -> None:
    """Make a token worthless."""
    _tell("account.token_revoked", "吊销", token, actor=actor)
    token.delete()


def _tell(act: str, word: str, token: Token, *, actor: Any, **detail: Any) -> None:
    user = token.user
    told = f"{word}{user}的接口令牌“{token.name}”，有效期至 {timezone.localtime(token.expiry):%Y-%m-%d %H:%M}"
    record(act, user, told, actor=actor, county=user.county, **detail)
