"""Reports of the fictional tỉnh Sông Mây: the same tables as text and as a Word file."""

from collections.abc import Sequence

from corpora.docx_parts import docx, paragraph, text_table
from vanban.reading import read_document
from vanban.reports import Report, read_report

FORMS = ("text", "docx")

Rows = Sequence[Sequence[str]]


def report_of(*blocks: str | Rows, form: str = "text") -> Report:
    """Return the report whose paragraphs are the strings and whose tables are the lists of rows among ``blocks``."""
    data = _word(blocks) if form == "docx" else _text(blocks)
    return read_report(read_document(data, name="bao-cao"))


def _text(blocks: Sequence[str | Rows]) -> bytes:
    parts = [block if isinstance(block, str) else "\n".join("\t".join(row) for row in block) for block in blocks]
    return "\n\n".join(parts).encode()


def _word(blocks: Sequence[str | Rows]) -> bytes:
    parts = (paragraph(block) if isinstance(block, str) else text_table(block) for block in blocks)
    return docx("".join(parts))
