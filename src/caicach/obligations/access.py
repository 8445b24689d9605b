"""Who sees an obligation, and who may do what with it.

Reach is what the actor's subtrees owe or accept, the areas led, and the duties that name an agency of the subtrees.
Acts belong to agencies: the owing one hands in, the accepting one decides. A role counts within its own grant's scope:
an officer or leader of the owing agency or above it prepares and hands in, a standing officer hands in on behalf of
what stands below, whoever leads one area decides in that area. Nobody judges what their own agency owes or handed in.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import holds, within_reach, within_scopes
from caicach.obligations.constants import ObligationState, ParticipantRole, TrackingMode
from caicach.obligations.models import Duty, HandInDraft, HandInPractice, Obligation, Participant
from caicach.web import clock
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = [
    "approved_by",
    "can",
    "can_direct",
    "can_record_event",
    "clock_bodies",
    "coordinated_by",
    "decided_by",
    "inside",
    "led_agencies",
    "needs_approval",
    "owed_by",
    "require",
    "require_clock_keeper",
    "require_leader",
    "visible_drafts",
    "visible_obligations",
    "watched_by",
]

_ALLOWED = Decision(allowed=True)
_LEADERS = (Role.AGENCY_LEADER,)
_STANDING = (Role.STANDING_OFFICER,)
# Act in the name of the agency that their grant points to, and of those below it.
_OFFICERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER)
# Enters what was issued: number, date and file of a document; not figures or declarations.
_CLERKS = (Role.CLERK,)


def visible_obligations(actor: Actor) -> "QuerySet[Obligation]":
    """Return the obligations within the reach of ``actor``: conditions on the rows alone, no join that doubles them."""
    if actor.is_system:
        return Obligation.objects.all()
    reach = within_reach("agency", actor) | within_reach("acceptor", actor) | _named(within_reach("agency", actor))
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
    by_level = Exists(watching.filter(duty_id=OuterRef("duty_id"), levels__contains=OuterRef("agency__current_level")))
    # The first part of the second condition lets the correlated one be asked of few rows.
    return Q(duty_id__in=all_of.values("duty_id")) | (Q(duty_id__in=watching.values("duty_id")) & Q(by_level))


def watched_by(actor: Actor) -> Q:
    """The condition that the actor's own agency is named to watch the owing one: by its level, or as one under it."""
    rows = Participant.objects.filter(role=ParticipantRole.MONITOR, agency_id__in=_own_agencies(actor))
    above = rows.filter(
        is_below=True, agency__edges_down__descendant=OuterRef("agency_id"), agency__edges_down__depth__gt=0
    )
    watching = (rows.filter(is_below=False) | above).filter(
        Q(levels="") | Q(levels__contains=OuterRef("agency__current_level")), duty_id=OuterRef("duty_id")
    )
    return Q(duty_id__in=rows.values("duty_id")) & Q(Exists(watching))


def coordinated_by(actor: Actor) -> Q:
    """The condition that the actor's own agency is named to coordinate or to lead jointly, and does not owe it."""
    roles = (ParticipantRole.COORDINATE, ParticipantRole.JOINT)
    rows = Participant.objects.filter(role__in=roles, agency_id__in=_own_agencies(actor))
    return Q(duty_id__in=rows.values("duty_id")) & ~owed_by(actor)


def inside(field: str, actor: Actor) -> Q:
    """The condition that the agency in ``field`` is the actor's own, or stands below one whose work the actor directs.

    For inner papers of an agency: drafts, who does what, steps. To others they do not exist.
    """
    if actor.is_system:
        return Q()
    below = within_scopes(field, actor.scopes_of(*_OFFICERS), on=clock.today())
    return Q(**{f"{field}_id__in": _own_agencies(actor)}) | below


def visible_drafts(actor: Actor) -> "QuerySet[HandInDraft]":
    """Return the drafts of the actor's own agencies and of those below: to others a draft does not exist."""
    return HandInDraft.objects.filter(inside("obligation__agency", actor))


def owed_by(actor: Actor) -> Q:
    """Return the condition that an obligation is the work of the actor's own agency."""
    return Q(agency_id__in=_own_agencies(actor))


def decided_by(actor: Actor) -> Q:
    """Return the condition that the actor may accept or return what is handed in; the same rule as ``can``."""
    own = _own_agencies(actor)
    in_one_area = Q(acceptor_id=actor.agency_id, duty__area_code__in=_areas(actor))
    mine = Q(acceptor_id__in=_offices(actor)) | (in_one_area if _areas(actor) else Q(pk__in=()))
    return mine & ~Q(agency_id__in=own) & ~Q(on_behalf_by_id__in=own)


