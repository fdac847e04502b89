"""`python -m bench.process MODULE`: sets Django up, then prints what `MODULE.measured()` finds as one line of JSON.

Each measurement has a process of its own, so that its memory peak is its own.
"""

import importlib
import json
import sys

import django
from django.conf import settings


def main(module: str) -> None:
    """Measure the product as it runs, without a drill's hook."""
    django.setup()
    settings.JOB_STEP_HOOK = None
    print(json.dumps(importlib.import_module(module).measured()))


if __name__ == "__main__":
    main(sys.argv[1])
