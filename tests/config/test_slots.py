"""Runs of the tests side by side: every one has Redis databases that exist."""

from config import testing


def test_the_last_worker_of_the_last_run_still_has_its_two_databases() -> None:
    broker = max(testing._SLOTS) * testing._NUMBERS + 2 * (testing._WORKERS - 1)
    assert (min(testing._SLOTS), broker, broker + 1) == (1, 62, 63), "Redis has the databases 0 to 63"
