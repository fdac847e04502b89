from django.apps import AppConfig


class CadresConfig(AppConfig):
    name = "cadres"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from cadres.accounts import attempts  # noqa: F401, PLC0415 (it needs the models in place)
