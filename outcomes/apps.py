"""The application as Django knows it."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "outcomes"
    verbose_name = "结果运用"
    default_auto_field = "django.db.models.BigAutoField"
