"""Sign-in by OpenID Connect against a provider that runs: the whole way there and back over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.test import Client

from cadres.accounts.models import User
from cadres.trail.models import TrailLine
from tests.cadres.accounts.provider import CLIENT, SECRET, Provider, running
from tests.world import World

pytestmark = pytest.mark.django_db
AWAY = "/sign-in/oidc/office/login/"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """The office's server, named in the settings as config/settings_sign_in.py would."""
    with running() as server:
        app = {"provider_id": "office", "name": "统一身份认证", "client_id": CLIENT, "secret": SECRET}
        app["settings"] = {"server_url": server.address}  # type: ignore[assignment]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
        settings.ROOT_URLCONF = "tests.cadres.accounts.with_oidc"
        settings.OIDC_APPS = ["allauth.socialaccount.providers.openid_connect"]
        registry.load()
        registry.register(OpenIDConnectProvider)
        yield server
        del registry.provider_map[OpenIDConnectProvider.id]


def sent_back(client: Client, target: str = "") -> str:
    """From our button to their page and back: the address with code and state to which the browser returns."""
    away = client.post(AWAY, {"next": target})
    assert away.status_code == 302
    answer = requests.get(away["Location"], allow_redirects=False, timeout=10)
    assert answer.status_code == 302
    return str(answer.headers["Location"]).removeprefix("http://testserver")


def test_who_is_known_here_comes_in(world: World, provider: Provider) -> None:
    provider.name, client = world.office.username, Client()
    assert AWAY in client.get("/sign-in/").content.decode()
    answer = client.get(sent_back(client, "/my-account/"))
    assert (answer.status_code, answer["Location"]) == (302, "/my-account/")
    assert client.get("/my-account/").wsgi_request.user == world.office
    assert provider.asked[-2:] == ["/token", "/userinfo"] and "/authorize" in provider.asked
    assert TrailLine.objects.get(act="account.signed_in").actor == world.office
    assert not SocialAccount.objects.exists()


def test_the_second_factor_is_asked_for_all_the_same(world: World, provider: Provider) -> None:
    TOTP.activate(world.office, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    provider.name, client = world.office.username, Client()
    answer = client.get(sent_back(client))
    assert answer["Location"].startswith("/sign-in/second/")
    assert client.get("/my-account/").status_code == 302
    assert not TrailLine.objects.filter(act="account.signed_in").exists()


@pytest.mark.parametrize("name", ["nobody", "", "OFFICE-990101"])
def test_who_is_not_stays_outside_and_is_not_made(world: World, provider: Provider, name: str) -> None:
    provider.name, client, before = name, Client(), User.objects.count()
    answer = client.get(sent_back(client), follow=True)
    assert "本系统没有对应的在用账号" in answer.content.decode()
    assert client.get("/my-account/").status_code == 302
    assert User.objects.count() == before and not SocialAccount.objects.exists()
    assert TrailLine.objects.filter(act="account.sign_in_failed").count() == 1


def test_a_closed_account_does_not_come_in(world: World, provider: Provider) -> None:
    provider.name, client = world.office.username, Client()
    User.objects.filter(pk=world.office.pk).update(is_active=False)
    client.get(sent_back(client))
    assert client.get("/my-account/").status_code == 302


def test_a_return_that_is_not_ones_own_is_worthless(world: World, provider: Provider) -> None:
    """A code sent into another browser, a state made up, a code used twice, a refusal, a wrong secret."""
    provider.name, mine, other = world.office.username, Client(), Client()
    back = sent_back(mine)
    for client, path in (
        (other, back),
        (mine, back.partition("state=")[0] + "state=madeup"),
        (mine, "/sign-in/oidc/office/login/callback/?error=access_denied"),
    ):
        assert client.get(path).status_code in {200, 302, 401, 403}
        assert client.get("/my-account/").status_code == 302, path
    assert provider.asked.count("/token") == 0
    assert mine.get(back)["Location"] == "/"
    fresh = Client()
    fresh.get(back)
    assert fresh.get("/my-account/").status_code == 302


def test_without_the_secret_there_is_no_token(world: World, provider: Provider, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = "wrong"
    provider.name, client = world.office.username, Client()
    answer = client.get(sent_back(client))
    assert answer.status_code in {200, 302, 401} and provider.asked[-1] == "/token"
    assert client.get("/my-account/").status_code == 302
    assert answer["Location"] == "/sign-in/"
    assert "统一身份认证没有成功" in client.get("/sign-in/").content.decode()


def test_who_cancels_there_is_back_here(world: World, provider: Provider) -> None:
    provider.name, client = world.office.username, Client()
    state = sent_back(client).partition("state=")[2]
    told = client.get(f"/sign-in/oidc/office/login/callback/?error=access_denied&state={state}", follow=True)
    assert "已在统一身份认证页面取消登录" in told.content.decode()


def test_a_link_to_their_page_asks_first_in_our_words(world: World, provider: Provider) -> None:
    """A page elsewhere cannot begin a sign-in by a link."""
    answer = Client().get(AWAY)
    assert answer.status_code == 200 and "将转到本单位的统一身份认证页面登录" in answer.content.decode()
    assert provider.asked == []


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_sent_elsewhere_afterwards(world: World, provider: Provider, target: str) -> None:
    provider.name, client = world.office.username, Client()
    assert client.get(sent_back(client, target))["Location"] == "/"
