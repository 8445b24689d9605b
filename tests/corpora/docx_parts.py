"""Small DOCX files written part by part, so that a test shows exactly which XML it is about."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx(body: str, *, numbering: str = "", styles: str = "", more: dict[str, str] | None = None) -> bytes:
    """Return a DOCX with the XML ``body``, and the parts for numbering and styles where they are given.

    ``more`` are further parts of ``word/``, each by the name of its root element: {"footnotes": …, "hdr": …}.
    """
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    if numbering:
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    for root, xml in (more or {}).items():
        name = {"hdr": "header1", "ftr": "footer1"}.get(root, root)
        parts[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{xml}</w:{root}>'
    return archive({"[Content_Types].xml": _TYPES} | {name: _DECLARATION + text for name, text in parts.items()})


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive of ``parts``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def run(text: str, *, bold: bool = False, font: str = "") -> str:
    """Return a run of text."""
    properties = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    properties = f"<w:rPr>{properties}{'<w:b/>' if bold else ''}</w:rPr>" if properties or bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", *, number: tuple[int, int] | None = None, style: str = "", bold: bool = False) -> str:
    """Return a paragraph; ``number`` is the list and the level of its automatic number."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    runs = run(text, bold=bold) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(*paragraphs: str, span: int = 1, merge: str = "") -> str:
    """Return a cell; ``merge`` is "restart" or "continue" of a vertical merge."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        properties += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs) or '<w:p/>'}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    """Return a row of cells (XML)."""
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table of rows (XML)."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table of plain cells; a line feed in a text begins a new paragraph. The first row is the header."""
    return table(*(row(*(text_cell(text) for text in texts), header=index == 0) for index, texts in enumerate(rows)))


def text_cell(text: str) -> str:
    """Return a cell with a paragraph for each line of ``text``."""
    return cell(*(paragraph(line) for line in text.split("\n")))


def level(position: int, text: str, *, style: str = "decimal", start: int = 1) -> str:
    """Return one level of a list: how its numbers count and look."""
    return (
        f'<w:lvl w:ilvl="{position}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def numbering(lists: dict[int, str], *, overrides: dict[int, str] | None = None) -> str:
    """Return lists by their ids; every list has an abstract list of the same id, unless ``overrides`` names one."""
    abstracts = "".join(f'<w:abstractNum w:abstractNumId="{key}">{xml}</w:abstractNum>' for key, xml in lists.items())
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
    return abstracts + numbers + "".join((overrides or {}).values())
