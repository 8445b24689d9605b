"""Who sees rounds and assessments, and who may do what with them.

Reach is what stands in the actor's subtrees, and every assessment of a round in which the actor's own body appraises.
Officers and leaders of an agency score it; standing officers run the round and settle; bodies appraise the areas that
the round gave them. **Nobody appraises their own agency**: an area body's own area goes to the standing body, the
standing body's to the owner of the round (the council).
"""

from collections.abc import Callable, Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import holds, within_reach
from caicach.scoring.constants import SetState
from caicach.scoring.models import AppraiserBody, Assessment, Round, SetVersion
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = [
    "APPRAISERS",
    "FILLERS",
    "STANDING",
    "acting_appraiser",
    "appraises",
    "can",
    "may_appraise",
    "may_look",
    "owner_ids",
    "require",
    "require_keeper",
    "require_scorer",
    "sees_settlement",
    "settles",
    "visible_assessments",
    "visible_rounds",
    "visible_sets",
]

FILLERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK)
STANDING = (Role.STANDING_OFFICER,)
APPRAISERS = (Role.STANDING_OFFICER, Role.AREA_LEAD, Role.AGENCY_OFFICER, Role.AGENCY_LEADER)
ALLOWED = Decision(allowed=True)


def may_look(actor: Actor | None) -> bool:
    """Whether these pages are work of the actor's: the word stands in the navigation then."""
    return actor is not None and (actor.is_system or bool(actor.scope_ids) or actor.has(*APPRAISERS))


def visible_assessments(actor: Actor) -> QuerySet[Assessment]:
    """Return the assessments of agencies in the actor's subtrees, and those that the actor's body appraises."""
    if actor.is_system:
        return Assessment.objects.all()
    mine = AppraiserBody.objects.filter(agency_id=actor.agency_id or 0).values("round_id")
    appraised = Q(round_id__in=mine) if actor.has(*APPRAISERS) else Q(pk__in=[])
    return Assessment.objects.filter(within_reach("agency", actor) | appraised)


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """Return the rounds in which something is visible, and those of the bodies in the actor's subtrees."""
    if actor.is_system:
        return Round.objects.all()
    return Round.objects.filter(Q(pk__in=visible_assessments(actor).values("round_id")) | within_reach("owner", actor))


def visible_sets(actor: Actor) -> QuerySet[SetVersion]:
    """Return the versions of criteria sets for the actor: what is published for everybody, drafts of their own bodies.

    By what somebody is scored is no secret: published sets of other bodies are read too.
    """
    if actor.is_system:
        return SetVersion.objects.all()
    return SetVersion.objects.filter(~Q(state=SetState.DRAFT) | Q(owner__in=owner_ids(actor)))


