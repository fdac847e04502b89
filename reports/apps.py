"""The application as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "报表与文书"
    default_auto_field = "django.db.models.BigAutoField"
