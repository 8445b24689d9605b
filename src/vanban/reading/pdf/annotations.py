"""What programs lay over a finished page as annotations: words typed into it, marks of signatures.

Owns: drawing the appearance of those annotations that are part of the paper. Does not: show comments, links or
highlighting, which are not. Source: ISO 32000-1, 12.5.5 (appearance streams), 12.5.6 (types of annotations).

Offices write the number and the date into a PDF that way when it is signed; a printed copy shows them.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_rect, mult_matrix

from vanban.reading.pdf.device import Device, Matrix

__all__ = ["draw_annotations"]

_MOST = 200  # of a page
_UNSEEN = 1 << 1 | 1 << 5  # flags: hidden, not shown
_WORDS = {"FreeText", "Tx", "Ch"}  # typed into the page, or into the fields of a form
_LAID_OVER = {"Stamp", "Watermark", "Sig"}


def draw_annotations(page: PDFPage, device: Device, interpreter: PDFPageInterpreter) -> None:
    """Draw the annotations of a page that its print shows; a damaged one is left out."""
    for annotation in islice(_annotations(page), _MOST):
        with suppress(TypeError, ValueError, KeyError, AttributeError, IndexError, AssertionError):
            _draw(annotation, device, interpreter)


def _annotations(page: PDFPage) -> Iterator[Mapping[str, Any]]:
    entries = resolve1(page.annots)
    for entry in entries if isinstance(entries, list) else ():
        annotation = resolve1(entry)
        if isinstance(annotation, dict):
            yield annotation


def _draw(annotation: Mapping[str, Any], device: Device, interpreter: PDFPageInterpreter) -> None:
    kind = _kind(annotation)
    flags = resolve1(annotation.get("F", 0))
    form = _appearance(annotation)
    if kind not in _WORDS | _LAID_OVER or form is None or (isinstance(flags, int) and flags & _UNSEEN):
        return
    box = [float(resolve1(number)) for number in resolve1(form["BBox"])]
    own = tuple(float(resolve1(number)) for number in resolve1(form.get("Matrix", [1, 0, 0, 1, 0, 0])))
    place = [float(resolve1(number)) for number in resolve1(annotation["Rect"])]
    shown: Matrix = mult_matrix(mult_matrix(own, _onto(apply_matrix_rect(own, box), place)), device.page_matrix)  # type: ignore[arg-type]
    resources = resolve1(form.get("Resources")) or {}
    with device.annotation(laid_over=kind in _LAID_OVER):
        interpreter.subinterp().render_contents(resources, [form], ctm=shown)


def _kind(annotation: Mapping[str, Any]) -> str:
    """Return the kind of an annotation, of a form's field the kind of field."""
    kind = literal_name(resolve1(annotation.get("Subtype")))
    if kind != "Widget":
        return kind
    field = annotation
    for _ in range(8):
        if "FT" in field:
            return literal_name(resolve1(field["FT"]))
        field = resolve1(field.get("Parent")) or {}
    return ""


def _appearance(annotation: Mapping[str, Any]) -> PDFStream | None:
    found = resolve1((resolve1(annotation.get("AP")) or {}).get("N"))
    if isinstance(found, dict):
        found = resolve1(found.get(literal_name(resolve1(annotation.get("AS")))))
    return found if isinstance(found, PDFStream) else None


def _onto(box: tuple[float, float, float, float], place: list[float]) -> Matrix:
    """Return the matrix that lays a box onto its place on the page."""
    x0, y0, x1, y1 = min(place[0], place[2]), min(place[1], place[3]), max(place[0], place[2]), max(place[1], place[3])
    wide = (x1 - x0) / (box[2] - box[0]) if box[2] > box[0] else 1.0
    high = (y1 - y0) / (box[3] - box[1]) if box[3] > box[1] else 1.0
    return wide, 0, 0, high, x0 - box[0] * wide, y0 - box[1] * high
