"""Reading meetings and instructions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.agencies import selectors as agencies
from caicach.calendars.selectors import frame_of
from caicach.documents.registry import Use
from caicach.meetings import access
from caicach.meetings.constants import INSTRUCTION, InstructionKind, InstructionState
from caicach.meetings.mapping import Understood, understood
from caicach.meetings.models import Instruction, Meeting
from caicach.obligations import access as obligations
from caicach.obligations.constants import ObligationState
from caicach.obligations.selectors.tasks import is_late
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from reform.due import Frame
from reform.groups.resolver import Resolver

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.obligations.models import Duty

__all__ = [
    "InstructionCounts",
    "MeetingLine",
    "Preview",
    "address_of_duty",
    "drafts_of",
    "instruction_for",
    "instructions_for",
    "label_of",
    "meeting_for",
    "meetings_for",
    "previews_of",
    "progress_of",
    "reach_documents",
    "since_of_next",
    "uses_of_document",
]

_ENDED = (ObligationState.CANCELLED, ObligationState.TRANSFERRED)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list."""

    uid: UUID
    title: str
    body_name: str
    held_on: date
    state: str
    notice: str  # its symbol; empty where there is none yet
    conclusions: int
    waiting: int  # of them not assigned yet


@dataclass(frozen=True, slots=True)
class Preview:
    """What an instruction would make owed; either ``what`` or ``problem`` is there."""

    instruction: Instruction
    label: str  # of its source, as agencies will read it
    resolver: Resolver
    what: Understood | None = None
    problem: str = ""  # a sentence

    @property
    def lead_names(self) -> tuple[str, ...]:
        """Names of who would owe it."""
        return tuple(self.resolver.name(one) for one in self.what.leads) if self.what else ()

    @property
    def due_dates(self) -> tuple[date, ...]:
        """The days it would fall due on; empty where it waits for an event."""
        return tuple(one.due_on for one in self.what.occurrences if one.due_on) if self.what else ()


@dataclass(frozen=True, slots=True)
class InstructionCounts:
    """How the obligations of one instruction stand; counted apart from plans."""

    total: int = 0
    done: int = 0
    late: int = 0
    next_due_on: date | None = None  # of what is not done


def meetings_for(actor: Actor) -> tuple[MeetingLine, ...]:
    """Return the meetings within reach, the newest first: one query."""
    rows = (
        access.visible_meetings(actor)
        .annotate(
            conclusions=Count("instructions", filter=~Q(instructions__state=InstructionState.WITHDRAWN)),
            waiting=Count("instructions", filter=Q(instructions__state=InstructionState.DRAFT)),
        )
        .order_by("-held_on", "-pk")
    )
    names = ("uid", "title", "body__current_name", "held_on", "state", "notice__symbol", "conclusions", "waiting")
    return tuple(
        MeetingLine(uid, title, body, held_on, state, symbol or "", count, waiting)
        for uid, title, body, held_on, state, symbol, count, waiting in rows.values_list(*names)
    )


def meeting_for(actor: Actor, uid: UUID) -> Meeting:
    """Return the meeting ``uid``.

    Raises:
        Beyond: there is none within reach.
    """
    found = access.visible_meetings(actor).select_related("body", "notice").filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có cuộc họp này, hoặc cuộc họp nằm ngoài phạm vi của bạn."))
    return found


def instructions_for(
    actor: Actor, *, kind: InstructionKind | None = None, meeting: Meeting | None = None
) -> "QuerySet[Instruction]":
    """Return instructions within reach, the newest first, with what a line shows."""
    rows = access.visible_instructions(actor).select_related("body", "document", "meeting__notice", "duty")
    rows = rows if kind is None else rows.filter(kind=kind)
    return rows.order_by("created_at", "pk") if meeting is None else rows.filter(meeting=meeting).order_by("pk")


def drafts_of(actor: Actor, *, meeting: Meeting | None = None) -> list[Instruction]:
    """Return what waits to be assigned: conclusions of ``meeting``, or else the tasks from above."""
    kind = InstructionKind.FROM_ABOVE if meeting is None else InstructionKind.CONCLUSION
    return list(instructions_for(actor, kind=kind, meeting=meeting).filter(state=InstructionState.DRAFT))


def instruction_for(actor: Actor, uid: UUID) -> Instruction:
    """Return the instruction ``uid``.

    Raises:
        Beyond: there is none within reach.
    """
    found = instructions_for(actor).filter(uid=uid).first()
    if found is None:
        raise Beyond(_("Không có nhiệm vụ này, hoặc nhiệm vụ nằm ngoài phạm vi của bạn."))
    return found


