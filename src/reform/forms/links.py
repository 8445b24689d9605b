"""Reading how the cells of earlier versions are tied to the cells of a form.

``earlier``: ``{from, links: [{cell, to, quality, note}]}``, one for each earlier version.
"""

from collections.abc import Iterator

from reform.definitions import Problems
from reform.forms.annexes import wrong_cell
from reform.forms.model import Crosswalk, Form, Link, Quality
from reform.forms.parts import Parts, Table

__all__ = ["check_crosswalks", "read_crosswalks"]


def read_crosswalks(table: Table, parts: Parts) -> tuple[Crosswalk, ...]:
    """Return how figures of earlier versions are carried."""
    return tuple(
        Crosswalk(parts.text(row, "from", "earlier"), tuple(_links(row, parts)))
        for row in parts.rows(table, "earlier", "form")
    )


def _links(row: Table, parts: Parts) -> Iterator[Link]:
    for at, one in enumerate(parts.rows(row, "links", "earlier", must=True), start=1):
        place = f"earlier {at}"
        cell = parts.cell(one, "cell", place)
        if cell is None:
            parts.text(one, "cell", place)
            continue
        target, quality = parts.cell(one, "to", place), one.get("quality", "same" if one.get("to") else "none")
        yield Link(cell, target, parts.word(Quality, quality, place, "quality"), parts.text_or(one, "note", place))


def check_crosswalks(form: Form, problems: Problems) -> None:
    """Tell ``problems`` of targets that are not in the form."""
    for crosswalk in form.crosswalks:
        for link in crosswalk.links:
            for code, params in wrong_cell(form, link.target) if link.target is not None else ():
                problems.add(code, f"earlier {link.cell}", **params)
