"""Taking a filled workbook back: what it would change, before anything is saved."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.forms.claims import BookForm
from caicach.scoring.imports.assessment_book import BookDiff, BookLine
from caicach.scoring.mapping import claimed_cell
from caicach.scoring.models import Score
from caicach.scoring.pages.assessment.frame import Frame, Rights, frame_of, said_points
from caicach.scoring.selectors.assessments import Sheet
from caicach.ui.notation import number_text
from reform.index import SubCriterion

__all__ = ["BookPage", "ChangeRow", "book_page"]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One claim that would change."""

    key: str
    label: str
    old: str
    old_points: str
    new: str
    new_points: str
    note: str
    text: str
    revision: str
    is_newer: bool


@dataclass(frozen=True, slots=True)
class BookPage:
    """The page."""

    frame: Frame
    title: str
    lead: str
    form: BookForm
    error: str
    rows: tuple[ChangeRow, ...]
    refused: tuple[str, ...]
    is_read: bool
    url: str
    take_url: str
    download_url: str
    back_url: str


def book_page(
    sheet: Sheet, rights: Rights, *, today: date, form: BookForm, diff: BookDiff | None = None, error: str = ""
) -> BookPage:
    """Return the page; ``diff`` is None before a workbook was read."""

    def address(name: str) -> str:
        return reverse(f"scoring:{name}", args=[sheet.assessment.uid])

    return BookPage(
        frame=frame_of(sheet, rights, today=today),
        title=_("Chấm bằng tệp XLSX"),
        lead=_lead(diff),
        form=form,
        error=error,
        rows=tuple(map(_row, diff.lines)) if diff else (),
        refused=diff.refused if diff else (),
        is_read=diff is not None,
        url=address("book-in"),
        take_url=address("book-take"),
        download_url=address("book"),
        back_url=address("sheet"),
    )


def _lead(diff: BookDiff | None) -> str:
    if diff is None:
        return _("Tải phiếu về, điền khi không có mạng, nạp lại; chưa có gì được lưu trước khi bạn đồng ý.")
    words = {"lines": number_text(len(diff.lines)), "refused": number_text(len(diff.refused))}
    return _("%(lines)s tiêu chí thay đổi, %(refused)s dòng không nhận") % words


def _row(line: BookLine) -> ChangeRow:
    return ChangeRow(
        key=line.leaf.key,
        label=f"{line.leaf.number} {line.leaf.label}",
        old=_said(line.leaf, line.score),
        old_points=said_points(line.score.claimed),
        new=line.text,
        new_points=said_points(line.points),
        note=line.note,
        text=line.text,
        revision=str(line.score.revision),
        is_newer=line.is_newer,
    )


def _said(leaf: SubCriterion, score: Score) -> str:
    value = claimed_cell(leaf, score)
    return _("chưa chấm") if value is None else str(value).replace(".", ",") if not isinstance(value, str) else value
