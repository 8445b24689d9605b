"""Papers that are no plan, hardly a plan, or a plan with what no plan may say; as text and as DOCX."""

import codecs
import random
from collections.abc import Callable

from corpora.docx_parts import W, archive, cell, docx, paragraph, row, run, table, text_table
from plans_sample import COLUMNS, HEAD, ROWS, plan_text

__all__ = [
    "all_deleted",
    "binary",
    "boxes",
    "column_table",
    "controls",
    "dates",
    "deep_tables",
    "far",
    "headless",
    "hidden",
    "high",
    "long_cell",
    "long_line",
    "many_paragraphs",
    "merged",
    "merged_only",
    "no_issuer",
    "rule_flood",
    "spans",
    "tags",
    "wide",
    "wide_bytes",
    "without_table",
    "xml",
]

AREA = "I\tCải cách thể chế\t\t\t\t\t"


def without_table() -> bytes:
    """Return a plan in sentences alone."""
    return (HEAD + "Các cơ quan thực hiện nghiêm kế hoạch này.\n").encode()


def headless() -> bytes:
    """Return a table that does not say what its columns hold."""
    return plan_text("a\tb\tc", "d\te\tf", columns="x\ty\tz")


def column_table() -> bytes:
    """Return a table of one column."""
    return docx(paragraph("KẾ HOẠCH") + text_table([["Nhiệm vụ"], ["Rà soát văn bản"], ["Báo cáo kết quả"]]))


def wide(columns: int) -> bytes:
    """Return a text table of very many columns and few rows."""
    line = "\t".join(f"cột {number}" for number in range(columns))
    return HEAD.encode() + "\n".join([line] * 200).encode()


def high(rows: int) -> bytes:
    """Return a text table of very many rows."""
    line = "{}\tRà soát văn bản\tBáo cáo rà soát\tTháng 6/2026\tSở Tài chính\t\t"
    return plan_text(AREA, *(line.format(number) for number in range(1, rows + 1)))


def long_cell(size: int, words: str = "Rà soát văn bản, báo cáo Sở Tài chính trước ngày 30/6/2026; ") -> bytes:
    """Return a plan one of whose cells is ``size`` characters long."""
    text = (words * (size // len(words) + 1))[:size]
    return plan_text(AREA, f"1\t{text}\tBáo cáo\tTháng 6/2026\tSở Tài chính\t\t")


def long_line(size: int) -> bytes:
    """Return a text of one line."""
    return ("Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 đạt 95% trở lên; " * (size // 60)).encode()


def many_paragraphs(count: int) -> bytes:
    """Return very many paragraphs of one letter."""
    return b"a\n\n" * count


def rule_flood(size: int) -> bytes:
    """Return lines made of bars and strokes, which look like rules of tables without end."""
    return ("|" + "-- |" * 40 + " x\n").encode() * (size // 164)


def binary() -> bytes:
    """Return noise, the same each time."""
    return bytes([1, 2]) + random.Random(766).randbytes(100_000)  # noqa: S311


def wide_bytes(*, mark: bool = False, vietnamese: bool = True) -> bytes:
    """Return UTF-16 without its mark: a plan, or a text of no language."""
    text = plan_text(*ROWS).decode() if vietnamese else "zqxj wk " * 400
    return (codecs.BOM_UTF16_LE if mark else b"") + text.encode("utf-16-le")


def controls() -> bytes:
    """Return a plan with control characters between its words."""
    return plan_text(*ROWS).replace("Cải cách".encode(), b"C\x01\x02\x00i cach")


def hidden() -> bytes:
    """Return a plan with marks that turn the direction of writing, and others that are not seen."""
    spoil = str.maketrans({"S": "\u202eS\u200b", " ": "\u200f \ufeff"})
    return plan_text(AREA, "1\tRà soát\tBáo cáo\tTháng 6/2026\t" + "Sở Tài chính".translate(spoil) + "\t\t")


def dates() -> bytes:
    """Return a plan whose days are in no calendar."""
    days = ("31/02/2026", "00/00/0000", "32/13/2026", "29/02/2027")
    return plan_text(AREA, *(f"{at}\tRà soát {at}\tBáo cáo\t{day}\tSở Tài chính\t\t" for at, day in enumerate(days, 1)))


def far(year: int) -> bytes:
    """Return a plan whose deadlines lie in ``year``."""
    return plan_text(AREA, f"1\tRà soát\tBáo cáo\tTrước ngày 31/12/{year}\tSở Tài chính\t\t")


def no_issuer() -> bytes:
    """Return a plan that names neither its issuer nor its number and day."""
    return plan_text(*ROWS, head="KẾ HOẠCH\n\nCải cách hành chính\n\n")


def merged_only() -> bytes:
    """Return a table whose cells all continue something that is not there."""
    cells = [cell(merge="continue") for _ in range(5)]
    return docx(paragraph("KẾ HOẠCH") + table(*(row(*cells) for _ in range(10))))


def merged() -> bytes:
    """Return a table of one cell that is merged over everything."""
    rows = [row(cell(paragraph("Nhiệm vụ"), span=7, merge="restart")), *[row(cell(span=7, merge="continue"))] * 20]
    return docx(paragraph("KẾ HOẠCH") + table(*rows))


def all_deleted() -> bytes:
    """Return a plan whose every row was deleted under tracked changes."""
    deleted = '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{}</w:tr>'
    cells = "".join(cell(paragraph(text)) for text in COLUMNS.split("\t"))
    gone = f'<w:p><w:del w:id="2" w:author="a">{run("Kế hoạch").replace("w:t", "w:delText")}</w:del></w:p>'
    return docx(gone + table(*[deleted.format(cells)] * 5))


def spans(rows: int) -> bytes:
    """Return rows of one cell that spans all columns a table can have, and says it spans a million."""
    return docx(paragraph("KẾ HOẠCH") + table(*[row(cell(paragraph("x"), span=99_999_999))] * rows))


def tags(count: int) -> bytes:
    """Return a document of very many empty elements that do not pack too well."""
    chance = random.Random(766)  # noqa: S311
    empty = "".join(f"<w:p><w:r w:a='{chance.getrandbits(24):x}'/></w:p>" for _ in range(count))
    return docx(empty)


def boxes(depth: int) -> bytes:
    """Return text boxes within text boxes."""
    inside = paragraph("KẾ HOẠCH")
    for _ in range(depth):
        inside = f"<w:p><w:r><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></w:r></w:p>"
    return docx(inside)


def deep_tables(depth: int) -> bytes:
    """Return tables within tables."""
    inside = paragraph("KẾ HOẠCH")
    for _ in range(depth):
        inside = table(row(cell(inside), cell(paragraph("x"))))
    return docx(inside)


def xml(text: str) -> Callable[[], bytes]:
    """Return the builder of a DOCX whose text is ``text`` as it stands."""
    return lambda: archive({"[Content_Types].xml": "<Types/>", "word/document.xml": text.replace("NS", W)})
