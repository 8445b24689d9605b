"""The text of one DOCX paragraph in the accepted view: insertions kept, deletions dropped.

Owns: which runs are text. Does not: number paragraphs, or know tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vanban.reading.docx.fonts import Letters
from vanban.reading.docx.names import W, attribute, flag
from vanban.reading.docx.styles import Styles

__all__ = ["ParagraphText", "read_paragraph"]

_BOX = W + "txbxContent"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = frozenset({W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_MARKS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": ""}
# What is no text of the paragraph: properties, deletions, the old place of moved text, notes, field codes, pictures.
_NOTES = ("footnoteReference", "endnoteReference")
_SKIPPED = frozenset(
    W + name
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr"),
        *("del", "moveFrom", "delText", "instrText", "softHyphen", "rt"),
        *("footnoteReference", "endnoteReference", "footnoteRef", "commentReference", "annotationRef"),
        *("drawing", "pict", "object"),
    )
)


@dataclass(slots=True)
class ParagraphText:
    """What is gathered from one paragraph."""

    pieces: list[str] = field(default_factory=list)
    runs: list[etree._Element | None] = field(default_factory=list)  # the properties of each piece's run
    pages_before: int = 0  # page breaks before the first letter, where Word last put them
    pages_after: int = 0  # page breaks after it
    all_bold: bool = True
    tracked: bool = False  # the paragraph holds tracked changes
    boxes: list[etree._Element] = field(default_factory=list)  # contents of text boxes anchored here

    @property
    def text(self) -> str:
        """Return the text as it stands, white space included."""
        return "".join(self.pieces)


def read_paragraph(paragraph: etree._Element, styles: Styles, style_id: str | None, letters: Letters) -> ParagraphText:
    """Return the text of ``paragraph`` (w:p) in Unicode, and what stands out about it."""
    found = ParagraphText()
    _walk(paragraph, found, style_bold=styles.bold(style_id))
    if letters.any:
        fonts = [letters.font(run, style_id) for run in found.runs]
        found.pieces = letters.decoded(found.pieces, fonts)
    found.all_bold = found.all_bold and bool(found.text.strip())
    return found


def _walk(element: etree._Element, found: ParagraphText, *, style_bold: bool) -> None:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            _run(child, found, style_bold=style_bold)
        elif tag in (W + "del", W + "ins", W + "moveFrom", W + "moveTo"):
            found.tracked = True
            if tag in (W + "ins", W + "moveTo"):
                _walk(child, found, style_bold=style_bold)
        elif tag == _MARKUP + "AlternateContent":
            _choice(child, found, style_bold=style_bold)
        elif isinstance(tag, str) and tag not in _SKIPPED:
            _walk(child, found, style_bold=style_bold)


def _run(run: etree._Element, found: ParagraphText, *, style_bold: bool) -> None:
    properties = run.find(W + "rPr")
    if flag(properties, "vanish"):
        return
    bold = flag(properties, "b")
    before = len(found.pieces)
    own_mark = any(attribute(note, "customMarkFollows") for name in _NOTES for note in run.findall(W + name))
    for child in run:
        if not (own_mark and child.tag in _TEXT):  # the mark of a note that was typed: "*"
            _run_child(child, found)
    found.runs.extend([properties] * (len(found.pieces) - len(found.runs)))
    if any(piece.strip() for piece in found.pieces[before:]):
        found.all_bold = found.all_bold and (style_bold if bold is None else bold)


def _run_child(child: etree._Element, found: ParagraphText) -> None:
    tag = child.tag
    if tag in _TEXT:
        found.pieces.append(child.text or "")
    elif tag in _MARKS:
        found.pieces.append(_MARKS[tag])
    elif tag == W + "lastRenderedPageBreak":
        if found.text.strip():
            found.pages_after += 1
        else:
            found.pages_before += 1
    elif tag == W + "br":
        found.pieces.append("" if child.get(W + "type") == "page" else "\n")
    elif tag in (W + "drawing", W + "pict"):
        found.boxes.extend(_boxes(child))
    elif tag == _MARKUP + "AlternateContent":
        _choice(child, found, style_bold=False)


def _choice(alternatives: etree._Element, found: ParagraphText, *, style_bold: bool) -> None:
    """Read the first alternative only: the others say the same for older programs."""
    for alternative in alternatives:
        if isinstance(alternative.tag, str):
            found.boxes.extend(_boxes(alternative))
            _walk(alternative, found, style_bold=style_bold)
            return


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes in ``element``, not those within them: they are found when the outer one is read."""
    for child in element:
        if child.tag == _BOX:
            yield child
        else:
            yield from _boxes(child)
