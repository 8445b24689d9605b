"""Other apps enter an app through its doors; what else it holds is its own."""

import re

from house import APPS, SRC, Import, imports_of, python_files

DOORS = {"selectors", "services", "access", "constants", "registry"}
OPEN = {"web", "ui"}  # values and components are there for everybody
# What is not yet through a door: shrink only.
FOR_NOW: set[tuple[str, str]] = {
    ("src/caicach/demo/officers.py", "caicach.accounts.models"),
    ("src/caicach/demo/people.py", "caicach.accounts.models"),
}


def test_apps_enter_each_other_through_their_doors() -> None:
    # Models of another app may be named in annotations (under TYPE_CHECKING); foreign keys name them by a string.
    broken = {(str(found.path), found.module) for found in _foreign_imports() if not _is_through_a_door(found)}
    assert sorted(broken - FOR_NOW) == []
    assert sorted(FOR_NOW - broken) == [], "mended: take it from FOR_NOW"


def test_the_order_of_apps_is_the_one_of_the_contract() -> None:
    contract = (SRC.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert all(re.search(rf'[" ]{app}[" ]', contract) for app in APPS)
    folders = {path.name for path in (SRC / "caicach").iterdir() if (path / "__init__.py").exists()}
    assert folders == set(APPS)


def _foreign_imports() -> list[Import]:
    return [
        found
        for path in python_files("src/caicach")
        if path.parent != SRC / "caicach"
        for found in imports_of(path)
        if found.module.split(".")[1] not in OPEN | {found.app}
    ]


def _is_through_a_door(found: Import) -> bool:
    parts = found.module.split(".")
    return len(parts) > 2 and (parts[2] in DOORS or (parts[2] == "models" and found.is_for_types))
