"""Pictures inside the text of a Word file, each with what it says.

Owns: their mark-up and parts. Does not: know where they stand.
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from vanban.writing.docx.marks import HERE, NAMESPACE
from vanban.writing.docx.names import W
from vanban.writing.layout import Layout
from vanban.writing.model import Paper, Picture
from vanban.writing.names import printable

__all__ = ["put_pictures"]

_MARK = f"{{{HERE}}}picture"
_EMU_A_MM = 36_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def put_pictures(document: Document, bodies: Sequence[etree._Element], papers: Sequence[Paper], layout: Layout) -> None:
    """Put the pictures of ``papers`` at the places that are marked in their ``bodies``."""
    number = 0
    for body, paper in zip(bodies, papers, strict=True):
        most_mm = layout.text_width_mm(is_landscape=paper.is_landscape)
        pictures = (block for block in paper.blocks if isinstance(block, Picture))
        places = [(run, place) for run in body.iter(f"{W}r") for place in run.findall(_MARK)]
        for (run, place), picture in zip(places, pictures, strict=True):
            number += 1
            run.replace(place, _drawn(document, picture, most_mm, number))


def _drawn(document: Document, picture: Picture, most_mm: float, number: int) -> etree._Element:
    relation, image = document.part.get_or_add_image(io.BytesIO(picture.png))
    width = round(min(picture.width_mm, most_mm) * _EMU_A_MM)
    height = round(width * image.px_height / image.px_width)
    named = f'id="{number}" name="Picture {number}" descr={quoteattr(printable(picture.alternative_text))}'
    size = f'cx="{width}" cy="{height}"'
    return parse_xml(
        f'<w:drawing {NAMESPACE} xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
        f' xmlns:pic="{_DRAWING}/picture" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