def owner_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies for which the actor keeps criteria sets."""
    return actor.scopes_of(*STANDING)


def require_keeper(actor: Actor, owner_id: int | None) -> None:
    """Let pass whoever keeps the sets of the body; None: a packaged set, which nobody changes.

    Raises:
        NotAllowed: with the reason in words.
    """
    if owner_id is None or not (actor.is_system or holds(actor, STANDING, owner_id)):
        raise NotAllowed(_("Chỉ cán bộ cơ quan thường trực của nơi ban hành soạn và ban hành bộ tiêu chí."))


def acting_appraiser(body_id: int, agency_id: int, round_: Round) -> int:
    """Return which body appraises ``agency_id`` where ``body_id`` is named: nobody their own agency."""
    if body_id != agency_id:
        return body_id
    return round_.standing_body_id if round_.standing_body_id != agency_id else round_.owner_id


def appraises(actor: Actor, body_id: int, assessment: Assessment) -> bool:
    """Whether the actor appraises ``assessment`` for ``body_id``: a person of the body that acts for it.

    For the owner itself (the council) its standing officers and leaders act, unless they belong to the agency.
    """
    acting = acting_appraiser(body_id, assessment.agency_id, assessment.round)
    if actor.is_system:
        return True
    if actor.agency_id == assessment.agency_id:
        return False
    if actor.agency_id == acting:
        return actor.has(*APPRAISERS)
    return acting == assessment.round.owner_id and holds(actor, (*STANDING, Role.AGENCY_LEADER), acting)


def settles(actor: Actor, assessment: Assessment) -> bool:
    """Whether the actor may settle points of ``assessment`` that deviate from its appraisal, or correct them later.

    Whoever runs the round, but for their own agency; the standing body's own are for those who act for the owner.
    """
    if actor.is_system:
        return True
    if actor.agency_id == assessment.agency_id:
        return False
    round_ = assessment.round
    if assessment.agency_id == round_.standing_body_id:
        return holds(actor, (*STANDING, Role.AGENCY_LEADER), round_.owner_id)
    return can(actor, "run", round_).allowed


def sees_settlement(actor: Actor, round_: Round) -> bool:
    """Whether the actor sees all points of a round before they are published: who runs it, leaders of its owner."""
    return actor.is_system or holds(actor, (*STANDING, Role.AGENCY_LEADER), round_.owner_id)


def may_appraise(actor: Actor, round_: Round, body_ids: Collection[int]) -> bool:
    """Whether the actor appraises anything of the round, whose bodies are ``body_ids``: the page says of what."""
    if actor.is_system or holds(actor, (*STANDING, Role.AGENCY_LEADER), round_.owner_id):
        return True
    return actor.agency_id in {*body_ids, round_.standing_body_id} and actor.has(*APPRAISERS)


def require(actor: Actor, action: str, thing: "Assessment | Round | int") -> None:
    """Let pass what ``can`` allows.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can(actor, action, thing)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def require_scorer(actor: Actor, assessment: Assessment) -> bool:
    """Let pass whoever scores the agency, and the standing body that scores for it; return whether it is for it.

    Raises:
        NotAllowed: with the reason in words.
    """
    if can(actor, "claim", assessment).allowed:
        return False
    if can(actor, "claim_for", assessment).allowed:
        return True
    require(actor, "claim", assessment)
    return False


def can(actor: Actor, action: str, thing: "Assessment | Round | int") -> Decision:
    """Decide whether ``actor`` may do ``action``; the state is for the service.

    On an assessment: ``claim`` (also lock, explain), ``claim_for`` (a unit that does not sign in), ``improve`` (give
    work inside the agency that wins or mends points). On a round, or on the id of a body: ``run`` (open, close phases,
    settle, publish, give such work to agencies).

    Raises:
        KeyError: no such action (a programmer's error).
    """
    if actor.is_system:
        return ALLOWED
    if isinstance(thing, Assessment):
        return _OF_ASSESSMENTS[action](actor, thing)
    owner_id = thing.owner_id if isinstance(thing, Round) else thing
    if action != "run":
        raise KeyError(action)
    if holds(actor, STANDING, owner_id):
        return ALLOWED
    return _refused(_("Chỉ cán bộ cơ quan thường trực mở đợt chấm, công nhận và công bố kết quả."))


def _can_claim(actor: Actor, assessment: Assessment) -> Decision:
    if holds(actor, FILLERS, assessment.agency_id):
        return ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo, văn thư của cơ quan được chấm làm việc này."))


def _can_claim_for(actor: Actor, assessment: Assessment) -> Decision:
    if actor.agency_id == assessment.agency_id:
        return _refused(_("Đây là phiếu chấm của chính cơ quan bạn: chấm theo cách thường, không chấm thay."))
    if holds(actor, STANDING, assessment.agency_id):
        return ALLOWED
    return _refused(_("Chỉ cán bộ cơ quan thường trực cấp trên nhập thay phiếu chấm."))


def _can_improve(actor: Actor, assessment: Assessment) -> Decision:
    if holds(actor, (Role.AGENCY_OFFICER, Role.AGENCY_LEADER), assessment.agency_id):
        return ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo của cơ quan được chấm giao việc nâng điểm trong cơ quan."))


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)


_OF_ASSESSMENTS: dict[str, Callable[[Actor, Assessment], Decision]] = {
    "claim": _can_claim,
    "claim_for": _can_claim_for,
    "improve": _can_improve,
}
