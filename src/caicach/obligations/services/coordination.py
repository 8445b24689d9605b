"""The lead asks named bodies for a named thing by a date; only this makes a duty of coordination, one level deep.

A body outside command gets a request in words: no clock, no late list. A late answer never moves the lead's own date.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies.selectors import OUTSIDE_KINDS, AgencyFacts, ended_ids, facts_of_agencies
from caicach.audit import services as audit
from caicach.obligations import access
from caicach.obligations.constants import (
    AWAITS_HAND_IN,
    COORDINATION_SOURCE,
    AcceptorReason,
    DutyOrigin,
    ObligationState,
    TrackingMode,
)
from caicach.obligations.mapping import DutyDraft, ObligationDraft, RequestDraft, asked_due, reasons_to_json
from caicach.obligations.models import CoordinationAsk, Obligation, Request
from caicach.obligations.services.asks_ending import cancel_asked
from caicach.obligations.services.assign import duties_assign
from caicach.obligations.services.changes import refuse_unless
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.tracking import is_request
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = [
    "Asked",
    "Asking",
    "RefusedBody",
    "coordination_answer",
    "coordination_ask",
    "coordination_withdraw",
]

MODES = (TrackingMode.DECLARED, TrackingMode.DOCUMENT)
_THING_LENGTH = 1000
_LETTERS = 5  # below this nobody knows what is asked
_AT = "ask"  # the occurrence: a thing is asked once


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked."""

    thing: str
    due_on: date  # last day
    mode: TrackingMode = TrackingMode.DECLARED  # one sentence, or a document


