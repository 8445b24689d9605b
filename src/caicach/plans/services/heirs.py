"""A plan written for former bodies is applied to those of today, once a person has decided who goes on for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.audit import services as audit
from caicach.obligations.constants import TrackingMode
from caicach.plans import access, selectors
from caicach.plans.constants import ASSIGNED, PlanKind, PlanState
from caicach.plans.mapping.expansion import Expansion
from caicach.plans.mapping.heirs import (
    Heirs,
    applied_parties,
    moved_day,
    moved_deadlines,
    moved_words,
)
from caicach.plans.models import Deliverable, Party, Plan, PlanTask
from caicach.plans.selectors.heirs import former_of, named_parties
from caicach.plans.services.confirm import plan_assign
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.groups.resolver import Resolver

__all__ = ["Application", "LeftOut", "application_of", "plan_apply"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that nobody owes in the plan of today."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Application:
    """What applying a plan would do, or did."""

    plan: Plan  # of today
    expansion: Expansion
    left_out: tuple[LeftOut, ...]

    @property
    def counts(self) -> dict[int, int]:
        """How much each body owes."""
        counts: dict[int, int] = {}
        for draft in self.expansion.drafts:
            for one in draft.obligations:
                counts[one.agency_id] = counts.get(one.agency_id, 0) + 1
        return counts


def application_of(plan: Plan, *, heirs: Heirs, year: int, now: datetime, today: date) -> Application:
    """Return what applying ``plan`` would do; nothing is kept of it.

    Raises:
        BadInput: as ``plan_apply``.
    """
    with transaction.atomic():
        made = _apply(plan, heirs, year=year, now=now, today=today)
        transaction.set_rollback(True)
    return made


@transaction.atomic
def plan_apply(plan: Plan, *, actor: Actor, heirs: Heirs, year: int, now: datetime, today: date) -> Application:
    """Make the plan of today ("vận dụng") whose duties belong to the heirs; the old plan stays as it is.

    Args:
        plan: Written for bodies of which some have ended; assigned, or closed.
        actor: Who assigns for its issuer.
        heirs: Of every ended body that the plan names, the bodies of today that go on for it; none: dropped.
        year: The year in which the duties are owed; dates move with it.
        now: The moment.
        today: Its civil day.

    Transition: none → confirmed; every duty arises.  Audit: plans.apply with what was decided, plans.confirm.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan is not assigned, or was applied for this year already.
        BadInput: an ended body is not decided, an heir has ended, the issuer has ended, or nothing is left to owe.
    """
    access.require(actor, plan.issuer_id)
    if not Plan.objects.filter(pk=plan.pk, state__in=ASSIGNED).update(year=plan.year):  # held until the end
        raise WrongState(_("Chỉ vận dụng kế hoạch đã giao việc hoặc đã đóng. Mở lại từ danh sách kế hoạch."))
    if plan.applied_by.filter(year=year).exclude(state=PlanState.WITHDRAWN).exists():
        raise WrongState(_("Kế hoạch này đã được vận dụng cho năm %(year)s. Mở kế hoạch đó để xem.") % {"year": year})
    made = _apply(plan, heirs, year=year, now=now, today=today)
    expansion = plan_assign(made.plan, actor=actor, now=now, today=today, document=plan.document)
    Plan.objects.filter(pk=made.plan.pk).update(uploaded_by=actor.user_id)
    decided = {str(one): list(its) for one, its in sorted(heirs.items())}
    new = {"plan": str(made.plan.uid), "heirs": decided, "obligations": expansion.obligation_count}
    audit.record("plans.apply", plan, actor=actor, new=new, at=now)
    return Application(Plan.objects.get(pk=made.plan.pk), expansion, made.left_out)


def _apply(plan: Plan, heirs: Heirs, *, year: int, now: datetime, today: date) -> Application:
    """Lay the plan of today down under review; the caller assigns it or rolls it back."""
    _check(plan, heirs, year=year, today=today)
    then, now_resolver = selectors.resolver_of(plan), agencies.resolver_for(plan.issuer_id, on=today)
    made = _plan(plan, now_resolver, year=year, now=now, today=today)
    rows = selectors.deliverables_of(plan)
    laid = _rows(made, rows, years=year - plan.year, now=now)
    _parties(laid, rows, heirs, then, now_resolver)
    left_out = _leave_out(made, today)
    expansion = selectors.expansion_of(made, today=today)
    if not expansion.drafts:
        raise BadInput(_("Không còn việc nào để giao: mọi dòng đều đã qua hạn hoặc không còn cơ quan nào làm."))
    return Application(made, expansion, left_out)


def _check(plan: Plan, heirs: Heirs, *, year: int, today: date) -> None:
    """Refuse what would leave a body undecided, or make one owe that is no more."""
    ended = agencies.ended_ids(on=today)
    if plan.issuer_id in ended:
        raise BadInput(
            _("%(name)s đã kết thúc hoạt động nên không giao việc được. Cơ quan kế thừa ban hành kế hoạch mới.")
            % {"name": plan.issuer.current_name}
        )
    if not today.year <= year <= today.year + 1:
        raise BadInput(_("Chỉ vận dụng cho năm nay hoặc năm sau."))
    former = former_of(plan, today=today)
    open_ones = [body.facts.name for body in former.bodies if body.id not in heirs]
    if open_ones:
        raise BadInput(
            _("Chưa chọn ai làm thay %(names)s. Chọn cơ quan kế thừa hoặc “bỏ” cho từng cơ quan; chưa ai bị giao gì.")
            % {"names": ", ".join(open_ones[:3])}
        )
    gone = sorted({one for its in heirs.values() for one in its} & ended)
    if gone:
        names = agencies.names_of(gone)
        raise BadInput(
            _("“%(name)s” đã kết thúc hoạt động, không nhận việc hôm nay được. Chọn cơ quan đang hoạt động.")
            % {"name": names[gone[0]]}
        )


def _plan(plan: Plan, resolver: Resolver, *, year: int, now: datetime, today: date) -> Plan:
    return Plan.objects.create(
        kind=PlanKind.YEAR,
        state=PlanState.REVIEW,
        file=plan.file,
        file_name=plan.file_name,
        issuer=plan.issuer,
        standing_body_id=resolver.standing_body() or plan.issuer_id,
        type=plan.type,
        symbol=_("%(symbol)s (vận dụng)") % {"symbol": plan.symbol[:60]},
        issued_on=today,
        title=plan.title,
        signer=plan.signer,
        year=year,
        applies=plan,
        uploaded_at=now,
    )


def _rows(made: Plan, rows: Sequence[Deliverable], *, years: int, now: datetime) -> list[Deliverable]:
    """Save tasks and deliverables as the old plan has them, their days moved by ``years``; in the same order."""
    tasks: dict[int, PlanTask] = {}
    for row in rows:
        old = row.task
        if old.pk not in tasks:
            tasks[old.pk] = PlanTask(
                plan=made,
                position=len(tasks) + 1,
                annex_number=old.annex_number,
                annex_title=old.annex_title,
                area_code=old.area_code,
                number=old.number,
                text=old.text,
            )
    PlanTask.objects.bulk_create(tasks.values())
    return Deliverable.objects.bulk_create(
        Deliverable(
            plan=made,
            task=tasks[row.task.pk],
            position=at,
            text=row.text,
            deadline_text=moved_words(row.deadline_text, years),
            deadlines=moved_deadlines(row.deadlines, years),
            due_override_on=moved_day(row.due_override_on, years) if row.due_override_on else None,
            mode=row.mode,
            mode_rule=row.mode_rule,
            ownership=row.ownership,
            ownership_rule=row.ownership_rule,
            budget=row.budget,
            note=row.note,
            reviewed_at=now,
            continues=row,
        )
        for at, row in enumerate(rows, start=1)
    )


def _parties(
    laid: Sequence[Deliverable], rows: Sequence[Deliverable], heirs: Heirs, then: Resolver, today: Resolver
) -> None:
    known: dict[str, frozenset[int]] = {}

    def members_today(expression: str) -> frozenset[int]:
        if expression not in known:
            known[expression] = frozenset(one.agency_id for one in today.expand(expression))
        return known[expression]

    made = []
    for new, old in zip(laid, rows, strict=True):
        numbers: dict[str, int] = {}
        for party in applied_parties(named_parties(old, then), heirs, members_today=members_today, name_of=today.name):
            numbers[party.role] = numbers.get(party.role, 0) + 1
            made.append(
                Party(
                    deliverable=new,
                    role=party.role,
                    position=numbers[party.role],
                    text=party.text,
                    note=party.note,
                    kind=party.kind,
                    meaning=party.meaning,
                    agency_id=party.agency_id,
                    expression=party.expression,
                    is_request=party.is_request,
                )
            )
    Party.objects.bulk_create(made)
    for new, old in zip(laid, rows, strict=True):
        new.acceptor_id = _acceptor(old.acceptor_id, heirs)
    Deliverable.objects.bulk_update(laid, ["acceptor"])


def _acceptor(chosen: int | None, heirs: Heirs) -> int | None:
    """Return who accepts today where a reviewer had chosen somebody; None: the rules propose again."""
    if chosen is None or chosen not in heirs:
        return chosen
    return next(iter(heirs[chosen]), None)


def _leave_out(made: Plan, today: date) -> tuple[LeftOut, ...]:
    """Track no row that nobody can owe any more (its day is past, its bodies were dropped); say which and why."""
    reasons: dict[int, str] = {}
    words: Mapping[str, str] = {
        "no_date": _("thời hạn đã qua hoặc không đọc được cho năm vận dụng"),
        "nobody": _("không còn cơ quan nào làm"),
        "no_lead": _("văn bản không ghi cơ quan chủ trì"),
        "open_phrase": _("chưa rõ cơ quan nào"),
    }
    for problem in selectors.expansion_of(made, today=today).problems:
        if problem.deliverable_id is not None:
            reasons.setdefault(problem.deliverable_id, words[problem.code])
    rows = list(made.deliverables.filter(pk__in=reasons))
    made.deliverables.filter(pk__in=reasons).update(mode=TrackingMode.NOT_TRACKED)
    return tuple(LeftOut(row.text, reasons[row.pk]) for row in rows)
