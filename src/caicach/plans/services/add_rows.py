"""Rows that the file does not hold are added to a plan: by hand, or pasted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations.services.change import duties_add
from caicach.plans import access, selectors
from caicach.plans.constants import MeaningState, PlanState
from caicach.plans.mapping.expansion import Expansion, Problem
from caicach.plans.mapping.rows import TaskRow
from caicach.plans.models import Deliverable, Party, Plan
from caicach.plans.services.correct import tie
from caicach.plans.services.reasons import reason_words
from caicach.plans.services.review import Choice
from caicach.plans.services.upload import rows_lay
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key

__all__ = ["Addition", "addition_of", "rows_add"]

TAKING = (PlanState.REVIEW, PlanState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding rows would do, or did."""

    rows: tuple[Deliverable, ...]  # with tasks and parties, as they stand afterwards
    expansion: Expansion  # of the added rows alone
    version: str  # of the plan's rows before: two additions at once are told apart by it

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be settled before anybody owes it."""
        return self.expansion.problems


def addition_of(
    plan: Plan, rows: Sequence[TaskRow], *, picked: Mapping[str, Choice], now: datetime, today: date
) -> Addition:
    """Return what adding ``rows`` would do; nothing is kept of it."""
    with transaction.atomic():
        made = _lay(plan, rows, picked, basis="", now=now, today=today)
        transaction.set_rollback(True)
    return made


@transaction.atomic
def rows_add(  # noqa: PLR0913 - what to add, by what, and what was seen of it
    plan: Plan,
    *,
    actor: Actor,
    rows: Sequence[TaskRow],
    picked: Mapping[str, Choice],
    basis: str,
    version: str,
    now: datetime,
    today: date,
) -> Addition:
    """Add ``rows`` behind those of ``plan``; of an assigned plan they are owed at once.

    Args:
        plan: Under review, or assigned.
        actor: Who adds.
        rows: As they were read, by hand or from a clipboard.
        picked: Phrases whose body the actor chose.
        basis: By which document they are added; a plan under review needs none.
        version: Of the ``Addition`` that was shown.
        now: The moment.
        today: Its civil day.

    Transition: as ``duties_assign``, where the plan is assigned.  Audit: plans.add_rows (basis, counts).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan takes no rows any more, or got some since the preview.
        BadInput: no rows, no basis, or something is open.
    """
    state = _claim(plan, actor)
    words = reason_words(basis) if basis.strip() or state == PlanState.CONFIRMED else ""
    if not rows:
        raise BadInput(_("Không có dòng nào để bổ sung."))
    if version != _version(plan):
        raise WrongState(_("Kế hoạch vừa có thêm dòng sau khi bạn xem trước. Xem lại để không bổ sung hai lần."))
    made = _lay(plan, rows, picked, basis=words, now=now, today=today)
    if state == PlanState.CONFIRMED:
        _assign(plan, made, actor=actor, basis=words, now=now)
    new = {"basis": words, "rows": len(made.rows), "obligations": made.expansion.obligation_count}
    audit.record("plans.add_rows", plan, actor=actor, new=new, at=now)
    return made


def _claim(plan: Plan, actor: Actor) -> str:
    """Hold the plan's row until the transaction ends; return the state it is in."""
    access.require(actor, plan.issuer_id)
    for state in TAKING:
        if Plan.objects.filter(pk=plan.pk, state=state).update(state=state):
            return state
    raise WrongState(_("Kế hoạch này không nhận thêm dòng: đang đọc, đã hủy hoặc đã thu hồi. Tải lại trang."))


def _assign(plan: Plan, made: Addition, *, actor: Actor, basis: str, now: datetime) -> None:
    if made.problems:
        raise BadInput(_("Còn dòng chưa rõ. Chọn cơ quan hoặc sửa thời hạn rồi giao; chưa ai bị giao gì."))
    if made.expansion.drafts:
        tie(plan, duties_add(made.expansion.drafts, actor=actor, reason=basis, now=now))


def _lay(
    plan: Plan, rows: Sequence[TaskRow], picked: Mapping[str, Choice], *, basis: str, now: datetime, today: date
) -> Addition:
    """Save the rows and expand them; the caller keeps it or rolls it back."""
    version = _version(plan)
    after = plan.deliverables.aggregate(last=Max("position"))["last"] or 0
    after_task = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    resolver = selectors.resolver_of(plan)
    ids = [one.pk for one in rows_lay(plan, rows, resolver=resolver, after=after, after_task=after_task)]
    Deliverable.objects.filter(pk__in=ids).update(basis=basis, reviewed_at=now)
    _settle(ids, picked)
    laid = [row for row in selectors.deliverables_of(plan) if row.pk in set(ids)]
    expansion = selectors.expansion_of(plan, today=today, deliverables=laid, resolver=resolver)
    return Addition(tuple(laid), expansion, version)


def _settle(ids: Sequence[int], picked: Mapping[str, Choice]) -> None:
    """Give the open phrases of the new rows the bodies that were chosen."""
    chosen = {compare_key(text): choice for text, choice in picked.items()}
    opened = Party.objects.filter(deliverable__in=ids, meaning=MeaningState.OPEN) if chosen else ()
    settled = []
    for party in opened:
        choice = chosen.get(compare_key(party.text))
        if choice is not None:
            party.meaning, party.agency_id, party.expression = choice.state, choice.agency_id, choice.expression
            settled.append(party)
    Party.objects.bulk_update(settled, ["meaning", "agency", "expression"])


def _version(plan: Plan) -> str:
    """Return a mark of which rows the plan has."""
    last = plan.deliverables.aggregate(last=Max("pk"))["last"]
    return sha256(f"{plan.pk}|{last}".encode()).hexdigest()[:16]
