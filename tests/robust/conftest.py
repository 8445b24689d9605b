"""The cast, a store of files of their own, and jobs that are run when a test says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.jobs import runner
from caicach.jobs.models import JobRun
from caicach.web import clock
from cast import NOW, Cast, cast_make

UPLOAD = "/ke-hoach/tai-len/"


@pytest.fixture
def files_root(settings: Any, tmp_path: Path) -> Path:
    """An empty store of files."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def cast(db: None, files_root: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The province and its people; pages are asked at the moment of the cast."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return cast_make()


@pytest.fixture
def officer(cast: Cast) -> Client:
    """The browser of the officer who brings plans in; an exception of a view is shown as people would see it."""
    client = Client(raise_request_exception=False)
    client.force_login(cast.standing_officer.user)
    return client


@pytest.fixture
def send(officer: Client, cast: Cast, django_capture_on_commit_callbacks: Any) -> Callable[[str, bytes], Any]:
    """Send a file through the page for plans and do the job; return the answer: the form again, or the job's page."""

    def do(name: str, content: bytes) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            answer = officer.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "issuer": cast.province.pk})
        if answer.status_code != 302:
            return answer
        with django_capture_on_commit_callbacks(execute=True):
            runner.run(JobRun.objects.get().pk)
        return officer.get(answer.headers["Location"])

    return do
