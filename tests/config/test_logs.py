"""The log names rules, jobs and requests; no row, no key, nobody."""

import logging
from collections.abc import Callable
from io import StringIO

import pytest
from django.db import IntegrityError, connection, transaction

from config.logs import Discreet

pytestmark = pytest.mark.django_db
SECRET = "王小明\nTraceback of a life"


def logged(say: Callable[[logging.Logger], None]) -> str:
    """What the program's own handler writes of it."""
    own = next(handler for handler in logging.root.handlers if isinstance(handler.formatter, Discreet))
    handler, logger = logging.StreamHandler(written := StringIO()), logging.Logger("tried")
    handler.setFormatter(own.formatter)
    logger.addHandler(handler)
    say(logger)
    return written.getvalue()


def refuse() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (name text CONSTRAINT nobody CHECK (name = ''))")
        cursor.execute("INSERT INTO told VALUES (%s)", [SECRET])


def test_a_refused_row_is_not_logged_with_its_refusal() -> None:
    with pytest.raises(IntegrityError) as caught:
        refuse()
    assert "王小明" in str(caught.value)
    raised = caught.value
    chained = logged(lambda log: log.error("a request failed", exc_info=raised))
    shown = logged(lambda log: log.error("task failed: %r", raised))
    for text in (chained, shown):
        assert "violates check constraint" in text and "nobody" in text
        assert "王小明" not in text and "of a life" not in text
    assert chained.count("明细不记入日志") == 2 and "The above exception was the direct cause" in chained
    assert "a request failed" in chained and "in refuse" in chained


def test_whatever_else_is_logged_stays_as_it_is() -> None:
    text = logged(lambda log: log.warning("job %s failed: 详情", 7))
    assert text.endswith("WARNING tried job 7 failed: 详情\n")
