"""What is sent is kept in a folder of the test's own."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def kept(settings: LazySettings, tmp_path: Path) -> None:
    settings.INTAKE_DIR = tmp_path / "intake"
