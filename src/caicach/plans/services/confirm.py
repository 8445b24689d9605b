"""A reviewed plan becomes duties, all at once or not at all."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.audit import services as audit
from caicach.documents import services as documents
from caicach.obligations import services as obligations
from caicach.plans import access, selectors
from caicach.plans.constants import DELIVERABLE, PlanKind, PlanState
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.models import Deliverable, Plan
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = ["plan_assign", "plan_confirm"]


@transaction.atomic
def plan_confirm(plan: Plan, *, actor: Actor, now: datetime, today: date) -> Expansion:
    """Assign what the plan says: from here on every agency owes its part.

    Transition: review → confirmed; every duty arises.  Audit: plans.confirm with the counts.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: somebody confirmed or cancelled it first.
        BadInput: something must be settled first; the sentence says how many places.
    """
    access.require(actor, plan.issuer_id)
    if plan.kind == PlanKind.AMENDMENT:
        raise WrongState(_("Văn bản sửa đổi không giao việc riêng. Mở bảng đối chiếu để áp dụng vào kế hoạch."))
    # The row is held until the end: a second confirmation waits, then finds the plan confirmed.
    if not Plan.objects.filter(pk=plan.pk, state=PlanState.REVIEW).update(state=PlanState.REVIEW):
        raise WrongState(_("Kế hoạch này đã có người giao việc hoặc hủy trước bạn. Tải lại trang để xem."))
    return plan_assign(plan, actor=actor, now=now, today=today)


def plan_assign(
    plan: Plan, *, actor: Actor, now: datetime, today: date, document: "Document | None" = None
) -> Expansion:
    """Assign a plan that the caller holds under review and may assign; within the caller's transaction.

    Its document is registered by its header, unless it is ``document``: a plan applied anew has that of the old one.

    Transition, audit and errors: as ``plan_confirm``, whose permission and claim come before.
    """
    plan = Plan.objects.select_related("issuer", "file").get(pk=plan.pk)
    issued_on = _check_header(plan)
    expansion = selectors.expansion_of(plan, today=today)
    _check_settled(expansion, may_be_empty=plan.kind == PlanKind.PERIOD)
    assigned = obligations.duties_assign(expansion.drafts, actor=actor, now=now)
    _tie(plan, assigned.duty_ids)
    plan.document = document or documents.document_register(
        actor=actor,
        type=plan.type.capitalize(),
        symbol=plan.symbol,
        issued_on=issued_on,
        issuer=plan.issuer,
        issuer_name=plan.issuer.current_name,
        subject=plan.title,
        signer=plan.signer,
        file=plan.file,
        file_name=plan.file_name,
        now=now,
    )
    plan.state, plan.confirmed_by_id, plan.confirmed_at = PlanState.CONFIRMED, actor.user_id, now
    plan.save(update_fields=["document", "state", "confirmed_by", "confirmed_at"])
    counts = {"duties": assigned.duty_count, "obligations": assigned.obligation_count}
    audit.record("plans.confirm", plan, actor=actor, new=counts, at=now)
    return expansion


def _check_header(plan: Plan) -> date:
    """Return the date of issue; refuse a plan without the facts that its document is registered by."""
    if not plan.symbol or not plan.issued_on:
        raise BadInput(_("Thiếu số, ký hiệu hoặc ngày ban hành. Nhập ở phần Thông tin văn bản rồi giao việc."))
    if plan.standing_body_id is None:
        raise BadInput(_("Chưa có cơ quan thường trực cải cách hành chính. Chọn ở phần Thông tin văn bản."))
    return plan.issued_on


def _check_settled(expansion: Expansion, *, may_be_empty: bool) -> None:
    """Refuse a plan with something open, or with nothing to assign; a period plan may leave all to its years."""
    count = len({problem.deliverable_id for problem in expansion.problems})
    if count:
        raise BadInput(
            ngettext(
                "Còn %(count)s dòng chưa rõ. Xử lý xong rồi giao việc; chưa ai bị giao gì.",
                "Còn %(count)s dòng chưa rõ. Xử lý xong rồi giao việc; chưa ai bị giao gì.",
                count,
            )
            % {"count": count}
        )
    if not expansion.drafts and not may_be_empty:
        raise BadInput(_("Không có việc nào để giao: mọi dòng đều để “không theo dõi”."))


def _tie(plan: Plan, duty_ids: Mapping[tuple[str, int, int], int]) -> None:
    """Remember which duty came of which deliverable, in one statement."""
    duties = {source_id: duty_id for (kind, source_id, _at), duty_id in duty_ids.items() if kind == DELIVERABLE}
    tied = list(plan.deliverables.all())
    for deliverable in tied:
        deliverable.duty_id = duties.get(deliverable.pk)
    Deliverable.objects.bulk_update(tied, ["duty"])
