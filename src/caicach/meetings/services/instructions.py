"""Instructions: conclusions of a meeting and tasks from above, written down, understood, assigned."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.meetings import access, selectors
from caicach.meetings.constants import InstructionKind, InstructionState, MeetingState
from caicach.meetings.mapping import draft_of
from caicach.meetings.models import Instruction, Meeting
from caicach.obligations import services as obligations
from caicach.obligations.constants import TrackingMode
from caicach.obligations.selectors.acts import acts_of_source
from caicach.obligations.services.change import duties_withdraw
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document

__all__ = [
    "InstructionDraft",
    "instruction_change",
    "instruction_remove",
    "instruction_withdraw",
    "instructions_add",
    "instructions_assign",
]

_REASON_LETTERS = 5
_MODES = (TrackingMode.DOCUMENT, TrackingMode.FIGURE, TrackingMode.DECLARED)


@dataclass(frozen=True, slots=True)
class InstructionDraft:
    """One instruction as a person writes it."""

    text: str
    lead_text: str
    deadline_text: str
    product: str = ""
    mode: TrackingMode = TrackingMode.DOCUMENT
    area_code: str = "steering"
    coordinating_text: str = ""


@transaction.atomic
def instructions_add(
    drafts: Sequence[InstructionDraft],
    *,
    actor: Actor,
    body_id: int,
    now: datetime,
    meeting: Meeting | None = None,
    giver: str = "",
    document: "Document | None" = None,
) -> list[Instruction]:
    """Write down instructions that nobody owes yet: conclusions of ``meeting``, or else tasks that ``giver`` gave.

    Audit: ``meetings.add``, one row each.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: something a person must say is missing.
        WrongState: the meeting is concluded.
    """
    access.require(actor, body_id)
    if meeting is not None and meeting.state != MeetingState.PREPARED:
        raise WrongState(_("Cuộc họp này đã kết luận nên không thêm kết luận được nữa."))
    if meeting is None and not compare_key(giver):
        raise BadInput(_("Thiếu nơi giao: ghi cơ quan hoặc người đã giao nhiệm vụ này."))
    rows = Instruction.objects.bulk_create(
        Instruction(
            kind=InstructionKind.FROM_ABOVE if meeting is None else InstructionKind.CONCLUSION,
            body_id=body_id,
            meeting=meeting,
            giver=squeeze(giver)[:300],
            document=document,
            created_by_id=actor.user_id,
            created_at=now,
            **_checked(draft),
        )
        for draft in drafts
    )
    audit.record_many("meetings.add", [(row, {}, _facts(row)) for row in rows], actor=actor, at=now)
    return rows


@transaction.atomic
def instruction_change(
    instruction: Instruction, draft: InstructionDraft, *, actor: Actor, now: datetime
) -> Instruction:
    """Change an instruction that nobody owes yet.

    Audit: ``meetings.edit``.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: something a person must say is missing.
        WrongState: it is assigned.
    """
    access.require(actor, instruction.body_id)
    old, values = _facts(instruction), _checked(draft)
    changed = Instruction.objects.filter(pk=instruction.pk, state=InstructionState.DRAFT).update(**values)
    _refuse_unless(changed)
    instruction.refresh_from_db()
    audit.record("meetings.edit", instruction, actor=actor, old=old, new=_facts(instruction), at=now)
    return instruction


@transaction.atomic
def instruction_remove(instruction: Instruction, *, actor: Actor, now: datetime) -> None:
    """Take away an instruction that nobody owes yet.

    Audit: ``meetings.remove`` (its facts; the row itself is gone).

    Raises:
        NotAllowed: the actor does not work for the body.
        WrongState: it is assigned.
    """
    access.require(actor, instruction.body_id)
    gone, old = Instruction(pk=instruction.pk), _facts(instruction)
    removed, _kinds = Instruction.objects.filter(pk=instruction.pk, state=InstructionState.DRAFT).delete()
    _refuse_unless(removed)
    audit.record("meetings.remove", gone, actor=actor, old=old, at=now)


@transaction.atomic
def instructions_assign(instructions: Sequence[Instruction], *, actor: Actor, now: datetime, today: date) -> int:
    """Make duties of ``instructions``, all of one body; return how many obligations arose.

    The number of statements does not depend on the number of instructions.
    Transition: draft → assigned.  Audit: ``meetings.assign`` each, and the ledger's own.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: one of them names a body or a day that is not understood; its number is named, nothing is assigned.
        WrongState: somebody assigned one of them first.
    """
    if not instructions:
        raise BadInput(_("Chưa có nhiệm vụ nào để giao."))
    body_id = instructions[0].body_id
    access.require(actor, body_id)
    ids = [one.pk for one in instructions]
    drafts = Instruction.objects.select_for_update().filter(pk__in=ids, body_id=body_id, state=InstructionState.DRAFT)
    if len(drafts) != len(ids):
        raise WrongState(_("Có nhiệm vụ trong danh sách đã được giao hoặc đã đổi. Tải lại trang; chưa có gì thay đổi."))
    previews = selectors.previews_of(instructions, today=today)
    wrong = next((one for one in previews if one.problem), None)
    if wrong is not None:
        raise BadInput(_("“%(text)s”: %(problem)s") % {"text": wrong.instruction.text[:80], "problem": wrong.problem})
    made = obligations.duties_assign(
        [
            draft_of(one.instruction, one.what, resolver=one.resolver, label=one.label, year=today.year)
            for one in previews
            if one.what is not None
        ],
        actor=actor,
        now=now,
    )
    duty_ids = {source_id: duty_id for (_kind, source_id, _at), duty_id in made.duty_ids.items()}
    for one in instructions:
        one.state, one.duty_id = InstructionState.ASSIGNED, duty_ids[one.pk]
        one.assigned_by_id, one.assigned_at = actor.user_id, now
    Instruction.objects.bulk_update(instructions, ["state", "duty", "assigned_by", "assigned_at"])
    audit.record_many(
        "meetings.assign", [(one, {}, {"duty": one.duty_id}) for one in instructions], actor=actor, at=now
    )
    return made.obligation_count


@transaction.atomic
def instruction_withdraw(instruction: Instruction, *, actor: Actor, reason: str, now: datetime) -> int:
    """Take back what was assigned while nobody has acted on it; return how many obligations were cancelled.

    Transition: assigned → withdrawn; every obligation → cancelled.  Audit: ``meetings.withdraw``.

    Raises:
        NotAllowed: the actor does not work for the body.
        BadInput: no reason.
        WrongState: it is not assigned, or somebody has acted on it; the sentence says who.
    """
    access.require(actor, instruction.body_id)
    words = squeeze(reason)[:500]
    if len(compare_key(words)) < _REASON_LETTERS:
        raise BadInput(_("Thiếu lý do thu hồi: viết rõ vì sao nhiệm vụ không còn."))
    claimed = Instruction.objects.filter(pk=instruction.pk, state=InstructionState.ASSIGNED).update(
        state=InstructionState.WITHDRAWN, withdraw_reason=words
    )
    if not claimed:
        raise WrongState(_("Nhiệm vụ này chưa giao hoặc đã thu hồi. Tải lại trang để xem."))
    # First the obligations, so that nobody acts between the question and the answer.
    count = duties_withdraw(instruction.uid, actor=actor, reason=words, now=now)
    if acts := acts_of_source(instruction.uid):
        names = "; ".join(dict.fromkeys(act.who for act in acts))
        raise WrongState(_("Không thu hồi được: %(names)s đã làm việc theo nhiệm vụ này.") % {"names": names})
    audit.record("meetings.withdraw", instruction, actor=actor, new={"reason": words, "obligations": count}, at=now)
    instruction.refresh_from_db()
    return count


def _checked(draft: InstructionDraft) -> dict[str, object]:
    """Return the fields of a draft that says all a person must say.

    Raises:
        BadInput: what is missing.
    """
    values = {name: squeeze(value) if isinstance(value, str) else value for name, value in asdict(draft).items()}
    missing = [
        words
        for name, words in (
            ("text", _("nội dung phải làm")),
            ("lead_text", _("cơ quan thực hiện")),
            ("deadline_text", _("thời hạn")),
        )
        if not compare_key(str(values[name]))
    ]
    if missing:
        raise BadInput(_("Thiếu %(fields)s. Điền đủ rồi lưu lại.") % {"fields": ", ".join(missing)})
    if draft.mode not in _MODES:
        raise BadInput(_("Cách theo dõi này không dùng cho nhiệm vụ giao riêng. Chọn văn bản, số liệu hoặc khai báo."))
    return values | {"mode": draft.mode}


def _facts(instruction: Instruction) -> dict[str, object]:
    names = ("kind", "text", "product", "mode", "area_code", "lead_text", "coordinating_text", "deadline_text", "giver")
    return {name: getattr(instruction, name) for name in names}


def _refuse_unless(changed: int) -> None:
    if not changed:
        raise WrongState(_("Nhiệm vụ này đã giao nên không sửa ở đây nữa. Tải lại trang để xem."))
