"""Who accepts what an agency hands in.

Owns: the order monitor, area's lead body, standing body, body above; and monitors by level. Does not: know any agency:
ids in, id out.
"""

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from vanban.text.forms import squeeze

__all__ = ["AcceptorProposal", "Monitor", "monitors_for", "propose_acceptor", "watched_levels"]

Body = TypeVar("Body", bound=Hashable)

_LEVELS = (
    ("province", re.compile(r"\b(?:cấp tỉnh|(?:các )?sở|ban, ngành)\b")),
    ("district", re.compile(r"\b(?:cấp huyện|các huyện|quận|thị xã)\b")),
    ("commune", re.compile(r"\b(?:cấp xã|các xã|phường|đặc khu)\b")),
)


@dataclass(frozen=True, slots=True)
class Monitor(Generic[Body]):
    """A body of the monitoring column with the words after its colon."""

    agency: Body
    role: str | None = None  # "theo dõi cấp huyện"; None: every level


@dataclass(frozen=True, slots=True)
class AcceptorProposal(Generic[Body]):
    """Who accepts, why, and whether someone nearer was passed over because it is the lead itself."""

    agency: Body | None  # None: nobody is left, a person must choose
    rule_id: str  # AC010 monitor, AC020 area, AC030 standing body, AC040 body above, AC090 nobody
    stepped_up: bool  # marked on the page: the lead would have accepted itself


def watched_levels(role: str | None) -> tuple[str, ...]:
    """Return which levels (province, district, commune) a monitor's role names, in that order; empty: it names none."""
    words = squeeze(role or "").lower()
    return tuple(level for level, pattern in _LEVELS if pattern.search(words))


def monitors_for(monitors: Iterable[Monitor[Body]], lead_level: str) -> tuple[Body, ...]:
    """Return the monitors that watch a lead of ``lead_level``, in their order.

    "Sở Tư pháp: theo dõi cấp huyện; UBND cấp huyện: theo dõi cấp xã" gives each lead the monitor of its own level;
    "theo dõi cấp huyện, cấp xã" watches both. A monitor whose role names no level watches all.

    Args:
        monitors: Of the row, groups already replaced by the member that concerns this lead.
        lead_level: ``province`` (departments too), ``district`` or ``commune``.
    """
    levels = [(monitor, watched_levels(monitor.role)) for monitor in monitors]
    return tuple(monitor.agency for monitor, named in levels if not named or lead_level in named)


def propose_acceptor(
    monitors: Sequence[Body],
    area_lead: Body | None,
    standing: Body | None,
    lead: Body,
    *,
    above: Body | None = None,
) -> AcceptorProposal[Body]:
    """Return who accepts what ``lead`` hands in: the first of the chain that is not the lead itself.

    Args:
        monitors: The row's monitors for this lead (``monitors_for``); may be empty.
        area_lead: The lead body of the area, if any.
        standing: The standing body of the plan, if any.
        lead: Who owes.
        above: The body above the standing body: the issuer of the plan, or the lead's parent.
    """
    chain = [*((body, "AC010") for body in monitors), (area_lead, "AC020"), (standing, "AC030"), (above, "AC040")]
    stepped_up = False
    for body, rule_id in chain:
        if body is not None and body != lead:
            return AcceptorProposal(body, rule_id, stepped_up)
        stepped_up = stepped_up or body == lead
    return AcceptorProposal(None, "AC090", stepped_up)