@dataclass(frozen=True, slots=True)
class RefusedBody:
    """A body that was not asked, and why."""

    agency_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and of whom it was not."""

    asks: tuple[CoordinationAsk, ...]
    refused: tuple[RefusedBody, ...]


@transaction.atomic
def coordination_ask(
    obligation: Obligation, agency_ids: Sequence[int], asking: Asking, *, actor: Actor, now: datetime, today: date
) -> Asked:
    """Ask several bodies at once for one thing; a fixed number of statements.

    Each body inside command owes it by its day to the lead, who accepts it; a body outside command gets a request.
    A body that cannot be asked is left out with the reason; the others are asked.

    Transition: "" → open, of the asked bodies.  Audit: ``obligations.ask`` on the lead's, ``obligations.assign``.

    Args:
        obligation: What the lead owes.
        agency_ids: Whom it asks.
        asking: What for, by when, proved how.
        actor: Who asks, in the lead's name.
        now: The moment.
        today: The civil day of ``now``.

    Raises:
        NotAllowed: the actor is no officer or leader of the lead.
        BadInput: nothing is said, the day is before today, or nobody is named.
        WrongState: the lead's duty does not wait for it any more, is history, or was itself asked for.
    """
    access.require(actor, "ask", obligation)
    thing = _thing(asking, today)
    if not agency_ids:
        raise BadInput(_("Chưa chọn cơ quan nào. Chọn ít nhất một cơ quan để đề nghị phối hợp."))
    _refuse_unaskable(Obligation.objects.select_for_update().get(pk=obligation.pk), obligation)
    known = facts_of_agencies(dict.fromkeys(agency_ids))
    refused = tuple(_refused(obligation, agency_ids, known, thing, today))
    barred = {one.agency_id for one in refused}
    asked = [one for one in dict.fromkeys(agency_ids) if one not in barred]
    drafts = [_draft(obligation, one, known[one], thing, asking) for one in asked]
    assigned = duties_assign(drafts, actor=actor, now=now)
    duties = {at: duty_id for (_kind, _id, at), duty_id in assigned.duty_ids.items()}
    asks = CoordinationAsk.objects.bulk_create(
        CoordinationAsk(
            obligation=obligation,
            agency_id=agency_id,
            thing=thing,
            due_on=asking.due_on,
            duty_id=duties[at],
            asked_by_id=actor.user_id,
            asked_at=now,
        )
        for at, agency_id in enumerate(asked)
    )
    if asks:
        new = {"thing": thing, "due_on": asking.due_on, "agencies": asked}
        audit.record("obligations.ask", obligation, actor=actor, new=new, at=now)
    return Asked(tuple(asks), refused)


@transaction.atomic
def coordination_withdraw(ask: CoordinationAsk, *, actor: Actor, reason: str, now: datetime) -> None:
    """Take back what was asked; what was handed in before is decided, not withdrawn.

    Transition: open, returned → cancelled.  Audit: ``obligations.ask_withdraw``.

    Raises:
        NotAllowed: the actor is no officer or leader of the lead.
        BadInput: no reason.
        WrongState: it was withdrawn or answered already, or a hand-in waits for the decision.
    """
    access.require(actor, "ask", ask.obligation)
    words = _words(reason, _("Thiếu lý do rút: viết một câu để cơ quan được đề nghị biết."))
    if not CoordinationAsk.objects.filter(pk=ask.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise WrongState(_("Đề nghị này đã được rút trước đó. Tải lại trang để xem."))
    owed = Obligation.objects.select_for_update().filter(duty__ask=ask).first()
    if owed is not None:
        if owed.state == ObligationState.SUBMITTED:
            raise WrongState(_("Cơ quan được đề nghị đã trả lời. Nghiệm thu hoặc trả lại, không rút đề nghị."))
        refuse_unless(owed, AWAITS_HAND_IN)
        cancel_asked([owed], actor=actor, reason=words, now=now)
    elif Request.objects.filter(duty__ask=ask).exclude(answer="").exists():
        raise WrongState(_("Đề nghị này đã có trả lời nên không rút nữa."))
    new = {"agency": ask.agency_id, "thing": ask.thing, "reason": words}
    audit.record("obligations.ask_withdraw", ask.obligation, actor=actor, new=new, at=now)
    ask.withdrawn_at = now


@transaction.atomic
def coordination_answer(ask: CoordinationAsk, *, actor: Actor, answer: str, now: datetime) -> None:
    """Enter what a body outside command answered. Audit: ``obligations.ask_answer``.

    Raises:
        NotAllowed: the actor is no officer or leader of the lead.
        BadInput: nothing is said.
        WrongState: the body hands in by itself, the ask was withdrawn, or its answer was entered already.
    """
    access.require(actor, "ask", ask.obligation)
    words = _words(answer, _("Chưa ghi nội dung trả lời."))
    standing = Request.objects.filter(duty__ask=ask, duty__ask__withdrawn_at=None, answer="")
    if not standing.update(answer=words):
        raise WrongState(_("Đề nghị này không chờ ghi trả lời: đã có trả lời, đã rút, hoặc cơ quan tự nộp trả lời."))
    audit.record(
        "obligations.ask_answer", ask.obligation, actor=actor, new={"agency": ask.agency_id, "answer": words}, at=now
    )


def _thing(asking: Asking, today: date) -> str:
    thing = _words(asking.thing, _("Chưa ghi nội dung cần phối hợp: viết rõ cần gì để cơ quan được đề nghị làm được."))
    if asking.due_on < today:
        raise BadInput(_("Ngày trả lời %(day)s đã qua. Chọn từ hôm nay trở đi.") % {"day": f"{asking.due_on:%d/%m/%Y}"})
    if asking.mode not in MODES:
        raise ValueError(f"an answer is declared or a document, not {asking.mode}")
    return squeeze(thing)


def _words(text: str, missing: str) -> str:
    words = normalise(text).strip()
    if len(compare_key(words)) < _LETTERS:
        raise BadInput(missing)
    if len(words) > _THING_LENGTH:
        raise BadInput(_("Nội dung dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _THING_LENGTH})
    return words


def _refuse_unaskable(held: Obligation, shown: Obligation) -> None:
    if shown.duty.origin == DutyOrigin.COORDINATION:
        raise WrongState(
            _("Đây là việc được đề nghị phối hợp, không đề nghị tiếp cơ quan khác. Trao đổi với cơ quan chủ trì.")
        )
    if held.is_history:
        raise WrongState(_("Nhiệm vụ lưu lịch sử không có đề nghị phối hợp mới."))
    refuse_unless(held, AWAITS_HAND_IN)


def _refused(
    obligation: Obligation, agency_ids: Iterable[int], known: dict[int, AgencyFacts], thing: str, today: date
) -> Iterable[RefusedBody]:
    """Yield who cannot be asked: three queries."""
    ended = ended_ids(on=today)
    standing = CoordinationAsk.objects.filter(obligation=obligation, withdrawn_at=None)
    asked = {(agency_id, compare_key(words)) for agency_id, words in standing.values_list("agency_id", "thing")}
    for agency_id in dict.fromkeys(agency_ids):
        names = {"agency": known[agency_id].name if agency_id in known else agency_id}
        if agency_id not in known:
            yield RefusedBody(agency_id, _("Không có cơ quan này trong danh bạ."))
        elif agency_id == obligation.agency_id:
            yield RefusedBody(agency_id, _("%(agency)s là cơ quan chủ trì, không tự đề nghị mình.") % names)
        elif agency_id in ended:
            yield RefusedBody(
                agency_id, _("%(agency)s đã kết thúc hoạt động. Chọn cơ quan kế thừa trong danh bạ.") % names
            )
        elif (agency_id, compare_key(thing)) in asked:
            yield RefusedBody(agency_id, _("Đã đề nghị %(agency)s đúng nội dung này.") % names)


def _draft(obligation: Obligation, agency_id: int, agency: AgencyFacts, thing: str, asking: Asking) -> DutyDraft:
    """Return the duty of one asked body: its own, so that each answers and is late by itself."""
    lead = obligation.duty
    is_outside = agency.kind in OUTSIDE_KINDS or is_request(agency.name)
    reason = asked_due(obligation.agency.current_name, asking.due_on)
    owed = ObligationDraft(
        agency_id=agency_id,
        occurrence_key=_AT,
        due_on=asking.due_on,
        due_reason=reasons_to_json((reason,)),
        acceptor_id=obligation.agency_id,
        acceptor_reason=AcceptorReason.ASKED,
    )
    return DutyDraft(
        title=thing,
        task=lead.title,
        number=lead.number,
        area_code=lead.area_code,
        source_kind=COORDINATION_SOURCE,
        source_id=obligation.pk,
        source_label=f"Đề nghị phối hợp của {obligation.agency.current_name}"[:300],
        mode=asking.mode,
        year=asking.due_on.year,
        owner_id=obligation.agency_id,
        standing_body_id=lead.standing_body_id,
        origin=DutyOrigin.COORDINATION,
        obligations=() if is_outside else (owed,),
        requests=(RequestDraft(agency_id, agency.name[:300]),) if is_outside else (),
    )
