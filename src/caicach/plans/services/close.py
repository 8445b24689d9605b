"""A plan's year ends: what is not done stays owed, goes on in the next plan, or is cancelled; then nothing changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import services as audit
from caicach.obligations.selectors.leftovers import (
    Leftover,
    LeftoverKind,
    Owing,
    leftovers_of_source,
    standing_by_agency,
    totals_of_source,
)
from caicach.obligations.services.endings import Carried, duties_carry, obligations_cancel, obligations_transfer
from caicach.plans import access, selectors
from caicach.plans.constants import DELIVERABLE, Fate, PlanState
from caicach.plans.mapping.closing import ClosedLine, Summary, summary_to_json
from caicach.plans.models import Deliverable, Plan, PlanClosing
from caicach.plans.services.amendments import rows_copy
from caicach.plans.services.reasons import claim_assigned, reason_words
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["Choice", "Closing", "closing_preview", "plan_close", "plan_reopen"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of one line."""

    fate: Fate
    row_id: int | None = None  # the row of the next plan, to merge into


@dataclass(frozen=True, slots=True)
class Line:
    """One line with what becomes of each of its obligations."""

    leftover: Leftover
    choice: Choice
    moving: tuple[Owing, ...]  # that the choice is carried out for
    staying: tuple[Owing, ...]  # that stay owed, by choice or because they cannot go
    why_staying: str  # where some cannot go; empty: all as chosen


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing would do, or did."""

    plan: Plan
    next_plan: Plan | None
    lines: tuple[Line, ...]
    version: str

    def count_of(self, fate: Fate) -> int:
        """Return how many obligations have one fate."""
        if fate is Fate.STAYS:
            return sum(len(line.staying) for line in self.lines)
        return sum(len(line.moving) for line in self.lines if line.choice.fate is fate)


def closing_preview(
    plan: Plan, choices: Mapping[str, Choice], *, actor: Actor, next_plan: Plan | None, today: date
) -> Closing:
    """Return what closing ``plan`` would do; a line that nothing was chosen for stays owed."""
    found = leftovers_of_source(plan.uid, actor, today=today)
    targets = _targets(choices.values(), next_plan)
    standing = standing_by_agency(row.duty_id for row in targets.values() if row.duty_id)
    ended = agencies.ended_ids(on=today)
    lines = tuple(
        _line(one, _fitting(one, choices.get(one.key, Choice(Fate.STAYS))), targets, standing, ended) for one in found
    )
    return Closing(plan, next_plan, lines, selectors.version_of_leftovers(found))


def _targets(choices: Iterable[Choice], next_plan: Plan | None) -> dict[int, Deliverable]:
    ids = {one.row_id for one in choices if one.fate is Fate.MERGE and one.row_id}
    if next_plan is None or not ids:
        return {}
    rows = next_plan.deliverables.filter(pk__in=ids, duty__isnull=False, dropped_by=None).select_related("task")
    return {row.pk: row for row in rows}


def _fitting(one: Leftover, choice: Choice) -> Choice:
    """Return the choice as far as it can be: what is handed in waits for its acceptor, a report has no row to go to."""
    if one.kind is LeftoverKind.SUBMITTED or (one.is_report and choice.fate in (Fate.CARRY, Fate.MERGE)):
        return Choice(Fate.STAYS)
    return choice


def _line(
    one: Leftover,
    choice: Choice,
    targets: Mapping[int, Deliverable],
    standing: Mapping[tuple[int, int], int],
    ended: frozenset[int],
) -> Line:
    if choice.fate is Fate.STAYS:
        return Line(one, choice, (), one.owing, "")
    if choice.fate is Fate.CANCEL:
        return Line(one, choice, one.owing, (), "")
    if choice.fate is Fate.CARRY:
        going = tuple(owing for owing in one.owing if owing.agency_id not in ended)
        why = _("cơ quan đã kết thúc hoạt động, không chuyển tiếp được")
    else:
        target = targets.get(choice.row_id or 0)
        duty_id = target.duty_id if target else None
        going = tuple(owing for owing in one.owing if duty_id and (duty_id, owing.agency_id) in standing)
        why = _("cơ quan không có việc đang làm ở dòng được chọn")
    staying = tuple(owing for owing in one.owing if owing not in going)
    return Line(one, choice, going, staying, why if staying else "")


@transaction.atomic
def plan_close(  # noqa: PLR0913 - what becomes of the rest, why, and what was seen of it
    plan: Plan,
    choices: Mapping[str, Choice],
    *,
    actor: Actor,
    next_plan: Plan | None,
    due_on: date | None = None,
    reason: str = "",
    version: str,
    now: datetime,
    today: date,
) -> Closing:
    """Close ``plan`` and do with what is not done as was chosen; return what was done.

    A fixed number of statements, and a few more for each 500 obligations that go on.

    Args:
        plan: Assigned.
        choices: By the key of a line; what is not named stays owed.
        actor: Who closes.
        next_plan: Where the rest goes; None where nothing goes on.
        due_on: The new day of what is carried on; None keeps the days.
        reason: Why something is cancelled; needed where something is.
        version: Of the ``Closing`` that was shown.
        now: The moment.
        today: Its civil day.

    Transition: plan confirmed → closed; obligations as ``obligations.services.endings``.  Audit: plans.close (counts).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan is not assigned any more, or the ledger changed since the preview.
        BadInput: no next plan for what goes on, no reason for what is cancelled, or a day that is over.
    """
    claim_assigned(plan, actor)
    fresh = Plan.objects.select_related("issuer").get(pk=plan.pk)
    made = closing_preview(fresh, choices, actor=actor, next_plan=next_plan, today=today)
    if made.version != version:
        raise WrongState(_("Có nhiệm vụ vừa được nộp hoặc xử lý. Xem lại danh sách rồi xác nhận lại."))
    words = _check(made, reason, due_on, actor=actor, today=today)
    totals = totals_of_source(fresh.uid)
    _carry_out(made, words, due_on, actor=actor, now=now)
    summary = Summary(totals, tuple(_closed(line) for line in made.lines), words)
    PlanClosing.objects.create(
        plan=fresh,
        next_plan=next_plan,
        closed_by_id=actor.user_id,
        closed_at=now,
        summary=summary_to_json(summary),
    )
    Plan.objects.filter(pk=fresh.pk).update(state=PlanState.CLOSED)
    counts = {str(fate): made.count_of(fate) for fate in Fate}
    new = {"obligations": counts, "next": str(next_plan.uid) if next_plan else "", "reason": words}
    audit.record("plans.close", fresh, actor=actor, new=new, at=now)
    return made


def _check(made: Closing, reason: str, due_on: date | None, *, actor: Actor, today: date) -> str:
    """Return the reason as it is kept.

    Raises:
        BadInput: something that the choices need is missing.
    """
    goes_on = made.count_of(Fate.CARRY) + made.count_of(Fate.MERGE)
    if goes_on and made.next_plan is None:
        raise BadInput(
            _("Chưa có kế hoạch năm sau đã giao việc để chuyển sang. Để “còn phải làm”, hoặc giao việc kế hoạch mới.")
        )
    if made.next_plan is not None:
        claim_assigned(made.next_plan, actor)
        if made.next_plan.issuer_id != made.plan.issuer_id or made.next_plan.year <= made.plan.year:
            raise BadInput(_("Chỉ chuyển sang kế hoạch của năm sau, cùng cơ quan ban hành. Chọn lại kế hoạch."))
    if due_on is not None and due_on < today:
        raise BadInput(_("Hạn mới %(day)s đã qua. Chọn từ hôm nay trở đi.") % {"day": f"{due_on:%d/%m/%Y}"})
    return reason_words(reason) if made.count_of(Fate.CANCEL) else ""


def _carry_out(made: Closing, words: str, due_on: date | None, *, actor: Actor, now: datetime) -> None:
    gone = [owing.pk for line in made.lines if line.choice.fate is Fate.CANCEL for owing in line.moving]
    obligations_cancel(gone, actor=actor, reason=words, now=now)
    if made.next_plan is None:
        return
    why = _("Chuyển sang %(plan)s khi đóng kế hoạch năm") % {"plan": selectors.label_of(made.next_plan)}
    _merge(made, why, actor=actor, now=now)
    _carry(made, made.next_plan, why, due_on, actor=actor, now=now)


def _merge(made: Closing, why: str, *, actor: Actor, now: datetime) -> None:
    lines = [line for line in made.lines if line.choice.fate is Fate.MERGE and line.moving]
    targets = _targets([line.choice for line in lines], made.next_plan)
    duties = {pk: row.duty_id for pk, row in targets.items() if row.duty_id}
    standing = standing_by_agency(duties.values())
    heirs = {
        owing.pk: standing[duties[line.choice.row_id or 0], owing.agency_id] for line in lines for owing in line.moving
    }
    obligations_transfer(heirs, actor=actor, reason=why, now=now)


def _carry(made: Closing, next_plan: Plan, why: str, due_on: date | None, *, actor: Actor, now: datetime) -> None:
    """Lay a line of the next plan for each row that goes on, and its duty."""
    lines = [line for line in made.lines if line.choice.fate is Fate.CARRY and line.moving]
    by_duty: dict[int, list[int]] = {}
    for line in lines:
        by_duty.setdefault(line.leftover.duty_id, []).extend(owing.pk for owing in line.moving)
    rows = [row for row in selectors.deliverables_of(made.plan) if row.duty_id in by_duty]
    copies = rows_copy(rows, next_plan, now=now)
    basis = _("Chuyển tiếp từ %(plan)s") % {"plan": selectors.label_of(made.plan)}
    for row, copy in zip(rows, copies, strict=True):
        number = f"{row.task.annex_number}.{row.task.number}".strip(".")
        copy.continues, copy.basis = row, f"{basis}, dòng {number}" if number else basis
    carried = [
        _carried(copy, row, next_plan, by_duty[row.duty_id or 0], due_on)
        for row, copy in zip(rows, copies, strict=True)
    ]
    duties = duties_carry(carried, actor=actor, reason=why, now=now)
    by_row = {source_id: duty_id for (_kind, source_id, _at), duty_id in duties.items()}
    for copy in copies:
        copy.duty_id = by_row[copy.pk]
    Deliverable.objects.bulk_update(copies, ["continues", "basis", "duty"])


def _carried(copy: Deliverable, row: Deliverable, next_plan: Plan, ids: Sequence[int], due_on: date | None) -> Carried:
    return Carried(
        duty_id=row.duty_id or 0,
        obligation_ids=tuple(ids),
        source_kind=DELIVERABLE,
        source_id=copy.pk,
        source_uid=next_plan.uid,
        source_label=selectors.label_of(next_plan),
        number=f"{copy.task.annex_number}.{copy.task.number}".strip("."),
        year=next_plan.year,
        due_on=due_on,
    )


def _closed(line: Line) -> ClosedLine:
    one = line.leftover
    return ClosedLine(
        kind=str(one.kind),
        number=one.number,
        title=one.title,
        agencies=tuple(_named(owing) for owing in one.owing),
        fate=str(line.choice.fate if line.moving else Fate.STAYS),
    )


def _named(owing: Owing) -> str:
    told = "; ".join(part for part in (owing.occurrence, f"{owing.due_on:%d/%m/%Y}" if owing.due_on else "") if part)
    return f"{owing.agency} ({told})" if told else owing.agency


@transaction.atomic
def plan_reopen(plan: Plan, *, actor: Actor, reason: str, now: datetime) -> None:
    """Open a closed plan again; what was transferred or cancelled stays so.

    Transition: closed → confirmed.  Audit: plans.reopen (reason).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        BadInput: no reason.
        WrongState: the plan is not closed.
    """
    access.require(actor, plan.issuer_id)
    words = reason_words(reason)
    if not Plan.objects.filter(pk=plan.pk, state=PlanState.CLOSED).update(state=PlanState.CONFIRMED):
        raise WrongState(_("Kế hoạch này không ở trạng thái đã đóng. Tải lại trang để xem."))
    PlanClosing.objects.filter(plan=plan, reopened_at=None).update(
        reopened_at=now, reopened_by_id=actor.user_id, reopen_reason=words
    )
    audit.record("plans.reopen", plan, actor=actor, new={"reason": words}, at=now)
