"""The product's settings for a drill's room: short leases, a hook at every step, guards taken away by name.

Everything else is as an installation has it; `DRILL_*` and `JOB_*` come from the room (tests/drill/room.py).
"""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, JOB_HANDLERS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.drill.apps.DrillConfig"]
JOB_STEP_HOOK = "tests.drill.hooks.on_step"
#: `tally` has no natural bound on its effect, so only the jobs' own guards keep it single.
JOB_HANDLERS = {**JOB_HANDLERS, "tally": "tests.drill.handlers.tally"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
