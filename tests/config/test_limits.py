"""Limits that must hold under pressure: tries to sign in, rates of calls, and what happens when Redis is away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from redis.exceptions import ConnectionError as Away
from rest_framework.request import Request

from config import lockout, throttles


@pytest.fixture(autouse=True)
def _empty_cache(one_period: None) -> Iterator[None]:
    caches["default"].clear()
    yield
    caches["default"].clear()


def call(address: str = "203.0.113.9") -> Request:
    return Request(RequestFactory().post("/api/v1/sign-in/", REMOTE_ADDR=address))


def test_of_64_calls_at_once_exactly_the_permitted_number_passes() -> None:
    with ThreadPoolExecutor(64) as threads:
        passed = list(threads.map(lambda _: throttles.SignIn().allow_request(call(), None), range(64)))
    assert sum(passed) == throttles.SignIn().most == 10


def test_another_address_is_counted_apart() -> None:
    assert not all(throttles.SignIn().allow_request(call(), None) for _ in range(11))
    assert throttles.SignIn().allow_request(call("203.0.113.10"), None)


def test_a_forwarded_address_that_anyone_can_write_does_not_count() -> None:
    spoofed = [
        Request(RequestFactory().post("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}"))
        for n in range(11)
    ]
    assert [throttles.SignIn().allow_request(one, None) for one in spoofed].count(True) == 10


@pytest.mark.parametrize(("throttle", "passes"), [(throttles.SignIn, False), (throttles.Strangers, True)])
def test_while_redis_is_away_only_signing_in_is_refused(
    monkeypatch: pytest.MonkeyPatch, throttle: type[throttles.Counted], passes: bool
) -> None:
    def gone(*args: Any, **options: Any) -> None:
        raise Away

    monkeypatch.setattr(throttles.cache, "incr", gone)
    assert throttle().allow_request(call(), None) is passes


def test_the_wait_is_within_the_period() -> None:
    assert 0 < throttles.SignIn().wait() <= 60


@pytest.mark.parametrize("path", ["/sign-in/", "/api/v1/sign-in/"])
def test_the_answer_to_too_many_tries_is_chinese_and_says_when(path: str) -> None:
    answer: HttpResponse = lockout.answer(RequestFactory().post(path))
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "登录失败次数过多，请 15 分钟后再试" in answer.content.decode()


def test_the_content_policy_allows_nothing_inline(client: Any, db: None) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy.count("'self'") == 6
