"""What a paragraph takes from its style: heading level, list, bold.

Owns: the inheritance of styles, as far as reading needs it. Does not: know fonts, sizes or colours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from vanban.reading.docx.names import W, attribute, flag

__all__ = ["Styles", "read_styles"]

_HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
_DEEPEST = 20  # links from style to style; a ring of styles ends here


@dataclass(frozen=True, slots=True)
class _Style:
    """The properties of one style that matter, as the file states them."""

    based_on: str | None
    level: int | None
    bold: bool | None
    number_id: str | None
    number_level: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids."""

    styles: Mapping[str, _Style]

    def level(self, style_id: str | None) -> int | None:
        """Return the heading level of a style, from 1, or None."""
        return next((style.level for style in self._chain(style_id) if style.level is not None), None)

    def bold(self, style_id: str | None) -> bool:
        """Say whether a style writes bold."""
        return next((style.bold for style in self._chain(style_id) if style.bold is not None), False)

    def numbering(self, style_id: str | None) -> tuple[str, int] | None:
        """Return the list and the level that a style puts its paragraphs in, or None."""
        level = None
        for style in self._chain(style_id):
            level = style.number_level if level is None else level
            if style.number_id is not None:
                return style.number_id, level or 0
        return None

    def _chain(self, style_id: str | None) -> Iterator[_Style]:
        for _ in range(_DEEPEST):
            style = self.styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = style.based_on


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of the part ``styles.xml``; none where the document has no such part."""
    if root is None:
        return Styles({})
    return Styles({attribute(item, "styleId") or "": _style(item) for item in root.findall(W + "style")})


def _style(item: etree._Element) -> _Style:
    properties = item.find(W + "pPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    level = None if numbering is None else attribute(numbering.find(W + "ilvl"))
    return _Style(
        based_on=attribute(item.find(W + "basedOn")),
        level=_heading_level(item, properties),
        bold=flag(item.find(W + "rPr"), "b"),
        number_id=None if numbering is None else attribute(numbering.find(W + "numId")),
        number_level=int(level) if level in set("012345678") else None,
    )


def _heading_level(item: etree._Element, properties: etree._Element | None) -> int | None:
    named = _HEADING.match(attribute(item.find(W + "name")) or "")
    if named:
        return int(named[1])
    outline = None if properties is None else attribute(properties.find(W + "outlineLvl"))
    return int(outline) + 1 if outline in set("012345678") else None
