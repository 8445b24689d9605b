"""Opening a period: its returns, and what the other ledger then expects of whom; locking it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import COUNT_KIND, PERIOD_SOURCE, PeriodState, ReturnKind, ReturnState
from caicach.figures.mapping import sheet_for
from caicach.figures.models import Period, Return
from caicach.figures.selectors.expected import Expected, PeriodDraft, PeriodPlan, period_plan
from caicach.figures.selectors.standing import occurrence_of
from caicach.jobs import services as jobs
from caicach.obligations.constants import DutyOrigin, TrackingMode
from caicach.obligations.selectors import owed_by_duty
from caicach.obligations.services import (
    DutyDraft,
    ObligationDraft,
    duties_assign,
    obligations_owe,
    reasons_to_json,
    reports_ride,
)
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.messages import Reason

__all__ = ["period_lock", "period_open", "period_owe"]

_AREA = "steering"  # where the periodic reports of plans stand too


@transaction.atomic
def period_open(draft: PeriodDraft, *, actor: Actor, now: datetime) -> Period:
    """Open a period: a return for each agency that is asked, one for the owner's own figures, and one for the whole.

    Each expected return is owed in the ledger of obligations, on the report that a plan already asks of the agency for
    this period, or on a new one. A period of history is owed by nobody. What the program can count is filled in
    by a job once the period stands. A constant number of statements (a database that takes few values at once needs
    one more for every 40 returns).

    Transition: "" → open.  Audit: ``figures.open``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        BadInput, Beyond: as ``period_plan``; nobody is asked, or a reason for leaving somebody out is missing.
        WrongState: the period is open already, or somebody else opened it at the same moment.
    """
    access.require(actor, "open", draft.owner_id)
    plan = period_plan(draft, today=clock.local_date(now))
    _refuse(plan)
    period = _create(plan, actor, now)
    obligations = {} if draft.is_history else _assign(period, plan, actor=actor, now=now)
    _create_returns(period, plan, obligations)
    if not draft.is_history:
        jobs.enqueue(
            COUNT_KIND,
            actor=actor,
            label=_("Lấy số từ các sổ cho kỳ %(period)s") % {"period": period.name},
            arguments={"period_id": period.pk},
            now=now,
        )
    excluded = {one.name: one.excluded for one in plan.expected if one.excluded}
    new = {"form": str(plan.form), "name": plan.name, "asked": len(plan.asked), "excluded": excluded}
    audit.record("figures.open", period, actor=actor, new=new, at=now)
    return period


def _refuse(plan: PeriodPlan) -> None:
    if plan.is_open:
        raise _opened(plan)
    if not plan.asked:
        raise BadInput(_("Không còn cơ quan nào phải gửi số liệu. Kiểm tra danh sách cơ quan."))
    unexplained = [
        one.name for one in plan.expected if one.agency_id in plan.draft.excluded and not one.excluded.strip()
    ]
    if unexplained:
        raise BadInput(_("Ghi lý do không phải gửi số liệu của: %(names)s.") % {"names": ", ".join(unexplained)})


def _opened(plan: PeriodPlan) -> WrongState:
    return WrongState(
        _("Kỳ %(period)s của biểu này đã có người mở. Vào danh sách kỳ báo cáo để xem; chưa có gì thay đổi.")
        % {"period": plan.name}
    )


def _create(plan: PeriodPlan, actor: Actor, now: datetime) -> Period:
    """Write the period; of two at once the database lets one in."""
    try:
        with transaction.atomic():
            return Period.objects.create(
                owner_id=plan.draft.owner_id,
                receiver_id=plan.receiver_id,
                form=plan.form,
                form_key=plan.form.form_key,
                year=plan.draft.year,
                code=plan.draft.code,
                name=plan.name,
                is_cumulative=plan.is_cumulative,
                data_from=plan.data_from,
                data_to=plan.data_to,
                due_on=plan.due_on,
                whole_level=plan.whole_level,
                legal_basis=plan.legal_basis[:500],
                opened_by_id=actor.user_id,
                opened_at=now,
                is_history=plan.draft.is_history,
            )
    except IntegrityError:
        raise _opened(plan) from None


def _assign(period: Period, plan: PeriodPlan, *, actor: Actor, now: datetime) -> dict[int, int]:
    """Make the duty of the period; return each agency's obligation, those among them that plans made before."""
    joined = {one.agency_id: one.obligation_id for one in plan.asked if one.obligation_id is not None}
    riding = {pk: one.obligation_id for one in plan.asked if one.obligation_id is not None for pk in one.riding}
    reports_ride(riding, actor=actor, now=now)
    owing = [one for one in plan.asked if one.obligation_id is None]
    if not owing:
        return joined
    drafts = [_owed(period, one, (() if plan.draft.due_on else one.reasons)) for one in owing]
    return {**period_owe(period, drafts, actor=actor, now=now), **joined}


