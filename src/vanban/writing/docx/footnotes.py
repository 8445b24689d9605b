"""Footnotes of a Word file: their own part, the styles of their letters, numbers that begin anew in every annex.

Owns: the part and what refers to it. Does not: know which papers have footnotes.
"""

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree

from vanban.writing.docx.marks import HERE, NAMESPACE, Style, paragraph
from vanban.writing.docx.names import W, element
from vanban.writing.layout import Layout

__all__ = ["put_footnotes"]

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MARK = f"{{{HERE}}}footnote"
_RAISED = "FootnoteReference"
_STYLE = (
    f'<w:style {NAMESPACE} w:type="character" w:styleId="{_RAISED}"><w:name w:val="footnote reference"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
# The lines between text and footnotes; every file with footnotes has these two.
_LINES = (("separator", -1), ("continuationSeparator", 0))


def put_footnotes(document: Document, bodies: Sequence[etree._Element], layout: Layout) -> None:
    """Give every place that is marked in ``bodies`` its number, and the file the part with the texts."""
    places = [(run, place) for body in bodies for run in body.iter(f"{W}r") for place in run.findall(_MARK)]
    if not places:
        return
    texts = [place.text or "" for _run, place in places]
    for number, (run, place) in enumerate(places, start=1):
        run.replace(place, element("footnoteReference", id=str(number)))
        run.insert(0, parse_xml(f'<w:rPr {NAMESPACE}><w:rStyle w:val="{_RAISED}"/></w:rPr>'))
    document.styles.element.append(parse_xml(_STYLE))
    content = "".join((*map(_line, _LINES), *_notes(texts, layout)))
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {NAMESPACE}>{content}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _MEDIA, blob.encode(), document.part.package)
    document.part.relate_to(part, _KIND)
    _name_lines(document)
    for section in document.sections:
        _number_anew(section._sectPr)


def _line(line: tuple[str, int]) -> str:
    name, number = line
    return f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'


def _name_lines(document: Document) -> None:
    """Tell the settings which notes are the lines; the schema wants that before what is said of other programs."""
    named = "".join(f'<w:footnote w:id="{number}"/>' for _name, number in _LINES)
    rule = parse_xml(f"<w:footnotePr {NAMESPACE}>{named}</w:footnotePr>")
    (compat,) = document.settings.element.iterchildren(f"{W}compat")
    compat.addprevious(rule)


def _notes(texts: list[str], layout: Layout) -> Iterator[str]:
    mark = f'<w:r><w:rPr><w:rStyle w:val="{_RAISED}"/></w:rPr><w:footnoteRef/></w:r>'
    for number, text in enumerate(texts, start=1):
        marks = paragraph(f" {text}", Style(layout.footnote_pt, "justify"))
        yield f'<w:footnote w:id="{number}">{marks.replace("</w:pPr>", "</w:pPr>" + mark, 1)}</w:footnote>'


def _number_anew(section: etree._Element) -> None:
    """Let the footnotes of a section begin with 1; the schema wants that before the section's type."""
    rule = parse_xml(f'<w:footnotePr {NAMESPACE}><w:numRestart w:val="eachSect"/></w:footnotePr>')
    behind = [child for child in section if child.tag in (f"{W}headerReference", f"{W}footerReference")]
    if behind:
        behind[-1].addnext(rule)
    else:
        section.insert(0, rule)
