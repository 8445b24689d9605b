"""Tables as CSV, for programs: a point before the fraction, no grouping."""

import csv
import io
from collections.abc import Iterable, Sequence

from vanban.writing.sheet_cells import Value

__all__ = ["write_csv"]

_FORMULAS = ("=", "+", "-", "@", "\t")  # what a spreadsheet takes for the beginning of one


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a table as CSV: UTF-8 with the mark that Excel asks for, a comma between columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _safe(value: Value) -> str:
    """Return a value as CSV holds it; a text that a spreadsheet would take for a formula is marked as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULAS) else value
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)
