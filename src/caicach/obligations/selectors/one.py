"""One obligation with all that its page shows."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.audit.selectors import AuditLine, entries_of
from caicach.obligations import access
from caicach.obligations.constants import DraftState
from caicach.obligations.models import (
    DueChange,
    Event,
    Extension,
    HandInDraft,
    LateReason,
    Obligation,
    Participant,
    Pause,
    Receipt,
    Submission,
    Transition,
)
from caicach.obligations.selectors.chain import due_changes_of, extensions_of
from caicach.obligations.selectors.late_reasons import late_reason_of
from caicach.obligations.selectors.pauses import pause_rows
from caicach.obligations.selectors.periodic import carried_by
from caicach.obligations.selectors.receipts import receipt_of
from caicach.obligations.selectors.rows import ObligationRow, rows_of
from caicach.web.actor import Actor, Decision
from caicach.web.errors import Beyond

__all__ = ["ObligationFacts", "facts_of", "obligation_for"]

_RELATED = ("duty__owner", "duty__standing_body", "agency", "acceptor", "carrier__duty", "continued_by__agency")


@dataclass(frozen=True, slots=True)
class ObligationFacts:
    """An obligation with its history, for one actor."""

    obligation: Obligation
    participants: tuple[Participant, ...]
    submissions: tuple[Submission, ...]  # newest first
    transitions: tuple[Transition, ...]  # newest first
    events: tuple[Event, ...]  # newest first
    carried: tuple[ObligationRow, ...]  # what this report closes
    audit: tuple[AuditLine, ...]  # newest first
    drafts: tuple[HandInDraft, ...]  # newest first; empty for whoever is not of the agency
    receipt: Receipt | None  # what the agency said when the duty reached it
    due_changes: tuple[DueChange, ...]  # from the first date on
    extensions: tuple[Extension, ...]  # newest first
    pauses: tuple[Pause, ...]  # newest first
    late_reason: LateReason | None
    may_submit: Decision
    may_prepare: Decision
    may_approve: Decision
    may_hand_in_for: Decision
    may_decide: Decision
    may_record_event: Decision
    may_reopen: Decision

    @property
    def pending(self) -> Submission | None:
        """The hand-in that waits for the acceptor."""
        return next((submission for submission in self.submissions if submission.decided_at is None), None)

    @property
    def waiting(self) -> HandInDraft | None:
        """The draft that waits for the leader."""
        return next((draft for draft in self.drafts if draft.state == DraftState.WAITING), None)

    @property
    def worded(self) -> HandInDraft | None:
        """The draft that the next wording starts from: the one that waits, or the one just sent back."""
        newest = self.drafts[0] if self.drafts else None
        return newest if newest and newest.state in (DraftState.WAITING, DraftState.SENT_BACK) else None


def obligation_for(actor: Actor, uid: UUID, *, action: str | None = None) -> Obligation:
    """Return the obligation ``uid`` with its duty and agencies.

    Args:
        actor: Who asks.
        uid: Of the obligation.
        action: What the actor is about to do; None only looks.

    Raises:
        Beyond: there is none within reach.
        NotAllowed: it is within reach, but ``action`` is not the actor's.
    """
    obligation = access.visible_obligations(actor).select_related(*_RELATED).filter(uid=uid).first()
    if obligation is None:
        raise Beyond(_("Không có nhiệm vụ này, hoặc nhiệm vụ nằm ngoài phạm vi của bạn."))
    if action is not None:
        access.require(actor, action, obligation)
    return obligation


def facts_of(obligation: Obligation, *, actor: Actor) -> ObligationFacts:
    """Return what the page of ``obligation`` shows to ``actor``, who sees it."""
    people = ("handed_in_by", "prepared_by", "decided_by", "on_behalf_by", "document__file")
    drafts = access.visible_drafts(actor).filter(obligation=obligation)
    may_submit = access.can(actor, "submit", obligation)
    receipt = receipt_of(obligation)
    return ObligationFacts(
        obligation=obligation,
        participants=tuple(obligation.duty.participants.select_related("agency").order_by("role", "pk")),
        submissions=tuple(obligation.submissions.select_related(*people).order_by("-number")),
        transitions=tuple(obligation.transitions.select_related("actor", "agency").order_by("-at", "-pk")),
        events=_events(obligation),
        carried=_carried(obligation),
        audit=entries_of(obligation, obligation.duty, *((receipt,) if receipt else ())),
        drafts=tuple(drafts.select_related("prepared_by", "decided_by", "file", "document__file").order_by("-version")),
        receipt=receipt,
        due_changes=due_changes_of(obligation),
        extensions=extensions_of(obligation),
        pauses=pause_rows(obligation),
        late_reason=late_reason_of(obligation),
        may_submit=may_submit,
        # Whoever may hand in need not prepare.
        may_prepare=Decision(allowed=False) if may_submit.allowed else access.can(actor, "prepare", obligation),
        may_approve=access.can(actor, "approve", obligation),
        may_hand_in_for=access.can(actor, "on_behalf", obligation),
        may_decide=access.can(actor, "accept", obligation),
        may_record_event=access.can(actor, "event", obligation),
        may_reopen=access.can(actor, "reopen", obligation),
    )


def _carried(obligation: Obligation) -> tuple[ObligationRow, ...]:
    if not obligation.duty.is_report:
        return ()
    return rows_of(Obligation.objects.filter(carried_by([obligation.pk])).order_by("duty__number", "pk"))


def _events(obligation: Obligation) -> tuple[Event, ...]:
    """Return the event that it is awake by; while it sleeps, all that its duty had."""
    events = obligation.duty.events.select_related("recorded_by").order_by("-occurred_on", "-pk")
    return tuple(events.filter(pk=obligation.event_id) if obligation.event_id else events.filter(undone_at=None))
