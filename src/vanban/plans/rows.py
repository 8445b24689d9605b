"""One line of a plan: its cells read into deliverables, bodies and deadlines.

Owns: which reader reads which cell, places of what they find. Does not: know how bodies or deadlines are written.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.language.agencies import AgencyPhrase, parse_agencies
from vanban.language.deadlines import Deadline, read_deadlines
from vanban.plans.cells import Item, clean_item, deliverable_items
from vanban.plans.columns import Role
from vanban.plans.drafts import Part, RowDraft, TaskDraft, joined_text, place_in
from vanban.plans.model import Deliverable, PlanRow, Task
from vanban.plans.ties import tie
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import squeeze

__all__ = ["RowReader"]

_COORDINATING = re.compile(
    r"(?:[-–+•]\s*)?(?:(?:cơ quan|đơn vị)\s+)?(?:phối hợp(?: thực hiện)?|PH)\s*:\s*|"
    r"[,;]?\s*(?:chủ trì,?\s*)?phối hợp (?:với|cùng)\s+",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:[-–+•]\s*)?(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì(?: thực hiện)?|CT)\s*:\s*", re.IGNORECASE)


class RowReader:
    """Reads the lines of one plan; equal cells are read once."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._deadlines: dict[str, Reading[tuple[Deadline, ...]]] = {}
        self._agencies: dict[str, Reading[tuple[AgencyPhrase, ...]]] = {}
        self.findings: list[Finding] = []

    def task(self, draft: TaskDraft) -> Task:
        """Return a task with its lines."""
        text = joined_text(draft.parts)
        item = clean_item(text, 0, len(text)) or Item("", 0, 0)
        place = place_in(draft.parts, item.start, item.end) if item.text else draft.place
        rows = tuple(self.row(row) for row in draft.rows)
        return Task(draft.no, item.text, rows, place, draft.page_continuation)

    def row(self, draft: RowDraft) -> PlanRow:
        """Return one line."""
        deadlines, places = self._read_deadlines(draft.parts.get(Role.DEADLINE, ()))
        parts = draft.parts.get(Role.DELIVERABLE, ())
        items = deliverable_items(joined_text(parts))
        listed = _stand_listed(joined_text(draft.parts.get(Role.DEADLINE, ())), deadlines)
        ties = tie([item.text for item in items], deadlines, listed=listed)
        deliverables = tuple(
            Deliverable(item.text, own, place_in(parts, item.start, item.end))
            for item, own in zip(items, ties, strict=True)
        )
        lead, coordinating = self._lead_and_coordinating(draft)
        return PlanRow(
            deliverables=deliverables,
            lead=lead,
            coordinating=coordinating,
            monitoring=self._read_agencies(draft.parts.get(Role.MONITORING, ())),
            deadlines=deadlines,
            deadline_places=places,
            budget=squeeze(draft.text(Role.BUDGET)) or None,
            note=_note(draft),
            place=draft.place,
        )

    def _read_deadlines(self, parts: Sequence[Part]) -> tuple[tuple[Deadline, ...], tuple[Place, ...]]:
        text = joined_text(parts)
        reading = self._deadlines.get(text)
        if reading is None:
            reading = self._deadlines[text] = read_deadlines(text, year=self._year)
        self._report(reading.findings, parts)
        places = tuple(place_in(parts, deadline.at, deadline.until) for deadline in reading.value)
        return reading.value, places

    def _read_agencies(self, parts: Sequence[Part], text: str | None = None) -> tuple[AgencyPhrase, ...]:
        # A table within a cell is read as lines with bars between its cells.
        text = (joined_text(parts) if text is None else text).replace(" |", " ;")
        reading = self._agencies.get(text)
        if reading is None:
            reading = self._agencies[text] = parse_agencies(_with_dashes(text))
        self._report(reading.findings, parts)
        return reading.value

    def _report(self, findings: Sequence[Finding], parts: Sequence[Part]) -> None:
        """Keep what a reader found, with the place of its words in the document."""
        for finding in findings:
            start, end = finding.place.start or 0, finding.place.end or 0
            self.findings.append(replace(finding, place=place_in(parts, start, end)))

    def _lead_and_coordinating(self, draft: RowDraft) -> tuple[tuple[AgencyPhrase, ...], tuple[AgencyPhrase, ...]]:
        parts = draft.parts.get(Role.LEAD_AND_COORDINATING, ())
        lead = draft.parts.get(Role.LEAD, ())
        if Role.COORDINATING not in draft.parts and _COORDINATING.search(joined_text(lead)):
            # No column for those who take part: the cell of the lead names them, and says so.
            lead, parts = (), (*parts, *lead)
        bodies = self._read_agencies(lead), self._read_agencies(draft.parts.get(Role.COORDINATING, ()))
        if not joined_text(parts):
            return bodies if Role.COORDINATING in draft.parts else _by_role(bodies[0])
        first, rest = self._divided(parts)
        return (*bodies[0], *first), (*bodies[1], *rest)

    def _divided(self, parts: Sequence[Part]) -> tuple[tuple[AgencyPhrase, ...], tuple[AgencyPhrase, ...]]:
        """Return who leads and who takes part, of a cell that names both."""
        text = joined_text(parts)
        mark = _COORDINATING.search(text)
        if mark is None and text.count("/") == 1 and " " in text.split("/")[0].strip():
            first, rest = text.split("/")
            return self._read_agencies(parts, first), self._read_agencies(parts, rest)
        if mark is not None:
            first, rest = _LEADING.sub("", text[: mark.start()]), text[mark.end() :]
            leading = _LEADING.search(rest)  # "Phối hợp: …; Chủ trì: …"
            if not first.strip(" ;,.-\n") and leading:
                first, rest = rest[leading.end() :], rest[: leading.start()]
            first = re.sub(r"\s*(?:chủ trì)?\s*[,;.]*\s*\Z", "", first, flags=re.IGNORECASE)
            return self._read_agencies(parts, first), self._read_agencies(parts, rest)
        bodies = self._read_agencies(parts, _LEADING.sub("", text))
        if len(bodies) > 1:
            self.findings.append(Finding("PL008", Severity.WARNING, parts[0].place, squeeze(text)))
        return bodies[:1], bodies[1:]


