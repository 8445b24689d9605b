"""Settings as other places give them: they import, and a deployment's check is clean."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils import formats, translation

from caicach.jobs.registry import handlers

CHECK = [
    sys.executable,
    "-W",
    "error::RuntimeWarning",
    "-c",
    "from caicach.config.cli import main; main()",
    "check",
    "--fail-level",
    "ERROR",
]
PLACES = {
    "a developer's machine": {"CAICACH_DEBUG": "yes"},
    "a demonstration": {"CAICACH_DEMO": "yes", "CAICACH_HASHED_STATIC": "yes"},
    "a province": {
        "CAICACH_DATABASE": "postgresql://caicach:x@db.example.vn:5432/caicach",
        "CAICACH_HOSTS": "caicach.example.vn",
        "CAICACH_ORIGINS": "https://caicach.example.vn",
        "CAICACH_HTTPS": "yes",
        "CAICACH_BEHIND_PROXY": "yes",
        "CAICACH_HASHED_STATIC": "yes",
        "CAICACH_PROVINCE": "Tỉnh Sông Mây",
        "CAICACH_SECRET_KEY": "k4Vd0wTq8sZrN1yXbG6uHjLmP3cEfA9oQiU7tRzYxWvSaDnBgMhKpJlOeIuYtReWq",
    },
}


def run_check(place: dict[str, str], folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CAICACH_", "DJANGO_"))}
    environment |= {"CAICACH_STATE": str(folder), **place}
    return subprocess.run([*CHECK, *words], env=environment, capture_output=True, text=True, cwd=folder)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_settings_import_under(place: dict[str, str], tmp_path: Path) -> None:
    result = run_check(place, tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_check_of_a_deployment_is_clean(tmp_path: Path) -> None:
    result = run_check(PLACES["a province"], tmp_path, "--deploy", "--fail-level", "WARNING")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_deployment_without_a_key_of_its_own_is_refused(tmp_path: Path) -> None:
    place = {**PLACES["a province"], "CAICACH_SECRET_KEY": ""}
    result = run_check(place, tmp_path, "--deploy", "--fail-level", "WARNING")
    assert result.returncode != 0
    assert "security.W009" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("CAICACH_DEBUG", "true"), ("CAICACH_DATABASE", "mysql://x/y"), ("CAICACH_SECRET_KEY_FILE", "/không/có")],
)
def test_a_bad_value_stops_the_start_and_names_the_setting(name: str, value: str, tmp_path: Path) -> None:
    result = run_check({name: value}, tmp_path)
    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].startswith(f"caicach.config.env.BadSetting: {name}")


def test_the_registries_are_closed_once_the_program_has_started() -> None:
    assert settings.INSTALLED_APPS[-1] == "caicach.config"
    with pytest.raises(ValueError, match="sau khi chương trình đã khởi động"):
        handlers.add("plans.another", lambda job: None)


def test_a_vietnamese_date_is_read_day_first() -> None:
    # Django's own Vietnamese formats lack this and would read 02/09/2026 as the ninth of February.
    with translation.override("vi"):
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"


def test_numbers_are_not_grouped_behind_our_back() -> None:
    assert settings.USE_THOUSAND_SEPARATOR is False


def test_migrations_have_names_that_say_what_they_do() -> None:
    own = {label for label in settings.INSTALLED_APPS if label.startswith("caicach.")}
    labels = {label.rpartition(".")[2] for label in own}
    nameless = [
        f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations if app in labels and "_auto_" in name
    ]
    assert nameless == []
