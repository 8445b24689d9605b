"""An obligation goes on as another agency's: the old row stays with its history, the new one keeps its dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.obligations.constants import AWAITS_HAND_IN, AcceptorReason, ObligationState
from caicach.obligations.models import Obligation, Transition
from caicach.obligations.registry import Moving, tell_moved
from caicach.obligations.selectors.acceptors import acceptor_after
from caicach.obligations.services.loose_ends import loose_ends_end
from caicach.obligations.services.riding import reports_free
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["obligations_end", "obligations_transfer", "refuse_carriers"]

_MOVABLE = (ObligationState.OPEN, ObligationState.DORMANT, ObligationState.RETURNED)


def obligations_transfer(
    rows: Sequence[Obligation], heir_id: int, *, actor: Actor, reason: str, heir_reason: str, now: datetime
) -> tuple[Obligation, ...]:
    """Hand ``rows``, all of one duty and one agency, over to another agency; return its obligations.

    A fixed number of statements. Call it inside the transaction of the write; whether the actor may is for the caller
    to ask.

    Transition: open, dormant, returned → transferred; "" or cancelled → the state that the row had.

    Args:
        rows: With their duty, agency, acceptor and carrier.
        heir_id: Who owes from now on.
        actor: Who hands over.
        reason: Kept with the row that ends.
        heir_reason: Kept with the row that goes on.
        now: The moment.

    Raises:
        BadInput: the agency has ended, owes it already, or handed it on before.
        WrongState: somebody acted meanwhile, or a report still carries something.
    """
    refuse_carriers(rows)
    twins = _twins(rows, heir_id, now)
    carriers = _carriers(rows, heir_id)
    before = [(row, row.state) for row in rows]
    heirs = [_heir(row, heir_id, twins.get(row.occurrence_key), carriers, now) for row in rows]
    fresh = [one for one in heirs if one.pk is None]
    revived = [one for one in heirs if one.pk is not None]
    arising = [(one, ObligationState.CANCELLED if one.pk else "") for one in heirs]
    obligations_end(rows, ObligationState.TRANSFERRED, actor=actor, reason=reason, now=now)
    Obligation.objects.bulk_create(fresh)
    if revived:
        Obligation.objects.bulk_update(revived, _HEIR_FIELDS)
    for (row, _state), heir in zip(before, heirs, strict=True):
        row.continued_by = heir
    Obligation.objects.bulk_update(rows, ["continued_by"])
    _tell(arising, actor=actor, reason=heir_reason, now=now)
    tell_moved(_reports(rows), Moving(ObligationState.TRANSFERRED, actor, now, reason))
    return tuple(heirs)


def obligations_end(
    rows: Sequence[Obligation], state: ObligationState, *, actor: Actor, reason: str, now: datetime
) -> None:
    """Move ``rows`` to ``cancelled`` or ``transferred``, with their transitions; what hangs on them ends too.

    Raises:
        WrongState: somebody acted meanwhile.
    """
    ids = [row.pk for row in rows]
    before = [(row, row.state) for row in rows]
    seen = {row.state for row in rows}
    ended = Obligation.objects.filter(pk__in=ids, state__in=seen & set(_MOVABLE)).update(state=state, paused_on=None)
    if ended != len(ids):
        raise WrongState(_("Có người vừa xử lý nhiệm vụ này trước bạn. Tải lại trang để xem; chưa có gì thay đổi."))
    for row in rows:
        row.state, row.paused_on = state, None
    _tell(before, actor=actor, reason=reason, now=now)
    loose_ends_end(ids, actor=actor, reason=reason, now=now)
    reports_free(_reports(rows))
    if state == ObligationState.CANCELLED:
        tell_moved(_reports(rows), Moving(state, actor, now, reason))


def _reports(rows: Iterable[Obligation]) -> list[int]:
    return [row.pk for row in rows if row.duty.is_report]


def refuse_carriers(rows: Iterable[Obligation]) -> None:
    """Refuse to end a report that still carries something: its own would hang on nothing.

    Raises:
        WrongState: with how many.
    """
    # Another report that is handed in with it goes by itself then, with what it carries.
    carried = Obligation.objects.filter(carrier__in=_reports(rows)).exclude(duty__is_report=True)
    count = carried.exclude(state__in=(ObligationState.CANCELLED, ObligationState.TRANSFERRED)).count()
    if count:
        raise WrongState(
            _("Báo cáo này còn kèm %(count)s nhiệm vụ. Chuyển hoặc hủy từng nhiệm vụ đó trước, rồi mới đến báo cáo.")
            % {"count": count}
        )


_HEIR_FIELDS = (
    "state",
    "first_due_on",
    "due_on",
    "due_reason",
    "acceptor",
    "acceptor_reason",
    "event",
    "carrier",
    "continued_by",
    "created_at",
)


def _twins(rows: Sequence[Obligation], heir_id: int, now: datetime) -> Mapping[str, Obligation]:
    """Return the heir's cancelled rows of these occurrences, which stand again; refuse any other."""
    if heir_id in agencies.ended_ids(on=clock.local_date(now)):
        raise BadInput(_("Cơ quan này đã kết thúc hoạt động. Chọn cơ quan đang hoạt động hoặc cơ quan kế thừa."))
    if any(row.agency_id == heir_id for row in rows):
        raise BadInput(_("Cơ quan nhận phải là cơ quan khác. Chọn cơ quan khác."))
    keys = [row.occurrence_key for row in rows]
    found = Obligation.objects.filter(
        duty__in={row.duty_id for row in rows}, agency_id=heir_id, occurrence_key__in=keys
    )
    for twin in found:
        if twin.state == ObligationState.TRANSFERRED:
            raise BadInput(_("Nhiệm vụ này từng chuyển đi từ chính cơ quan đó; không chuyển vòng. Chọn cơ quan khác."))
        if twin.state != ObligationState.CANCELLED:
            raise BadInput(_("Cơ quan đó đã có nhiệm vụ này. Chọn cơ quan khác, hoặc hủy ở cơ quan kiến nghị."))
    return {twin.occurrence_key: twin for twin in found}


