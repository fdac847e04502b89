"""An empty chain at the start of each test outside a transaction: emptying the tables leaves the chain's head."""

import pytest
from django.db import connection

FORGET = "SELECT lo_truncate(lo_open(trail_store(), x'60000'::integer), 0)"


@pytest.fixture
def fresh(transactional_db: None) -> None:
    """No line, no link, no head."""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN; TRUNCATE cadres_trailline, cadres_traillink; {FORGET}; COMMIT")