def previews_of(instructions: Iterable[Instruction], *, today: date) -> tuple[Preview, ...]:
    """Return what each instruction would make owed if it were assigned on ``today``; a few queries for each body."""
    registers: dict[int, tuple[Resolver, Frame]] = {}
    made = []
    for one in instructions:
        if one.body_id not in registers:
            registers[one.body_id] = _register_of(one.body_id, today)
        made.append(_preview(one, *registers[one.body_id]))
    return tuple(made)


def _register_of(body_id: int, today: date) -> tuple[Resolver, Frame]:
    resolver = agencies.resolver_for(body_id, on=today)
    level = resolver.level(body_id)
    return resolver, frame_of(year=today.year, signed_on=today, recipient_level=level, owner_id=body_id)


def _preview(one: Instruction, resolver: Resolver, frame: Frame) -> Preview:
    try:
        return Preview(one, label_of(one), resolver, understood(one, resolver=resolver, frame=frame))
    except BadInput as refusal:
        return Preview(one, label_of(one), resolver, problem=str(refusal))


def label_of(instruction: Instruction) -> str:
    """Return what agencies read as the source: the notice or the superior's document, else who said it and when."""
    document = instruction.document or (instruction.meeting.notice if instruction.meeting else None)
    if document is not None:
        return f"{document.type} số {document.symbol}" if document.symbol else document.type
    if instruction.meeting is not None:
        held = {"title": instruction.meeting.title, "day": f"{instruction.meeting.held_on:%d/%m/%Y}"}
        return _("Kết luận tại %(title)s ngày %(day)s") % held
    return _("Nhiệm vụ do %(giver)s giao") % {"giver": instruction.giver}


def progress_of(actor: Actor, instructions: Iterable[Instruction], *, today: date) -> Mapping[int, InstructionCounts]:
    """Return how the obligations of each instruction stand, by its id: one query."""
    owed = obligations.visible_obligations(actor).filter(
        duty__source_kind=INSTRUCTION, duty__source_id__in=[one.pk for one in instructions if one.duty_id]
    )
    counted = (
        owed.exclude(state__in=_ENDED)
        .values("duty__source_id")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=ObligationState.ACCEPTED)),
            late=Count("pk", filter=is_late(today)),
            next_due_on=Min("due_on", filter=~Q(state=ObligationState.ACCEPTED)),
        )
        .order_by("duty__source_id")
    )
    rows = counted.values_list("duty__source_id", "total", "done", "late", "next_due_on")
    return {source_id: InstructionCounts(*counts) for source_id, *counts in rows}


def since_of_next(body_id: int, *, today: date) -> date:
    """Return the day that the papers of the next meeting start from: the last meeting, else the year's first day."""
    last = Meeting.objects.filter(body_id=body_id, held_on__lt=today).order_by("-held_on").first()
    return last.held_on if last else date(today.year, 1, 1)


def address_of_duty(duty: "Duty") -> str:
    """Return the page of the instruction that the duty comes from; empty where it is gone."""
    uid = Instruction.objects.filter(pk=duty.source_id).values_list("uid", flat=True).first()
    return reverse("meetings:instruction", args=[uid]) if uid else ""


def reach_documents(actor: Actor) -> Q:
    """Return the condition that a document is a notice or gives tasks that the actor sees, here or in the ledger."""
    held = access.visible_meetings(actor).filter(notice__isnull=False).values("notice")
    above = Q(kind=InstructionKind.FROM_ABOVE, pk__in=access.visible_instructions(actor).values("pk"))
    owed = Q(duty__in=obligations.visible_obligations(actor).values("duty"))
    given = Instruction.objects.filter(above | owed, document__isnull=False).values("document")
    return Q(pk__in=held) | Q(pk__in=given)


def uses_of_document(actor: Actor, document: "Document") -> tuple[Use, ...]:
    """Return the meetings that ``document`` concludes and the tasks that it gives, within the actor's reach."""
    held = access.visible_meetings(actor).filter(notice=document)
    given = instructions_for(actor, kind=InstructionKind.FROM_ABOVE).filter(document=document)
    return (
        *(Use(one.title, reverse("meetings:detail", args=[one.uid]), _("cuộc họp")) for one in held),
        *(Use(str(one), reverse("meetings:instruction", args=[one.uid]), _("nhiệm vụ chỉ đạo")) for one in given),
    )
