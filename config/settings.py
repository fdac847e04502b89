"""Django's settings. Every choice an installation has is an environment variable with a type (config/env.py)."""

from config import addresses, env, keys, reads, retention, state
from config.embedded import services
from config.settings_api import KNOX_TOKEN_MODEL as KNOX_TOKEN_MODEL
from config.settings_api import MIGRATION_MODULES as MIGRATION_MODULES
from config.settings_api import REST_FRAMEWORK as REST_FRAMEWORK
from config.settings_api import REST_KNOX as REST_KNOX
from config.settings_api import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.settings_security import *  # noqa: F403 (a group of settings, listed there)
from config.settings_sign_in import *  # noqa: F403 (another)
from config.settings_sign_in import OIDC_APPS

ROOT, STATE = state.ROOT, state.home()

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.either("SECRET_KEY", lambda: keys.kept(STATE, "secret-key", 48))
#: Encrypts the fields that name people's documents. Losing it loses them: keep a copy apart from the database's.
FIELD_ENCRYPTION_KEY = env.either("FIELD_ENCRYPTION_KEY", lambda: keys.kept(STATE, "field-key"))
#: Those before it, while everything is sealed anew (`bin/manage field_key`); at other times there is none.
FIELD_ENCRYPTION_KEYS_BEFORE = env.names("FIELD_ENCRYPTION_KEY_BEFORE") or keys.found(STATE, "field-key-before")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))

INSTALLED_APPS = [
    "config.apps.WiringConfig",
    "reports",
    "outcomes",
    "assessment",
    "cadres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "knox",
    "django_htmx",
    "axes",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    *OIDC_APPS,
]
AUTH_USER_MODEL = "cadres.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "cadres.trail.origin.numbered_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.bodies.small_bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.caching.private_pages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cadres.accounts.sessions.bounded",
    "allauth.account.middleware.AccountMiddleware",
    "cadres.trail.reads.noted_reads",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Servers: given by address, or the embedded ones (config/embedded)
_OWN = services.addresses(STATE)
#: A command may be given another database of the embedded server, as the bench is.
DATABASE_APP_URL = env.text("DATABASE_URL", _OWN.get("DATABASE_URL", ""))
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL", _OWN.get("DATABASE_OWNER_URL", DATABASE_APP_URL))
#: The role of this process: migrations and tests own the tables, everything else may only read and write rows.
DATABASE_ROLE = env.one_of("DATABASE_ROLE", "app", ("app", "owner"))
_ADDRESS = {"app": DATABASE_APP_URL, "owner": DATABASE_OWNER_URL}[DATABASE_ROLE]
DATABASES = {"default": {**addresses.database(_ADDRESS), "TEST": {"NAME": env.text("TEST_DATABASE", "test_hengjian")}}}

REDIS_URL = _OWN.get("REDIS_URL") or env.text("REDIS_URL")
#: The broker's database number; the cache has the next one. Nothing that decides lives in the cache.
REDIS_DATABASE = env.whole("REDIS_DATABASE", 0, least=0, most=62)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": addresses.redis(env.text("CACHE_URL", REDIS_URL), REDIS_DATABASE + 1),
        "KEY_PREFIX": "hengjian",
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": addresses.no_retry()},
    }
}

# Jobs (cadres/jobs): a worker holds a row by a lease; rows nobody holds are swept up and tried again
JOB_LEASE_SECONDS = env.whole("JOB_LEASE_SECONDS", 20, least=1, most=3600)
JOB_SWEEP_SECONDS = env.whole("JOB_SWEEP_SECONDS", 5, least=1, most=600)
JOB_ATTEMPTS = env.whole("JOB_ATTEMPTS", 3, least=1, most=20)
#: How long a worker that is told to stop may go on with a job before it puts it back.
JOB_STOP_SECONDS = env.whole("JOB_STOP_SECONDS", 15, least=1, most=600)
#: Dotted path of a callable for drills, told of every step of a job; None outside them.
JOB_STEP_HOOK = env.text("JOB_STEP_HOOK") or None
JOB_HANDLERS = {
    "forms-look": "cadres.people.dossiers.tasks.look",
    "forms-write": "cadres.people.dossiers.tasks.write",
    "register-look": "cadres.imports.tasks.look",
    "register-write": "cadres.imports.tasks.write",
    "register-undo": "cadres.imports.tasks.undo",
    "intake": "assessment.intake.tasks.perform",
    "run": "assessment.runs.tasks.perform",
    "robustness": "assessment.trials.tasks.perform",
    "documents": "reports.documents.tasks.perform",
}

#: Dotted path of a callable: a county's words for categories of units → what the register calls them.
UNIT_CATEGORIES = "assessment.cycles.selectors.categories_of"

#: Addresses that leave a line in the trail when they are read.
NOTED_READS = reads.NOTED
#: What personal data may be removed, and after how many days.
RETENTION = retention.RULES
#: Pages that bear the reader's name and the time on the screen too, not on paper alone.
MARKED_PAGES = reads.MARKED

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

#: Strokes of characters, for names in their customary order: read out of a package by the set-up.
STROKES = STATE / "data" / "strokes.json"

# Files: pages' own in static/, front-end packages gathered by the set-up in var/vendor
STATIC_URL = "static/"
STATIC_ROOT = STATE / "static"
STATICFILES_DIRS = [ROOT / "static", ("vendor", state.private(STATE / "vendor"))]
#: Only ours: what libraries bring for their own pages is not served.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
#: Serve from the sources, without collecting: development and tests.
STATIC_FROM_SOURCES = env.flag("STATIC_FROM_SOURCES", default=DEBUG)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCES
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if STATIC_FROM_SOURCES
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
FONTS_DIR = STATE / "fonts"
DOCUMENTS_DIR = STATE / "documents"
INTAKE_DIR = STATE / "intake"
FORMS_DIR = STATE / "forms"
REGISTERS_DIR = STATE / "registers"
#: Folders of sealed files (settings' names): what `bin/manage field_key` goes through.
SEALED_DIRS = ["INTAKE_DIR", "FORMS_DIR", "REGISTERS_DIR"]
#: What is parsed in memory; larger files go by way of the disk. How much is taken at all: config/bodies.py.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Logs name jobs and requests, never people: no user names, no addresses, no rows that the database refused
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.Discreet", "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.one_of("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))},
    "loggers": {
        "axes": {"level": "ERROR"},  # its warnings carry user names
        "fido2": {"level": "WARNING"},  # it tells which key was used
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
