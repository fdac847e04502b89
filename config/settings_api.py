"""Settings of the API: JSON only, tokens kept as digests, pages of a bounded size, a limit on the rate of calls."""

from datetime import timedelta
from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cadres.accounts.tokens.ByToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "config.paging.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["config.throttles.Strangers", "config.throttles.Accounts"],
    "DEFAULT_THROTTLE_RATES": {"strangers": "60/min", "accounts": "1200/min", "sign-in": "10/min"},
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "NUM_PROXIES": 0,
    # exact decimals travel as text
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
REST_KNOX: dict[str, Any] = {"TOKEN_TTL": timedelta(hours=12), "AUTO_REFRESH": False, "TOKEN_LIMIT_PER_USER": 20}
KNOX_TOKEN_MODEL = "cadres.Token"  # noqa: S105 (a model)
#: knox's own table is not made: tokens are kept in ours, and an emptied table must not be pointed at from outside.
MIGRATION_MODULES = {"knox": None}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "衡鉴 Hengjian",
    "DESCRIPTION": "干部考核：周期、单位、干部、排名与得分构成。Published rankings are final copies with an ETag.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
}
