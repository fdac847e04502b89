from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as codes
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import include, path

from cadres.access.permissions import May, allowed
from cadres.accounts import views


def own(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """One of allauth's views, for an account's owner; what it does and its line are in one transaction."""
    return allowed(May.OWN_ACCOUNT)(transaction.atomic(view))


# Of allauth's addresses these are all: nobody signs up, nothing is mailed. Names with an underscore are its own.
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/second/", views.second_factor, name="mfa_authenticate"),
    path("my-account/again/", own(account.reauthenticate), name="account_reauthenticate"),
    path("my-account/again/code/", views.code_again, name="mfa_reauthenticate"),
    path("my-account/again/key/", own(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("my-account/safety/", views.safety, name="mfa_index"),
    path("my-account/codes/", own(codes.activate_totp), name="mfa_activate_totp"),
    path("my-account/codes/off/", own(codes.deactivate_totp), name="mfa_deactivate_totp"),
    path("my-account/recovery/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("my-account/recovery/new/", own(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("my-account/keys/add/", own(keys.add_webauthn), name="mfa_add_webauthn"),
    path("my-account/keys/remove/", views.remove_key, name="key-remove"),
    path("my-account/tokens/", views.tokens, name="my-tokens"),
    path("my-account/tokens/issue/", views.issue_token, name="token-issue"),
    path("my-account/tokens/revoke/", views.revoke_token, name="my-token-revoke"),
    path("my-account/sessions/end/", views.end_session, name="session-end"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("my-account/", views.mine, name="my-account"),
    path("password/", views.password, name="password"),
]
if settings.OIDC_APPS:
    urlpatterns.append(path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")))
