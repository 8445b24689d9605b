"""Picture files, and runs of a PDF's pages, as documents.

Owns: page after page with progress, the bound on pages. Does not: recognise (``page``) or join (``joining``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vanban.reading.model import Document
from vanban.reading.progress import Step, no_step
from vanban.reading.scan.joining import join_pages
from vanban.reading.scan.model import PageReading
from vanban.reading.scan.page import read_page
from vanban.reading.scan.pictures import count_sheets, picture_of_page, pictures_of_file
from vanban.reading.scan.recognition import TESSDATA_FOLDERS, Recogniser, open_recogniser

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_image", "read_pdf_page"]


def read_image(
    data: bytes, *, name: str, step: Step = no_step, tessdata: Sequence[str | Path] = TESSDATA_FOLDERS
) -> Document:
    """Return the document of a PNG, JPEG or TIFF file.

    Args:
        data: The whole file.
        name: The file's name, for provenance.
        step: Called with the pages done and in all, before each page and at the end; may raise to cancel.
        tessdata: Folders in which the data of Tesseract is looked for.

    Raises:
        ReadError: The file is damaged, a page is too large, or Tesseract's Vietnamese data is not installed.
    """
    total = count_sheets(data)
    readings: list[PageReading] = []
    with open_recogniser(tessdata) as recogniser:
        pictures = pictures_of_file(data)
        for done in range(total):
            step(done, total)
            readings.append(read_page(next(pictures), recogniser))
    step(total, total)
    return join_pages(readings, name=name)


def read_pdf_page(document: "PdfDocument", index: int, recogniser: Recogniser) -> PageReading:
    """Return what stands on the page ``index``, from 0, of an open PDF, recognised from its picture.

    Raises:
        ReadError: The page is too large to be drawn.
    """
    page = document[index]
    try:
        picture = picture_of_page(page, number=index + 1)
    finally:
        page.close()
    return read_page(picture, recogniser)
