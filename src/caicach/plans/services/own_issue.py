"""An agency's own plan has its number: it becomes an ordinary plan that its units and people owe."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import services as audit
from caicach.files import selectors as kept_files
from caicach.files import services as files
from caicach.obligations import access
from caicach.obligations import services as obligations
from caicach.obligations.constants import TrackingMode
from caicach.obligations.services import Proof
from caicach.plans.constants import MeaningState, Ownership, OwnPlanState, PartyRole, PlanKind, PlanState
from caicach.plans.mapping.own_plan import OwnWords, day_words, own_deadlines, refusal_of
from caicach.plans.models import Deliverable, OwnPlan, OwnRow, Party, Plan, PlanTask
from caicach.plans.selectors import expansion_of
from caicach.plans.selectors.own_plan import concerns_of, own_rows_sorted
from caicach.plans.services.confirm import plan_assign
from caicach.plans.services.own_plan import claim
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.groups.resolver import Resolver
from reform.tracking import propose_mode
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.files.models import StoredFile
    from caicach.obligations.models import Obligation

__all__ = ["Issued", "doer_words", "own_plan_issue", "own_plan_prove"]


@dataclass(frozen=True, slots=True)
class Issued:
    """What văn thư gave the plan: its number and day, who signed, the signed file."""

    symbol: str
    issued_on: date
    signer: str
    content: "files.Source | bytes"
    file_name: str


@transaction.atomic
def own_plan_issue(own: OwnPlan, *, actor: Actor, issued: Issued, now: datetime, today: date) -> Plan:
    """Enter the number, day and file of the issued plan: from here on the agency's units and people owe its rows.

    The document is registered; every row becomes a row of an ordinary plan that knows the superior's row it carries
    out. A unit below owes what it is named for. What is left to people or villages is owed by the unit that leads the
    area in the agency, else by the agency itself; their names stay in the row. The agency accepts.

    Transition: draft → issued; every duty arises.  Audit: plans.own_issue, plans.confirm.

    Raises:
        NotAllowed: the actor neither writes the plan nor keeps the agency's documents.
        WrongState: it was issued or thrown away first.
        BadInput: no number, a day that has not come, no rows, a row that cannot stand, a unit that ended.
    """
    claim(own, actor, issuing=True)
    _check_paper(issued, today)
    rows = own_rows_sorted(own, today)
    _check(own, rows, today)
    data = files.without_secrets(issued.content, name=issued.file_name, words=(issued.symbol, own.title))
    plan = _plan(own, issued, files.file_store(data, now=now), actor=actor, now=now)
    resolver = agencies.resolver_for(own.agency_id, on=issued.issued_on)
    plan.standing_body_id = _below(resolver, resolver.standing_body()) or own.agency_id
    plan.save(update_fields=["standing_body"])
    _lay(plan, rows, resolver, now=now)
    _check_dates(plan, today)
    plan_assign(plan, actor=actor, now=now, today=today)
    OwnPlan.objects.filter(pk=own.pk).update(state=OwnPlanState.ISSUED, plan=plan)
    plan.refresh_from_db()
    own.state, own.plan = OwnPlanState.ISSUED, plan
    new = {"plan": str(plan.uid), "symbol": plan.symbol, "rows": len(rows)}
    audit.record("plans.own_issue", own, actor=actor, new=new, at=now)
    return plan


def _check_paper(issued: Issued, today: date) -> None:
    if not squeeze(issued.symbol):
        raise BadInput(_("Thiếu số, ký hiệu: nhập số văn thư đã cấp, ví dụ 41/KH-UBND."))
    if issued.issued_on > today:
        raise BadInput(
            _("Ngày ban hành %(day)s chưa đến. Ghi ngày đã ký trên văn bản.") % {"day": f"{issued.issued_on:%d/%m/%Y}"}
        )


def _check(own: OwnPlan, rows: Sequence[OwnRow], today: date) -> None:
    """Refuse a plan that asks for nothing, for what the superior does not allow, or of a unit that ended."""
    if not rows:
        raise BadInput(_("Kế hoạch chưa có dòng nào. Đánh dấu việc của cấp trên hoặc thêm việc của cơ quan."))
    ended = agencies.ended_ids(on=today)
    gone = next((row.doer for row in rows if row.doer_id in ended), None)
    if gone is not None:
        raise BadInput(
            _("“%(name)s” đã kết thúc hoạt động. Chọn đơn vị đang hoạt động cho các dòng đó.")
            % {"name": gone.current_name}
        )
    concerns = {
        one.deliverable.pk: one for one in concerns_of(own.agency_id, own.superiors.values_list("pk", flat=True))
    }
    for row in rows:
        concern = concerns.get(row.superior_id or 0)
        words = OwnWords(row.task, row.text, row.due_on, row.deadline_text)
        reason = refusal_of(concern.limits, words, year=own.year) if concern else ""
        if reason:
            raise BadInput(_("Dòng “%(row)s”: %(reason)s") % {"row": row.text[:80], "reason": reason})


def _check_dates(plan: Plan, today: date) -> None:
    """Refuse a plan with a row whose deadline gives no day, by the row's own words."""
    problem = next(iter(expansion_of(plan, today=today).problems), None)
    if problem is None or problem.deliverable_id is None:
        return
    row = plan.deliverables.get(pk=problem.deliverable_id)
    raise BadInput(
        _("Dòng “%(row)s”: thời hạn “%(deadline)s” đã qua hoặc chưa rõ ngày nào. Ghi một ngày cụ thể rồi nhập lại.")
        % {"row": row.text[:80], "deadline": row.deadline_text}
    )


