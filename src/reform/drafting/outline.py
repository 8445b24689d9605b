"""Sections and groups of a draft: which headings open which, and where numbered lines without a heading belong.

Owns: the two levels of headings that a form has. Does not: know lines (``lines``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.reports import BlankLine

__all__ = ["DraftGroup", "DraftSection", "outline_of"]

UNNAMED = "Chỉ tiêu"


@dataclass(slots=True)
class DraftGroup:
    """A group: its label, and the lines below it by their index in the annex."""

    label: str
    heading: int | None  # index of the heading in the annex; None: it has none of its own
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class DraftSection:
    """A section: its label and groups."""

    label: str
    heading: int | None
    groups: list[DraftGroup] = field(default_factory=list)


def outline_of(lines: Sequence[BlankLine], headings: set[int]) -> list[DraftSection]:
    """Return the sections of an annex; those that hold nothing are left out.

    Args:
        lines: The lines of the annex.
        headings: Indexes of those that have no figure of their own.
    """
    top = min((lines[at].depth for at in headings), default=0)
    found: list[DraftSection] = []
    inside = 0  # depth of the heading of the group; 0: the group has none
    for at, line in enumerate(lines):
        if at in headings and line.depth <= top:
            found.append(DraftSection(line.label, at))
            inside = 0
        elif at in headings:
            _section(found).groups.append(DraftGroup(line.label, at))
            inside = line.depth
        elif not line.is_part:
            inside = _place(_section(found), line, at, inside)
    for section in found:
        section.groups = [group for group in section.groups if group.lines]
    return [section for section in found if section.groups]


def _section(found: list[DraftSection]) -> DraftSection:
    if not found:
        found.append(DraftSection(UNNAMED, None))
    return found[-1]


def _place(section: DraftSection, line: BlankLine, at: int, inside: int) -> int:
    """Put a line into its group; return the depth of the heading that goes on holding."""
    if inside and line.depth <= inside:  # it stands beside the headings of groups
        inside = 0
        section.groups.append(_own_group(section, line))
    elif not section.groups or (line.has_children and not inside):
        section.groups.append(_own_group(section, line))
    section.groups[-1].lines.append(at)
    return inside


def _own_group(section: DraftSection, line: BlankLine) -> DraftGroup:
    """Return a group without a heading: of a line with numbered ones below it, or of the section's lines."""
    return DraftGroup(line.label if line.has_children else section.label, None)
