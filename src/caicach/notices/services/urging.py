"""Urging: a person ticks, the system writes it down once; the number of a letter comes back from văn thư.

Nothing here is called by a job: nobody is urged unless somebody of the standing body sends it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.services import document_register
from caicach.files.services import Source, file_store, without_secrets
from caicach.notices import access
from caicach.notices.constants import NoticeKind, UrgeReason
from caicach.notices.models import Notice, Reminder, ReminderRow
from caicach.obligations.selectors import UrgeRow, urge_list
from caicach.people.selectors import actors_on
from caicach.web import clock
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["Issued", "Urging", "remind_listed", "reminder_issue", "reminder_send"]

_MOST = 2_000  # obligations of one reminder


@dataclass(frozen=True, slots=True)
class Urging:
    """What is sent."""

    uid: UUID  # chosen when the form was shown: sent twice, it is one reminder
    subject: str
    words: str
    answer_by_on: date | None
    is_letter: bool
    is_notice: bool
    late_days: int
    ahead: bool = False  # also what is not late: chosen in the list of duties, not in that of what could be urged


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter as văn thư issued it."""

    symbol: str
    issued_on: date
    signer: str = ""
    file: Source | None = None
    file_name: str = ""


@transaction.atomic
def reminder_send(urging: Urging, uids: Collection[UUID], *, actor: Actor, now: datetime) -> Reminder:
    """Write down that ``uids`` are urged, and lay a notice into the inboxes of their agencies' people where asked.

    What is no longer on the list of what could be urged is left out. Each obligation stands once in a reminder, each
    person gets one notice of it.
    Audit: ``notices.urge``.

    Raises:
        NotAllowed: the actor is no officer of a standing body.
        BadInput: nothing chosen or left, no subject, no way to send it, or a day to answer by that has passed.
    """
    access.require_urge(actor)
    today = clock.local_date(now)
    _check(urging, uids, today)
    if known := Reminder.objects.filter(uid=urging.uid, made_by=actor.user_id).first():
        return known
    scopes = actor.scopes_of(Role.STANDING_OFFICER)
    found = urge_list(
        actor,
        scope_ids=scopes,
        today=today,
        late_days=urging.late_days,
        uids=set(uids),
        ahead=urging.ahead,
        limit=_MOST,
    ).rows
    if not found:
        raise BadInput(_("Các việc đã chọn không còn phải đôn đốc. Xem lại danh sách."))
    reminder = _reminder(urging, actor, now)
    ReminderRow.objects.bulk_create([_row(reminder, one) for one in found])
    if urging.is_notice:
        _tell(reminder, {one.agency_id for one in found}, today, now)
    new = {"obligations": [str(one.uid) for one in found], "letter": urging.is_letter, "notice": urging.is_notice}
    audit.record("notices.urge", reminder, actor=actor, new=new, at=now)
    return reminder


@transaction.atomic
def reminder_issue(reminder: Reminder, issued: Issued, *, actor: Actor, now: datetime) -> "Document":
    """Enter number, day and file of a letter that văn thư issued; what is entered stays.

    Audit: ``notices.urge_issue``.

    Raises:
        NotAllowed: the actor is not of the body that urges.
        WrongState: it is no letter, or was entered before.
        BadInput: as ``document_register`` and ``file_store``.
    """
    access.require_urge(actor)
    if reminder.agency_id != actor.agency_id:
        raise NotAllowed(_("Chỉ cơ quan đã đôn đốc ghi được số công văn."))
    stored = None
    if issued.file is not None:
        stored = file_store(without_secrets(issued.file, name=issued.file_name, words=(issued.symbol,)), now=now)
    document = document_register(
        actor=actor,
        type="Công văn",
        symbol=issued.symbol,
        issued_on=issued.issued_on,
        issuer=reminder.agency,
        issuer_name=reminder.agency.current_name,
        subject=reminder.subject,
        signer=issued.signer,
        file=stored,
        file_name=issued.file_name,
        now=now,
    )
    waiting = Reminder.objects.filter(pk=reminder.pk, is_letter=True, document=None)
    if not waiting.update(document=document, issued_by_id=actor.user_id, issued_at=now):
        raise WrongState(_("Công văn này đã được ghi số trước đó."))
    audit.record("notices.urge_issue", reminder, actor=actor, new={"document": document.pk}, at=now)
    return document


def _check(urging: Urging, uids: Collection[UUID], today: date) -> None:
    if not uids:
        raise BadInput(_("Đánh dấu ít nhất một việc cần đôn đốc."))
    if len(set(uids)) > _MOST:
        raise BadInput(_("Mỗi lần đôn đốc không quá %(most)s việc; lọc theo cơ quan.") % {"most": _MOST})
    if not squeeze(urging.subject):
        raise BadInput(_("Thiếu trích yếu."))
    if not (urging.is_letter or urging.is_notice):
        raise BadInput(_("Chọn gửi bằng công văn, nhắc trong hệ thống, hoặc cả hai."))
    if urging.answer_by_on is not None and urging.answer_by_on < today:
        raise BadInput(_("Ngày đề nghị báo cáo đã qua. Chọn ngày từ hôm nay trở đi."))


def _reminder(urging: Urging, actor: Actor, now: datetime) -> Reminder:
    return Reminder.objects.create(
        uid=urging.uid,
        agency_id=actor.agency_id or 0,  # whoever may urge works somewhere
        subject=squeeze(urging.subject),
        words=urging.words.strip(),
        answer_by_on=urging.answer_by_on,
        is_letter=urging.is_letter,
        is_notice=urging.is_notice,
        made_by_id=actor.user_id,
        made_at=now,
    )


def _row(reminder: Reminder, one: UrgeRow) -> ReminderRow:
    return ReminderRow(
        reminder=reminder,
        obligation_id=one.pk,
        agency_id=one.agency_id,
        reason=one.reason or UrgeReason.AHEAD,
        due_on=one.due_on,
        days_late=one.days_late,
    )


def _tell(reminder: Reminder, agency_ids: set[int], today: date, now: datetime) -> None:
    """Lay one notice into the inbox of every officer and leader of the agencies."""
    Notice.objects.bulk_create(
        Notice(user_id=user_id, kind=NoticeKind.URGE, day=today, reminder=reminder, created_at=now)
        for user_id in _people_of(agency_ids, actors_on(today))
    )


def _people_of(agency_ids: set[int], actors: Iterable[Actor]) -> list[int]:
    return [
        one.user_id
        for one in actors
        if one.user_id is not None and agency_ids.intersection(one.scopes_of(Role.AGENCY_OFFICER, Role.AGENCY_LEADER))
    ]


def remind_listed(uids: Sequence[UUID], given: Mapping[str, Any], actor: Actor, now: datetime) -> str:
    """Urge what a person chose in the list of duties (an entry of ``obligations.registry.reminding``).

    Returns:
        The address of the reminder.

    Raises:
        BadInput, NotAllowed: as ``reminder_send``.
    """
    urging = Urging(
        uid=given["once"],
        subject=given["subject"],
        words=given["words"],
        answer_by_on=given["answer_by_on"],
        is_letter=given["is_letter"],
        is_notice=given["is_notice"],
        late_days=0,
        ahead=True,
    )
    return reverse("notices:reminder", args=[reminder_send(urging, uids, actor=actor, now=now).uid])
