"""Duties that stand in a plan's prose, as rows that can be taken over like those of its tables.

A reading says of each who, what, when and to whom in the document's words; a later reader also gives ``leads`` and
``deadlines`` in the shape of a table row, and then these are taken as they are.
"""

from collections.abc import Sequence
from typing import Any

from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership, PartyRole
from caicach.plans.mapping.rows import DeliverableRow, PartyRow, TaskRow
from reform.tracking import propose_mode, propose_ownership
from vanban.language.agencies import AgencyPhrase, read_agencies
from vanban.language.deadlines import Deadline, deadline_from_json, read_deadlines

__all__ = ["PROSE", "prose_rows"]

PROSE = "prose"  # key of a task's place: which duty of the reading's prose it was, from 0
AREA = "steering"  # reports, plans and summaries that a plan asks for in prose are its steering

Json = dict[str, Any]


def prose_rows(reading: Json, *, year: int) -> tuple[TaskRow, ...]:
    """Return one task with one deliverable for every duty in the prose of ``reading``, in source order."""
    return tuple(_row(at, duty, year) for at, duty in enumerate(reading.get("periodic_duties", ())))


def _row(at: int, duty: Json, year: int) -> TaskRow:
    leads = _leads(duty)
    deadlines = _deadlines(duty, year)
    text = _sentence(duty)
    mode = propose_mode(text, text, deadlines)
    owners = propose_ownership(text, leads)
    place = dict(duty.get("source") or {})
    deliverable = DeliverableRow(
        text=text,
        deadlines=tuple(deadline.to_json() for deadline in deadlines),
        deadline_text=duty.get("when") or "",
        mode=TrackingMode(mode.mode.value),
        mode_rule=mode.rule_id,
        ownership=Ownership(owners.scope.value),
        ownership_rule=owners.rule_id,
        budget="",
        note="",
        place=place,
        parties=tuple(PartyRow(PartyRole.LEAD, one.text, one.kind, one.role or "") for one in leads),
    )
    return TaskRow(
        annex_number="",
        annex_title="",
        area_code=duty.get("area") or AREA,
        number=duty.get("section") or "",
        text=text,
        place={**place, PROSE: at},
        deliverables=(deliverable,),
    )


def _sentence(duty: Json) -> str:
    """Return what is owed, with a capital: the document's own words."""
    what = (duty.get("what") or duty.get("when") or "").strip()
    return what[:1].upper() + what[1:]


def _leads(duty: Json) -> list[AgencyPhrase]:
    read = duty.get("leads")
    if read is None:
        return list(read_agencies(duty.get("who") or ""))
    return [AgencyPhrase(one["text"], one["kind"], one.get("role")) for one in read]


def _deadlines(duty: Json, year: int) -> Sequence[Deadline]:
    read = duty.get("deadlines")
    if read is None:
        return read_deadlines(duty.get("when") or "", year=year).value
    return [deadline_from_json({key: value for key, value in one.items() if key != "source"}) for one in read]
