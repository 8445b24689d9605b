"""Writers of official papers: values in, bytes out; nothing of the machine, the clock or chance goes in."""

from vanban.writing.docx import write_docx
from vanban.writing.layout import LAYOUTS, Layout, Span, layout_on
from vanban.writing.model import Align, Block, Cell, Column, HeaderBlock, Paper, Paragraph, SignBlock, Table, Title
from vanban.writing.names import file_name, printable
from vanban.writing.xlsx import Sheet, SheetColumn, Value, write_xlsx

__all__ = [
    "LAYOUTS",
    "Align",
    "Block",
    "Cell",
    "Column",
    "HeaderBlock",
    "Layout",
    "Paper",
    "Paragraph",
    "Sheet",
    "SheetColumn",
    "SignBlock",
    "Span",
    "Table",
    "Title",
    "Value",
    "file_name",
    "layout_on",
    "printable",
    "write_docx",
    "write_xlsx",
]
