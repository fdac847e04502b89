"""Token sign-in of the API: a name and a password for a token that expires and is kept as a digest only."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from drf_spectacular.utils import extend_schema
from knox.settings import knox_settings
from knox.views import LogoutView
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cadres.accounts import schema as schema
from cadres.accounts import services
from cadres.accounts.keeping import Refused
from cadres.accounts.models import User
from cadres.accounts.tokens import issue


class Credentials(serializers.Serializer[Any]):
    """What is asked for."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False, write_only=True)


class Token(serializers.Serializer[Any]):
    """What is given, once: the token cannot be read again."""

    token = serializers.CharField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class SignIn(APIView):
    """Sign in for a token. Wrong tries count towards the same lock-out as on the page."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    metadata_class = None

    @extend_schema(operation_id="token_sign_in", request=Credentials, responses=Token, tags=["token"])
    def post(self, request: Request) -> Response:
        asked = Credentials(data=request.data)
        asked.is_valid(raise_exception=True)
        user = authenticate(request._request, **asked.validated_data)
        if not isinstance(user, User):
            raise AuthenticationFailed("账号或密码不正确，或账号已停用。")
        _refuse_half_signed_in(user)
        with transaction.atomic():
            try:
                kept, token = issue(user, "凭密码取得", None, knox_settings.TOKEN_TTL)
            except Refused as refused:
                raise PermissionDenied(str(refused)) from refused
            user_logged_in.send(sender=type(kept), request=request._request, user=user)
            services.signed_in(user)
        return Response(Token({"token": token, "expires_at": kept.expiry}).data)

    def get_authenticate_header(self, request: Request) -> str:
        """A failed sign-in is a 401, not a 403."""
        return "Token"


def _refuse_half_signed_in(user: User) -> None:
    """A password alone is not enough where the page would ask for more. Raises PermissionDenied."""
    if user.must_choose_password:
        raise PermissionDenied("请先在网页上登录并修改密码，再取得令牌。")
    if is_mfa_enabled(user):
        raise PermissionDenied("账号启用了二次验证，不能只凭密码取得令牌，请在网页上登录后签发。")


class SignOut(LogoutView):
    """Give the token back: it is worthless from now on."""

    @extend_schema(
        operation_id="token_sign_out", request=None, responses={status.HTTP_204_NO_CONTENT: None}, tags=["token"]
    )
    def post(self, request: Request, format: str | None = None) -> Response:
        response: Response = super().post(request, format)
        return response
