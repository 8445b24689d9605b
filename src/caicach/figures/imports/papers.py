"""A report that came as a document, offered as figures: what was matched, where it stands, what the report claims.

Owns: the result of reading as JSON, and the proposal that it is. Does not: read documents (``vanban.reports``) or match
lines (``reform.forms``).
"""

import json
from typing import Any

from django.utils.translation import gettext as _

from caicach.figures.imports.proposal import Proposal, Proposed, Refused
from caicach.figures.mapping import figure_of_text
from caicach.web.errors import BadInput
from reform.forms.sheets import CellKind, Sheet

__all__ = ["read_paper"]


def read_paper(result: str, sheet: Sheet) -> Proposal:
    """Return what a document that was read says of the cells of ``sheet``.

    Raises:
        BadInput: it was not read yet, or nothing in it belongs to the form.
    """
    if not result:
        raise BadInput(_("Báo cáo đang được đọc. Chờ xong rồi mở lại trang này."))
    read: dict[str, Any] = json.loads(result)
    rows = {str(row.cell): row for row in sheet.rows}
    cells, refused = [], [Refused(**one) for one in read["refused"]]
    for one in read["cells"]:
        row = rows.get(one["cell"])
        if row is None or row.kind is not CellKind.TYPED:
            continue  # a line that this level does not type: declared totals are compared, not taken
        figure = figure_of_text(one["figure"], row.line)
        doubtful = bool(one["is_approx"] or one["doubts"])
        cells.append(Proposed(row.cell, figure, one["place"], one["said"], tuple(one["doubts"]), is_doubtful=doubtful))
    if not cells and not refused:
        raise BadInput(
            _("Không thấy dòng số liệu nào của biểu trong văn bản này. Chọn báo cáo có kèm phụ lục số liệu.")
        )
    return Proposal(tuple(cells), tuple(refused), tuple(read["remarks"]))
