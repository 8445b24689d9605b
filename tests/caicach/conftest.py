"""What the tests of the application share: the cast, and a store of files of their own."""

from pathlib import Path
from typing import Any

import pytest

from cast import Cast, cast_make


@pytest.fixture
def files_root(settings: Any, tmp_path: Path) -> Path:
    """An empty store of files."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def cast(db: None, files_root: Path) -> Cast:
    """The province and its people, fresh for each test."""
    return cast_make()
