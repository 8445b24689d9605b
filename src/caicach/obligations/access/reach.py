"""Who sees an obligation, and the conditions that pick what is one's own to do: the same rules as in ``acts``."""

from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caicach.agencies.access import of_level, within_reach, within_scopes
from caicach.agencies.constants import AgencyLevel
from caicach.obligations.access.offices import LEADERS, OFFICERS, areas_of, offices_of, own_agencies
from caicach.obligations.constants import ParticipantRole
from caicach.obligations.models import Duty, HandInDraft, Obligation, Participant, Pause, Submission
from caicach.web import clock
from caicach.web.actor import Actor

__all__ = [
    "approved_by",
    "contested_to",
    "coordinated_by",
    "decided_by",
    "directed_agencies",
    "inside",
    "led_agencies",
    "owed_by",
    "visible_drafts",
    "visible_obligations",
    "watched_by",
]


def visible_obligations(actor: Actor) -> "QuerySet[Obligation]":
    """Return the obligations within the reach of ``actor``: conditions on the rows alone, no join that doubles them."""
    if actor.is_system:
        return Obligation.objects.all()
    reach = within_reach("agency", actor) | within_reach("acceptor", actor) | _named(within_reach("agency", actor))
    # Whoever is waited for sees what is waited for.
    reach |= Q(pk__in=Pause.objects.filter(within_reach("waits_for", actor)).values("obligation_id"))
    if actor.area_codes:
        reach |= Q(duty_id__in=Duty.objects.filter(area_code__in=sorted(actor.area_codes)).values("pk"))
    return Obligation.objects.filter(reach)


def _named(whose: Q) -> Q:
    """The condition that the duty names one of ``whose`` (of participants), to take part or to watch the owing agency.

    Whoever watches only what stands under it sees that by its subtree; whoever watches certain levels sees those alone.
    """
    rows = Participant.objects.filter(whose)
    watching = rows.filter(role=ParticipantRole.MONITOR, is_below=False).exclude(levels="")
    all_of = rows.exclude(role=ParticipantRole.MONITOR) | rows.filter(is_below=False, levels="")
    # Level by level: nothing is asked anew of each obligation, so that a database keeps each answer.
    by_level = (
        Q(duty_id__in=watching.filter(levels__contains=level).values("duty_id")) & of_level("agency", level)
        for level in AgencyLevel.values
    )
    return reduce(or_, by_level, Q(duty_id__in=all_of.values("duty_id")))


def watched_by(actor: Actor) -> Q:
    """The condition that the actor's own agency is named to watch the owing one: by its level, or as one under it."""
    rows = Participant.objects.filter(role=ParticipantRole.MONITOR, agency_id__in=own_agencies(actor))
    above = rows.filter(
        is_below=True, agency__edges_down__descendant=OuterRef("agency_id"), agency__edges_down__depth__gt=0
    )
    watching = (rows.filter(is_below=False) | above).filter(
        Q(levels="") | Q(levels__contains=OuterRef("agency__current_level")), duty_id=OuterRef("duty_id")
    )
    # Most watch whoever owes the duty: only of those named for some is it asked, row by row, whether this is one.
    of_all = rows.filter(is_below=False, levels="")
    of_some = rows.exclude(is_below=False, levels="")
    return Q(duty_id__in=of_all.values("duty_id")) | (Q(duty_id__in=of_some.values("duty_id")) & Q(Exists(watching)))


def coordinated_by(actor: Actor) -> Q:
    """The condition that the actor's own agency is named to coordinate or to lead jointly, and does not owe it."""
    roles = (ParticipantRole.COORDINATE, ParticipantRole.JOINT)
    rows = Participant.objects.filter(role__in=roles, agency_id__in=own_agencies(actor))
    return Q(duty_id__in=rows.values("duty_id")) & ~owed_by(actor)


def inside(field: str, actor: Actor) -> Q:
    """The condition that the agency in ``field`` is the actor's own, or stands below one whose work the actor directs.

    For inner papers of an agency: drafts, who does what, steps. To others they do not exist.
    """
    if actor.is_system:
        return Q()
    below = within_scopes(field, actor.scopes_of(*OFFICERS), on=clock.today())
    return Q(**{f"{field}_id__in": own_agencies(actor)}) | below


def visible_drafts(actor: Actor) -> "QuerySet[HandInDraft]":
    """Return the drafts of the actor's own agencies and of those below: to others a draft does not exist."""
    return HandInDraft.objects.filter(inside("obligation__agency", actor))


def owed_by(actor: Actor) -> Q:
    """Return the condition that an obligation is the work of the actor's own agency."""
    return Q(agency_id__in=own_agencies(actor))


def decided_by(actor: Actor) -> Q:
    """Return the condition that the actor may accept or return what is handed in; the same rule as ``can``."""
    own = own_agencies(actor)
    in_one_area = Q(acceptor_id=actor.agency_id, duty__area_code__in=areas_of(actor))
    mine = Q(acceptor_id__in=offices_of(actor)) | (in_one_area if areas_of(actor) else Q(pk__in=()))
    others = mine & ~Q(agency_id__in=own) & ~Q(on_behalf_by_id__in=own)
    # What an agency owes itself: its head judges what its people did, never what they did themselves.
    handed_in = Submission.objects.filter(obligation=OuterRef("pk"), handed_in_by=actor.user_id)
    return others | Q(acceptor_id=F("agency_id"), agency_id__in=led_agencies(actor)) & ~Q(Exists(handed_in))


def contested_to(actor: Actor) -> Q:
    """Return the condition that the actor answers a contest; the same rule as ``can`` with ``decide_contest``."""
    offices = offices_of(actor)
    here = Q(duty__standing_body_id__in=offices) | Q(duty__owner_id__in=offices)
    if areas := areas_of(actor):
        body = Q(duty__standing_body_id=actor.agency_id) | Q(duty__owner_id=actor.agency_id)
        here |= body & Q(duty__area_code__in=areas)
    return Q() if actor.is_system else here & ~Q(agency_id__in=own_agencies(actor))


def approved_by(actor: Actor) -> Q:
    """Return the condition that a draft waits for this leader: of the agencies led, not of all that stands below."""
    return Q(obligation__agency_id__in=led_agencies(actor))


def directed_agencies(actor: Actor) -> tuple[int, ...]:
    """Return the agencies inside which the actor hands work to people."""
    return actor.scopes_of(*OFFICERS)


def led_agencies(actor: Actor) -> tuple[int, ...]:
    """Return the agencies that the actor leads, or leads for the time of a delegation."""
    return actor.scopes_of(*LEADERS)
