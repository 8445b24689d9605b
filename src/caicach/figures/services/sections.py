"""Who fills which section, what is finished inside an agency, what people say beside the figures, and blank cells."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import Origin, ReturnKind
from caicach.figures.mapping import cell_columns, sheet_for
from caicach.figures.models import Remark, Return, SectionDone, SectionOwner
from caicach.figures.selectors.cells import filled_for
from caicach.figures.services.cells import CellDraft, Saved, cells_save
from caicach.people.selectors import posts_at
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed
from reform.forms import Cell
from reform.forms.figures import Figure
from reform.forms.sheets import CellKind, SheetSection
from vanban.text.forms import normalise

__all__ = ["reasons_fill", "remark_add", "remark_resolve", "section_done_set", "section_owner_set"]

_LENGTH = 1000


@transaction.atomic
def section_owner_set(sheet: Return, section_key: str, *, user_id: int | None, actor: Actor, now: datetime) -> None:
    """Say who of the agency fills a section of this form, period after period; None: nobody in particular.

    It says whose work it is; it keeps nobody of the agency from filling.

    Audit: ``figures.section_owner``.

    Raises:
        NotAllowed: the actor does not fill this return.
        BadInput: no such section, or the person does not work at the agency.
    """
    access.require(actor, "fill", sheet)
    _section(sheet, section_key)
    place: dict[str, Any] = {
        "agency_id": sheet.agency_id,
        "form_key": sheet.period.form_key,
        "section_key": section_key,
    }
    if user_id is None:
        SectionOwner.objects.filter(**place).delete()
    else:
        here = {post.user_id for post in posts_at([sheet.agency_id], on=clock.local_date(now))}
        if user_id not in here:
            raise BadInput(_("Người được chọn không làm việc ở cơ quan này. Chọn người trong danh sách."))
        SectionOwner.objects.update_or_create(**place, defaults={"user_id": user_id})
    new = {"section": section_key, "user": user_id}
    audit.record("figures.section_owner", sheet, actor=actor, new=new, at=now)


@transaction.atomic
def section_done_set(sheet: Return, section_key: str, *, done: bool, actor: Actor, now: datetime) -> None:
    """Mark a section of a return as finished inside its agency, or open again. Nothing is handed in by it.

    Audit: ``figures.section_done``.

    Raises:
        NotAllowed: the actor does not fill this return.
        BadInput: no such section.
    """
    access.require(actor, "fill", sheet)
    _section(sheet, section_key)
    place: dict[str, Any] = {"sheet": sheet, "section_key": section_key}
    if done:
        SectionDone.objects.update_or_create(**place, defaults={"by_id": actor.user_id, "at": now})
    else:
        SectionDone.objects.filter(**place).delete()
    audit.record("figures.section_done", sheet, actor=actor, new={"section": section_key, "done": done}, at=now)


@transaction.atomic
def reasons_fill(sheet: Return, section_key: str, reason: str, *, actor: Actor, now: datetime) -> Saved:
    """Say of every blank cell of a section why there is no value: one act for a section that does not apply.

    What has a value or a reason stays. Audit and errors: as ``cells_save``.

    Raises:
        BadInput: no such section, or nothing of it is blank.
    """
    access.require_filler(actor, sheet)
    filled = filled_for(sheet)
    rows = _section(sheet, section_key).rows
    blank = [row.cell for row in rows if row.kind is CellKind.TYPED and row.cell not in filled]
    if not blank:
        raise BadInput(_("Phần này không còn ô trống."))
    drafts = [CellDraft(cell, Figure(None, reason)) for cell in blank]
    return cells_save(sheet, drafts, actor=actor, now=now, origin=Origin.TYPED)


@transaction.atomic
def remark_add(
    sheet: Return, section_key: str, *, text: str, actor: Actor, now: datetime, cell: Cell | None = None
) -> Remark:
    """Say something about a section or a cell; those who fill and those who receive talk here, in every state.

    Raises:
        NotAllowed: the actor neither fills this return nor takes it in.
        BadInput: no such section or cell, nothing said, or too much.
    """
    _require_part(actor, sheet)
    section = _section(sheet, section_key)
    if cell is not None and cell not in {row.cell for row in section.rows}:
        raise BadInput(_("Phần này không có dòng đó."))
    words = normalise(text).strip()
    if not words:
        raise BadInput(_("Chưa có nội dung trao đổi."))
    if len(words) > _LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _LENGTH})
    line_key, members = cell_columns(cell) if cell is not None else ("", "")
    return Remark.objects.create(
        sheet=sheet,
        section_key=section_key,
        line_key=line_key,
        members=members,
        text=words,
        by_id=actor.user_id,
        at=now,
    )


@transaction.atomic
def remark_resolve(remark: Remark, *, actor: Actor, now: datetime) -> None:
    """Mark what was said as settled; said twice it stays as it was first.

    Raises:
        NotAllowed: the actor neither fills the return nor takes it in.
    """
    _require_part(actor, remark.sheet)
    Remark.objects.filter(pk=remark.pk, resolved_at=None).update(resolved_at=now)


def _require_part(actor: Actor, sheet: Return) -> None:
    acts = ("merge",) if sheet.kind == ReturnKind.WHOLE else ("fill", "decide", "fill_for")
    if not any(access.can(actor, act, sheet).allowed for act in acts):
        raise NotAllowed(_("Chỉ đơn vị nhập và nơi nhận bản số liệu trao đổi ở đây."))


def _section(sheet: Return, section_key: str) -> SheetSection:
    for section in sheet_for(sheet.period.form, sheet.level).sections:
        if section.key == section_key:
            return section
    raise BadInput(_("Biểu của đơn vị này không có phần đó."))
