import os

from django.apps import AppConfig


class DrillConfig(AppConfig):
    """Takes the named guards away from this process: the twin of a drill, which must fail."""

    name = "tests.drill"
    label = "drill"

    def ready(self) -> None:
        from tests.drill import guards

        for guard in filter(None, os.environ.get("DRILL_WITHOUT", "").split(",")):
            guards.OFF[guard]()
