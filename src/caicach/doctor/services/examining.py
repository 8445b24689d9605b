"""A document is examined: what is read quickly at once, what takes longer as a job."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.doctor import access, selectors
from caicach.doctor.constants import KEPT_FOR, READ_KIND
from caicach.doctor.mapping.result import examine
from caicach.doctor.models import Examination
from caicach.files import selectors as stored_files
from caicach.files import services as files
from caicach.jobs import services as jobs
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.checks import Paper
from vanban.plans import Plan, read_plan
from vanban.plans.binding import binding
from vanban.plans.comparison import Above, above_of, compare_with
from vanban.reading import Document, ReadError
from vanban.reading.kinds import FileKind, kind_of

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["Draft", "examination_fill", "examination_of_file", "examination_start"]

# What may take minutes is a job; the rest is read, or refused, within a second or two.
_SLOW = frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.LEGACY_WORD})
STEPS = 3
Progress = Callable[[str, int, int], None]


def _silent(_step: str, _done: int, _total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it was sent."""

    content: "bytes | files.Source"
    name: str


def examination_start(
    draft: Draft, *, actor: Actor, other: Draft | None = None, superior_key: str = "", now: datetime
) -> Examination:
    """Examine a document that was sent, held against a second one or against a plan of the system.

    It is kept for an hour and belongs to nobody else. What is read quickly is examined when this returns
    (``checked_at``); of anything else the examination has a job.

    Audit: ``doctor.examine`` (the name and the hash; nothing of what it says).

    Raises:
        BadInput: empty, too large, of a kind that is not read, damaged, or a state secret; the plan to compare with is
            not there. Nothing is kept.
    """
    superior = selectors.superior_of(actor, superior_key) if superior_key else None
    if superior_key and superior is None:
        raise BadInput(_("Không có kế hoạch để so, hoặc kế hoạch nằm ngoài phạm vi của bạn. Chọn lại."))
    data = files.without_secrets(draft.content, name=draft.name)
    other_data = files.without_secrets(other.content, name=other.name) if other else None
    with transaction.atomic():
        examination = _opened(
            files.file_store(data, now=now, allowed=None),
            draft.name,
            other=files.file_store(other_data, now=now, allowed=None) if other_data is not None else None,
            other_name=other.name if other else "",
            superior_key=superior_key,
            superior_label=superior.label[:300] if superior else "",
            actor=actor,
            now=now,
        )
        _examine_now_or_later(examination, [one for one in (data, other_data) if one is not None], actor, now)
    return examination


@transaction.atomic
def examination_of_file(stored: "StoredFile", name: str, *, actor: Actor, now: datetime) -> Examination:
    """Examine a file of the store; whether the actor may see it is for the caller to ask.

    Audit: ``doctor.examine``.

    Raises:
        BadInput: it cannot be read.
    """
    examination = _opened(stored, name, actor=actor, now=now)
    _examine_now_or_later(examination, [stored_files.content_of(stored)], actor, now)
    return examination


def examination_fill(examination: Examination, *, actor: Actor, now: datetime, progress: Progress = _silent) -> None:
    """Read and examine the files of ``examination``; does nothing where that was done, or it is gone.

    Raises:
        BadInput: a file cannot be read.
    """
    began = monotonic()
    progress(_("Mở tệp"), 1, STEPS)
    document = _read(stored_files.content_of(examination.file), examination.file_name, progress)
    progress(_("Tìm lỗi trong văn bản"), 2, STEPS)
    plan = read_plan(document)
    known = selectors.known_to(actor, selectors.cited_in(plan))
    above = _above(examination, plan, actor=actor, progress=progress)
    result = examine(
        Paper(document, known=known, read=plan),
        comparison=compare_with(above, plan) if above else None,
    )
    took_ms = round((monotonic() - began) * 1000)
    Examination.objects.filter(pk=examination.pk, checked_at=None).update(
        result=json.dumps(result, ensure_ascii=False, default=str), checked_at=now, took_ms=took_ms
    )
    progress(_("Xong, mời xem kết quả"), STEPS, STEPS)


def _opened(stored: "StoredFile", name: str, *, actor: Actor, now: datetime, **values: Any) -> Examination:
    examination = Examination.objects.create(
        owner_id=access.person_of(actor),
        file=stored,
        file_name=name[-255:],
        created_at=now,
        expires_at=now + KEPT_FOR,
        **{**values, "other_name": values.get("other_name", "")[-255:]},
    )
    audit.record("doctor.examine", examination, actor=actor, new={"file": stored.sha256, "name": name}, at=now)
    return examination


def _examine_now_or_later(examination: Examination, contents: list[bytes], actor: Actor, now: datetime) -> None:
    if not any(_kind(data, examination.file_name) in _SLOW for data in contents):
        examination_fill(examination, actor=actor, now=now)
    else:
        label = _("Kiểm tra %(name)s") % {"name": examination.file_name}
        examination.job = jobs.enqueue(
            READ_KIND, actor=actor, label=label, arguments={"examination_id": examination.pk}, now=now
        )
        examination.save(update_fields=["job"])
    examination.refresh_from_db()


def _kind(data: bytes, name: str) -> FileKind:
    try:
        return kind_of(data)
    except ReadError as error:
        raise BadInput(_of_file(error, name)) from error


def _read(data: bytes, name: str, progress: Progress = _silent) -> Document:
    """Return the document, page by page where it has any; one with the stamp of a state secret is refused."""
    try:
        document = files.read_any(data, name=name, step=lambda done, total: progress(_("Đọc từng trang"), done, total))
        files.refuse_secret_document(document)
        return document
    except ReadError as error:
        raise BadInput(_of_file(error, name)) from error


def _of_file(error: ReadError, name: str) -> str:
    return f"{name}: {error}"


def _above(examination: Examination, plan: Plan, *, actor: Actor, progress: Progress) -> Above | None:
    """Return what the draft ``plan`` is held against; None where it is held against nothing."""
    if examination.other is not None:
        document = _read(stored_files.content_of(examination.other), examination.other_name, progress)
        return above_of(read_plan(document), concerns=binding(plan.header.issuer))
    superior = selectors.superior_of(actor, examination.superior_key)
    return superior.above if superior else None
