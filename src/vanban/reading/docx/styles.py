"""What a paragraph takes from its style: heading level, list, bold.

Owns: the inheritance of styles, as far as reading needs it. Does not: know what fonts mean, sizes or colours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from vanban.reading.docx.names import W, attribute, flag

__all__ = ["Styles", "font_of", "read_styles"]

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
    font: str | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids."""

    styles: Mapping[str, _Style]
    normal: str | None = None  # the style of paragraphs that name none
    base_font: str | None = None  # of the whole document

    def level(self, style_id: str | None) -> int | None:
        """Return the heading level of a style, from 1, or None."""
        return next((style.level for style in self._chain(style_id) if style.level is not None), None)

    def bold(self, style_id: str | None) -> bool:
        """Say whether a style writes bold."""
        return next((style.bold for style in self._chain(style_id) if style.bold is not None), False)

    def font(self, style_id: str | None) -> str | None:
        """Return the name of a style's font, or None."""
        return next((style.font for style in self._chain(style_id) if style.font is not None), None)

    def default_font(self, style_id: str | None) -> str | None:
        """Return the font of a paragraph whose own style, if it has one, names none."""
        return (None if style_id else self.font(self.normal)) or self.base_font

    def fonts(self) -> set[str]:
        """Return the names of all fonts."""
        return {style.font for style in self.styles.values() if style.font} | (
            {self.base_font} if self.base_font else set()
        )

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
    items = root.findall(W + "style")
    normal = (item for item in items if attribute(item, "default") == "1" and attribute(item, "type") == "paragraph")
    base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    return Styles(
        {attribute(item, "styleId") or "": _style(item) for item in items},
        normal=next((attribute(item, "styleId") for item in normal), None),
        base_font=None if base is None else font_of(base),
    )


def font_of(fonts: etree._Element) -> str | None:
    """Return the font that ``w:rFonts`` names for letters, or None where it names only a theme's."""
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii")


def _style(item: etree._Element) -> _Style:
    properties = item.find(W + "pPr")
    numbering = None if properties is None else properties.find(W + "numPr")
    level = None if numbering is None else attribute(numbering.find(W + "ilvl"))
    fonts = item.find(f"{W}rPr/{W}rFonts")
    return _Style(
        based_on=attribute(item.find(W + "basedOn")),
        level=_heading_level(item, properties),
        bold=flag(item.find(W + "rPr"), "b"),
        number_id=None if numbering is None else attribute(numbering.find(W + "numId")),
        number_level=int(level) if level in set("012345678") else None,
        font=None if fonts is None else font_of(fonts),
    )


def _heading_level(item: etree._Element, properties: etree._Element | None) -> int | None:
    named = _HEADING.match(attribute(item.find(W + "name")) or "")
    if named:
        return int(named[1])
    outline = None if properties is None else attribute(properties.find(W + "outlineLvl"))
    return int(outline) + 1 if outline in set("012345678") else None
