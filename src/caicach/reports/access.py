"""Who sees reports, and who may do what with them.

Reach is what stands in the actor's subtrees. Officers, leaders and văn thư of an agency, and standing officers of it,
write its reports; whoever leads an area writes that area's sections of the body whose areas they are. Numbers are
entered by văn thư, leaders and standing officers.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.agencies.access import holds, within_reach
from caicach.reports.models import Report, ReportTemplate
from caicach.web.actor import Actor, Decision, Role
from caicach.web.errors import NotAllowed

__all__ = [
    "can_issue",
    "can_template",
    "can_write",
    "may_look",
    "require",
    "usable_templates",
    "visible_reports",
    "writable_agency_ids",
]

WRITERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK, Role.STANDING_OFFICER)
ISSUERS = (Role.AGENCY_LEADER, Role.CLERK, Role.STANDING_OFFICER)
ALLOWED = Decision(allowed=True)


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the agencies in the actor's subtrees, and those whose areas the actor leads."""
    reach = within_reach("agency", actor)
    led = _led_bodies(actor)
    return Report.objects.filter(reach | Q(agency__in=led)) if led else Report.objects.filter(reach)


def usable_templates(actor: Actor) -> QuerySet[ReportTemplate]:
    """Return the packaged templates and the copies of agencies in the actor's subtrees or above them."""
    if actor.is_system:
        return ReportTemplate.objects.all()
    return ReportTemplate.objects.filter(Q(owner=None) | within_reach("owner", actor) | Q(owner__in=_own(actor)))


def may_look(actor: Actor | None) -> bool:
    """Whether these pages are work of the actor's: the word stands in the navigation then."""
    return actor is not None and (actor.is_system or bool(actor.scope_ids))


def writable_agency_ids(actor: Actor) -> tuple[int, ...]:
    """Return the agencies that the actor opens reports for: where the grants point, and the actor's own one."""
    return _own(actor)


def can_write(actor: Actor, report: Report, *, area: str = "") -> Decision:
    """Decide whether the actor may write ``report``, or the section of ``area`` in it."""
    if actor.is_system or holds(actor, WRITERS, report.agency_id):
        return ALLOWED
    if area and area in actor.area_codes and report.agency_id in _led_bodies(actor):
        return ALLOWED
    return _refused(
        _("Chỉ công chức, lãnh đạo của %(agency)s hoặc cơ quan chủ trì lĩnh vực viết phần này.")
        % {"agency": report.agency.current_name}
    )


def can_issue(actor: Actor, report: Report) -> Decision:
    """Decide whether the actor may enter number and date, and bring the signed paper."""
    if actor.is_system or holds(actor, ISSUERS, report.agency_id):
        return ALLOWED
    return _refused(
        _("Chỉ văn thư, lãnh đạo của %(agency)s hoặc cơ quan thường trực ghi số và ngày ban hành.")
        % {"agency": report.agency.current_name}
    )


def can_template(actor: Actor, agency_id: int) -> Decision:
    """Decide whether the actor may copy and change templates of an agency."""
    if actor.is_system or holds(actor, (Role.STANDING_OFFICER, Role.AGENCY_LEADER), agency_id):
        return ALLOWED
    return _refused(_("Chỉ cơ quan thường trực hoặc lãnh đạo cơ quan sửa mẫu báo cáo."))


def require(decision: Decision) -> None:
    """Let pass what was allowed.

    Raises:
        NotAllowed: with the reason in words.
    """
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _own(actor: Actor) -> tuple[int, ...]:
    own = (actor.agency_id,) if actor.agency_id is not None and actor.has(*WRITERS) else ()
    return tuple(dict.fromkeys((*own, *actor.scopes_of(*WRITERS))))


def _led_bodies(actor: Actor) -> tuple[int, ...]:
    """Return the bodies for whose areas the actor leads one."""
    if not actor.area_codes or not actor.has(Role.AREA_LEAD):
        return ()
    return tuple(dict.fromkeys(scope for role, scope, area in actor.grants if role is Role.AREA_LEAD and scope))


def _refused(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)
