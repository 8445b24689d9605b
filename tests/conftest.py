"""What every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents that lies beside the repository; the test is skipped where it is absent."""
    folder = Path(os.environ.get("CAICACH_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip("the real documents are not beside this checkout")
    return folder