def _by_role(bodies: tuple[AgencyPhrase, ...]) -> tuple[tuple[AgencyPhrase, ...], tuple[AgencyPhrase, ...]]:
    """Return who leads and who takes part where the cell says it behind each name: "Phòng A (phối hợp)"."""
    parts = [body for body in bodies if (body.role or "").lower().startswith("phối hợp")]
    return tuple(body for body in bodies if body not in parts), tuple(parts)


def _stand_listed(text: str, deadlines: Sequence[Deadline]) -> bool:
    """Say whether the deadlines of a cell stand on lines of their own or behind semicolons."""
    gaps = (text[above.until : below.at] for above, below in itertools.pairwise(deadlines))
    return all(re.search(r"[\n;]|\.\s*-", gap) for gap in gaps)


def _with_dashes(text: str) -> str:
    """Return an agency cell with the dashes of names that a converter took for bullets put back.

    "Phòng Tài chính" / "- Kế hoạch" is one name: the second line names no body, and the first is not closed though it
    is no item of a list, or though the second is. The length stays, so that spans hold.
    """
    lines = text.split("\n")
    joined = lines[0]
    for above, line in itertools.pairwise(lines):
        broken = line.startswith("- ") and not above.rstrip().endswith((".", ";", ":", ","))
        in_list = above.startswith("- ")
        if broken and (not in_list or line.rstrip().endswith((".", ";"))) and parse_agencies(line).findings:
            joined += " " + line
        else:
            joined += "\n" + line
    return joined


def _note(draft: RowDraft) -> str | None:
    """Return the words of the note column, and of columns whose meaning is unknown behind their headers."""
    notes = [squeeze(draft.text(Role.NOTE))]
    notes += [f"{squeeze(title)}: {squeeze(part.text)}" for title, part in draft.notes]
    return "; ".join(note for note in notes if note) or None
