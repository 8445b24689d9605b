"""After its hour nothing of an examined document is left: no row, no file, no word of it anywhere."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from caicach.doctor import selectors, services
from caicach.doctor.constants import KEPT_FOR
from caicach.doctor.mapping.result import found_of
from caicach.doctor.models import Correction, Examination
from caicach.doctor.services.examining import Draft
from caicach.files.models import StoredFile
from cast import Cast
from corpora import pdf_parts
from word_sample import word_sample

WORD = "báo cáo trước ngày 30/02/2027"


def pdf() -> bytes:
    sheet = pdf_parts.Sheet()
    sheet.lines(90, 90, "KẾ HOẠCH", f"Ủy ban nhân dân xã gửi {WORD}.")
    return pdf_parts.pdf(sheet)


PAPERS = [
    pytest.param("du-thao.txt", f"Ủy ban nhân dân xã gửi {WORD}.".encode(), id="read at once"),
    pytest.param("du-thao.docx", word_sample(), id="of Word"),
    pytest.param("du-thao.pdf", pdf(), id="read by a job"),
]


def tables_that_hold(words: str) -> set[str]:
    """Return the tables of the database in which any column holds ``words``, those of the search index too."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(name))  # noqa: S608 -- our own tables
            if any(words in str(value) for row in cursor.fetchall() for value in row):
                found.add(name)
    return found


def files_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("name", "content"), PAPERS)
def test_it_leaves_nothing(
    client: Client,
    cast: Cast,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
    name: str,
    content: bytes,
) -> None:
    settings.JOBS_INLINE = True
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = files_in(Path(settings.FILES_ROOT))
    actor = cast.commune_officer.actor
    with django_capture_on_commit_callbacks(execute=True):
        examination = services.examination_start(Draft(content, name), actor=actor, now=cast.now)
    examination.refresh_from_db()
    number = next(one.number for one in found_of(selectors.result_of(examination)) if one.edits)
    services.fix_accept(examination, number, actor=actor, now=cast.now)
    client.force_login(cast.commune_officer.user)
    for page in ("detail", "docx", "xlsx"):
        assert client.get(reverse(f"doctor:{page}", args=[examination.uid])).status_code == 200
    assert tables_that_hold(WORD) == {"doctor_examination"}  # while it lives it lies there alone
    assert files_in(Path(settings.FILES_ROOT)) > kept

    with django_capture_on_commit_callbacks(execute=True):
        services.examinations_expire(cast.now + KEPT_FOR)

    assert tables_that_hold(WORD) == set()
    assert not any(model.objects.exists() for model in (Examination, Correction, StoredFile))
    assert files_in(Path(settings.FILES_ROOT)) == kept
    assert files_in(tmp_path) == set()
    assert client.get(reverse("doctor:docx", args=[examination.uid])).status_code == 404


def test_only_what_it_says_of_itself_is_written_down(examine: Any, cast: Cast) -> None:
    """A model of this app that holds words of a document must go with it, or be one that a person decided to keep."""
    own = {model.__name__ for model in apps.get_app_config("doctor").get_models()}
    with_words = {
        model.__name__
        for model in apps.get_app_config("doctor").get_models()
        if any(isinstance(field, models.TextField | models.CharField) for field in model._meta.get_fields())
    }

    assert own == {"Correction", "Dismissal", "Examination"}
    assert with_words == {"Dismissal", "Examination"}
