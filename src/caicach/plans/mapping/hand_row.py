"""One row typed by hand, in the shape of a row that was read."""

from collections.abc import Iterator, Mapping
from typing import Any

from caicach.obligations.constants import TrackingMode
from caicach.plans.constants import Ownership, PartyRole
from caicach.plans.mapping.rows import DeliverableRow, PartyRow, TaskRow
from reform.tracking import propose_mode, propose_ownership
from vanban.language.agencies import AgencyPhrase, read_agencies
from vanban.language.deadlines import read_deadlines

__all__ = ["hand_row"]


def hand_row(given: Mapping[str, Any], *, year: int) -> TaskRow:
    """Return the row of the fields of ``HandRowForm``; what is not said is proposed by the rules of reading."""
    text = given["text"] or given["task_text"]
    deadlines = read_deadlines(given["deadline_text"], year=year).value
    mode = propose_mode(given["task_text"], text, deadlines)
    owners = propose_ownership(text, list(_phrases(given["lead"])))
    return TaskRow(
        annex_number="",
        annex_title="",
        area_code=given["area_code"],
        number=given["number"],
        text=given["task_text"],
        place={},
        deliverables=(
            DeliverableRow(
                text=text,
                deadlines=tuple(one.to_json() for one in deadlines),
                deadline_text=given["deadline_text"],
                mode=TrackingMode(given["mode"] or mode.mode.value),
                mode_rule="" if given["mode"] else mode.rule_id,
                ownership=Ownership(given["ownership"] or owners.scope.value),
                ownership_rule="" if given["ownership"] else owners.rule_id,
                budget="",
                note="",
                place={},
                parties=tuple(_parties(given)),
            ),
        ),
    )


def _parties(given: Mapping[str, Any]) -> Iterator[PartyRow]:
    for role in PartyRole:
        for one in _phrases(given[str(role)]):
            yield PartyRow(role, one.text, one.kind, one.role or "")


def _phrases(written: str) -> Iterator[AgencyPhrase]:
    return (one for line in written.splitlines() for one in read_agencies(line))
