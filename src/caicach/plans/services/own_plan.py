"""An agency begins its own plan from those of its superiors, and throws a draft away."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import services as audit
from caicach.calendars import selectors as calendars
from caicach.plans import access
from caicach.plans.constants import OwnPlanState, PartyRole
from caicach.plans.mapping.own_plan import propose_due
from caicach.plans.models import OwnPlan, OwnRow
from caicach.plans.selectors.own_plan import Concern, concerns_of, superiors_for
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.calendars import Calendar
from vanban.text.forms import compare_key, squeeze

__all__ = ["claim", "own_plan_cancel", "own_plan_set", "own_plan_start"]

MOST_DAYS_BEFORE = 60  # working days; three months


@transaction.atomic
def own_plan_start(  # noqa: PLR0913 - a plan begins with all of these
    *,
    actor: Actor,
    agency_id: int,
    year: int,
    superior_ids: Iterable[int],
    title: str,
    days_before: int,
    now: datetime,
    today: date,
) -> OwnPlan:
    """Begin an agency's own plan with every row of the chosen plans that concerns it, each with a proposed day.

    Audit: plans.own_start.

    Raises:
        NotAllowed: the actor does not write for the agency.
        BadInput: no superior's plan that asks something of it, or a day distance that cannot be.
        WrongState: the agency writes a plan of that year already.
    """
    access.require_own(actor, agency_id)
    if agency_id in agencies.ended_ids(on=today):
        raise BadInput(_("Cơ quan này đã kết thúc hoạt động, không ban hành kế hoạch được nữa."))
    asked = set(superior_ids)
    chosen = [plan for plan in superiors_for(agency_id, year=year) if plan.pk in asked]
    if not chosen:
        raise BadInput(_("Chưa chọn kế hoạch nào của cấp trên. Đánh dấu ít nhất một kế hoạch có việc của cơ quan bạn."))
    own = OwnPlan(agency_id=agency_id, year=year, title=_title(title), days_before=_days(days_before))
    own.made_by_id, own.made_at = actor.user_id, now
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError as error:
        raise WrongState(
            _("Cơ quan bạn đang soạn một kế hoạch của năm %(year)s. Mở bản đó để làm tiếp.") % {"year": year}
        ) from error
    own.superiors.set(chosen)
    rows = _proposed(own, concerns_of(agency_id, [plan.pk for plan in chosen]), after=0, today=today)
    OwnRow.objects.bulk_create(rows)
    new = {"agency": agency_id, "year": year, "superiors": sorted(plan.pk for plan in chosen), "rows": len(rows)}
    audit.record("plans.own_start", own, actor=actor, new=new, at=now)
    return own


def _title(words: str) -> str:
    title = squeeze(words)
    if len(compare_key(title)) < 5:
        raise BadInput(_("Thiếu trích yếu của kế hoạch, ví dụ “Cải cách hành chính năm 2026”."))
    return title[:1000]


def _days(days_before: int) -> int:
    if not 0 <= days_before <= MOST_DAYS_BEFORE:
        raise BadInput(_("Số ngày làm việc sớm hơn phải từ 0 đến %(most)s.") % {"most": MOST_DAYS_BEFORE})
    return days_before


def _proposed(own: OwnPlan, concerns: Sequence[Concern], *, after: int, today: date) -> list[OwnRow]:
    """Return the unsaved rows for what concerns the agency: taken where it leads, offered where it only helps."""
    calendar = calendars.calendar_of(own.year)
    return [
        OwnRow(
            own_plan=own,
            position=position,
            superior=one.deliverable,
            role=one.role,
            is_taken=one.role == PartyRole.LEAD,
            area_code=one.deliverable.task.area_code,
            task=one.deliverable.task.text,
            text=one.deliverable.text,
            due_on=_day(one, own.days_before, calendar, today),
            deadline_text="" if one.due_on else one.deliverable.deadline_text,
        )
        for position, one in enumerate(concerns, start=after + 1)
    ]


def _day(one: Concern, days_before: int, calendar: Calendar, today: date) -> date | None:
    if one.due_on is None:
        return None
    return propose_due(one.due_on, days_before=days_before, calendar=calendar, today=today)


@transaction.atomic
def own_plan_set(own: OwnPlan, *, actor: Actor, title: str, days_before: int, now: datetime, today: date) -> int:
    """Give the plan another title or distance of days, and take in what the superiors have added meanwhile.

    A day that a person chose stays; one that is still as it was proposed moves. Return how many rows came in.
    Audit: plans.own_edit.

    Raises:
        NotAllowed, WrongState: not the actor's, or issued meanwhile.
        BadInput: no title, or a distance that cannot be.
    """
    claim(own, actor)
    before, calendar = own.days_before, calendars.calendar_of(own.year)
    own.title, own.days_before = _title(title), _days(days_before)
    own.save(update_fields=["title", "days_before"])
    rows = list(own.rows.all())
    concerns = concerns_of(own.agency_id, own.superiors.values_list("pk", flat=True))
    by_row = {one.deliverable.pk: one for one in concerns}
    moved = []
    for row in rows:
        one = by_row.get(row.superior_id or 0)
        if one is not None and row.due_on is not None and row.due_on == _day(one, before, calendar, today):
            row.due_on = _day(one, own.days_before, calendar, today)
            moved.append(row)
    OwnRow.objects.bulk_update(moved, ["due_on"])
    known = {row.superior_id for row in rows}
    last = max((row.position for row in rows), default=0)
    fresh = _proposed(own, [one for one in concerns if one.deliverable.pk not in known], after=last, today=today)
    OwnRow.objects.bulk_create(fresh)
    audit.record("plans.own_edit", own, actor=actor, new={"days_before": days_before, "rows": len(fresh)}, at=now)
    return len(fresh)


@transaction.atomic
def own_plan_cancel(own: OwnPlan, *, actor: Actor, now: datetime) -> None:
    """Throw a plan that is being written away; nothing of it was owed.

    Audit: plans.own_cancel.

    Raises:
        NotAllowed, WrongState: not the actor's, or issued meanwhile.
    """
    claim(own, actor)
    gone = OwnPlan(pk=own.pk)
    facts = {"agency": own.agency_id, "year": own.year, "title": own.title}
    own.delete()
    audit.record("plans.own_cancel", gone, actor=actor, old=facts, at=now)


def claim(own: OwnPlan, actor: Actor, *, issuing: bool = False) -> None:
    """Let the actor change ``own`` while it is being written, holding its row until the transaction ends."""
    access.require_own(actor, own.agency_id, issuing=issuing)
    if not OwnPlan.objects.filter(pk=own.pk, state=OwnPlanState.DRAFT).update(state=OwnPlanState.DRAFT):
        raise WrongState(_("Kế hoạch này đã ban hành hoặc đã bỏ trước khi bạn lưu. Tải lại trang để xem."))
