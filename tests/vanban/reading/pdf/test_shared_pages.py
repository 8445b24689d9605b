"""Real papers as PDF: nothing is lost on the way, and they are read fast enough."""

import time
from pathlib import Path

import pytest

from vanban.reading import Document, read_document

PLANS = ("000", "001", "003", "004")
LEAST_ALIKE = 0.995
MOST_SECONDS_A_PAGE = 0.2


def words_of(document: Document) -> list[str]:
    lines = [block.text for block in document.paragraphs()]
    cells = [cell.text for table in document.tables() for row in table.rows for cell in row.cells]
    return sorted("".join("\n".join(lines + cells).split()))


@pytest.mark.shared
@pytest.mark.parametrize("number", PLANS)
def test_a_pdf_holds_the_letters_of_its_docx(shared: Path, number: str) -> None:
    docx, pdf = (
        read_document((shared / "rendered" / f"{number}{ending}").read_bytes(), name=f"a{ending}")
        for ending in (".docx", ".pdf")
    )
    known, own = words_of(docx), words_of(pdf)
    assert abs(len(known) - len(own)) <= (1 - LEAST_ALIKE) * len(known)
    assert not [finding for finding in pdf.findings if finding.code in {"RD105", "RD106", "RD108"}]


@pytest.mark.shared
def test_the_tables_of_a_pdf_are_those_of_its_docx(shared: Path) -> None:
    for number in PLANS:
        docx, pdf = (
            read_document((shared / "rendered" / f"{number}{ending}").read_bytes(), name=f"a{ending}")
            for ending in (".docx", ".pdf")
        )
        widths = [[table.width for table in document.tables()] for document in (docx, pdf)]
        assert widths[0] == widths[1], number
        rows = [sum(len(table.rows) for table in document.tables()) for document in (docx, pdf)]
        # A row that a page cut where the text was typed stands there as two, and as one where it is joined.
        assert 0.97 * rows[0] <= rows[1] <= rows[0], number


@pytest.mark.shared
def test_pages_are_read_fast_enough(shared: Path) -> None:
    data = (shared / "rendered" / "003.pdf").read_bytes()
    started = time.process_time()
    document = read_document(data, name="a.pdf")
    assert document.pages
    assert (time.process_time() - started) / document.pages <= MOST_SECONDS_A_PAGE
