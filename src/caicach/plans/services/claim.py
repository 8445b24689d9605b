"""What every change under review begins with."""

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.audit import selectors as audit
from caicach.plans import access
from caicach.plans.constants import PlanState
from caicach.plans.mapping.versions import version_of
from caicach.plans.models import Deliverable, Plan
from caicach.web.actor import Actor
from caicach.web.errors import WrongState

__all__ = ["StaleRow", "claim", "require_version"]


class StaleRow(WrongState):
    """Somebody changed the row after the page was opened; ``str()`` says who and when."""


def claim(plan: Plan, actor: Actor) -> None:
    """Let the actor change ``plan`` while it is under review, holding its row until the transaction ends.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan was confirmed or cancelled meanwhile.
    """
    access.require(actor, plan.issuer_id)
    if not Plan.objects.filter(pk=plan.pk, state=PlanState.REVIEW).update(state=PlanState.REVIEW):
        raise WrongState(_("Kế hoạch này không còn ở bước rà soát: đã có người giao việc hoặc hủy. Tải lại trang."))


def require_version(row: Deliverable, version: str) -> None:
    """Refuse a change of ``row`` by somebody who saw other facts than those stored now; call it after ``claim``.

    Raises:
        StaleRow: the row differs from the one of ``version``; an empty version asks nothing.
    """
    fresh = Deliverable.objects.select_related("task").prefetch_related("parties").get(pk=row.pk)
    if version and version != version_of(fresh):
        raise StaleRow(_said(fresh))


def _said(row: Deliverable) -> str:
    """Return who changed the row last, and when; a change of the whole plan (a phrase, many rows) counts too."""
    last = next(iter(audit.entries_of(row, row.plan, limit=1)), None)
    by = last.actor_id if last else None
    name = str(get_user_model().objects.filter(pk=by).first() or "") if by is not None else ""
    if last is None or not name:
        return _("Dòng này đã đổi sau khi bạn mở trang.")
    when = timezone.localtime(last.at)
    return _("%(name)s đã đổi dòng này lúc %(time)s ngày %(day)s, sau khi bạn mở trang.") % {
        "name": name,
        "time": f"{when:%H:%M}",
        "day": f"{when:%d/%m/%Y}",
    }
