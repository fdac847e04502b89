"""The wiring as Django knows it: it makes Celery's app current in every process and registers the system checks."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"
    label = "wiring"
    verbose_name = "系统"

    def ready(self) -> None:
        from config import celery, checks  # noqa: F401, PLC0415 (both need the settings in place)
