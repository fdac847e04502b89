import os

from django.apps import AppConfig


class DrillConfig(AppConfig):
    """Logs what must be seen from outside, and takes the named guards away: the twin of a drill, which must fail."""

    name = "tests.drill"
    label = "drill"

    def ready(self) -> None:
        from celery.signals import task_postrun

        from tests.drill import guards, hooks

        task_postrun.connect(hooks.on_bell_heard)
        for guard in filter(None, os.environ.get("DRILL_WITHOUT", "").split(",")):
            guards.OFF[guard]()