def _plan(own: OwnPlan, issued: Issued, stored: "StoredFile", *, actor: Actor, now: datetime) -> Plan:
    return Plan.objects.create(
        kind=PlanKind.OWN,
        state=PlanState.REVIEW,
        file=stored,
        file_name=issued.file_name[-255:],
        issuer_id=own.agency_id,
        type="Kế hoạch",
        symbol=squeeze(issued.symbol)[:80],
        issued_on=issued.issued_on,
        title=own.title,
        signer=squeeze(issued.signer)[:120],
        year=own.year,
        superior=own.superiors.order_by("pk").first(),
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )


def _lay(plan: Plan, rows: Sequence[OwnRow], resolver: Resolver, *, now: datetime) -> None:
    """Save tasks, deliverables and parties of the plan, in three statements."""
    groups = [(key, list(some)) for key, some in groupby(rows, key=_task_of)]
    numbers: Counter[str] = Counter()
    tasks = []
    for at, ((area, _superior, words), _rows) in enumerate(groups, start=1):
        numbers[area] += 1
        tasks.append(PlanTask(plan=plan, position=at, area_code=area, number=str(numbers[area]), text=words))
    saved = PlanTask.objects.bulk_create(tasks)
    pairs = [(task, row) for task, (_key, some) in zip(saved, groups, strict=True) for row in some]
    owners = [_owner(row, resolver) for _task, row in pairs]
    made = Deliverable.objects.bulk_create(
        _deliverable(plan, task, row, position=at, owner_id=owner, now=now)
        for at, ((task, row), owner) in enumerate(zip(pairs, owners, strict=True), start=1)
    )
    Party.objects.bulk_create(
        Party(
            deliverable=one,
            role=PartyRole.LEAD,
            position=1,
            text=doer_words(row) or resolver.name(owner),
            kind="agency",
            meaning=MeaningState.AGENCY,
            agency_id=owner,
        )
        for one, (_task, row), owner in zip(made, pairs, owners, strict=True)
    )


def _task_of(row: OwnRow) -> tuple[str, int | None, str]:
    return row.area_code, row.superior.task_id if row.superior else None, row.task


def doer_words(row: OwnRow) -> str:
    """Return who does a row, as people say it; empty where nobody was named."""
    return row.doer.current_name if row.doer else row.doer_text


def _owner(row: OwnRow, resolver: Resolver) -> int:
    """Return who owes a row: the unit named, else the one that leads the area inside the agency, else the agency."""
    return row.doer_id or _below(resolver, resolver.area_lead(row.area_code)) or resolver.issuer_id


def _below(resolver: Resolver, agency_id: int | None) -> int | None:
    """Return the body if it stands under the agency: the mandates of bodies above are not the agency's own."""
    return agency_id if agency_id in resolver.register.subtree(resolver.issuer_id)[1:] else None


def _deliverable(
    plan: Plan, task: PlanTask, row: OwnRow, *, position: int, owner_id: int, now: datetime
) -> Deliverable:
    deadlines = own_deadlines(row.due_on, row.deadline_text, year=plan.year)
    mode = row.superior.mode if row.superior else propose_mode(row.task, row.text, deadlines).mode.value
    return Deliverable(
        plan=plan,
        task=task,
        position=position,
        text=row.text,
        deadline_text=day_words(row.due_on) if row.due_on else row.deadline_text,
        deadlines=json.dumps([one.to_json() for one in deadlines], ensure_ascii=False),
        due_override_on=row.due_on,
        mode=TrackingMode(mode),
        ownership=Ownership.EACH,
        acceptor_id=plan.issuer_id if owner_id != plan.issuer_id else None,
        budget=row.budget,
        reviewed_at=now,
        superior=row.superior,
    )


@transaction.atomic
def own_plan_prove(own: OwnPlan, obligation: "Obligation", *, actor: Actor, now: datetime, today: date) -> None:
    """Hand the issued plan in as what the superior asked for: "ban hành kế hoạch"; in the way the agency hands in.

    Transition, audit and errors: as ``obligation_hand_in``, or ``draft_prepare`` where the leader approves first.

    Raises:
        WrongState: the plan is not issued.
    """
    plan = own.plan
    if plan is None or plan.document is None:
        raise WrongState(_("Kế hoạch chưa ban hành. Nhập số, ngày, tệp trước khi nộp làm sản phẩm."))
    proof = Proof(
        type=plan.document.type,
        symbol=plan.document.symbol,
        issued_on=plan.document.issued_on,
        subject=plan.document.subject,
        signer=plan.document.signer,
        file=kept_files.content_of(plan.file),
        file_name=plan.file_name,
        sentence=_("Đã ban hành %(plan)s.") % {"plan": str(plan.document)},
    )
    if access.can(actor, "submit", obligation).allowed:
        obligations.obligation_hand_in(obligation, actor=actor, proof=proof, now=now, today=today)
    else:
        obligations.draft_prepare(obligation, actor=actor, proof=proof, now=now, today=today)
