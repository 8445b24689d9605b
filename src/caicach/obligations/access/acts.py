"""Who may do what with an obligation: each act belongs to an agency, and nobody judges their own agency's work."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from caicach.agencies.access import holds
from caicach.obligations.access.dates import can_correct_reason, can_decide_extension, can_resume, can_speak
from caicach.obligations.access.events import can_record_event
from caicach.obligations.access.offices import (
    ALLOWED,
    LEADERS,
    OFFICERS,
    STANDING,
    needs_approval,
    offices_of,
    owing,
    own_agencies,
    refused,
    works_for,
)
from caicach.obligations.access.reach import led_agencies
from caicach.obligations.models import Obligation
from caicach.web import clock
from caicach.web.actor import Actor, Decision
from caicach.web.errors import NotAllowed

__all__ = [
    "can",
    "can_direct",
    "clock_bodies",
    "require",
    "require_clock_keeper",
    "require_leader",
]


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

    Actions: ``confirm`` and ``contest`` (a duty that reached the agency), ``decide_contest``, ``submit`` (hand in in
    one step), ``prepare`` and ``withdraw`` (a draft), ``approve`` (a draft, or send it back), ``on_behalf`` (hand in
    for a unit that does not sign in), ``accept``, ``return``, ``reopen``, ``event``, ``ask`` (other bodies to
    coordinate), ``direct`` (who of the agency does it, by which steps).

    Who acts is decided here, not when: the state is for the service.

    Raises:
        KeyError: no such action (a programmer's error).
    """
    decide = _RULES[action]
    return ALLOWED if actor.is_system else decide(actor, obligation)


def require_leader(actor: Actor, agency_id: int) -> None:
    """Let pass whoever leads the agency, or one above it.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not holds(actor, LEADERS, agency_id):
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan chọn cách nộp của cơ quan mình."))


def clock_bodies(actor: Actor) -> frozenset[int]:
    """Return the bodies whose clocks the actor keeps: led ones, and the own one of a standing officer."""
    own = {actor.agency_id} if actor.agency_id is not None and actor.has(*STANDING) else set()
    return frozenset({*actor.scopes_of(*LEADERS), *own})


def require_clock_keeper(actor: Actor, standing_body_id: int) -> None:
    """Let pass whoever sets the terms of the steps where ``standing_body_id`` runs the ledger.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not actor.is_system and standing_body_id not in clock_bodies(actor):
        raise NotAllowed(_("Chỉ cơ quan thường trực đặt thời hạn của các bước; lãnh đạo hoặc cán bộ thường trực làm."))


def _can_submit(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, LEADERS, obligation.agency_id):
        return ALLOWED
    names = {"agency": obligation.agency.current_name}
    if not works_for(actor, obligation):
        return refused(
            _("Chỉ công chức, lãnh đạo của %(agency)s hoặc của cơ quan cấp trên mới nộp được sản phẩm này.") % names
        )
    if needs_approval(obligation.agency_id, on=clock.today()):
        return refused(_("%(agency)s nộp hai bước: trình lãnh đạo duyệt rồi sản phẩm mới đi.") % names)
    return ALLOWED


def _can_prepare(actor: Actor, obligation: Obligation) -> Decision:
    names = {"agency": obligation.agency.current_name}
    if not works_for(actor, obligation):
        return refused(_("Chỉ công chức của %(agency)s trình sản phẩm này.") % names)
    if not needs_approval(obligation.agency_id, on=clock.today()):
        return refused(_("%(agency)s nộp một bước: nộp thẳng, không phải trình.") % names)
    return ALLOWED


def _can_withdraw(actor: Actor, obligation: Obligation) -> Decision:
    if works_for(actor, obligation):
        return ALLOWED
    return refused(_("Chỉ công chức, lãnh đạo của %(agency)s rút bản trình.") % owing(obligation))


def _can_approve(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, LEADERS, obligation.agency_id):
        return ALLOWED
    return refused(_("Chỉ lãnh đạo của %(agency)s hoặc người được ủy quyền duyệt bản trình.") % owing(obligation))


