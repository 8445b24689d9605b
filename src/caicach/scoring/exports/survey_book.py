"""The results from outside of a round as a workbook to fill in and take back (``imports.surveys``).

Owns: its columns, what each cell says, the stamp by which the file is known.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from caicach.scoring.constants import SURVEY_COLUMNS
from caicach.scoring.mapping import claimed_cell
from caicach.scoring.selectors.surveys import Outside, Survey
from vanban.writing import Sheet, SheetColumn, Value, file_name, layout_on, write_xlsx

__all__ = ["survey_book_name", "write_survey_book"]

_STAMP = "Kết quả khảo sát của đợt %(uid)s; bộ %(digest)s"
_WIDTHS = (34, 8, 46, 34, 10, 12, 12, 40, 10, 8)


def survey_book_name(survey: Survey) -> str:
    """Return the name of the file: "Ket-qua-khao-sat-2026.xlsx"."""
    return file_name("Ket qua khao sat", str(survey.round.year), ending="xlsx")


def write_survey_book(survey: Survey, *, today: date, now: datetime) -> bytes:
    """Return the workbook: one row for each sub-criterion of each agency that can be entered now."""
    page = Sheet(
        name="Kết quả",
        title=(survey.round.title, _STAMP % {"uid": survey.round.uid, "digest": survey.digest}),
        columns=tuple(SheetColumn(title, width) for title, width in zip(SURVEY_COLUMNS, _WIDTHS, strict=True)),
        rows=tuple(_row(one) for one in survey.rows if one.stage is not None),
        notes=(
            _("Chỉ điền “Kết quả”, “Số phiếu hợp lệ”, “Nguồn”; để trống kết quả thì giữ như đang có."),
            _("Không sửa cột “Mã”. Xếp lại dòng được, nhưng xếp cả bảng chứ không xếp riêng một cột."),
        ),
    )
    return write_xlsx([page], layout_on(today), written_at=now, author=survey.round.standing_body.current_name)


def _row(one: Outside) -> tuple[Value, ...]:
    score = one.score
    return (
        one.key,
        one.leaf.number,
        one.leaf.label,
        one.assessment.agency.current_name,
        one.leaf.rule.unit,
        claimed_cell(one.leaf, score),
        score.sample_size,
        score.source_note,
        score.standing,
        score.revision,
    )
