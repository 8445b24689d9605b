"""Writers of official papers: values in, bytes out; nothing of the machine, the clock or chance goes in."""

from vanban.writing.annex_xlsx import FINGERPRINT, write_annex_xlsx
from vanban.writing.csv_text import write_csv
from vanban.writing.docx import write_docx
from vanban.writing.layout import LAYOUTS, Layout, Span, layout_on
from vanban.writing.model import (
    Align,
    Block,
    Cell,
    Column,
    Footnote,
    HeaderBlock,
    Listing,
    Paper,
    Paragraph,
    Picture,
    Run,
    SignBlock,
    Table,
    Text,
    Title,
    plain,
)
from vanban.writing.names import file_name, in_full, in_two_lines, printable
from vanban.writing.pdf import PDF_SYSTEM_PACKAGES, PdfUnavailableError, pdf_problem, write_pdf
from vanban.writing.xlsx import Sheet, SheetColumn, Value, write_xlsx

__all__ = [
    "FINGERPRINT",
    "LAYOUTS",
    "PDF_SYSTEM_PACKAGES",
    "Align",
    "Block",
    "Cell",
    "Column",
    "Footnote",
    "HeaderBlock",
    "Layout",
    "Listing",
    "Paper",
    "Paragraph",
    "PdfUnavailableError",
    "Picture",
    "Run",
    "Sheet",
    "SheetColumn",
    "SignBlock",
    "Span",
    "Table",
    "Text",
    "Title",
    "Value",
    "file_name",
    "in_full",
    "in_two_lines",
    "layout_on",
    "pdf_problem",
    "plain",
    "printable",
    "write_annex_xlsx",
    "write_csv",
    "write_docx",
    "write_pdf",
    "write_xlsx",
]