def _can_hand_in_for(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in own_agencies(actor):
        return refused(_("Đây là việc của chính cơ quan bạn: nộp theo cách thường, không nộp thay."))
    if holds(actor, STANDING, obligation.agency_id):
        return ALLOWED
    return refused(_("Chỉ cán bộ cơ quan thường trực cấp trên nộp thay cho %(agency)s.") % owing(obligation))


def _can_decide(actor: Actor, obligation: Obligation) -> Decision:
    own = own_agencies(actor)
    if obligation.agency_id in own and obligation.acceptor_id == obligation.agency_id:
        return _can_decide_inside(actor, obligation)
    if obligation.agency_id in own:
        return refused(_("Không ai nghiệm thu sản phẩm của chính cơ quan mình."))
    if obligation.on_behalf_by_id in own:
        return refused(_("Không tự nghiệm thu việc cơ quan mình nộp thay; cấp kế tiếp nghiệm thu."))
    if obligation.acceptor_id in offices_of(actor, obligation.duty.area_code):
        return ALLOWED
    return refused(_("Nhiệm vụ này do %(agency)s nghiệm thu.") % {"agency": obligation.acceptor.current_name})


def _can_decide_inside(actor: Actor, obligation: Obligation) -> Decision:
    """What an agency owes itself (of its own plan, or at the top): its head judges what its people did."""
    if obligation.agency_id not in led_agencies(actor):
        return refused(_("Việc nội bộ của %(agency)s do lãnh đạo cơ quan nghiệm thu.") % owing(obligation))
    if obligation.submissions.filter(handed_in_by=actor.user_id).exists():
        return refused(_("Không tự nghiệm thu việc chính mình nộp; lãnh đạo khác của cơ quan nghiệm thu."))
    return ALLOWED


def _can_answer_receipt(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, OFFICERS, obligation.agency_id):
        return ALLOWED
    return refused(_("Chỉ công chức, lãnh đạo của %(agency)s tiếp nhận hoặc kiến nghị.") % owing(obligation))


def _can_decide_contest(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in own_agencies(actor):
        return refused(_("Không ai trả lời kiến nghị của chính cơ quan mình."))
    duty = obligation.duty
    if offices_of(actor, duty.area_code).intersection((duty.standing_body_id, duty.owner_id)):
        return ALLOWED
    return refused(_("Kiến nghị do cơ quan giao việc hoặc cơ quan thường trực trả lời."))


def _can_reopen(actor: Actor, obligation: Obligation) -> Decision:
    if obligation.agency_id in own_agencies(actor):
        return refused(_("Không ai mở lại nhiệm vụ của chính cơ quan mình."))
    duty = obligation.duty
    bodies = (obligation.acceptor_id, duty.standing_body_id, duty.owner_id)
    if offices_of(actor, duty.area_code).intersection(bodies):
        return ALLOWED
    return refused(_("Chỉ cơ quan nghiệm thu hoặc cơ quan thường trực mở lại nhiệm vụ đã nghiệm thu."))


def _can_wake(actor: Actor, obligation: Obligation) -> Decision:
    return can_record_event(actor, obligation.duty)


def _can_ask(actor: Actor, obligation: Obligation) -> Decision:
    if holds(actor, OFFICERS, obligation.agency_id):
        return ALLOWED
    return refused(_("Chỉ công chức, lãnh đạo của %(agency)s đề nghị phối hợp.") % owing(obligation))


def _can_direct(actor: Actor, obligation: Obligation) -> Decision:
    return can_direct(actor, obligation.agency_id, obligation.agency.current_name)


def can_direct(actor: Actor, agency_id: int, agency_name: str) -> Decision:
    """Whether the actor says who of the agency does what: its officers and leaders, and those above it."""
    if actor.is_system or holds(actor, OFFICERS, agency_id):
        return ALLOWED
    return refused(_("Chỉ công chức, lãnh đạo của %(agency)s phân công trong cơ quan.") % {"agency": agency_name})


_RULES: dict[str, Callable[[Actor, Obligation], Decision]] = {
    "submit": _can_submit,
    "prepare": _can_prepare,
    "withdraw": _can_withdraw,
    "approve": _can_approve,
    "on_behalf": _can_hand_in_for,
    "accept": _can_decide,
    "return": _can_decide,
    "reopen": _can_reopen,
    "confirm": _can_answer_receipt,
    "contest": _can_answer_receipt,
    "decide_contest": _can_decide_contest,
    "event": _can_wake,
    "extend": can_speak,
    "decide_extension": can_decide_extension,
    "pause": can_speak,
    "resume": can_resume,
    "late_reason": can_correct_reason,
    "ask": _can_ask,
    "direct": _can_direct,
}
