"""What a shared computer may keep of an account's pages: nothing."""

import pytest
from django.test import Client

from cadres.access.models import Role
from tests.conftest import SignedIn
from tests.world import World


@pytest.mark.parametrize("path", ["/cycles/{0}/", "/cycles/{0}/ranking/cadre/deputy/", "/cycles/{0}/nowhere/"])
def test_pages_of_an_account_are_not_stored(published: World, signed_in: SignedIn, path: str) -> None:
    answer = signed_in(published, Role.OFFICE).get(path.format(published.cycle.pk))
    assert answer["Cache-Control"] == "no-store"


def test_what_says_how_long_it_lasts_keeps_its_word(published: World, signed_in: SignedIn) -> None:
    client = signed_in(published, Role.OFFICE)
    assert client.get("/api/v1/rankings/")["Cache-Control"] == "private, no-cache"
    assert "Cache-Control" not in Client().get("/healthz")
