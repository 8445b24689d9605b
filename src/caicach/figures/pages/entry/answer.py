"""What the script of the page gets after a save: the figures of every row as they stand now."""

from collections.abc import Iterable
from typing import Any

from caicach.figures.pages.entry.rows import EntryGroup, EntryRow

__all__ = ["rows_answered"]


def rows_answered(groups: Iterable[EntryGroup]) -> dict[str, dict[str, Any]]:
    """Return the rows of a section by their ids: what is shown, what stands in a field, how it changed."""
    return {row.id: _row(row) for group in groups for row in group.rows}


def _row(row: EntryRow) -> dict[str, Any]:
    shown = {"now": row.now.text, "title": row.now.title, "change": row.change, "state": row.state, "tone": row.tone}
    if not row.is_typed:
        return shown
    return shown | {"name": row.name, "typed": row.typed, "seen": row.seen, "reason": row.reason}
