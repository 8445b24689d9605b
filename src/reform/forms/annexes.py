"""The printed annex of a form, row by row: reading it from the definition, and checking that its cells are there.

Owns: the shape of ``annex`` in a form's YAML. Does not: print it (``paper``) or match documents with it
(``reform.drafting``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reform.forms.model import AnnexRow, Form, Quality
from reform.forms.parsing import FormulaError, parse_formula
from reform.forms.problems import Problems
from reform.forms.tree import Cell

__all__ = ["check_annex", "read_annex"]

PATH = " / "  # between the labels of a path


def read_annex(rows: Sequence[Mapping[str, Any]], problems: Problems) -> tuple[AnnexRow, ...]:
    """Return the rows of a form's ``annex``, in order; what cannot be read is told ``problems``."""
    return tuple(_row(row, at, problems) for at, row in enumerate(rows, start=1))


def _row(row: Mapping[str, Any], at: int, problems: Problems) -> AnnexRow:
    place = f"annex {at}"
    if row.get("at") != at:
        problems.add("FM007", place, number=row.get("at"), wanted=at)
    path = tuple(str(row["path"]).split(PATH)) if row.get("path") else ()
    cell = _cell(row["to"], place, problems) if row.get("to") else None
    label = str(row.get("label") or "")
    if cell is None and not label:
        problems.add("FM002", place, name="label")
    quality = Quality.SAME if row.get("quality") is None else _quality(str(row["quality"]), place, problems)
    answers = {str(number): str(word) for number, word in (row.get("answers") or {}).items()}
    return AnnexRow(at, str(row.get("code") or ""), label, path, cell, quality, answers)


def _quality(word: str, place: str, problems: Problems) -> Quality:
    try:
        return Quality(word)
    except ValueError:
        problems.add("FM004", place, what="quality", name=word)
        return Quality.NONE


def _cell(text: object, place: str, problems: Problems) -> Cell | None:
    try:
        node = parse_formula(str(text))
    except FormulaError as error:
        problems.add("FM003", place, said=str(error).rstrip("."))
        return None
    if not isinstance(node, Cell):
        problems.add("FM009", place, name=text)
        return None
    return node


def check_annex(form: Form, problems: Problems) -> None:
    """Tell ``problems`` of rows whose line or member the form does not have, and of cells that are printed twice."""
    seen: set[Cell] = set()
    for row in form.annex:
        place = f"annex {row.order}"
        for code, params in _wrong(form, row):
            problems.add(code, place, **params)
        if row.target is not None and row.target in seen:
            problems.add("FM005", place)
        seen |= {row.target} if row.target is not None else set()


def _wrong(form: Form, row: AnnexRow) -> Iterator[tuple[str, dict[str, object]]]:
    if row.target is None:
        return
    line = form.by_key().get(row.target.key)
    if line is None:
        yield "FM009", {"name": row.target.key}
        return
    for dimension, member in row.target.members:
        if dimension not in line.by or member not in form.dimensions[dimension].members:
            yield "FM014", {"cell": row.target}
    words = line.choice.words if line.choice else {}
    yield from (("FM004", {"what": "answers", "name": word}) for word in row.answers.values() if word not in words)
