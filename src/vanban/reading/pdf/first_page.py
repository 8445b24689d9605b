"""What is written on the first page of a PDF, without reading the rest.

Owns: the letters of one page as lines, those that a scanner's program laid under its picture too. Does not: recognise
pictures, or join anything.
"""

from vanban.reading.pdf.container import open_pages
from vanban.reading.pdf.page_text import text_of
from vanban.reading.pdf.pages import draw_pages

__all__ = ["first_page_lines"]


def first_page_lines(data: bytes, *, name: str) -> tuple[str, ...]:
    """Return the lines of the first page, parts that stand apart each by itself; none where it is a bare picture.

    Args:
        data: The whole file.
        name: The file's name, for messages.

    Raises:
        ReadError: As ``read_pdf``, as far as the first page tells.
    """
    file, pages = open_pages(data, name=name)
    (page,) = draw_pages(file, pages[:1], name=name, step=None)
    page.glyphs, page.hidden = [*page.glyphs, *page.hidden], []
    return tuple(line.text for line in text_of(page).lines())
