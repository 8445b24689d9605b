"""Meetings: prepared, held, concluded with a notice."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.meetings import access
from caicach.meetings.constants import InstructionState, MeetingState
from caicach.meetings.models import AgendaItem, Meeting
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["ItemDraft", "MeetingDraft", "agenda_set", "meeting_change", "meeting_conclude", "meeting_open"]


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """What is known of a meeting."""

    title: str
    held_on: date
    since_on: date  # what happened since this day is in its papers
    starts_at: time | None = None
    place: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One item of the agenda."""

    text: str
    presenter: str = ""
    minutes: str = ""


@transaction.atomic
def meeting_open(draft: MeetingDraft, *, actor: Actor, body_id: int, now: datetime) -> Meeting:
    """Start preparing a meeting of the steering body of ``body_id``.

    Audit: ``meetings.open``.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: no title, or figures from a day after the meeting.
    """
    access.require(actor, body_id)
    _check(draft)
    meeting = Meeting.objects.create(body_id=body_id, created_by_id=actor.user_id, created_at=now, **_fields(draft))
    audit.record("meetings.open", meeting, actor=actor, new=_fields(draft), at=now)
    return meeting


@transaction.atomic
def meeting_change(meeting: Meeting, draft: MeetingDraft, *, actor: Actor, now: datetime) -> Meeting:
    """Change what is known of a meeting that is being prepared.

    Audit: ``meetings.change``.

    Raises:
        NotAllowed, BadInput: as ``meeting_open``.
        WrongState: it is concluded.
    """
    access.require(actor, meeting.body_id)
    _check(draft)
    old = {name: getattr(meeting, name) for name in _fields(draft)}
    changed = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PREPARED).update(**_fields(draft))
    _refuse_unless(changed)
    audit.record("meetings.change", meeting, actor=actor, old=old, new=_fields(draft), at=now)
    meeting.refresh_from_db()
    return meeting


@transaction.atomic
def agenda_set(meeting: Meeting, items: Sequence[ItemDraft], *, actor: Actor, now: datetime) -> int:
    """Make ``items`` the agenda, in their order; return how many stand in it. Items without a text are left out.

    Audit: ``meetings.agenda``.

    Raises:
        NotAllowed: the actor does not work for the body.
        WrongState: the meeting is concluded.
    """
    access.require(actor, meeting.body_id)
    _refuse_unless(Meeting.objects.select_for_update().filter(pk=meeting.pk, state=MeetingState.PREPARED).count())
    kept = [item for item in items if squeeze(item.text)]
    meeting.items.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            text=squeeze(item.text)[:500],
            presenter=squeeze(item.presenter)[:200],
            minutes=item.minutes.strip(),
        )
        for position, item in enumerate(kept, start=1)
    )
    audit.record("meetings.agenda", meeting, actor=actor, new={"items": [item.text for item in kept]}, at=now)
    return len(kept)


@transaction.atomic
def meeting_conclude(meeting: Meeting, *, actor: Actor, notice: "Document", now: datetime) -> Meeting:
    """Tie the meeting to the notice of its conclusions; its agenda is closed with that.

    Conclusions that were assigned before the notice had a number name it from now on where they are shown.
    Transition: prepared → concluded.  Audit: ``meetings.conclude``.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: the notice is older than the meeting.
        WrongState: it is concluded already, or conclusions wait to be assigned.
    """
    access.require(actor, meeting.body_id)
    if notice.dated_on < meeting.held_on:
        raise BadInput(
            _("Thông báo ký ngày %(issued)s, trước ngày họp %(held)s. Kiểm tra lại ngày văn bản.")
            % {"issued": f"{notice.issued_on:%d/%m/%Y}", "held": f"{meeting.held_on:%d/%m/%Y}"}
        )
    if meeting.instructions.filter(state=InstructionState.DRAFT).exists():
        raise WrongState(_("Còn kết luận chưa giao. Giao hoặc xóa các kết luận đó rồi ghi số thông báo."))
    changed = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PREPARED).update(
        state=MeetingState.CONCLUDED, notice=notice
    )
    _refuse_unless(changed)
    meeting.instructions.filter(document=None).update(document=notice)
    audit.record("meetings.conclude", meeting, actor=actor, new={"notice": notice.pk}, at=now)
    meeting.refresh_from_db()
    return meeting


def _check(draft: MeetingDraft) -> None:
    if not squeeze(draft.title):
        raise BadInput(_("Thiếu tên cuộc họp."))
    if draft.since_on > draft.held_on:
        raise BadInput(_("Số liệu lấy từ một ngày sau ngày họp. Chọn ngày trước ngày họp."))


def _fields(draft: MeetingDraft) -> dict[str, object]:
    return asdict(draft) | {"title": squeeze(draft.title)[:300]}


def _refuse_unless(changed: int) -> None:
    if not changed:
        raise WrongState(_("Cuộc họp này đã kết luận nên không sửa được nữa."))
