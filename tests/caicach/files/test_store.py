"""Keeping bytes: once, durable, by content, and only what is taken."""

import hashlib
import io
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from caicach.files import services
from caicach.files.constants import DOCX, JPEG, OTHER, PDF, PNG, TXT, XLSX
from caicach.files.kinds import media_type_of
from caicach.files.models import StoredFile
from caicach.files.selectors import open_file, path_of
from caicach.files.services import file_store
from caicach.web.errors import BadInput, Beyond

NOW = datetime(2026, 3, 16, tzinfo=UTC)
CONTENT = b"%PDF-1.7 noi dung"

pytestmark = pytest.mark.django_db


def office(*members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member in ("[Content_Types].xml", *members):
            archive.writestr(member, "<x/>")
    return held.getvalue()


KINDS = [
    (b"%PDF-1.4\n", PDF),
    (b"\xef\xbb\xbf\n%PDF-1.4\n", PDF),  # some scanners write a few bytes before the mark
    (b"\x89PNG\r\n\x1a\n....", PNG),
    (b"\xff\xd8\xff\xe0....", JPEG),
    (office("word/document.xml"), DOCX),
    (office("xl/workbook.xml"), XLSX),
    ("Kế hoạch số 41".encode(), TXT),
    ("Kế hoạch".encode("utf-16"), TXT),
    (office("word/document.xml", "word/vbaProject.bin"), OTHER),  # carries a program
    (office("ppt/presentation.xml"), OTHER),
    (b"PK\x03\x04 not an archive", OTHER),
    (b"MZ\x90\x00", OTHER),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OTHER),
    (b"  \n", OTHER),
    (b"\xc4\xd0", OTHER),  # bytes of an old Vietnamese encoding
]


@pytest.mark.parametrize(("content", "media_type"), KINDS)
def test_the_kind_is_told_by_content(content: bytes, media_type: str) -> None:
    assert media_type_of(io.BytesIO(content)) == media_type


def test_bytes_lie_under_their_hash(files_root: Path) -> None:
    stored = file_store(CONTENT, now=NOW)

    sha256 = hashlib.sha256(CONTENT).hexdigest()
    assert (stored.sha256, stored.size_bytes, stored.media_type) == (sha256, len(CONTENT), PDF)
    assert (files_root / sha256[:2] / sha256[2:4] / sha256).read_bytes() == CONTENT
    with open_file(stored) as file:
        assert file.read() == CONTENT


def test_the_same_content_twice_is_one(files_root: Path) -> None:
    one, other = file_store(CONTENT, now=NOW), file_store(io.BytesIO(CONTENT), now=NOW)

    assert one == other
    assert StoredFile.objects.count() == 1
    assert [path.name for path in files_root.rglob("*") if path.is_file()] == [one.sha256]


def test_bytes_and_folders_are_on_the_disk_before_the_row(files_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(StoredFile.objects.exists())
        real(handle)

    monkeypatch.setattr(services.os, "fsync", fsync)
    file_store(CONTENT, now=NOW)

    # The file, then its folder and the two above it; no row yet at any of these moments.
    assert synced == [False] * 4


def test_a_failure_while_writing_leaves_nothing(files_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(services.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file_store(CONTENT, now=NOW)

    assert not StoredFile.objects.exists()
    assert not [path for path in files_root.rglob("*") if path.is_file()]


def test_bytes_that_a_restore_forgot_come_back_with_the_next_upload(files_root: Path) -> None:
    stored = file_store(CONTENT, now=NOW)
    path_of(stored.sha256).unlink()
    with pytest.raises(Beyond, match="kho lưu trữ"):
        open_file(stored)

    file_store(CONTENT, now=NOW)

    assert path_of(stored.sha256).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "không có nội dung"),
        (b"MZ\x90\x00", "Chỉ nhận tệp PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "mật khẩu"),
        (b"%PDF-1.7 " + b"x" * 2000, "lớn hơn"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(files_root: Path, settings: Any, content: bytes, sentence: str) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024

    with pytest.raises(BadInput, match=sentence):
        file_store(content, now=NOW)

    assert not StoredFile.objects.exists()
    assert not [path for path in files_root.rglob("*") if path.is_file()]


def test_a_caller_may_take_any_kind(files_root: Path) -> None:
    assert file_store(b"MZ\x90\x00", now=NOW, allowed=None).media_type == OTHER
