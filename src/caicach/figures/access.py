"""Who sees periods and returns, and who may do what with them.

Reach is what stands in the actor's subtrees. A role counts within its own grant's scope: officers, leaders and văn thư
of an agency (or above it) fill its return, standing officers open periods, take in, re-open, enter for others, add up
and lock. What an agency owes to the other ledger it hands in, and is judged, by the rules of that ledger.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import holds, within_reach, within_scopes
from caicach.figures.constants import ReturnKind, ReturnState
from caicach.figures.models import Correction, Period, Return
from caicach.obligations import access as obligations
from caicach.obligations.access.offices import own_agencies
from caicach.web import clock
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = [
    "FILLERS",
    "STANDING",
    "can",
    "fillable_returns",
    "is_own_slip",
    "led_areas",
    "led_bodies",
    "may_look",
    "own_agency_ids",
    "owner_ids",
    "require",
    "require_filler",
    "sees_whole",
    "takes_in",
    "visible_periods",
    "visible_returns",
]

FILLERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK)
STANDING = (Role.STANDING_OFFICER,)
ALLOWED = Decision(allowed=True)


def visible_returns(actor: Actor) -> QuerySet[Return]:
    """Return the returns of the agencies in the actor's subtrees, and those of periods of a body whose area is led.

    Whoever leads an area merges its section of the whole, and looks down to the units' figures for it.
    """
    reach, led = within_reach("agency", actor), led_bodies(actor)
    return Return.objects.filter(reach | Q(period__owner__in=led) if led else reach)


def fillable_returns(actor: Actor) -> QuerySet[Return]:
    """Return the returns that the actor may fill, as their own or for a unit; each is asked again when it is saved."""
    own = Return.objects.filter(kind=ReturnKind.OWN)
    scopes = actor.scopes_of(*FILLERS, *STANDING)
    return own if actor.is_system else own.filter(within_scopes("agency", scopes, on=clock.today()))


def visible_periods(actor: Actor) -> QuerySet[Period]:
    """Return the periods for which an agency in the actor's subtrees returns figures, or that it adds up."""
    mine = Q(pk__in=visible_returns(actor).values("period_id")) | Q(owner__in=led_bodies(actor))
    return Period.objects.all() if actor.is_system else Period.objects.filter(mine | within_reach("owner", actor))


def own_agency_ids(actor: Actor) -> frozenset[int]:
    """Return the agencies whose returns are the actor's own work."""
    return frozenset(own_agencies(actor) | set(actor.scopes_of(*FILLERS)))


def owner_ids(actor: Actor) -> tuple[int, ...]:
    """Return the bodies for which the actor opens periods."""
    return actor.scopes_of(*STANDING)


def may_look(actor: Actor | None) -> bool:
    """Whether these pages are work of the actor's: the word stands in the navigation then."""
    return actor is not None and (actor.is_system or bool(actor.scope_ids or led_bodies(actor)))


def led_bodies(actor: Actor) -> tuple[int, ...]:
    """Return the bodies of which the actor leads an area."""
    scopes = (scope for role, scope, _area in actor.grants if role is Role.AREA_LEAD and scope is not None)
    return tuple(dict.fromkeys(scopes)) if actor.area_codes else ()


def led_areas(actor: Actor, owner_id: int) -> frozenset[str]:
    """Return the codes of the areas of a body that the actor leads: by a grant, while the actor's agency leads them."""
    mine = [area for role, scope, area in actor.grants if role is Role.AREA_LEAD and scope == owner_id]
    return actor.area_codes if "" in mine else actor.area_codes.intersection(mine)


def sees_whole(actor: Actor, period: Period) -> bool:
    """Whether the whole of ``period`` is open to the actor: a body below sees its own return alone."""
    return actor.is_system or period.owner_id in actor.scope_ids or period.owner_id in led_bodies(actor)


def takes_in(actor: Actor, period: Period) -> bool:
    """Whether the actor takes in returns of ``period``: the standing body, or who judges what waits for them alone.

    What the standing body owes itself, or entered for a unit, waits for the next body above. One query at most.
    """
    if can(actor, "manage", period).allowed:
        return True
    waiting = Return.objects.filter(period=period, kind=ReturnKind.OWN, state=ReturnState.SUBMITTED)
    mine = obligations.visible_obligations(actor).filter(obligations.decided_by(actor))
    return waiting.filter(obligation__in=mine.values("pk")).exists()


def require(actor: Actor, action: str, thing: "Return | Period | int") -> None:
    """Let pass what ``can`` allows.

    Raises:
        NotAllowed: with the reason in words.
    """
    decision = can(actor, action, thing)
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def require_filler(actor: Actor, sheet: Return) -> None:
    """Let pass whoever fills the return; whoever enters for the unit, as long as nothing was handed in.

    Raises:
        NotAllowed: with the reason in words.
    """
    is_open = sheet.state in (ReturnState.DRAFT, ReturnState.RETURNED)
    if not (is_open and can(actor, "fill_for", sheet).allowed):
        require(actor, "fill", sheet)


