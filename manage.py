#!/usr/bin/env python
"""Django's command line. ``bin/manage`` calls it with the environment and the services in place."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line  # Ctrl-C may come while it is read

        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as cause:
        sys.exit(str(cause))
    except KeyboardInterrupt:
        sys.exit(130)
