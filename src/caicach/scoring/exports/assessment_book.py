"""The self-scoring of an agency as a workbook to fill offline and take back (``imports.assessment_book``).

Owns: its columns, what each cell says, the stamp by which the file is known.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from caicach.scoring.constants import BOOK_COLUMNS, LeftOut
from caicach.scoring.mapping import NO, YES, claimed_cell
from caicach.scoring.models import Score
from caicach.scoring.selectors.assessments import Sheet as Assessed
from reform.index import ScoringKind, SubCriterion
from vanban.writing import Sheet, SheetColumn, Value, file_name, layout_on, write_xlsx

__all__ = ["book_name", "write_book"]

_STAMP = "Phiếu %(uid)s; bộ %(fingerprint)s"
_WIDTHS = (26, 7, 44, 8, 52, 30, 36, 10, 8)
_LONGEST = 400  # letters of a method in a cell


def book_name(sheet: Assessed) -> str:
    """Return the name of the file: "Phieu-cham-UBND-xa-Suoi-Nhan-2026.xlsx"."""
    agency, year = sheet.assessment.agency.current_name, str(sheet.assessment.round.year)
    return file_name("Phieu cham", agency, year, ending="xlsx")


def write_book(sheet: Assessed, *, today: date, now: datetime) -> bytes:
    """Return the workbook: one row for each sub-criterion that the agency scores, with what stands there."""
    assessment = sheet.assessment
    asked = [leaf for leaf in sheet.own_leaves if sheet.scores[leaf.key].left_out != LeftOut.APPROVED]
    stamp = {"uid": assessment.uid, "fingerprint": assessment.round_set.set_version.fingerprint}
    page = Sheet(
        name="Tự chấm",
        title=(f"{assessment.agency.current_name}: {assessment.round.title}", _STAMP % stamp),
        columns=tuple(SheetColumn(title, width) for title, width in zip(BOOK_COLUMNS, _WIDTHS, strict=True)),
        rows=tuple(_row(leaf, sheet.scores[leaf.key]) for leaf in asked),
        notes=(
            _("Chỉ điền cột “Giá trị tự chấm” và “Giải trình”; ô để trống thì giữ như đang có. Không sửa cột “Mã”."),
        ),
    )
    return write_xlsx([page], layout_on(today), written_at=now, author=assessment.agency.current_name)


def _row(leaf: SubCriterion, score: Score) -> tuple[Value, ...]:
    return (
        leaf.key,
        leaf.number,
        leaf.label,
        leaf.points,
        _method(leaf),
        claimed_cell(leaf, score),
        score.claim_note,
        score.proposed,
        score.revision,
    )


def _method(leaf: SubCriterion) -> str:
    """Return how it is scored, with the words that may be written."""
    if leaf.rule.kind is ScoringKind.YES_NO:
        return f"{YES} / {NO}. {leaf.method}"[:_LONGEST]
    if leaf.rule.kind is ScoringKind.CHOICE:
        return " / ".join(option.label for option in leaf.rule.options)[:_LONGEST]
    return f"{leaf.rule.unit}: {leaf.method}"[:_LONGEST] if leaf.rule.unit else leaf.method[:_LONGEST]
