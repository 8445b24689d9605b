"""What nothing points to goes after two days; what anything points to stays for ever."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from caicach.documents.services.keeping import file_keep
from caicach.files.jobs import files_sweep
from caicach.files.models import StoredFile
from caicach.files.selectors import path_of
from caicach.files.services import file_store
from caicach.files.sweeping import aside_sweep, file_sweep, look_round, unused_files
from caicach.jobs.models import JobRun
from caicach.sheets.models import SheetUpload
from caicach.sheets.services import uploads_expire
from caicach.web.relations import pointers_to
from cast import Cast

LATER = timedelta(days=3)


class Quiet:
    """A run that nobody watches."""

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        pass


@pytest.fixture
def later(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the sweep run three days from the cast's now."""
    moment = cast.now + LATER
    monkeypatch.setattr("caicach.files.jobs.clock.now", lambda: moment)
    return moment


def test_a_form_that_never_came_back_leaves_no_file(
    cast: Cast, later: Any, files_root: Path, django_capture_on_commit_callbacks: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("bao-cao.txt", "Báo cáo quý I".encode())
    kept, _read = file_keep(upload, name="bao-cao.txt", actor=cast.commune_officer.actor, now=cast.now)
    with django_capture_on_commit_callbacks(execute=True):
        files_sweep(Quiet())  # type: ignore[arg-type]
    assert not StoredFile.objects.filter(pk=kept.file.pk).exists()
    assert not path_of(kept.file.sha256).exists()


def test_a_form_that_comes_back_within_its_day_finds_its_file(cast: Cast, files_root: Path) -> None:
    stored = file_store(b"%PDF-1.7 a", now=cast.now)
    assert not file_sweep(stored.pk, cast.now + timedelta(days=1, hours=23))


def test_whoever_brings_the_same_file_again_has_time_again(cast: Cast, files_root: Path) -> None:
    file_store(b"%PDF-1.7 a", now=cast.now)
    again = file_store(b"%PDF-1.7 a", now=cast.now + timedelta(days=2))
    assert not file_sweep(again.pk, cast.now + LATER)


def test_every_foreign_key_to_a_file_is_asked() -> None:
    """Also one that a model of later brings: the list is made of the models themselves."""
    fields = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is StoredFile
    }
    assert fields == set(pointers_to(StoredFile))
    assert len(fields) >= 9


def test_the_question_names_every_table_that_points_to_files(cast: Cast) -> None:
    asked = str(unused_files(cast.now).query)
    for model, field in pointers_to(StoredFile):
        column = model._meta.get_field(field).column
        assert f'"{model._meta.db_table}"' in asked
        assert f'."{column}" = ("files_storedfile"."id")' in asked


def test_what_a_document_a_plan_and_a_sheet_point_to_stays(cast: Cast, later: Any, files_root: Path) -> None:
    from caicach.obligations.constants import ObligationState
    from permission_objects import objects_make

    objects_make(cast)  # a row of nearly every kind
    cast.obligation(state=ObligationState.SUBMITTED)
    pointed = {
        pk
        for model, field in pointers_to(StoredFile)
        for pk in model._base_manager.exclude(**{field: None}).values_list(field, flat=True)
    }
    assert len(pointed) >= 4
    files_sweep(Quiet())  # type: ignore[arg-type]
    assert set(StoredFile.objects.filter(pk__in=pointed).values_list("pk", flat=True)) == pointed


def test_what_was_taken_up_before_its_turn_stays(cast: Cast, later: Any, files_root: Path) -> None:
    stored = file_store(b"%PDF-1.7 a", now=cast.now)
    assert list(unused_files(later)) == [stored]
    cast.document(file=stored, file_name="a.pdf")
    assert not file_sweep(stored.pk, later)


def test_what_a_killed_process_left_aside_goes(cast: Cast, files_root: Path) -> None:
    aside = files_root / "aside"
    aside.mkdir(parents=True)
    old, new = aside / "tmpold", aside / "tmpnew"
    for file, at in ((old, cast.now - LATER), (new, cast.now)):
        file.write_bytes(b"half")
        os.utime(file, (at.timestamp(), at.timestamp()))
    assert aside_sweep(cast.now) == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_a_store_that_is_empty_has_nothing_aside(cast: Cast, files_root: Path) -> None:
    assert aside_sweep(cast.now) == 0


def test_the_sweep_is_started_once_a_day(cast: Cast) -> None:
    for hours in (0, 0, 12, 23):
        look_round(cast.now + timedelta(hours=hours))
    assert JobRun.objects.filter(kind="files.sweep").count() == 1
    look_round(cast.now + timedelta(hours=25))
    assert JobRun.objects.filter(kind="files.sweep").count() == 2


def test_a_sheet_that_nobody_settled_goes_with_its_file(
    cast: Cast, files_root: Path, django_capture_on_commit_callbacks: Any
) -> None:
    stored = file_store(b"a;b;c\n1;2;3\n", now=cast.now)
    waits = {"purpose": "documents", "owner": cast.commune, "file": stored, "file_name": "a.csv"}
    SheetUpload.objects.create(uploaded_by=cast.commune_officer.user, uploaded_at=cast.now, **waits)
    uploads_expire(cast.now + timedelta(hours=23))
    assert SheetUpload.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        uploads_expire(cast.now + timedelta(hours=25))
    assert not SheetUpload.objects.exists()
    assert not path_of(stored.sha256).exists()
