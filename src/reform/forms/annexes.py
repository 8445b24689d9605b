"""The printed annex of a form, row by row: reading it from the definition, and checking that its cells are there.

``crosswalk``: rows ``{at, code, label, path, to, quality, answers}``, every printed row once, headings without ``to``;
``path`` are the labels below the row that has the code, with " / " between them.
Owns: the shape of ``crosswalk`` in a form's YAML. Does not: print it (``paper``) or match documents with it
(``reform.drafting``).
"""

from collections.abc import Iterator

from reform.definitions import Problems
from reform.forms.model import AnnexRow, Form, Quality
from reform.forms.parts import Parts, Table
from reform.forms.tree import Cell

__all__ = ["check_annex", "read_annex", "wrong_cell"]

PATH = " / "  # between the labels of a path
Wrong = tuple[str, dict[str, object]]  # code of a problem, its parameters


def read_annex(table: Table, parts: Parts) -> tuple[AnnexRow, ...]:
    """Return the rows of a form's ``annex``, in order; what cannot be read is told."""
    return tuple(_row(row, at, parts) for at, row in enumerate(parts.rows(table, "crosswalk", "form"), start=1))


def _row(row: Table, at: int, parts: Parts) -> AnnexRow:
    place = f"crosswalk {at}"
    if row.get("at") != at:
        parts.problems.add("FM007", place, number=row.get("at"), wanted=at)
    target = parts.cell(row, "to", place)
    path = parts.text_or(row, "path", place)
    return AnnexRow(
        order=at,
        code=parts.text_or(row, "code", place),
        label=parts.text_or(row, "label", place) if row.get("to") else parts.text(row, "label", place),
        path=tuple(path.split(PATH)) if path else (),
        target=target,
        quality=parts.word(Quality, row.get("quality", "same"), place, "quality"),
        answers=parts.words(row, "answers", place),
    )


def check_annex(form: Form, problems: Problems) -> None:
    """Tell ``problems`` of rows whose line or member the form does not have, and of cells that are printed twice."""
    seen: set[Cell] = set()
    for row in form.annex:
        place = f"crosswalk {row.order}"
        for code, params in _wrong(form, row):
            problems.add(code, place, **params)
        if row.target is not None and row.target in seen:
            problems.add("FM005", place)
        seen |= {row.target} if row.target is not None else set()


def _wrong(form: Form, row: AnnexRow) -> Iterator[Wrong]:
    if row.target is None:
        return
    yield from wrong_cell(form, row.target)
    line = form.by_key().get(row.target.key)
    words = line.choice.words if line is not None and line.choice else {}
    for word in row.answers.values():
        if word not in words:
            yield "FM004", {"what": "answers", "name": word}


def wrong_cell(form: Form, cell: Cell) -> Iterator[Wrong]:
    """Yield what is wrong with a cell that is named: codes of problems with their parameters."""
    line = form.by_key().get(cell.key)
    if line is None:
        yield "FM009", {"name": cell.key}
        return
    for dimension, member in cell.members:
        known = form.dimensions.get(dimension)
        if dimension not in line.by or known is None or member not in known.members:
            yield "FM014", {"cell": cell}
