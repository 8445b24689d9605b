"""Which runs are written in an old Vietnamese font, by the fonts' names and by what the letters can be.

Owns: the font of a run, the choice for the whole document. Does not: know the letters (``vanban.text.legacy``).
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from vanban.reading.docx.names import W, attribute
from vanban.reading.docx.styles import Styles, font_of
from vanban.reading.errors import ReadError
from vanban.reading.old_fonts import RunFont, old_font
from vanban.text.legacy import Legacy, from_legacy, has_legacy, has_unicode, legacy_of

__all__ = ["Letters", "RunFont"]


class Letters:
    """The letters of one document.

    Raises:
        ReadError: letters of an old font and of Unicode stand under one kind of font, so that none can be told.
    """

    def __init__(self, styles: Styles, roots: Iterable[etree._Element]) -> None:
        self._styles = styles
        self._guess: RunFont | None = None  # for all letters, where no font is named
        self._fonts: dict[str, RunFont] = {}
        self.used: set[Legacy] = set()
        roots = tuple(roots)
        names = {name for root in roots for item in root.iter(W + "rFonts") if (name := font_of(item))}
        self._fonts = {name: font for name in names | styles.fonts() if (font := old_font(name))}
        if self._fonts:
            self._check(roots)
        if not self._fonts:
            legacy = legacy_of("\n".join(_text(line) for root in roots for line in root.iter(W + "p")))
            self._guess = RunFont(legacy) if legacy else None
        self.any = bool(self._fonts or self._guess)

    def font(self, properties: etree._Element | None, style_id: str | None) -> RunFont | None:
        """Return the old font of a run with ``properties`` (w:rPr) in a paragraph of the style, or None."""
        if self._guess or not self._fonts:
            return self._guess
        own = None if properties is None else properties.find(W + "rFonts")
        name = None if own is None else font_of(own)
        if name is None and properties is not None:
            name = self._styles.font(attribute(properties.find(W + "rStyle")))
        return self._fonts.get(name or self._styles.font(style_id) or self._styles.default_font(style_id) or "")

    def decoded(self, pieces: Sequence[str], fonts: Sequence[RunFont | None]) -> list[str]:
        """Return the texts of runs in Unicode; a letter and its mark may stand in two runs."""
        found = []
        for font, group in itertools.groupby(zip(pieces, fonts, strict=True), key=lambda pair: pair[1]):
            text = "".join(piece for piece, _ in group)
            if font is not None and text.strip():
                self.used.add(font.legacy)
                text = from_legacy(text, font.legacy, capitals=font.capitals)
            found.append(text)
        return found

    def _check(self, roots: Sequence[etree._Element]) -> None:
        """Settle what the named fonts are: really old, or only names over Unicode letters."""
        texts: dict[Legacy, list[str]] = defaultdict(list)
        for font, text in self._runs(roots):
            texts[font.legacy].append(text)
        for legacy, parts in texts.items():
            text = "".join(parts)
            if not has_unicode(text):
                continue
            if has_legacy(text, legacy):
                raise ReadError("RD021", encoding=str(legacy))
            self._fonts = {name: font for name, font in self._fonts.items() if font.legacy is not legacy}

    def _runs(self, roots: Sequence[etree._Element]) -> Iterator[tuple[RunFont, str]]:
        for root in roots:
            for paragraph in root.iter(W + "p"):
                style = attribute(paragraph.find(f"{W}pPr/{W}pStyle"))
                for run in paragraph.iter(W + "r"):
                    font = self.font(run.find(W + "rPr"), style)
                    if font is not None:
                        yield font, _text(run)


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(W + "t"))
