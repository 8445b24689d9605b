"""How an official document is laid out: paper, margins, letters, by date.

Owns: the figures of the decrees. Does not: write files (``docx``, ``xlsx``).
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I (paper, margins, letters, page numbers) and phần II (components).
The decree leaves the size of letters inside tables open; those figures are the house's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["LAYOUTS", "Layout", "Span", "layout_on"]


@dataclass(frozen=True, slots=True)
class Span:
    """What a decree leaves to the writer: from ``least`` to ``most``, and what is taken here."""

    least: float
    most: float
    chosen: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout in force from a day on; ``_mm`` are millimetres, ``_pt`` points."""

    valid_from: date
    basis: str  # the text that says so
    font: str
    paper_mm: tuple[float, float]  # width and height of the upright sheet
    top_mm: Span
    bottom_mm: Span
    left_mm: Span
    right_mm: Span
    page_number_pt: Span  # centred in the top margin, not shown on the first page
    state_pt: Span  # "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto_pt: Span  # "Độc lập - Tự do - Hạnh phúc"
    body_name_pt: Span  # names of the issuing body and of the one above it
    number_pt: Span  # "Số: …"
    place_and_date_pt: Span
    kind_pt: Span  # "BÁO CÁO", "PHỤ LỤC"
    subject_pt: Span
    text_pt: Span
    indent_mm: Span  # of a paragraph's first line
    gap_pt: Span  # between paragraphs
    sign_pt: Span
    recipients_head_pt: Span  # "Nơi nhận:"
    recipients_pt: Span
    table_pt: tuple[tuple[int, float], ...]  # (up to so many columns, size), the widest last

    @property
    def footnote_pt(self) -> float:
        """The size of footnotes: that of the smallest letters that the decree knows in a text."""
        return self.recipients_pt.chosen

    def text_width_mm(self, *, is_landscape: bool) -> float:
        """Return the width between the margins."""
        return self.paper_mm[1 if is_landscape else 0] - self.left_mm.chosen - self.right_mm.chosen

    def table_size_pt(self, columns: int) -> float:
        """Return the size of letters in a table of ``columns`` columns."""
        return next((size for most, size in self.table_pt if columns <= most), self.table_pt[-1][1])


# A dated row for each decree; a later one is added, none is changed.
LAYOUTS = (
    Layout(
        valid_from=date(2020, 3, 5),
        basis="Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, Phụ lục I",
        font="Times New Roman",
        paper_mm=(210, 297),
        top_mm=Span(20, 25, 20),
        bottom_mm=Span(20, 25, 20),
        left_mm=Span(30, 35, 30),
        right_mm=Span(15, 20, 15),
        page_number_pt=Span(13, 14, 13),
        state_pt=Span(12, 13, 12),
        motto_pt=Span(13, 14, 13),
        body_name_pt=Span(12, 13, 12),
        number_pt=Span(13, 13, 13),
        place_and_date_pt=Span(13, 14, 13),
        kind_pt=Span(13, 14, 14),
        subject_pt=Span(13, 14, 13),
        text_pt=Span(13, 14, 13),
        indent_mm=Span(10, 12.7, 10),
        gap_pt=Span(6, 12, 6),
        sign_pt=Span(13, 14, 13),
        recipients_head_pt=Span(12, 12, 12),
        recipients_pt=Span(11, 11, 11),
        table_pt=((7, 12), (9, 11), (99, 10)),
    ),
)


def layout_on(day: date, layouts: Sequence[Layout] = LAYOUTS) -> Layout:
    """Return the layout in force on ``day``; a day before the first one known gets that one."""
    known = [layout for layout in layouts if layout.valid_from <= day]
    return max(known or layouts[:1], key=lambda layout: layout.valid_from)
