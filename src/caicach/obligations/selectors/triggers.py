"""What follows what within the actor's reach: confirmed, and proposed from the words of the plans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from caicach.obligations import access
from caicach.obligations.constants import DutyOrigin, ObligationState
from caicach.obligations.mapping import awaited_of
from caicach.obligations.models import Duty, Obligation, Trigger
from caicach.web.actor import Actor
from caicach.web.errors import Beyond
from reform.tracking import ChainRow, propose_chains

__all__ = ["Chain", "ChainsOfPlan", "chain_duty", "chains_of", "choices_of", "trigger_for", "triggers_of_duty"]


@dataclass(frozen=True, slots=True)
class Chain:
    """One duty waits for the acceptance of another: confirmed (``trigger``) or only proposed."""

    duty: Duty  # what waits
    on_duty: Duty
    trigger: Trigger | None
    is_same_agency: bool
    is_same_task: bool = True  # of a proposal: False where it was found elsewhere in the plan

    @property
    def is_confirmed(self) -> bool:
        """Whether it fires."""
        return self.trigger is not None


@dataclass(frozen=True, slots=True)
class ChainsOfPlan:
    """The chains of one document that assigns."""

    source_uid: UUID
    source_label: str
    confirmed: tuple[Chain, ...]
    proposed: tuple[Chain, ...]


def chains_of(actor: Actor, *, source_uid: UUID | None = None) -> tuple[ChainsOfPlan, ...]:
    """Return what follows what, plan by plan, of the duties whose events ``actor`` may record: five queries."""
    mine = access.event_duties(actor).filter(is_history=False, source_uid__isnull=False)
    if source_uid is not None:
        mine = mine.filter(source_uid=source_uid)
    asleep = Obligation.objects.filter(duty=OuterRef("pk"), state=ObligationState.DORMANT, is_history=False)
    waiting = mine.filter(Exists(asleep)) | mine.filter(Exists(Trigger.objects.filter(duty=OuterRef("pk"))))
    waiting_ids = set(waiting.values_list("pk", flat=True))
    plans = Duty.objects.filter(pk__in=waiting_ids).values("source_uid")
    duties = list(
        Duty.objects.filter(source_uid__in=plans, is_report=False)
        .exclude(origin=DutyOrigin.COORDINATION)
        .order_by("source_label", "source_uid", "pk")
    )
    triggers = list(Trigger.objects.filter(duty__in=waiting_ids).order_by("pk"))
    return tuple(_by_plan(duties, waiting_ids, triggers))


def trigger_for(actor: Actor, pk: int) -> Trigger:
    """Return the trigger ``pk`` of a duty whose event ``actor`` may record.

    Raises:
        Beyond: there is none.
    """
    mine = access.event_duties(actor).values("pk")
    trigger = Trigger.objects.select_related("duty", "on_duty").filter(pk=pk, duty__in=mine).first()
    if trigger is None:
        raise Beyond(_("Không có nối tiếp này, hoặc việc nằm ngoài phạm vi của bạn."))
    return trigger


def chain_duty(actor: Actor, uid: str, *, of: Duty | None = None) -> Duty | None:
    """Return the duty of the uid that ``uid`` writes; None where it writes none.

    Args:
        actor: Who asks.
        uid: As the address or a form carries it.
        of: The duty that would wait for it: then any of the same document; None: one whose event the actor may record.
    """
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    mine = access.event_duties(actor) if of is None else Duty.objects.filter(source_uid=of.source_uid)
    return mine.filter(uid=wanted).first()


def triggers_of_duty(duty: Duty) -> tuple[Trigger, ...]:
    """Return what ``duty`` waits for, confirmed: one query."""
    return tuple(duty.triggers.select_related("on_duty").order_by("pk"))


def choices_of(duty: Duty) -> tuple[tuple[str, str], ...]:
    """Return the other duties of the same document, as (uid, words), that ``duty`` may wait for: one query."""
    others = Duty.objects.filter(source_uid=duty.source_uid, is_report=False).exclude(pk=duty.pk)
    rows = others.exclude(origin=DutyOrigin.COORDINATION).order_by("pk").values_list("uid", "number", "title")
    return tuple((str(uid), f"{number} {title}".strip()[:160]) for uid, number, title in rows)


def _by_plan(duties: Iterable[Duty], waiting_ids: set[int], triggers: Iterable[Trigger]) -> Iterable[ChainsOfPlan]:
    plans: dict[UUID, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.source_uid is not None:
            plans[duty.source_uid].append(duty)
    owing, awaited = _owing_of(duties, waiting_ids)
    for uid, rows in plans.items():
        known = {duty.pk: duty for duty in rows}
        made = [one for one in triggers if one.duty_id in known and one.on_duty_id in known]
        confirmed = tuple(Chain(known[one.duty_id], known[one.on_duty_id], one, one.is_same_agency) for one in made)
        told = {one.duty.pk for one in confirmed}
        proposed = _proposed(rows, {pk: words for pk, words in awaited.items() if pk not in told}, owing)
        if confirmed or proposed:
            yield ChainsOfPlan(uid, rows[0].source_label, confirmed, proposed)


def _proposed(
    rows: Iterable[Duty], awaited: Mapping[int, str], owing: Mapping[int, frozenset[int]]
) -> tuple[Chain, ...]:
    known = {duty.pk: duty for duty in rows}
    links = propose_chains([ChainRow(pk, one.task, one.title, awaited.get(pk, "")) for pk, one in known.items()])
    return tuple(
        Chain(
            known[link.row_id],
            known[link.on_row_id],
            None,
            # The same bodies owe both: each goes on by itself. Else one hands on to another.
            is_same_agency=owing.get(link.row_id) == owing.get(link.on_row_id),
            is_same_task=link.is_same_task,
        )
        for link in links
    )


def _owing_of(duties: Iterable[Duty], waiting_ids: set[int]) -> tuple[Mapping[int, frozenset[int]], Mapping[int, str]]:
    """Return who owes each duty, and the words of what the waiting ones wait for: one query."""
    known = {duty.pk: duty for duty in duties}
    owing: dict[int, set[int]] = defaultdict(set)
    awaited: dict[int, str] = {}
    rows = Obligation.objects.filter(duty__in=known).exclude(state=ObligationState.CANCELLED)
    for duty_id, agency_id, state, due_reason in rows.values_list("duty_id", "agency_id", "state", "due_reason"):
        owing[duty_id].add(agency_id)
        if state == ObligationState.DORMANT and duty_id in waiting_ids and duty_id not in awaited:
            awaited[duty_id] = awaited_of(due_reason, known[duty_id].deadline_text)
    return {pk: frozenset(agencies) for pk, agencies in owing.items()}, awaited
