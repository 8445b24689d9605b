"""Paragraphs as WordprocessingML.

Owns: the mark-up of runs and paragraphs. Does not: know which letters a paper wants (``parts``).
"""

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from vanban.writing.model import Align, Footnote, Run, Text
from vanban.writing.names import printable

__all__ = ["HERE", "NAMESPACE", "Style", "paragraph", "rule", "twips"]

# Footnotes and pictures have parts of their own in the file: what stands under this name is put there by ``package``.
HERE = "urn:caicach:here"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS_A_MM = 1440 / 25.4
_JUSTIFY = {"justify": "both"}
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks."""

    size_pt: float
    align: Align = "left"
    is_bold: bool = False
    is_italic: bool = False
    indent_mm: float = 0.0  # of the first line
    before_pt: float = 0.0
    after_pt: float = 0.0
    keeps_next: bool = False  # stays on the page of the paragraph below
    is_missing: bool = False  # stands for something that is not there
    outline: int = 0  # the level of a heading in the file's own outline; 0: none


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * _TWIPS_A_MM)


def paragraph(text: Text, style: Style) -> str:
    """Return one paragraph; line feeds in ``text`` are line breaks."""
    return f"<w:p>{_paragraph_look(style)}{_runs(text, style)}</w:p>"


def _runs(text: Text, style: Style) -> str:
    pieces = (Run(text),) if isinstance(text, str) else text
    return "".join(_piece(piece, style) for piece in pieces if piece.text)


def _piece(piece: Run | Footnote, style: Style) -> str:
    if isinstance(piece, Footnote):
        return f"<w:r><here:footnote>{_escaped(piece.text)}</here:footnote></w:r>"
    own = replace(
        style,
        is_bold=style.is_bold or piece.is_bold,
        is_italic=style.is_italic or piece.is_italic,
        is_missing=piece.is_missing,
    )
    return f'<w:r>{_run_look(own)}<w:t xml:space="preserve">{_words(piece.text)}</w:t></w:r>'


def rule(width_mm: float, within_mm: float) -> str:
    """Return a drawn line of ``width_mm``, centred within ``within_mm``: the upper edge of an empty paragraph."""
    side = twips(max(0.0, (within_mm - width_mm) / 2))
    sides = f'<w:ind w:left="{side}" w:right="{side}"/>'
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="20" w:after="0" w:line="60" w:lineRule="exact"/>{sides}'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def _escaped(text: str) -> str:
    return escape(printable(text))


def _words(text: str) -> str:
    return _escaped(text).replace("\n", _BREAK)


def _run_look(style: Style) -> str:
    bold = "<w:b/><w:bCs/>" if style.is_bold else ""
    italic = "<w:i/><w:iCs/>" if style.is_italic else ""
    size = round(style.size_pt * 2)
    missing = '<w:highlight w:val="yellow"/>' if style.is_missing else ""
    return f'<w:rPr>{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{missing}</w:rPr>'


def _paragraph_look(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keeps_next else ""
    before, after = round(style.before_pt * 20), round(style.after_pt * 20)
    indent = f'<w:ind w:firstLine="{twips(style.indent_mm)}"/>' if style.indent_mm else ""
    align = _JUSTIFY.get(style.align, style.align)
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    return f'<w:pPr>{keep}{spacing}{indent}<w:jc w:val="{align}"/>{outline}{_run_look(style)}</w:pPr>'
