"""Many at the same door at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What `act(0)` … `act(count - 1)` gave or raised, all begun together, in their order."""
    start = Barrier(count, timeout=30)

    def one(number: int) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return act(number)
        except Exception as error:  # noqa: BLE001 (what was raised is what the test looks at)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def meeting(count: int, seconds: float = 0.5) -> Callable[[], bool]:
    """A point where up to `count` wait for each other for `seconds`; tells whether they all met there."""
    point = Barrier(count)

    def wait() -> bool:
        try:
            point.wait(seconds)
        except BrokenBarrierError:
            return False
        return True

    return wait


class Unlocked:
    """A model whose rows are read without the lock that was asked for: the guard taken away."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)

    @property
    def objects(self) -> Any:
        manager = self._model.objects.all()
        manager.select_for_update = lambda **_: self._model.objects.all()
        return manager