def can(actor: Actor, action: str, thing: "Return | Period | int") -> Decision:
    """Decide whether ``actor`` may do ``action``; the state is for the service.

    Actions on a return: ``fill``, ``submit``, ``prepare`` (where the leader approves first), ``fill_for`` (a unit's
    paper), ``decide``, ``reopen``, ``correct`` (ask for a correction), ``decide_correction``, ``merge`` (a section of
    the whole). On a period: ``consolidate``, ``lock``, ``manage``. On the id of a body: ``open``.

    Raises:
        KeyError: no such action (a programmer's error).
    """
    if action in _OF_RETURNS:
        return ALLOWED if actor.is_system else _OF_RETURNS[action](actor, thing)  # type: ignore[arg-type]  # as said
    owner_id = thing if isinstance(thing, int) else _OF_PERIODS[action](thing)  # type: ignore[arg-type]  # as said
    if holds(actor, STANDING, owner_id):
        return ALLOWED
    return _refused(_("Chỉ cán bộ cơ quan thường trực mở kỳ, tổng hợp và khóa số liệu."))


def _owner(period: Period) -> int:
    return period.owner_id


_OF_PERIODS: dict[str, Callable[[Period], int]] = {
    "open": _owner, "consolidate": _owner, "lock": _owner, "manage": _owner,
}  # fmt: skip


def _can_fill(actor: Actor, sheet: Return) -> Decision:
    if sheet.kind == ReturnKind.WHOLE:
        return _refused(_("Số liệu tổng hợp do hệ thống cộng từ các bản số liệu, không nhập tay."))
    if sheet.kind == ReturnKind.ASIDE:
        return _refused(_("Bản số liệu này không còn phải gửi; số đã nhập được giữ lại để xem."))
    if holds(actor, FILLERS, sheet.agency_id) or _is_of_owner(actor, sheet):
        return ALLOWED
    return _refused(_("Chỉ công chức, lãnh đạo, văn thư của %(agency)s nhập bản số liệu này.") % _named(sheet))


def _is_of_owner(actor: Actor, sheet: Return) -> bool:
    """The body that adds up has figures of its own; its standing officers fill them."""
    return sheet.agency_id == sheet.period.owner_id and holds(actor, STANDING, sheet.agency_id)


def _can_submit(actor: Actor, sheet: Return) -> Decision:
    if sheet.obligation is None:
        return _can_fill(actor, sheet)
    return obligations.can(actor, "submit", sheet.obligation)


def _can_prepare(actor: Actor, sheet: Return) -> Decision:
    if sheet.obligation is None:
        return _refused(_("Bản số liệu này nộp một bước, không phải trình."))
    return obligations.can(actor, "prepare", sheet.obligation)


def _can_fill_for(actor: Actor, sheet: Return) -> Decision:
    if sheet.kind != ReturnKind.OWN:
        return _can_fill(actor, sheet)
    if sheet.agency_id in own_agency_ids(actor):
        return _refused(_("Đây là bản số liệu của chính cơ quan bạn: nhập theo cách thường, không nhập thay."))
    if holds(actor, STANDING, sheet.agency_id):
        return ALLOWED
    return _refused(_("Chỉ cán bộ cơ quan thường trực cấp trên nhập thay cho %(agency)s.") % _named(sheet))


def _can_decide(actor: Actor, sheet: Return) -> Decision:
    if sheet.obligation is not None:
        return obligations.can(actor, "accept", sheet.obligation)
    return _judged_by(actor, sheet)


def _judged_by(actor: Actor, sheet: Return) -> Decision:
    own = own_agency_ids(actor)
    if sheet.agency_id in own:
        return _refused(_("Không ai nhận bản số liệu của chính cơ quan mình."))
    if sheet.on_behalf_by_id in own:
        return _refused(_("Không tự nhận bản số liệu cơ quan mình nhập thay; cấp kế tiếp nhận."))
    if holds(actor, STANDING, sheet.agency_id):
        return ALLOWED
    return _refused(_("Chỉ cơ quan thường trực nhận, trả lại hoặc mở lại bản số liệu."))


def _can_correct(actor: Actor, sheet: Return) -> Decision:
    return ALLOWED if holds(actor, STANDING, sheet.agency_id) else _can_fill(actor, sheet)


def _can_decide_correction(actor: Actor, sheet: Return) -> Decision:
    """The body that adds up has nobody who takes its figures in: its leader decides, or another standing officer."""
    if sheet.agency_id != sheet.period.owner_id:
        return _judged_by(actor, sheet)
    if holds(actor, (*STANDING, Role.AGENCY_LEADER), sheet.agency_id):
        return ALLOWED
    return _refused(_("Chỉ lãnh đạo cơ quan tổng hợp hoặc cán bộ thường trực quyết định phiếu đính chính này."))


def is_own_slip(actor: Actor, slip: Correction) -> bool:
    """Whether the actor asked for a slip on the figures of the body that adds up: somebody else decides then."""
    is_owners = slip.sheet.agency_id == slip.sheet.period.owner_id
    return is_owners and actor.user_id is not None and actor.user_id == slip.asked_by_id


def _can_merge(actor: Actor, sheet: Return) -> Decision:
    owner_id = sheet.period.owner_id
    if sheet.kind == ReturnKind.WHOLE and (led_areas(actor, owner_id) or holds(actor, STANDING, owner_id)):
        return ALLOWED
    return _refused(_("Chỉ cơ quan chủ trì lĩnh vực hoặc cơ quan thường trực ghép phần số liệu tổng hợp."))


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)


def _named(sheet: Return) -> dict[str, str]:
    return {"agency": sheet.agency.current_name}


_OF_RETURNS: dict[str, Callable[[Actor, Return], Decision]] = {
    "fill": _can_fill,
    "submit": _can_submit,
    "prepare": _can_prepare,
    "fill_for": _can_fill_for,
    "decide": _can_decide,
    "reopen": _judged_by,
    "correct": _can_correct,
    "decide_correction": _can_decide_correction,
    "merge": _can_merge,
}
