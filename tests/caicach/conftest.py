"""What the tests of the application share: the cast, and a store of files of their own."""

from pathlib import Path
from typing import Any

import pytest

from caicach.web import clock
from cast import NOW, Cast, cast_make


@pytest.fixture
def files_root(settings: Any, tmp_path: Path) -> Path:
    """An empty store of files."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def cast(db: None, files_root: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The province and its people, fresh for each test; pages are asked at the moment of the cast."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast_make()
