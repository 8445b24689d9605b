"""Reading the store."""

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.files import access
from caicach.files.constants import SUFFIXES
from caicach.files.models import StoredFile
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = ["content_of", "download_name", "file_for", "open_file", "path_of", "stored_as"]


def path_of(sha256: str) -> Path:
    """Return where the bytes of a hash lie."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256


def open_file(stored: StoredFile) -> BinaryIO:
    """Open the bytes of ``stored`` for reading; the caller closes them.

    Raises:
        Beyond: the bytes are not in the store (a restore that forgot the files).
    """
    try:
        return path_of(stored.sha256).open("rb")
    except FileNotFoundError as error:
        raise Beyond(_("Tệp không còn trong kho lưu trữ. Báo người quản trị khôi phục từ bản sao lưu.")) from error


def content_of(stored: StoredFile) -> bytes:
    """Return all bytes of ``stored``.

    Raises:
        Beyond: the bytes are not in the store.
    """
    with open_file(stored) as file:
        return file.read()


def file_for(actor: Actor, uid: UUID) -> StoredFile:
    """Return the file ``uid``.

    Raises:
        Beyond: there is none, or nothing that the actor sees owns it.
    """
    stored = StoredFile.objects.filter(uid=uid).first()
    if stored is None or not access.can_download(actor, stored):
        raise Beyond(_("Không có tệp này, hoặc tệp nằm ngoài phạm vi của bạn."))
    return stored


def stored_as(pk: int) -> StoredFile | None:
    """Return the row ``pk`` whoever owns it: for those who were given its number by the program itself."""
    return StoredFile.objects.filter(pk=pk).first()


def download_name(stored: StoredFile, name: str) -> str:
    """Return ``name`` with the ending of what the file is, whatever the address says."""
    endings = SUFFIXES.get(stored.media_type, (".bin",))
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"
