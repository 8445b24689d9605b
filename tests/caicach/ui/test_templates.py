"""Every template of the application compiles: its tags exist and take what they are given."""

from pathlib import Path

import pytest
from django.template import engines

import caicach

FOLDERS = sorted(Path(caicach.__file__).parent.glob("*/templates"))
NAMES = sorted(str(path.relative_to(folder)) for folder in FOLDERS for path in folder.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(name: str) -> None:
    if not name.startswith("django/"):  # those belong to the engine of forms
        engines["django"].get_template(name)


def test_no_two_apps_have_a_template_of_one_name() -> None:
    assert len(NAMES) == len(set(NAMES))
