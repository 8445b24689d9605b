"""A table under the name of a body: "A. Sở Tư pháp", "Nhiệm vụ của Văn phòng UBND tỉnh" say who leads its rows.

Owns: taking the lead from the heading. Does not: overrule a column of leads.
"""

import re
from dataclasses import replace

from vanban.language.agencies import AgencyPhrase, parse_agencies
from vanban.language.area_titles import OTHER, area_code
from vanban.plans.columns import Role
from vanban.plans.model import Task

__all__ = ["with_lead_of"]

_FRONT = re.compile(
    r"\A(?:(?:các\s+)?(?:nhiệm vụ|công việc|phần việc)(?:\s+(?:cụ thể|được giao))?\s+)?"
    r"(?:(?:thuộc\s+)?trách nhiệm\s+)?(?:của|do|giao(?:\s+cho)?|đối với)\s+",
    re.IGNORECASE,
)
_BACK = re.compile(r",?\s+(?:chủ trì(?:\s+(?:thực hiện|tham mưu))?|thực hiện|tham mưu)\s*\Z", re.IGNORECASE)

_NO_BODY = re.compile(r"\APhòng,? chống", re.IGNORECASE)  # "Phòng, chống tham nhũng" is work


def with_lead_of(title: str, tasks: tuple[Task, ...], columns: tuple[str, ...]) -> tuple[Task, ...]:
    """Return the tasks led by the bodies that ``title`` names alone, where no column says who leads.

    Args:
        title: The heading over the table.
        tasks: The tasks of the table.
        columns: What its columns hold, by the contract's names.
    """
    lead = () if Role.LEAD in columns else _named(title)
    if not lead:
        return tasks
    return tuple(
        replace(task, rows=tuple(row if row.lead else replace(row, lead=lead) for row in task.rows)) for task in tasks
    )


def _named(title: str) -> tuple[AgencyPhrase, ...]:
    """Return the bodies that are all of a title; nothing where a word of it is no body's."""
    if area_code(title) != OTHER or _NO_BODY.match(title) or (title.isupper() and "," in title):
        return ()
    reading = parse_agencies(_BACK.sub("", _FRONT.sub("", title)))
    return () if reading.findings or any(body.kind == "related" for body in reading.value) else reading.value
