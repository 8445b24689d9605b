"""From an instruction as written to what the ledger will hold: whom it means and when it falls due.

Owns: reading the cells of one instruction against the register and the calendar. Does not: write rows.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.meetings.constants import INSTRUCTION, InstructionKind
from caicach.meetings.models import Instruction
from caicach.obligations.constants import AcceptorReason, DutyOrigin, ParticipantRole, TrackingMode
from caicach.obligations.services import (
    DutyDraft,
    ObligationDraft,
    ParticipantDraft,
    RequestDraft,
    reasons_to_json,
)
from caicach.web.errors import BadInput
from reform.due import Fate, Frame, Occurrence
from reform.groups.resolution import ResolutionStatus
from reform.groups.resolver import Resolver
from reform.tracking import Mode, propose_acceptor, schedule_by_mode
from vanban.language.agencies import AgencyPhrase, read_agencies
from vanban.language.deadlines import Deadline, DeadlineKind, read_deadlines

__all__ = ["Understood", "draft_of", "understood"]

_ORIGINS = {
    InstructionKind.CONCLUSION: DutyOrigin.CONCLUSION,
    InstructionKind.FROM_ABOVE: DutyOrigin.FROM_ABOVE,
}
# Nothing falls due by these: a conclusion without a day is not followed up by anybody.
_UNDATED = frozenset({DeadlineKind.NONE, DeadlineKind.UNREAD, DeadlineKind.IMPOSSIBLE, DeadlineKind.DONE})


@dataclass(frozen=True, slots=True)
class Understood:
    """What an instruction says."""

    leads: tuple[int, ...]  # agencies that will owe it, each once
    coordinating: tuple[int, ...]
    outside: tuple[
        str, ...
    ]  # bodies outside command, in the words of the instruction: they are asked, they owe nothing
    deadlines: tuple[Deadline, ...]
    occurrences: tuple[Occurrence, ...]  # dated or dormant


def understood(instruction: Instruction, *, resolver: Resolver, frame: Frame) -> Understood:
    """Return whom the instruction means and when it is due.

    Raises:
        BadInput: a body is not in the register or could be several, nobody would owe it, no day can be read, or the
            day lies before the day it is given on.
    """
    leads, asked = _bodies(instruction.lead_text, resolver)
    coordinating, also_asked = _bodies(instruction.coordinating_text, resolver)
    if not leads and not asked:
        raise BadInput(_("Chưa có cơ quan thực hiện: ghi tên cơ quan hoặc nhóm cơ quan, cách nhau bằng dấu chấm phẩy."))
    deadlines = read_deadlines(instruction.deadline_text, year=frame.year).value
    return Understood(
        leads=leads,
        coordinating=tuple(one for one in coordinating if one not in leads),
        outside=(*asked, *also_asked),
        deadlines=deadlines,
        occurrences=_occurrences(instruction, deadlines, frame),
    )


def draft_of(instruction: Instruction, what: Understood, *, resolver: Resolver, label: str, year: int) -> DutyDraft:
    """Return the duty that the instruction makes."""
    standing = resolver.standing_body() or instruction.body_id
    return DutyDraft(
        title=instruction.product or instruction.text,
        task=instruction.text,
        area_code=instruction.area_code,
        source_kind=INSTRUCTION,
        source_id=instruction.pk,
        source_uid=instruction.uid,
        source_label=label[:300],
        mode=TrackingMode(instruction.mode),
        deadline=json.dumps([deadline.to_json() for deadline in what.deadlines], ensure_ascii=False),
        deadline_text=instruction.deadline_text,
        year=year,
        owner_id=instruction.body_id,
        standing_body_id=standing,
        origin=_ORIGINS[InstructionKind(instruction.kind)],
        participants=tuple(ParticipantDraft(one, ParticipantRole.COORDINATE) for one in what.coordinating),
        requests=tuple(RequestDraft(None, words[:300]) for words in what.outside),
        obligations=tuple(_obligations(instruction, what, resolver, standing)),
    )


def _obligations(
    instruction: Instruction, what: Understood, resolver: Resolver, standing: int
) -> Iterator[ObligationDraft]:
    for lead_id in what.leads:
        accepts = propose_acceptor(
            (), resolver.area_lead(instruction.area_code), standing, lead_id, above=instruction.body_id
        )
        for one in what.occurrences:
            yield ObligationDraft(
                agency_id=lead_id,
                occurrence_key=one.key,
                acceptor_id=accepts.agency or instruction.body_id,
                acceptor_reason=_reason(accepts.agency, standing, stepped_up=accepts.stepped_up),
                occurrence_label=one.period.name() if one.period else "",
                due_on=one.due_on,
                due_reason=reasons_to_json(one.reasons),
            )


def _reason(agency_id: int | None, standing: int, *, stepped_up: bool) -> AcceptorReason:
    if agency_id is None or stepped_up:
        return AcceptorReason.NEXT_ABOVE
    return AcceptorReason.STANDING_BODY if agency_id == standing else AcceptorReason.AREA_LEAD


def _bodies(text: str, resolver: Resolver) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the agencies that ``text`` names, and the bodies outside command in its words."""
    inside: list[int] = []
    outside: list[str] = []
    for phrase in read_agencies(text):
        found = resolver.resolve(phrase.text, phrase.kind)
        if found.is_outside:
            outside.append(phrase.text)
        elif found.status is ResolutionStatus.AGENCY and found.agency_id is not None:
            inside.append(found.agency_id)
        elif found.status is ResolutionStatus.GROUP:
            inside.extend(one.agency_id for one in resolver.expand(found.expression))
        else:
            raise BadInput(_unclear(phrase, [one.label for one in found.candidates]))
    return tuple(dict.fromkeys(inside)), tuple(outside)


def _unclear(phrase: AgencyPhrase, names: Sequence[str]) -> str:
    if names:
        return _("“%(words)s” chưa rõ là cơ quan nào. Có thể là: %(names)s. Ghi đúng một tên.") % {
            "words": phrase.text,
            "names": "; ".join(names[:3]),
        }
    return _("“%(words)s” không có trong danh bạ cơ quan. Kiểm tra lại tên.") % {"words": phrase.text}


def _occurrences(instruction: Instruction, deadlines: Sequence[Deadline], frame: Frame) -> tuple[Occurrence, ...]:
    if not deadlines or all(one.kind in _UNDATED for one in deadlines):
        raise BadInput(
            _(
                "Không đọc được thời hạn “%(words)s”. Ghi ngày (15/4/2026) hoặc như trong kế hoạch: trước ngày 15/4; "
                "hằng quý."
            )
            % {"words": instruction.deadline_text}
        )
    _refuse_past(deadlines, frame.signed_on)
    made = schedule_by_mode(Mode(instruction.mode), deadlines, frame)
    owed = tuple(one for one in made.occurrences if one.fate in (Fate.DUE, Fate.DORMANT))
    if made.must_settle or not owed:
        raise BadInput(
            _("Thời hạn “%(words)s” không cho ra ngày nào còn đến hạn. Ghi lại ngày phải xong.")
            % {"words": instruction.deadline_text}
        )
    return owed


def _refuse_past(deadlines: Sequence[Deadline], given_on: date | None) -> None:
    for one in deadlines:
        last = one.date or one.end
        if given_on and last and last < given_on:
            raise BadInput(
                _("Hạn %(due)s trước ngày giao %(given)s. Ghi lại ngày phải xong.")
                % {"due": f"{last:%d/%m/%Y}", "given": f"{given_on:%d/%m/%Y}"}
            )