def _owed(period: Period, one: Expected, reasons: tuple[Reason, ...]) -> ObligationDraft:
    return ObligationDraft(
        agency_id=one.agency_id,
        occurrence_key=occurrence_of(period),
        occurrence_label=period.name,
        acceptor_id=one.acceptor_id,
        acceptor_reason=one.acceptor_reason,
        due_on=one.due_on,
        due_reason=reasons_to_json(reasons),
    )


def period_owe(period: Period, drafts: Sequence[ObligationDraft], *, actor: Actor, now: datetime) -> dict[int, int]:
    """Let agencies owe their returns of a period by themselves; return the obligations by agency.

    The first time the period's duty arises with them. A fixed number of statements.
    """
    if period.duty_id is not None:
        obligations_owe(period.duty_id, drafts, actor=actor, now=now)
    else:
        assigned = duties_assign([_duty(period, drafts)], actor=actor, now=now)
        (period.duty_id,) = assigned.duty_ids.values()
        Period.objects.filter(pk=period.pk).update(duty_id=period.duty_id)
    return owed_by_duty(period.duty_id or 0)


def _duty(period: Period, drafts: Sequence[ObligationDraft]) -> DutyDraft:
    return DutyDraft(
        title=f"Số liệu thống kê {period.name}",
        task=period.form.title,
        area_code=_AREA,
        source_kind=PERIOD_SOURCE,
        source_id=period.pk,
        source_uid=period.uid,
        source_label=f"Kỳ báo cáo {period.name}",
        mode=TrackingMode.DOCUMENT,
        year=period.year,
        owner_id=period.owner_id,
        standing_body_id=period.receiver_id,
        origin=DutyOrigin.REPORTING,
        is_report=True,
        obligations=tuple(drafts),
    )


def _create_returns(period: Period, plan: PeriodPlan, obligations: dict[int, int]) -> None:
    def row(agency_id: int, level: str, kind: ReturnKind = ReturnKind.OWN) -> Return:
        required = len(sheet_for(plan.form, level).required)
        return Return(
            period=period,
            agency_id=agency_id,
            level=level,
            kind=kind,
            obligation_id=obligations.get(agency_id),
            required_count=required,
        )

    below = [row(one.agency_id, one.level) for one in plan.asked]
    own = [row(period.owner_id, plan.whole_level, kind) for kind in (ReturnKind.OWN, ReturnKind.WHOLE)]
    Return.objects.bulk_create([*below, *own])


@transaction.atomic
def period_lock(period: Period, *, actor: Actor, now: datetime) -> Period:
    """Lock a period: from now on its figures change by correction slips alone.

    What was taken in is locked; what was never handed in, or was given back, stays as it is and takes nothing more.

    Transition: open, consolidated → locked.  Audit: ``figures.lock``.

    Raises:
        NotAllowed: the actor is no standing officer of the owner.
        WrongState: it is locked, a return waits to be taken in, or the sum is not of the figures as they stand.
    """
    access.require(actor, "lock", period)
    claimed = Period.objects.filter(pk=period.pk).exclude(state=PeriodState.LOCKED)
    if not claimed.update(state=PeriodState.LOCKED, locked_at=now):
        raise WrongState(_("Kỳ báo cáo này đã khóa rồi."))
    _refuse_unready(period)
    mine = Return.objects.filter(period=period)
    mine.update(open_until=None, open_reason="")
    mine.filter(state__in=(ReturnState.ACCEPTED, ReturnState.CONSOLIDATED)).update(state=ReturnState.LOCKED)
    audit.record("figures.lock", period, actor=actor, old={"state": period.state}, at=now)
    period.state, period.locked_at = PeriodState.LOCKED, now
    return period


def _refuse_unready(period: Period) -> None:
    """Refuse to lock what is not finished; asked after the claim, so that what came meanwhile is seen."""
    if Return.objects.filter(period=period, state=ReturnState.SUBMITTED).exists():
        raise WrongState(_("Còn bản số liệu đã gửi chưa được nhận hoặc trả lại. Xử lý hết rồi khóa kỳ."))
    whole = Return.objects.filter(period=period, kind=ReturnKind.WHOLE).first()
    if whole is not None and (whole.saved_at is None or whole.stale_since is not None):
        raise WrongState(_("Số liệu tổng hợp chưa có hoặc đã cũ so với các bản số liệu. Tổng hợp lại rồi khóa kỳ."))
