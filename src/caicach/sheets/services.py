"""A sheet comes in, its columns are settled and remembered, its rows are taken or it goes."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.files import services as files
from caicach.sheets import access
from caicach.sheets.constants import KEPT_FOR
from caicach.sheets.mapping import read_table, signature_of
from caicach.sheets.models import ColumnMapping, SheetUpload
from caicach.sheets.registry import ColumnRole, Outcome
from caicach.sheets.selectors import OpenedUpload
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

__all__ = [
    "mapping_forget",
    "mapping_remember",
    "mapping_rename",
    "problem_of",
    "upload_brought",
    "upload_drop",
    "upload_keep",
    "upload_take",
    "uploads_expire",
]

_NAME_LETTERS = 120  # of a source's name
_AT_ONCE = 50  # sheets that one round lets go


@transaction.atomic
def upload_keep(
    *,
    actor: Actor,
    purpose: str,
    owner_id: int,
    content: bytes | files.Source,
    file_name: str,
    context: Mapping[str, Any],
    now: datetime,
) -> SheetUpload:
    """Keep a sheet until its rows are taken, a day at most.

    Raises:
        NotAllowed: the actor brings no such sheets for the body.
        BadInput: it is no sheet, cannot be read, has no header or no rows, or bears the stamp of a state secret.
    """
    access.require(actor, purpose, owner_id)
    data = files.without_secrets(content, name=file_name)
    read_table(data, name=file_name)
    return SheetUpload.objects.create(
        purpose=purpose,
        owner_id=owner_id,
        file=files.file_store(data, now=now, allowed=None),
        file_name=file_name[-255:],
        context=json.dumps(dict(context), ensure_ascii=False),
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )


def upload_brought(
    file: "UploadedFile[Any]", *, actor: Actor, purpose: str, owner_id: int, now: datetime
) -> SheetUpload:
    """Keep a sheet from the general upload page, where nothing is asked beside it; raises as ``upload_keep``."""
    return upload_keep(
        actor=actor, purpose=purpose, owner_id=owner_id, content=file, file_name=file.name or "", context={}, now=now
    )


@transaction.atomic
def mapping_remember(opened: OpenedUpload, roles: Sequence[str], *, actor: Actor, now: datetime) -> ColumnMapping:
    """Remember what the columns of a sheet mean to its body; the next sheet with this header needs no question.

    Audit: ``sheets.remember``.

    Raises:
        BadInput: a role that is needed has no column, a role stands twice, or it is none of the purpose.
    """
    problem = problem_of(roles, opened.purpose.roles()) or opened.purpose.check(frozenset(filter(None, roles)))
    if problem:
        raise BadInput(problem)
    upload, titles = opened.upload, opened.table.titles
    settled = {
        "titles": json.dumps(titles, ensure_ascii=False),
        "roles": json.dumps(list(roles)),
        "remembered_by_id": actor.user_id,
        "remembered_at": now,
    }
    mapping, _is_new = ColumnMapping.objects.update_or_create(
        purpose=upload.purpose,
        owner_id=upload.owner_id,
        signature=signature_of(titles),
        defaults=settled,
        create_defaults=settled | {"name": upload.file_name[-_NAME_LETTERS:]},
    )
    audit.record(
        "sheets.remember", mapping, actor=actor, new={"purpose": upload.purpose, "roles": ",".join(roles)}, at=now
    )
    return mapping


@transaction.atomic
def mapping_rename(mapping: ColumnMapping, *, actor: Actor, name: str, now: datetime) -> None:
    """Call a source by another name; the same name again changes nothing.

    Audit: ``sheets.rename``.

    Raises:
        NotAllowed: the actor brings no such sheets for the body.
        BadInput: no name, or one that is too long.
        WrongState: it was forgotten meanwhile.
    """
    access.require(actor, mapping.purpose, mapping.owner_id)
    name = squeeze(name)
    if not name or len(name) > _NAME_LETTERS:
        raise BadInput(_("Ghi tên nguồn, không quá %(limit)s ký tự.") % {"limit": _NAME_LETTERS})
    if name == mapping.name:
        return
    if not ColumnMapping.objects.filter(pk=mapping.pk).update(name=name):
        raise _forgotten()
    audit.record("sheets.rename", mapping, actor=actor, old={"name": mapping.name}, new={"name": name}, at=now)
    mapping.name = name


@transaction.atomic
def mapping_forget(mapping: ColumnMapping, *, actor: Actor, now: datetime) -> None:
    """Forget what the columns of a source mean; the next sheet with this header is asked about again.

    What was brought in under it stays.
    Audit: ``sheets.forget`` (what was remembered; the row itself is gone).

    Raises:
        NotAllowed: the actor brings no such sheets for the body.
        WrongState: somebody was quicker.
    """
    access.require(actor, mapping.purpose, mapping.owner_id)
    if not ColumnMapping.objects.filter(pk=mapping.pk).delete()[0]:
        raise _forgotten()
    old = {"purpose": mapping.purpose, "name": mapping.name, "titles": mapping.titles, "roles": mapping.roles}
    audit.record("sheets.forget", mapping, actor=actor, old=old, at=now)


def _forgotten() -> WrongState:
    return WrongState(_("Cách hiểu cột này không còn được nhớ. Tải lại trang để xem."))


def problem_of(roles: Sequence[str], known: Sequence[ColumnRole]) -> str:
    """Return why a choice of roles cannot be: one that nobody knows, one that stands twice, one that is missing."""
    by_key = {role.key: role for role in known}
    chosen = [role for role in roles if role]
    if any(role not in by_key for role in chosen):
        return _("Có cột mang ý nghĩa không có trong danh sách. Chọn lại ý nghĩa của cột đó.")
    twice = next((key for key in chosen if chosen.count(key) > 1 and not by_key[key].is_many), None)
    if twice:
        return _("Hai cột cùng là “%(role)s”. Giữ một cột, cột kia chọn ý nghĩa khác hoặc “Không dùng”.") % {
            "role": by_key[twice].label
        }
    missing = [role.label for role in known if role.is_required and role.key not in chosen]
    return _("Chưa chọn cột cho: %(roles)s.") % {"roles": ", ".join(missing)} if missing else ""


@transaction.atomic
def upload_take(opened: OpenedUpload, *, actor: Actor, now: datetime) -> Outcome:
    """Give the rows to what they are for, and let the sheet go.

    Audit: what the purpose writes.

    Raises:
        WrongState: its columns are not settled, or somebody was quicker (a second click).
        BadInput: as the purpose says.
    """
    if not opened.is_remembered:
        raise WrongState(_("Chưa xác nhận ý nghĩa của các cột. Chọn ý nghĩa từng cột rồi tiếp tục."))
    upload = opened.upload
    if not SheetUpload.objects.filter(pk=upload.pk).delete()[0]:
        raise WrongState(_("Bảng tính này đã được nhập hoặc đã hủy."))
    outcome = opened.purpose.take(
        opened.rows(), actor=actor, context=opened.context, file=upload.file, file_name=upload.file_name, now=now
    )
    files.file_forget(upload.file)
    return outcome


@transaction.atomic
def upload_drop(upload: SheetUpload, *, actor: Actor) -> None:
    """Let a sheet go without taking anything; a second click changes nothing."""
    access.require(actor, upload.purpose, upload.owner_id)
    _drop(upload)


def uploads_expire(now: datetime) -> None:
    """Let go the sheets that waited for a day (an entry of ``jobs.registry.rounds``): mostly one query."""
    stale = SheetUpload.objects.select_related("file").filter(uploaded_at__lt=now - KEPT_FOR).order_by("pk")
    for upload in stale[:_AT_ONCE]:
        with transaction.atomic():
            _drop(upload)


def _drop(upload: SheetUpload) -> None:
    file = upload.file
    if SheetUpload.objects.filter(pk=upload.pk).delete()[0]:
        files.file_forget(file)
