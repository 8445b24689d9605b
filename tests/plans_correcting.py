"""An assigned plan, and edits of its rows, as the standing officer makes them."""

from dataclasses import replace
from datetime import date
from typing import Any

from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.mapping import Evidence
from caicach.obligations.models import Obligation
from caicach.obligations.services import obligation_accept, obligation_submit
from caicach.plans import services
from caicach.plans.constants import Ownership, PartyRole
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.correct import Correction, correction_of, deliverable_correct
from caicach.plans.services.review import DeliverableEdit, words_of
from caicach.web.actor import SYSTEM
from cast import Cast

__all__ = ["assigned", "correct", "edit_of", "hand_in", "owed", "preview"]

REASON = "Đọc sai ô của phụ lục, sửa theo bản giấy."


def assigned(plan: Plan, cast: Cast) -> Plan:
    """Assign what ``plan`` says."""
    services.plan_confirm(plan, actor=cast.standing_officer.actor, now=cast.now, today=cast.today)
    return Plan.objects.get(pk=plan.pk)


def edit_of(row: Deliverable, **values: Any) -> DeliverableEdit:
    """Return the edit that changes nothing but ``values``."""
    parties = list(row.parties.all())
    same = DeliverableEdit(
        text=row.text,
        task_text=row.task.text,
        area_code=row.task.area_code,
        number=row.task.number,
        mode=TrackingMode(row.mode),
        ownership=Ownership(row.ownership),
        deadline_text=row.deadline_text,
        due_override_on=row.due_override_on,
        lead=words_of(parties, PartyRole.LEAD),
        coordinating=words_of(parties, PartyRole.COORDINATING),
        monitoring=words_of(parties, PartyRole.MONITORING),
        acceptor_id=row.acceptor_id,
        budget=row.budget,
        note=row.note,
    )
    return replace(same, **values)


def preview(row: Deliverable, cast: Cast, **values: Any) -> Correction:
    """Return what an edit would do."""
    return correction_of(row, edit_of(row, **values), now=cast.now, today=cast.today)


def correct(row: Deliverable, cast: Cast, *, is_for_proved: bool | None = None, **values: Any) -> Correction:
    """Preview an edit and do it."""
    shown = preview(row, cast, **values)
    return deliverable_correct(
        row,
        actor=cast.standing_officer.actor,
        edit=edit_of(row, **values),
        reason=REASON,
        version=shown.version,
        is_for_proved=is_for_proved,
        now=cast.now,
        today=cast.today,
    )


def hand_in(obligation: Obligation, cast: Cast, *, is_accepted: bool = False) -> Obligation:
    """Hand in a document for an obligation, and take it where asked."""
    proof = Evidence(document=cast.document(), sentence="Đã làm xong việc được giao.")
    obligation_submit(obligation, actor=SYSTEM, evidence=proof, now=cast.now, today=cast.today)
    if is_accepted:
        obligation_accept(obligation, actor=SYSTEM, now=cast.now)
    return obligation


def owed(row: Deliverable) -> dict[tuple[str, str], date | None]:
    """Return what stands of a row: (agency, occurrence) -> due day."""
    rows = Obligation.objects.filter(duty__deliverable=row).exclude(state=ObligationState.CANCELLED)
    return {(one.agency.current_name, one.occurrence_key): one.due_on for one in rows.select_related("agency")}
