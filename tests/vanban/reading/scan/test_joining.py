"""Pages that were recognised, as one document: what it says of words that were probably misread."""

from vanban.reading.scan.joining import join_pages
from vanban.reading.scan.model import PageCell, PageParagraph, PageReading, PageRow, PageTable
from vanban.text.findings import Severity

BOX = (0, 0, 1000, 1000)


def row(*texts: str) -> PageRow:
    return PageRow(tuple(PageCell(text, BOX, 0.95) for text in texts))


def test_each_row_with_words_probably_misread_is_told_once_and_looked_at_first() -> None:
    table = PageTable(
        (
            row("TT", "Nội dung", "Đơn vị"),
            row("1", "theo dõi, kiếm tra việc thực hiện", "cơ quan có thẩm quyên"),
            row("2", "theo dõi, kiểm tra việc thực hiện", "cơ quan có thẩm quyền"),
            row("3", "theo dõi, kiếm tra, đôn đốc", "Sở Nội vụ"),
        ),
        BOX,
        (0, 100, 700, 1000),
    )
    paragraph = PageParagraph("Tố chức thực hiện", BOX, 0.95)

    document = join_pages([PageReading(1, (paragraph, table))], name="quet.png")

    told = [one for one in document.findings if one.code == "RD135"]
    assert [(one.place.row if one.place else None, one.params["count"]) for one in told] == [(None, 1), (1, 2), (3, 1)]
    assert {one.severity for one in told} == {Severity.WARNING}
    assert len(document.suggestions) == 4


def test_nothing_is_told_where_nothing_was_misread() -> None:
    paragraph = PageParagraph("Tổ chức thực hiện", BOX, 0.95)

    document = join_pages([PageReading(1, (paragraph,))], name="quet.png")

    assert [one.code for one in document.findings] == ["RD134"]
