"""From drafts to rows: many duties with all who owe them, in a fixed number of statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from caicach.audit import services as audit
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import Assigned, DutyDraft, ObligationDraft, duty_search_key
from caicach.obligations.models import Duty, Obligation, Participant, Request, Transition
from caicach.obligations.services.riding import ride_along
from caicach.web.actor import Actor

__all__ = [
    "duties_assign",
    "first_transitions",
    "obligation_of",
    "obligations_owe",
    "participants_of",
    "requests_of",
]

_Drafted = tuple[Duty, DutyDraft]
_Carriers = Mapping[tuple[int, str], Obligation | None]


@transaction.atomic(savepoint=False)  # whoever calls goes back whole: no part of it stays
def duties_assign(
    drafts: Sequence[DutyDraft], *, actor: Actor, now: datetime, carriers: _Carriers | None = None
) -> Assigned:
    """Make the duties of ``drafts`` with their obligations, participants and requests.

    The number of statements does not depend on the number of rows. Whether the actor may assign is for the caller
    to ask: it knows the plan, the conclusion or the return that the drafts come from.

    Args:
        drafts: What will be owed.
        actor: Who assigns.
        now: The moment.
        carriers: Reports that stand already, by (agency, occurrence key), beside those of ``drafts``; what should be
            carried where None stands goes by itself.

    Transition: "" → open (a due day is known) or dormant.  Audit: ``obligations.assign``, one row a duty.

    Raises:
        ValueError: an obligation names a carrier that is not an obligation of a report in ``drafts``, or two reports
            could carry it (a programmer's error).
    """
    duties = Duty.objects.bulk_create([_duty(draft, now) for draft in drafts])
    pairs = list(zip(duties, drafts, strict=True))
    Participant.objects.bulk_create(participants_of(pairs))
    requests = Request.objects.bulk_create(requests_of(pairs, now))
    obligations = _create_obligations(pairs, now, carriers or {})
    Transition.objects.bulk_create(first_transitions(obligations, actor=actor, now=now))
    audit.record_many("obligations.assign", [(duty, {}, _facts(draft)) for duty, draft in pairs], actor=actor, at=now)
    return Assigned(
        duty_count=len(duties),
        obligation_count=len(obligations),
        request_count=len(requests),
        duty_ids={(draft.source_kind, draft.source_id, at): duty.pk for at, (duty, draft) in enumerate(pairs)},
    )


@transaction.atomic(savepoint=False)
def obligations_owe(duty_id: int, drafts: Sequence[ObligationDraft], *, actor: Actor, now: datetime) -> None:
    """Let further agencies owe a duty that stands; a fixed number of statements.

    Whether the actor may assign is for the caller to ask.

    Transition: "", cancelled, transferred → open (a due day is known) or dormant.  Audit: ``obligations.change``, one
    row for the duty.

    Raises:
        IntegrityError: one of them owes it already (a programmer's error).
    """
    duty = Duty.objects.get(pk=duty_id)
    rows = [obligation_of(duty, one, now=now, carriers={}) for one in drafts]
    over = Obligation.objects.filter(duty=duty, agency_id__in=[one.agency_id for one in rows], state__in=_ENDED)
    ended = {(one.agency_id, one.occurrence_key): one for one in over}
    fresh = [one for one in rows if (one.agency_id, one.occurrence_key) not in ended]
    again = [(ended[one.agency_id, one.occurrence_key], one) for one in rows if one not in fresh]
    told = [_again(old, one, actor=actor, now=now) for old, one in again]
    Obligation.objects.bulk_create(fresh)
    Obligation.objects.bulk_update([old for old, _one in again], _AGAIN)
    Transition.objects.bulk_create([*first_transitions(fresh, actor=actor, now=now), *told])
    audit.record("obligations.change", duty, actor=actor, new={"obligations": len(rows)}, at=now)


_ENDED = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)
_AGAIN = ("state", "occurrence_label", "due_on", "due_reason", "acceptor", "acceptor_reason", "continued_by")


def _again(old: Obligation, one: Obligation, *, actor: Actor, now: datetime) -> Transition:
    """Give a row that ended what a new one would hold; the first due day stays. Return the step, unsaved."""
    step = Transition(
        obligation=old,
        from_state=old.state,
        to_state=one.state,
        at=now,
        actor_id=actor.user_id,
        agency_id=actor.agency_id,
    )
    for name in _AGAIN:
        setattr(old, name, getattr(one, name))
    return step


def _duty(draft: DutyDraft, now: datetime) -> Duty:
    """Return the unsaved duty of a draft."""
    return Duty(
        title=draft.title,
        task=draft.task,
        number=draft.number,
        search_key=duty_search_key(draft.number, draft.title, draft.task),
        area_code=draft.area_code,
        source_kind=draft.source_kind,
        source_id=draft.source_id,
        source_uid=draft.source_uid,
        source_label=draft.source_label,
        place=draft.place,
        mode=draft.mode,
        deadline=draft.deadline,
        deadline_text=draft.deadline_text,
        year=draft.year,
        owner_id=draft.owner_id,
        standing_body_id=draft.standing_body_id,
        origin=draft.origin,
        is_report=draft.is_report,
        event_repeats=draft.event_repeats,
        is_history=draft.is_history,
        created_at=now,
    )


def participants_of(pairs: Iterable[_Drafted]) -> list[Participant]:
    """Return the unsaved rows of who takes part."""
    return [
        Participant(
            duty=duty,
            agency_id=row.agency_id,
            role=row.role,
            note=row.note,
            levels=",".join(row.levels),
            is_below=row.is_below,
        )
        for duty, draft in pairs
        for row in draft.participants
    ]


def requests_of(pairs: Iterable[_Drafted], now: datetime) -> list[Request]:
    """Return the unsaved requests."""
    return [
        Request(duty=duty, agency_id=row.agency_id, addressee=row.addressee, created_at=now)
        for duty, draft in pairs
        for row in draft.requests
    ]


def _create_obligations(pairs: Sequence[_Drafted], now: datetime, standing: _Carriers) -> list[Obligation]:
    """Make the reports first, so that what they carry can name them in the same statement that makes it."""
    reports = [obligation_of(*pair, now=now, carriers={}) for pair in _each(pairs, is_report=True)]
    ride_along(reports)
    Obligation.objects.bulk_create(reports)
    carriers = {**standing, **_carriers(reports)}
    others = [obligation_of(*pair, now=now, carriers=carriers) for pair in _each(pairs, is_report=False)]
    return [*reports, *Obligation.objects.bulk_create(others)]


def _each(pairs: Iterable[_Drafted], *, is_report: bool) -> Iterator[tuple[Duty, ObligationDraft]]:
    return ((duty, row) for duty, draft in pairs if draft.is_report is is_report for row in draft.obligations)


def _carriers(reports: Iterable[Obligation]) -> dict[tuple[int, str], Obligation]:
    carriers: dict[tuple[int, str], Obligation] = {}
    for report in reports:
        key = (report.agency_id, report.occurrence_key)
        if carriers.setdefault(key, report) is not report:
            raise ValueError(f"two reports of agency {key[0]} at {key[1]} in one call")
    return carriers


def obligation_of(duty: Duty, draft: ObligationDraft, *, now: datetime, carriers: _Carriers) -> Obligation:
    """Return the unsaved obligation of a draft.

    Raises:
        ValueError: its carrier is not among ``carriers`` (a programmer's error).
    """
    if draft.carrier and draft.carrier not in carriers:
        raise ValueError(f"no report of agency {draft.carrier[0]} at {draft.carrier[1]} in this call")
    return Obligation(
        duty=duty,
        agency_id=draft.agency_id,
        occurrence_key=draft.occurrence_key,
        occurrence_label=draft.occurrence_label,
        state=ObligationState.OPEN if draft.due_on else ObligationState.DORMANT,
        first_due_on=draft.due_on,
        due_on=draft.due_on,
        due_reason=draft.due_reason,
        acceptor_id=draft.acceptor_id,
        acceptor_reason=draft.acceptor_reason,
        carrier=carriers[draft.carrier] if draft.carrier else None,
        is_history=draft.is_history or duty.is_history,
        created_at=now,
    )


def first_transitions(obligations: Iterable[Obligation], *, actor: Actor, now: datetime) -> list[Transition]:
    """Return the unsaved rows that say that obligations arose."""
    return [
        Transition(
            obligation=obligation,
            from_state="",
            to_state=obligation.state,
            at=now,
            actor_id=actor.user_id,
            agency_id=actor.agency_id,
        )
        for obligation in obligations
    ]


def _facts(draft: DutyDraft) -> dict[str, object]:
    return {
        "source": [draft.source_kind, draft.source_id],
        "mode": str(draft.mode),
        "obligations": len(draft.obligations),
        "requests": len(draft.requests),
    }
