"""An amending document comes in, and its reviewer says which of its rows is which."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.files import services as files
from caicach.plans.constants import AmendmentKind, PairChoice, PlanKind, PlanState
from caicach.plans.models import Deliverable, Party, Plan, PlanTask, RowPair
from caicach.plans.services.claim import claim
from caicach.plans.services.reasons import claim_assigned
from caicach.plans.services.upload import start_reading
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["amendment_upload", "pair_say", "party_copy", "row_copy", "row_forget", "rows_copy"]


@transaction.atomic
def amendment_upload(
    plan: Plan,
    *,
    actor: Actor,
    content: bytes | files.Source,
    file_name: str,
    how: AmendmentKind,
    is_by_hand: bool,
    now: datetime,
) -> Plan:
    """Keep the document that amends ``plan`` and start reading it, or open its review empty.

    Args:
        plan: Assigned.
        actor: Who brings it in.
        content: The whole file, or something to read it from.
        file_name: Its name, shown to people.
        how: Whether it takes the place of all rows or names some.
        is_by_hand: Whether a person enters the changes: then any kind of file is taken, and none is read.
        now: The moment.

    Transition: none → reading, or → review.  Audit: plans.upload.  After commit: the job ``plans.read``.

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan is not assigned, closed or withdrawn, or amends another one itself.
        BadInput: the file is empty, too large, or bears the stamp of a state secret.
    """
    claim_assigned(plan, actor)
    _refuse_nested(plan)
    amendment = Plan.objects.create(
        file=files.file_store(files.without_secrets(content, name=file_name), now=now, allowed=None),
        file_name=file_name[-255:],
        state=PlanState.REVIEW if is_by_hand else PlanState.READING,
        kind=PlanKind.AMENDMENT,
        type="quyết định",
        amends=plan,
        amends_how=how,
        issuer_id=plan.issuer_id,
        standing_body_id=plan.standing_body_id,
        year=plan.year,
        is_run_as_current=plan.is_run_as_current,
        uploaded_by_id=actor.user_id,
        uploaded_at=now,
    )
    if not is_by_hand:
        amendment.job = start_reading(amendment, plan.year, actor=actor, now=now)
        amendment.save(update_fields=["job"])
    new = {"file": amendment.file.sha256, "issuer": plan.issuer_id, "amends": str(plan.uid), "how": str(how)}
    audit.record("plans.upload", amendment, actor=actor, new=new, at=now)
    return amendment


def _refuse_nested(plan: Plan) -> None:
    if plan.kind == PlanKind.AMENDMENT:
        raise BadInput(_("Đây là văn bản sửa đổi. Mở kế hoạch mà nó sửa đổi rồi tải văn bản mới lên ở đó."))


@transaction.atomic
def pair_say(
    amendment: Plan, *, actor: Actor, old_id: int | None, new_id: int | None, choice: PairChoice | None, now: datetime
) -> None:
    """Say which row of the plan a row of ``amendment`` is, or what becomes of one that it does not name.

    What was said of either row before falls away; without a ``choice`` the comparison decides again.
    Audit: plans.pair.

    Raises:
        NotAllowed, WrongState: as every change under review.
        BadInput: a row is not of these two documents, or the choice does not fit the rows.
    """
    claim(amendment, actor)
    _check_pair(amendment, old_id, new_id, choice)
    if old_id is not None:
        RowPair.objects.filter(amendment=amendment, old_id=old_id).delete()
    if new_id is not None:
        RowPair.objects.filter(amendment=amendment, new_id=new_id).delete()
    if choice is not None:
        RowPair.objects.create(amendment=amendment, old_id=old_id, new_id=new_id, choice=choice)
    said = {"old": old_id, "new": new_id, "choice": choice}
    audit.record("plans.pair", amendment, actor=actor, new=said, at=now)


def _check_pair(amendment: Plan, old_id: int | None, new_id: int | None, choice: PairChoice | None) -> None:
    wants = {
        PairChoice.SAME: (True, True),
        PairChoice.NEW: (False, True),
        PairChoice.DROPPED: (True, False),
        PairChoice.KEPT: (True, False),
    }
    given = (old_id is not None, new_id is not None)
    is_fit = given == wants[choice] if choice else any(given)
    standing = Deliverable.objects.filter(plan=amendment.amends, dropped_by=None, pk=old_id or 0)
    is_old = old_id is None or standing.exists()
    is_new = new_id is None or Deliverable.objects.filter(plan=amendment, pk=new_id).exists()
    if not (is_fit and is_old and is_new):
        raise BadInput(_("Dòng được chọn không thuộc kế hoạch hoặc văn bản sửa đổi này. Tải lại trang rồi chọn lại."))


@transaction.atomic
def row_copy(amendment: Plan, *, actor: Actor, old_id: int, now: datetime) -> Deliverable:
    """Copy a row of the plan into ``amendment``, to be changed there by hand; one that is copied already is returned.

    Audit: plans.pair.

    Raises:
        NotAllowed, WrongState: as every change under review.
        BadInput: the plan has no such row.
    """
    claim(amendment, actor)
    said = RowPair.objects.filter(amendment=amendment, old_id=old_id, choice=PairChoice.SAME).select_related("new")
    if (one := said.first()) and one.new:
        return one.new
    rows = Deliverable.objects.filter(plan=amendment.amends, dropped_by=None).select_related("task")
    row = rows.filter(pk=old_id).first()
    if row is None:
        raise BadInput(_("Kế hoạch không có dòng này. Tải lại trang rồi chọn lại."))
    (made,) = rows_copy([row], amendment, now=now)
    pair_say(amendment, actor=actor, old_id=old_id, new_id=made.pk, choice=PairChoice.SAME, now=now)
    return made


def rows_copy(
    rows: Sequence[Deliverable], plan: Plan, *, now: datetime, known: Mapping[int, PlanTask] | None = None
) -> list[Deliverable]:
    """Lay copies of ``rows``, with tasks and parties, behind those of ``plan``; they name no duty and no place.

    ``known``: tasks of ``plan``, by the task that they stand for; the others are copied.
    """
    after = max(plan.deliverables.values_list("position", flat=True), default=0)
    after_task = max(plan.tasks.values_list("position", flat=True), default=0)
    origins = {row.task_id: row.task for row in rows if row.task_id not in (known or {})}
    fresh = {key: _task_copy(task, plan, at) for at, (key, task) in enumerate(origins.items(), start=after_task + 1)}
    PlanTask.objects.bulk_create(fresh.values())
    tasks = {**(known or {}), **fresh}
    copies = [_row_copy(row, plan, tasks[row.task_id], at, now) for at, row in enumerate(rows, start=after + 1)]
    Deliverable.objects.bulk_create(copies)
    Party.objects.bulk_create(
        party_copy(party, copy) for row, copy in zip(rows, copies, strict=True) for party in row.parties.all()
    )
    return copies


def _task_copy(task: PlanTask, plan: Plan, position: int) -> PlanTask:
    names = ("annex_number", "annex_title", "area_code", "number", "text")
    return PlanTask(plan=plan, position=position, **{name: getattr(task, name) for name in names})


def _row_copy(row: Deliverable, plan: Plan, task: PlanTask, position: int, now: datetime) -> Deliverable:
    names = (
        "text", "deadline_text", "deadlines", "due_override_on", "mode", "mode_rule", "ownership", "ownership_rule",
        "acceptor_id", "budget", "note",
    )  # fmt: skip
    values = {name: getattr(row, name) for name in names}
    return Deliverable(plan=plan, task=task, position=position, reviewed_at=now, **values)


def party_copy(party: Party, row: Deliverable) -> Party:
    """Return an unsaved copy of ``party`` for ``row``."""
    names = ("role", "position", "text", "kind", "note", "meaning", "agency_id", "expression", "is_request")
    return Party(deliverable=row, **{name: getattr(party, name) for name in names})


@transaction.atomic
def row_forget(amendment: Plan, *, actor: Actor, row_id: int, now: datetime) -> None:
    """Take a row that was entered by hand out of ``amendment``; what was read from its file stays.

    Audit: plans.pair.

    Raises:
        NotAllowed, WrongState: as every change under review.
        BadInput: there is no such row, or it stands in the file.
    """
    claim(amendment, actor)
    row = amendment.deliverables.filter(pk=row_id, place__in=("{}", "")).select_related("task").first()
    if row is None:
        raise BadInput(_("Chỉ bỏ được dòng nhập tay. Dòng đọc từ tệp thì chọn lại nó là dòng nào của kế hoạch."))
    row.task.delete() if row.task.deliverables.count() == 1 else row.delete()
    audit.record("plans.pair", amendment, actor=actor, old={"row": row_id}, at=now)
