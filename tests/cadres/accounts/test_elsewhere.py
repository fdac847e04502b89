"""Sign-in by the office's own OpenID Connect: for accounts that are here, and only where a server is named."""

import os
import subprocess
import sys

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from cadres.accounts.adapters import Elsewhere
from cadres.accounts.models import User
from tests.world import World

ASK = """
import django; django.setup()
from django.conf import settings
from django.urls import reverse
forms = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
print(reverse("openid_connect_callback", args=["office"]), forms)
"""


def arriving(claims: dict[str, object]) -> SocialLogin:
    return SocialLogin(user=User(), account=SocialAccount(provider="office", uid="42", extra_data=claims))


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().get("/sign-in/oidc/office/login/callback/")
    request._messages = CookieStorage(request)
    return request


@pytest.mark.parametrize("nested", [True, False])
def test_a_known_name_is_joined_to_its_account(world: World, request_: HttpRequest, nested: bool) -> None:
    claims = {"preferred_username": world.office.username}
    coming = arriving({"userinfo": claims} if nested else claims)
    Elsewhere().pre_social_login(request_, coming)
    assert coming.is_existing and coming.user == world.office
    assert not SocialAccount.objects.exists()


def test_nothing_is_joined_to_who_is_in_already(world: World, request_: HttpRequest) -> None:
    coming = arriving({"preferred_username": world.office.username})
    coming.state = {"process": "connect"}
    with pytest.raises(ImmediateHttpResponse):
        Elsewhere().pre_social_login(request_, coming)


@pytest.mark.parametrize("name", ["nobody", "", None, "office-990101 "])
def test_nobody_else_gets_in_and_no_account_is_made(world: World, request_: HttpRequest, name: object) -> None:
    before = User.objects.count()
    with pytest.raises(ImmediateHttpResponse) as refused:
        Elsewhere().pre_social_login(request_, arriving({"preferred_username": name}))
    assert refused.value.response["Location"] == "/sign-in/"
    assert User.objects.count() == before and not SocialAccount.objects.exists()
    assert not Elsewhere().is_open_for_signup(request_, arriving({}))


def test_a_closed_account_stays_out(world: World, request_: HttpRequest) -> None:
    User.objects.filter(pk=world.office.pk).update(is_active=False)
    with pytest.raises(ImmediateHttpResponse):
        Elsewhere().pre_social_login(request_, arriving({"preferred_username": world.office.username}))


def answer(**given: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **given}
    return subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.django_db
def test_its_addresses_are_there_only_with_a_server() -> None:
    told = answer(OIDC_SERVER="https://id.example.gov.cn/realms/x/", OIDC_CLIENT_ID="hengjian", OIDC_CLIENT_SECRET="s")
    assert told.stdout.split()[0] == "/sign-in/oidc/office/login/callback/", told.stderr
    assert "'https://id.example.gov.cn'" in told.stdout
    assert "NoReverseMatch" in answer().stderr
