"""A paper as the bytes of a DOCX file.

Owns: sections, styles, page numbers, the file's own data. Does not: know what stands on the paper (``parts``).
"""

import io
from collections.abc import Sequence
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from lxml import etree

from vanban.writing.archives import repacked
from vanban.writing.docx.footnotes import put_footnotes
from vanban.writing.docx.marks import HERE, NAMESPACE
from vanban.writing.docx.parts import body
from vanban.writing.docx.pictures import put_pictures
from vanban.writing.layout import Layout
from vanban.writing.model import Paper
from vanban.writing.names import printable

__all__ = ["write_docx"]

_FONTS = ("ascii", "hAnsi", "cs", "eastAsia")
_DOCUMENT = "word/document.xml"
_PLACE = "paper"  # stands in the tree for the body of a paper
_NAMESPACES = f'{NAMESPACE} xmlns:here="{HERE}"'
_THEMES = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")


def write_docx(paper: Paper, layout: Layout, annexes: Sequence[Paper] = ()) -> bytes:
    """Return ``paper`` as a DOCX file laid out by ``layout``; the same values give the same bytes.

    Args:
        paper: The paper itself; it gives the file's own data.
        layout: The figures of the decree in force.
        annexes: Each begins a page and a section of its own, upright or landscape, with page numbers of its own.

    Raises:
        ValueError: rows and columns of a table do not fit.
    """
    document = docx.Document()
    _letters(document, layout)
    _data(document, paper)
    _clear(document)
    papers = (paper, *annexes)
    for number, one in enumerate(papers):
        section = document.add_section(WD_SECTION.NEW_PAGE) if number else document.sections[0]
        _page(section, one, layout)
        if number:
            _number_anew(section)
        document.element.body.sectPr.addprevious(etree.ProcessingInstruction(_PLACE, str(number)))
    bodies = [parse_xml(f"<w:body {_NAMESPACES}>{body(one, layout)}</w:body>") for one in papers]
    put_pictures(document, bodies, papers, layout)
    put_footnotes(document, bodies, layout)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue(), {_DOCUMENT: _filled(document, bodies)})


def _filled(document: Document, bodies: Sequence[etree._Element]) -> bytes:
    """Return the file's main part with every body at its place.

    As text: to move 1,000 rows from one tree into another takes the library seconds.
    """
    whole: bytes = etree.tostring(document.element, xml_declaration=True, encoding="UTF-8", standalone=True)
    known = f" {_NAMESPACES}".encode()
    for number, marks in enumerate(bodies):
        inside = b"".join(etree.tostring(element, encoding="UTF-8").replace(known, b"", 1) for element in marks)
        whole = whole.replace(f"<?{_PLACE} {number}?>".encode(), inside, 1)
    return whole


def _number_anew(section: Section) -> None:
    """Let the pages of a section begin with 1; the schema wants that right behind the margins."""
    (margins,) = section._sectPr.iterchildren(qn("w:pgMar"))
    margins.addnext(parse_xml(f'<w:pgNumType {NAMESPACE} w:start="1"/>'))


def _clear(document: Document) -> None:
    """Take out what the library's own sample holds."""
    for element in list(document.element.body):
        if element is not document.element.body.sectPr:
            document.element.body.remove(element)


def _letters(document: Document, layout: Layout) -> None:
    """Set the one font, its size and the language of the whole file."""
    normal = document.styles["Normal"]
    normal.font.name = layout.font
    normal.font.size = Pt(layout.text_pt.chosen)
    normal.paragraph_format.space_after = Pt(0)
    for properties in document.styles.element.iter(qn("w:rPr")):
        fonts = properties.find(qn("w:rFonts"))
        if fonts is not None:
            _set_fonts(fonts, layout.font)
        language = properties.find(qn("w:lang"))
        if language is not None:
            language.set(qn("w:val"), "vi-VN")
            language.set(qn("w:eastAsia"), "vi-VN")


def _set_fonts(fonts: etree._Element, name: str) -> None:
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), "")
    for script in _FONTS:
        fonts.set(qn(f"w:{script}"), name)


def _page(section: Section, paper: Paper, layout: Layout) -> None:
    narrow, tall = (Mm(side) for side in layout.paper_mm)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (tall, narrow) if paper.is_landscape else (narrow, tall)
    section.top_margin, section.bottom_margin = Mm(layout.top_mm.chosen), Mm(layout.bottom_mm.chosen)
    section.left_margin, section.right_margin = Mm(layout.left_mm.chosen), Mm(layout.right_mm.chosen)
    section.header_distance = Mm(layout.top_mm.chosen / 2)
    section.footer_distance = Mm(layout.bottom_mm.chosen / 2)
    section.different_first_page_header_footer = True  # the first page has no number
    size = round(layout.page_number_pt.chosen * 2)
    number = (
        f'<w:p {NAMESPACE}><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE ">'
        f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple></w:p>'
    )
    header = section.header._element
    for element in list(header):
        header.remove(element)
    header.append(parse_xml(number))


def _data(document: Document, paper: Paper) -> None:
    data = document.core_properties
    data.title = printable(" ".join((paper.title.kind, *paper.title.subject)))[:255]
    data.author = data.last_modified_by = printable(paper.author)[:255]
    data.comments = ""
    data.language = "vi-VN"
    data.created = data.modified = paper.written_at.astimezone(UTC).replace(tzinfo=None)
    data.revision = 1
