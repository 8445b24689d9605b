"""Reading sheets that wait and mappings that are remembered."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from caicach.files import selectors as files
from caicach.sheets import access
from caicach.sheets.constants import MAPPINGS_PER_PAGE
from caicach.sheets.mapping import SheetTable, mapped, read_table, signature_of
from caicach.sheets.models import ColumnMapping, SheetUpload
from caicach.sheets.registry import MappedRow, Purpose, purposes
from caicach.web.actor import Actor
from caicach.web.errors import Beyond

__all__ = [
    "OpenedUpload",
    "back_of",
    "mapping_for",
    "mappings_of",
    "owner_of",
    "remembered",
    "signature_of",
    "upload_for",
    "upload_opened",
]


@dataclass(frozen=True, slots=True)
class OpenedUpload:
    """A sheet that waits, read, with what its columns are taken for."""

    upload: SheetUpload
    purpose: Purpose
    table: SheetTable
    roles: tuple[str, ...]  # for each column; "" where it holds nothing that is used
    is_remembered: bool  # a person settled them, else they are proposed

    @property
    def context(self) -> dict[str, Any]:
        """Return what was asked beside the file."""
        context: dict[str, Any] = json.loads(self.upload.context)
        return context | {"owner": self.upload.owner_id}

    def rows(self) -> tuple[MappedRow, ...]:
        """Return the rows by what their columns hold."""
        return mapped(self.table, self.roles, self.purpose.roles())


def upload_for(actor: Actor, uid: UUID) -> SheetUpload:
    """Return the sheet ``uid`` that the actor brought.

    Raises:
        Beyond: there is none, or somebody else brought it.
    """
    upload = access.visible_uploads(actor).select_related("file", "owner").filter(uid=uid).first()
    if upload is None:
        raise Beyond(_("Không có bảng tính này: đã nhập xong, đã hủy, hoặc do người khác tải lên."))
    return upload


def upload_opened(actor: Actor, uid: UUID) -> OpenedUpload:
    """Return the sheet ``uid``, read.

    Raises:
        Beyond: as ``upload_for``.
        NotAllowed: the actor may no longer bring such sheets.
        BadInput: it cannot be read.
    """
    upload = upload_for(actor, uid)
    purpose = access.require(actor, upload.purpose, upload.owner_id)
    table = read_table(files.content_of(upload.file), name=upload.file_name)
    roles = remembered(upload.purpose, upload.owner_id, table.titles)
    proposed = purpose.propose(table.titles)
    return OpenedUpload(upload, purpose, table, roles or proposed, roles is not None)


def remembered(purpose: str, owner_id: int, titles: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what the columns under ``titles`` mean to the body, for each title; None where nobody has settled it."""
    found = ColumnMapping.objects.filter(purpose=purpose, owner=owner_id, signature=signature_of(titles)).first()
    if found is None:
        return None
    roles: list[str] = json.loads(found.roles)
    return tuple((roles + [""] * len(titles))[: len(titles)])


def mappings_of(actor: Actor, purpose: str, *, number: int) -> Page[ColumnMapping]:
    """Return one page of what is remembered for sheets of ``purpose``, the newest first.

    Raises:
        Beyond: there is no such purpose.
    """
    if purpose not in purposes.keys():  # noqa: SIM118 -- a registry is no mapping
        raise Beyond(_("Không có loại bảng tính này."))
    known = access.visible_mappings(actor).filter(purpose=purpose).select_related("remembered_by")
    return Paginator(known.order_by("-remembered_at", "-pk"), MAPPINGS_PER_PAGE).get_page(number)


def mapping_for(actor: Actor, uid: UUID) -> ColumnMapping:
    """Return what is remembered under ``uid`` for a body that the actor brings sheets for.

    Raises:
        Beyond: there is none, or it is another body's.
    """
    found = access.visible_mappings(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có cách hiểu cột này: đã bị quên, hoặc của cơ quan khác."))
    return found


def back_of(purpose: str) -> str:
    """Return the name of the address where sheets of ``purpose`` are brought."""
    return purposes.find(purpose).back


def owner_of(actor: Actor, purpose: str) -> int:
    """Return the body that a sheet of ``purpose`` from the general upload page is for.

    Raises:
        Beyond: there is no such purpose, or it has an upload page of its own.
        NotAllowed: the actor brings no such sheets.
    """
    found = purposes.find(purpose) if purpose in purposes.keys() else None  # noqa: SIM118 -- a registry is no mapping
    if found is None or found.owner_of is None:
        raise Beyond(_("Không có loại bảng tính này."))
    owner_id = found.owner_of(actor)
    access.require(actor, purpose, owner_id or 0)
    return owner_id or 0
