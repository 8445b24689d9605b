"""Keeping bytes: written aside, made durable, renamed, and only then named in the database."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from caicach.files.constants import EVIDENCE_TYPES
from caicach.files.kinds import media_type_of
from caicach.files.models import StoredFile
from caicach.files.secrecy import refuse_secret, refuse_secret_document
from caicach.files.selectors import path_of
from caicach.web.errors import BadInput
from caicach.web.office import read_any

__all__ = ["Source", "file_forget", "file_store", "read_any", "refuse_secret_document", "without_secrets"]

_CHUNK_BYTES = 1024 * 1024


class Source(Protocol):
    """Something to read bytes from: an open file, an upload."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes; none at the end."""


def file_store(
    content: bytes | Source, *, now: datetime, allowed: Collection[str] | None = EVIDENCE_TYPES
) -> StoredFile:
    """Keep ``content`` under its SHA-256 and return its row; the same content twice is one row.

    The bytes are on the disk before the row is: a row never names bytes that a crash could lose. Bytes whose row was
    rolled back stay without a name and harm nothing.

    Args:
        content: The bytes, or something to read them from (read from where it stands).
        now: The moment of storing.
        allowed: Media types that are taken, by content; None takes any.

    Raises:
        BadInput: nothing in it, more than ``UPLOAD_LIMIT_BYTES``, or a kind that is not allowed.
    """
    with _aside() as file:
        sha256, size_bytes = _copy(content, file)
        media_type = media_type_of(file)
        _check_kind(media_type, file, allowed)
        _settle(file, path_of(sha256))
    stored, is_new = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size_bytes": size_bytes, "media_type": media_type, "stored_at": now}
    )
    if not is_new and stored.stored_at < now:  # whoever brings it again has time to use it
        stored.stored_at = now
        stored.save(update_fields=["stored_at"])
    return stored


def without_secrets(content: bytes | Source, *, name: str, words: tuple[str, ...] = ()) -> bytes:
    """Return the bytes to store, read once, where they bear no stamp of a state secret; nothing is written for it.

    Args:
        content: The bytes, or something to read them from.
        name: The file's name.
        words: What people typed about it: symbol, subject.

    Raises:
        BadInput: the name, the words or the first page (DOCX, plain text) are marked "Mật", "Tối mật", "Tuyệt mật".
    """
    refuse_secret(None, name=name, words=words)
    # One byte over the limit is enough for the store to refuse it by its size.
    data = content if isinstance(content, bytes) else content.read(settings.UPLOAD_LIMIT_BYTES + 1)
    refuse_secret(data)
    return data


def file_forget(stored: StoredFile) -> bool:
    """Remove a file that nothing names any more; one that something still names stays. Return whether it went.

    After commit: the bytes go, unless somebody stored the same content meanwhile.
    """
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return False
    sha256 = stored.sha256
    transaction.on_commit(lambda: _remove(sha256))
    return True


def _remove(sha256: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256).exists():
        path_of(sha256).unlink(missing_ok=True)


@contextmanager
def _aside() -> Iterator[BinaryIO]:
    """Give a file beside the store, on the same disk; it is gone at the end unless it was renamed."""
    aside = Path(settings.FILES_ROOT) / "aside"
    aside.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=aside, delete=False) as file:
        try:
            yield cast("BinaryIO", file)
        finally:
            Path(file.name).unlink(missing_ok=True)


def _copy(content: bytes | Source, file: BinaryIO) -> tuple[str, int]:
    """Write ``content`` into ``file``; return its hash and its size in bytes."""
    digest = hashlib.sha256()
    size_bytes = 0
    for chunk in _chunks(content):
        size_bytes += len(chunk)
        if size_bytes > settings.UPLOAD_LIMIT_BYTES:
            raise BadInput(
                _("Tệp lớn hơn %(limit)s MB. Giảm dung lượng hoặc tách tệp rồi tải lại; chưa có gì được lưu.")
                % {"limit": settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)}
            )
        digest.update(chunk)
        file.write(chunk)
    if not size_bytes:
        raise BadInput(_("Tệp không có nội dung. Kiểm tra tệp gốc rồi tải lại; chưa có gì được lưu."))
    return digest.hexdigest(), size_bytes


def _chunks(content: bytes | Source) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    while chunk := content.read(_CHUNK_BYTES):
        yield chunk


def _check_kind(media_type: str, file: BinaryIO, allowed: Collection[str] | None) -> None:
    if allowed is None or media_type in allowed:
        return
    file.seek(0)
    if file.read(4) == b"\xd0\xcf\x11\xe0":  # the container of old Office files and of encrypted new ones
        raise BadInput(
            _("Tệp kiểu Office cũ hoặc đang đặt mật khẩu. Bỏ mật khẩu, lưu thành PDF, DOCX hoặc XLSX rồi tải lại.")
        )
    raise BadInput(_("Chỉ nhận tệp PDF, DOCX, XLSX, PNG, JPEG hoặc TXT. Lưu tệp sang một loại đó rồi tải lại."))


def _settle(file: BinaryIO, path: Path) -> None:
    """Make ``file`` durable under ``path``; bytes already there are the same and stay."""
    if path.exists():
        return
    file.flush()
    os.fsync(file.fileno())
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(file.name).replace(path)
    # The name is durable once its folder is, and the folder once its own is.
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
