"""A misread cell of an assigned plan is put right: the row, and what its agencies owe by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.obligations import services as obligations
from caicach.obligations.constants import TrackingMode
from caicach.obligations.selectors.revision import LineKind, Revision, revision_of
from caicach.obligations.services.change import duties_add, duties_change
from caicach.plans import selectors
from caicach.plans.constants import DELIVERABLE, PartyRole
from caicach.plans.mapping.expansion import Expansion, Problem
from caicach.plans.mapping.versions import version_of
from caicach.plans.models import Deliverable, Plan
from caicach.plans.services.reasons import claim_assigned, reason_words
from caicach.plans.services.review import DeliverableEdit, row_rewrite, words_of
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState

__all__ = ["Correction", "correction_of", "deliverable_correct"]

_Pair = tuple[Deliverable, obligations.DutyDraft]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction of one row would do, or did."""

    row: Deliverable  # as it stands afterwards
    old: Mapping[str, Any]  # of what changes
    new: Mapping[str, Any]
    expansion: Expansion  # of the rows that are touched
    revision: Revision  # what is proved is kept in it
    version: str  # of the row, the change and the ledger together

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be settled first."""
        return self.expansion.problems

    @property
    def needs_choice(self) -> bool:
        """Whether the actor must say what becomes of what is proved."""
        return bool(self.revision.of_kind(LineKind.KEPT))


def correction_of(deliverable: Deliverable, edit: DeliverableEdit, *, now: datetime, today: date) -> Correction:
    """Return what ``edit`` would do; nothing is kept of it."""
    with transaction.atomic():
        made = _correct(deliverable.pk, edit, now=now, today=today)
        transaction.set_rollback(True)
    return made


@transaction.atomic
def deliverable_correct(  # noqa: PLR0913 - what to change, why, and what was seen of it
    deliverable: Deliverable,
    *,
    actor: Actor,
    edit: DeliverableEdit,
    reason: str,
    version: str,
    is_for_proved: bool | None = None,
    now: datetime,
    today: date,
) -> Correction:
    """Correct one row of an assigned plan, and what is owed by it; return what was done.

    Args:
        deliverable: The row.
        actor: Who corrects.
        edit: The row as it should be.
        reason: Why, for the agencies.
        version: Of the ``Correction`` that was shown.
        is_for_proved: Whether what is proved changes or ends too (its proof stays in history); None where nobody
            was asked.
        now: The moment.
        today: Its civil day.

    Transition: as ``obligations.services.change.duties_change``.  Audit: plans.correct (old/new, reason, counts).

    Raises:
        NotAllowed: the actor does not assign for the plan's issuer.
        WrongState: the plan was withdrawn, or the row or the ledger changed since the preview.
        BadInput: no reason, nothing changed, something is open, or no choice for what is proved.
    """
    plan = deliverable.plan
    claim_assigned(plan, actor)
    words = reason_words(reason)
    made = _correct(deliverable.pk, edit, now=now, today=today, is_locked=True)
    if made.version != version:
        raise WrongState(_("Dòng này hoặc các nhiệm vụ của nó vừa có người thay đổi. Xem lại rồi xác nhận lại."))
    _check(made, is_for_proved=is_for_proved)
    _apply(made, plan, actor=actor, reason=words, is_for_proved=bool(is_for_proved), now=now)
    counts = {str(kind): len(made.revision.of_kind(kind)) for kind in LineKind}
    new = {**made.new, "reason": words, "obligations": counts, "proved": "changed" if is_for_proved else "kept"}
    audit.record("plans.correct", made.row, actor=actor, old=made.old, new=new, at=now)
    return made


def _check(made: Correction, *, is_for_proved: bool | None) -> None:
    if not made.new:
        raise BadInput(_("Chưa sửa gì: các ô vẫn như cũ."))
    if made.problems:
        raise BadInput(_("Dòng này còn chỗ chưa rõ. Xử lý xong rồi xác nhận; chưa có gì thay đổi."))
    if made.needs_choice and is_for_proved is None:
        raise BadInput(_("Có nhiệm vụ đã có minh chứng. Chọn giữ nguyên hay đổi theo rồi xác nhận."))


def _correct(
    deliverable_id: int, edit: DeliverableEdit, *, now: datetime, today: date, is_locked: bool = False
) -> Correction:
    """Rewrite the row and compare what follows with the ledger; the caller keeps it or rolls it back."""
    row = Deliverable.objects.select_related("task", "plan__issuer").get(pk=deliverable_id)
    seen, old = version_of(row), _facts(row)
    row_rewrite(row, edit, now=now)
    touched = _touched(row, old)
    expansion = selectors.expansion_of(row.plan, today=today, deliverables=touched)
    pairs = [(one.duty_id, draft) for one, draft in _drafts(touched, expansion)]
    revision = revision_of(pairs, _report(expansion), is_locked=is_locked)
    fresh = next(one for one in touched if one.pk == deliverable_id)
    new = _facts(fresh)
    changed = [name for name in new if new[name] != old[name]]
    mark = sha256("|".join((seen, repr(replace(edit, picked={})), repr(edit.picked), revision.version)).encode())
    return Correction(
        row=fresh,
        old={name: old[name] for name in changed},
        new={name: new[name] for name in changed},
        expansion=expansion,
        revision=revision,
        version=mark.hexdigest()[:32],
    )


def _touched(row: Deliverable, old: Mapping[str, Any]) -> list[Deliverable]:
    """Return the row as it stands now, and the others of its task where what they share has changed."""
    task = row.task
    is_shared = (old["task"], old["area"], old["number"]) != (task.text, task.area_code, task.number)
    return [
        one
        for one in selectors.deliverables_of(row.plan)
        if one.pk == row.pk or (is_shared and one.task_id == row.task_id)
    ]


def _drafts(rows: Sequence[Deliverable], expansion: Expansion) -> list[_Pair]:
    """Return the rows that have a duty, or make one now, with their drafts."""
    pairs = [(row, expansion.by_row[row.pk]) for row in rows]
    return [(row, draft) for row, draft in pairs if row.duty_id or _asks(row, draft)]


def _asks(row: Deliverable, draft: obligations.DutyDraft) -> bool:
    return row.mode != TrackingMode.NOT_TRACKED and bool(draft.obligations or draft.requests)


def _report(expansion: Expansion) -> obligations.DutyDraft | None:
    return next((draft for draft in expansion.drafts if draft.is_report), None)


def _apply(made: Correction, plan: Plan, *, actor: Actor, reason: str, is_for_proved: bool, now: datetime) -> None:
    """Bring the ledger to what the touched rows say."""
    report = _report(made.expansion)
    standing = [(part.duty_id, part.draft) for part in made.revision.parts if part.duty_id is not None]
    duties_change(standing, report, actor=actor, reason=reason, now=now, is_for_proved=is_for_proved)
    fresh = [part.draft for part in made.revision.parts if part.duty_id is None]
    if fresh:
        drafts = [report, *fresh] if report else fresh
        tie(plan, duties_add(drafts, actor=actor, reason=reason, now=now))


def tie(plan: Plan, assigned: obligations.Assigned) -> None:
    """Remember which new duty came of which row of ``plan``."""
    duties = {source_id: duty for (kind, source_id, _at), duty in assigned.duty_ids.items() if kind == DELIVERABLE}
    rows = list(plan.deliverables.filter(pk__in=duties))
    for row in rows:
        row.duty_id = duties[row.pk]
    Deliverable.objects.bulk_update(rows, ["duty"])


def _facts(row: Deliverable) -> dict[str, Any]:
    """Return all that a correction can change, as the audit keeps it."""
    names = ("text", "deadline_text", "due_override_on", "mode", "ownership", "acceptor_id", "budget", "note")
    parties = list(row.parties.all())
    return {
        "task": row.task.text,
        "area": row.task.area_code,
        "number": row.task.number,
        **{name: getattr(row, name) for name in names},
        **{str(role): words_of(parties, role) for role in PartyRole},
        "meant": sorted(
            [str(party.role), party.position, str(party.meaning), party.agency_id or party.expression]
            for party in parties
        ),
    }
