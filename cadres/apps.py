from django.apps import AppConfig
from django.conf import settings

from cadres.people.ordering import known


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from cadres.accounts import attempts, sessions  # noqa: F401, PLC0415 (both listen, and need the models in place)

        known.read_from(settings.STROKES)
