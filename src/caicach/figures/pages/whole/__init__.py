"""The pages of a whole: what they show, as values."""

from caicach.figures.pages.whole.cell import CellBelow, CellPage, cell_page
from caicach.figures.pages.whole.changes import ChangesPage, PreviewPage, changes_page, preview_page
from caicach.figures.pages.whole.matrix import MatrixPage, matrix_page
from caicach.figures.pages.whole.overview import OverviewPage, overview_page
from caicach.figures.pages.whole.section import SectionPage, section_page

__all__ = [
    "CellBelow",
    "CellPage",
    "ChangesPage",
    "MatrixPage",
    "OverviewPage",
    "PreviewPage",
    "SectionPage",
    "cell_page",
    "changes_page",
    "matrix_page",
    "overview_page",
    "preview_page",
    "section_page",
]