def _carriers(rows: Iterable[Obligation], heir_id: int) -> Mapping[tuple[int, str], Obligation]:
    """Return the heir's own open reports, by duty and occurrence of the reports that carried ``rows``."""
    reports = {row.carrier.duty_id for row in rows if row.carrier}
    if not reports:
        return {}
    found = Obligation.objects.filter(duty__in=reports, agency_id=heir_id, state__in=AWAITS_HAND_IN)
    return {(one.duty_id, one.occurrence_key): one for one in found}


def _heir(
    row: Obligation,
    heir_id: int,
    twin: Obligation | None,
    carriers: Mapping[tuple[int, str], Obligation],
    now: datetime,
) -> Obligation:
    """Return the row that goes on, unsaved; nobody accepts their own work."""
    heir = twin or Obligation(duty=row.duty, agency_id=heir_id, occurrence_key=row.occurrence_key)
    acceptor = acceptor_after(row, heir_id)
    if acceptor is None:
        raise BadInput(_("Cơ quan đó nghiệm thu nhiệm vụ này và không có cấp kế tiếp. Chọn cơ quan khác."))
    is_same = acceptor.pk == row.acceptor_id
    heir.occurrence_label = row.occurrence_label
    # What was returned starts anew with the heir: nothing of its own was handed in.
    heir.state = ObligationState.OPEN if row.state == ObligationState.RETURNED else row.state
    heir.first_due_on, heir.due_on, heir.due_reason = row.first_due_on, row.due_on, row.due_reason
    heir.acceptor = acceptor
    heir.acceptor_reason = row.acceptor_reason if is_same else AcceptorReason.NEXT_ABOVE
    heir.event_id = row.event_id
    heir.carrier = carriers.get((row.carrier.duty_id, row.carrier.occurrence_key)) if row.carrier else None
    heir.continued_by = None
    heir.created_at = now
    return heir


def _tell(before: Iterable[tuple[Obligation, str]], *, actor: Actor, reason: str, now: datetime) -> None:
    Transition.objects.bulk_create(
        Transition(
            obligation=row,
            from_state=state,
            to_state=row.state,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
            reason=reason,
        )
        for row, state in before
    )
