"""Machine-made requests from the API's own description: none breaks it, none gets in, answers are as described."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from cadres.accounts.models import Token
from config.wsgi import application
from tests.world import World

load_all_checks()
BRIEF = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A whole server closes connections between requests; the test's transaction must outlive them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(published: World, one_connection: None) -> str:
    _, text = Token.objects.create(user=published.office)
    return f"Token {text}"


schema = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
schema.app = application


@schema.parametrize()
@BRIEF
def test_no_request_of_an_account_breaks_it(case: Any, token: str) -> None:
    answer = case.call(headers={"Authorization": token})
    case.validate_response(answer, checks=(not_a_server_error, response_schema_conformance))


@schema.parametrize()
@BRIEF
def test_no_stranger_gets_in(case: Any, published: World, one_connection: None) -> None:
    answer = case.call()
    assert not 200 <= answer.status_code < 300
    assert answer.status_code < 500
