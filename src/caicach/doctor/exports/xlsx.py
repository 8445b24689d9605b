"""The findings as a workbook: one row each, to be worked off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caicach.doctor.exports.docx import AUTHOR
from caicach.doctor.mapping.result import Found
from caicach.doctor.mapping.words import headline, severity_words, where_words
from caicach.doctor.selectors import Sorted
from caicach.ui.sentences import in_language
from caicach.web import clock
from vanban.writing import Sheet, SheetColumn, layout_on, write_xlsx

__all__ = ["listed"]


def listed(
    result: Mapping[str, Any],
    decided: Sorted,
    *,
    file_name: str,
    written_at: datetime,
) -> bytes:
    """Return the XLSX file, with what was decided on each finding."""
    sheet = Sheet(
        name=_("Phát hiện"),
        title=(_("Kiểm tra văn bản: %(name)s") % {"name": file_name}, headline(decided.found)),
        columns=(
            SheetColumn(_("Số"), 6),
            SheetColumn(_("Mức"), 11),
            SheetColumn(_("Mã"), 8),
            SheetColumn(_("Chỗ"), 26),
            SheetColumn(_("Phát hiện"), 28),
            SheetColumn(_("Giải thích"), 44),
            SheetColumn(_("Lời văn bản"), 32),
            SheetColumn(_("Sửa thành"), 22),
            SheetColumn(_("Đã xử lý"), 26),
        ),
        rows=tuple(
            (
                one.number,
                severity_words(one.severity),
                one.code,
                where_words(one.where),
                one.title,
                in_language(one.message),
                one.evidence,
                one.fix or "; ".join(dict.fromkeys(edit["new"] for edit in one.edits)),
                _decided(one, decided),
            )
            for one in decided.found
        ),
        notes=(_("%(count)s quy tắc đã chạy.") % {"count": result["rules"]},),
    )
    return write_xlsx([sheet], layout_on(clock.local_date(written_at)), written_at=written_at, author=AUTHOR)


def _decided(one: Found, decided: Sorted) -> str:
    if decided.is_fixed(one):
        return _("Đã sửa")
    dismissal = decided.dismissals.get(one.key)
    return _("Bỏ qua: %(reason)s") % {"reason": dismissal.reason} if dismissal else ""
