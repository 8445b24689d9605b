"""What follows what within the actor's reach: confirmed, and proposed from the words of the plans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from reform.tracking import ChainLink, ChainRow, propose_chains

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


def _by_plan(duties: Iterable[Duty], waiting_ids: set[int], triggers: Sequence[Trigger]) -> Iterable[ChainsOfPlan]:
    plans: dict[UUID, dict[int, Duty]] = defaultdict(dict)
    for duty in duties:
        if duty.source_uid is not None:
            plans[duty.source_uid][duty.pk] = duty
    every = {pk: one for known in plans.values() for pk, one in known.items()}
    awaited = _awaited(waiting_ids - {one.duty_id for one in triggers}, every)
    links = {uid: propose_chains([_row(one, awaited) for one in known.values()]) for uid, known in plans.items()}
    owing = _owing({pk for made in links.values() for link in made for pk in (link.row_id, link.on_row_id)})
    for uid, known in plans.items():
        confirmed = tuple(
            Chain(known[one.duty_id], known[one.on_duty_id], one, one.is_same_agency)
            for one in triggers
            if one.duty_id in known and one.on_duty_id in known
        )
        proposed = tuple(_proposed(link, known, owing) for link in links[uid])
        if confirmed or proposed:
            yield ChainsOfPlan(uid, next(iter(known.values())).source_label, confirmed, proposed)


def _row(duty: Duty, awaited: Mapping[int, str]) -> ChainRow:
    return ChainRow(duty.pk, duty.task, duty.title, awaited.get(duty.pk, ""))


def _proposed(link: ChainLink, known: Mapping[int, Duty], owing: Mapping[int, frozenset[int]]) -> Chain:
    return Chain(
        known[link.row_id],
        known[link.on_row_id],
        None,
        # The same bodies owe both: each goes on by itself. Else one hands on to another.
        is_same_agency=owing.get(link.row_id) == owing.get(link.on_row_id),
        is_same_task=link.is_same_task,
    )


def _awaited(duty_ids: set[int], known: Mapping[int, Duty]) -> Mapping[int, str]:
    """Return the words of what each duty waits for: one query."""
    asleep = Obligation.objects.filter(duty__in=duty_ids, state=ObligationState.DORMANT).order_by("duty_id")
    rows = asleep.values_list("duty_id", "due_reason").distinct()
    return {pk: awaited_of(due_reason, known[pk].deadline_text) for pk, due_reason in rows if pk in known}


def _owing(duty_ids: set[int]) -> Mapping[int, frozenset[int]]:
    """Return who owes each duty: one query."""
    owing: dict[int, set[int]] = defaultdict(set)
    rows = Obligation.objects.filter(duty__in=duty_ids).exclude(state=ObligationState.CANCELLED).order_by("duty_id")
    for duty_id, agency_id in rows.values_list("duty_id", "agency_id").distinct():
        owing[duty_id].add(agency_id)
    return {pk: frozenset(agencies) for pk, agencies in owing.items()}