def approved_by(actor: Actor) -> Q:
    """Return the condition that a draft waits for this leader: of the agencies led, not of all that stands below."""
    return Q(obligation__agency_id__in=led_agencies(actor))


def led_agencies(actor: Actor) -> tuple[int, ...]:
    """Return the agencies that the actor leads, or leads for the time of a delegation."""
    return actor.scopes_of(*_LEADERS)


def needs_approval(agency_id: int, *, on: date) -> bool:
    """Whether what an officer of the agency prepares waits for the leader on the day ``on``: one query."""
    practices = HandInPractice.objects.filter(agency_id=agency_id, valid_from__lte=on, valid_to__gt=on)
    return practices.filter(needs_approval=True).exists()


def require(actor: Actor, action: str, obligation: Obligation) -> None:
    """Let pass what ``can`` allows.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can(actor, action, obligation)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def can(actor: Actor, action: str, obligation: Obligation) -> Decision:
    """Decide whether ``actor`` may do ``action`` with an obligation within reach.

    Actions: ``submit`` (hand in in one step), ``prepare`` and ``withdraw`` (a draft), ``approve`` (a draft, or send it
    back), ``on_behalf`` (hand in for a unit that does not sign in), ``accept``, ``return``, ``event``, ``ask`` (other
    bodies to coordinate), ``direct`` (who of the agency does it, by which steps).

    Who acts is decided here, not when: the state is for the service.

    Raises:
        KeyError: no such action (a programmer's error).
    """
    decide = _RULES[action]
    return _ALLOWED if actor.is_system else decide(actor, obligation)


def can_record_event(actor: Actor, duty: Duty) -> Decision:
    """Decide whether ``actor`` may enter the event that ``duty`` waits for.

    The accepting body may, the standing body, and the agencies that monitor the duty.
    """
    offices = _offices(actor, duty.area_code)
    if actor.is_system or offices.intersection((duty.standing_body_id, duty.owner_id)):
        return _ALLOWED
    acceptors = duty.obligations.filter(state=ObligationState.DORMANT).values_list("acceptor_id", flat=True).distinct()
    monitors = duty.participants.filter(role=ParticipantRole.MONITOR).values_list("agency_id", flat=True)
    if offices and not offices.isdisjoint(acceptors.union(monitors)):
        return _ALLOWED
    return _refused(_("Sự kiện do cơ quan nghiệm thu, cơ quan theo dõi hoặc cơ quan thường trực ghi nhận."))


def require_leader(actor: Actor, agency_id: int) -> None:
    """Let pass whoever leads the agency, or one above it.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not holds(actor, _LEADERS, agency_id):
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan chọn cách nộp của cơ quan mình."))


def clock_bodies(actor: Actor) -> frozenset[int]:
    """Return the bodies whose clocks the actor keeps: led ones, and the own one of a standing officer."""
    own = {actor.agency_id} if actor.agency_id is not None and actor.has(*_STANDING) else set()
    return frozenset({*actor.scopes_of(*_LEADERS), *own})


def require_clock_keeper(actor: Actor, standing_body_id: int) -> None:
    """Let pass whoever sets the terms of the steps where ``standing_body_id`` runs the ledger.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not actor.is_system and standing_body_id not in clock_bodies(actor):
        raise NotAllowed(_("Chỉ cơ quan thường trực đặt thời hạn của các bước; lãnh đạo hoặc cán bộ thường trực làm."))


def _can_submit(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, _LEADERS, obligation.agency_id):
        return _ALLOWED
    names = {"agency": obligation.agency.current_name}
    if not _works_for(actor, obligation):
        return _refused(
            _("Chỉ công chức, lãnh đạo của %(agency)s hoặc của cơ quan cấp trên mới nộp được sản phẩm này.") % names
        )
    if needs_approval(obligation.agency_id, on=clock.today()):
        return _refused(_("%(agency)s nộp hai bước: trình lãnh đạo duyệt rồi sản phẩm mới đi.") % names)
    return _ALLOWED


def _works_for(actor: Actor, obligation: Obligation) -> bool:
    """Whether the actor brings the owing agency's proof: its officers any, its văn thư the documents it issued."""
    if holds(actor, _OFFICERS, obligation.agency_id):
        return True
    return obligation.duty.mode == TrackingMode.DOCUMENT and holds(actor, _CLERKS, obligation.agency_id)


def _can_prepare(actor: Actor, obligation: Obligation) -> Decision:
    names = {"agency": obligation.agency.current_name}
    if not _works_for(actor, obligation):
        return _refused(_("Chỉ công chức của %(agency)s trình sản phẩm này.") % names)
    if not needs_approval(obligation.agency_id, on=clock.today()):
        return _refused(_("%(agency)s nộp một bước: nộp thẳng, không phải trình.") % names)
    return _ALLOWED


def _can_withdraw(actor: Actor, obligation: Obligation) -> Decision:
    if _works_for(actor, obligation):
        return _ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo của %(agency)s rút bản trình.") % _owing(obligation))


def _can_approve(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, _LEADERS, obligation.agency_id):
        return _ALLOWED
    return _refused(_("Chỉ lãnh đạo của %(agency)s hoặc người được ủy quyền duyệt bản trình.") % _owing(obligation))


def _can_hand_in_for(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in _own_agencies(actor):
        return _refused(_("Đây là việc của chính cơ quan bạn: nộp theo cách thường, không nộp thay."))
    if holds(actor, _STANDING, obligation.agency_id):
        return _ALLOWED
    return _refused(_("Chỉ cán bộ cơ quan thường trực cấp trên nộp thay cho %(agency)s.") % _owing(obligation))


def _can_decide(actor: Actor, obligation: Obligation) -> Decision:
    own = _own_agencies(actor)
    if obligation.agency_id in own:
        return _refused(_("Không ai nghiệm thu sản phẩm của chính cơ quan mình."))
    if obligation.on_behalf_by_id in own:
        return _refused(_("Không tự nghiệm thu việc cơ quan mình nộp thay; cấp kế tiếp nghiệm thu."))
    if obligation.acceptor_id in _offices(actor, obligation.duty.area_code):
        return _ALLOWED
    return _refused(_("Nhiệm vụ này do %(agency)s nghiệm thu.") % {"agency": obligation.acceptor.current_name})


def _can_wake(actor: Actor, obligation: Obligation) -> Decision:
    return can_record_event(actor, obligation.duty)


def _can_ask(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, _OFFICERS, obligation.agency_id):
        return _ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo của %(agency)s đề nghị phối hợp.") % _owing(obligation))


def _can_direct(actor: Actor, obligation: Obligation) -> Decision:
    return can_direct(actor, obligation.agency_id, obligation.agency.current_name)


def can_direct(actor: Actor, agency_id: int, agency_name: str) -> Decision:
    """Whether the actor says who of the agency does what: its officers and leaders, and those above it."""
    if actor.is_system or holds(actor, _OFFICERS, agency_id):
        return _ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo của %(agency)s phân công trong cơ quan.") % {"agency": agency_name})


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)


def _owing(obligation: Obligation) -> dict[str, str]:
    return {"agency": obligation.agency.current_name}


def _own_agencies(actor: Actor) -> set[int]:
    """Return the agencies whose work is the actor's own: where the post is, and where an officer's grant points."""
    own = set(actor.scopes_of(*_OFFICERS))
    return own | {actor.agency_id} if actor.agency_id is not None else own


def _offices(actor: Actor, area_code: str | None = None) -> set[int]:
    """Return the agencies in whose name the actor decides, in ``area_code`` (None: whatever the area).

    Where an officer's grant points; for a standing officer also the body of the post and the one whose steering
    committee it works for; for whoever leads an area the body of the post, in that area alone.
    """
    offices = set(actor.scopes_of(*_OFFICERS, *_STANDING))
    speaks = any(
        role in _STANDING or (role is Role.AREA_LEAD and area in ("", area_code)) for role, _scope, area in actor.grants
    )
    return offices | {actor.agency_id} if speaks and actor.agency_id is not None else offices


def _areas(actor: Actor) -> set[str]:
    """Return the areas to which the grants of whoever leads an area are limited."""
    return {area for role, _scope, area in actor.grants if role is Role.AREA_LEAD and area}


_RULES: dict[str, Callable[[Actor, Obligation], Decision]] = {
    "submit": _can_submit,
    "prepare": _can_prepare,
    "withdraw": _can_withdraw,
    "approve": _can_approve,
    "on_behalf": _can_hand_in_for,
    "accept": _can_decide,
    "return": _can_decide,
    "event": _can_wake,
    "ask": _can_ask,
    "direct": _can_direct,
}
