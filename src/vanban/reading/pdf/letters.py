"""The letters of a whole PDF: old Vietnamese fonts into Unicode, letters that a font keeps to itself.

Owns: the choice of the encoding for the document, which pages lost letters. Does not: know the old letters
(``vanban.text.legacy``).
"""

from collections import defaultdict
from collections.abc import Sequence

from vanban.reading.errors import ReadError
from vanban.reading.old_fonts import RunFont, old_font
from vanban.reading.pdf.lines import Line
from vanban.text.findings import Finding, Place, Severity
from vanban.text.legacy import Legacy, from_legacy, has_legacy, has_unicode, legacy_of

__all__ = ["lost_letters", "to_unicode"]

_LOST = "\ufffd"
_MOST_LOST = 0.5  # of all letters: no document is left
_SAMPLE = 200_000


def to_unicode(lines: Sequence[Line]) -> list[Finding]:
    """Turn the letters of old fonts into Unicode, in place; return a finding for every encoding that was used.

    Raises:
        ReadError: letters of an old font and of Unicode stand under one kind of font, so that none can be told.
    """
    fonts = _old_fonts(lines)
    used: set[Legacy] = set()
    if fonts:
        for line in lines:
            for name, _ in line.runs:
                if name in fonts:
                    used.add(fonts[name].legacy)
            line.text = "".join(_decoded(text, fonts.get(name)) for name, text in line.runs)
    else:
        legacy = legacy_of("\n".join(line.text for line in lines)[:_SAMPLE])
        if legacy is not None:
            used.add(legacy)
            for line in lines:
                line.text = from_legacy(line.text, legacy)
    return [Finding("RD103", Severity.WARNING, params={"encoding": str(legacy)}) for legacy in sorted(used)]


def _decoded(text: str, font: RunFont | None) -> str:
    return text if font is None else from_legacy(text, font.legacy, capitals=font.capitals)


def _old_fonts(lines: Sequence[Line]) -> dict[str, RunFont]:
    names = {name for line in lines for name, _ in line.runs}
    fonts = {name: font for name in names if (font := old_font(name.partition("+")[2] or name))}
    texts: dict[Legacy, list[str]] = defaultdict(list)
    for line in lines:
        for name, text in line.runs:
            if name in fonts:
                texts[fonts[name].legacy].append(text)
    for legacy, parts in texts.items():
        text = "".join(parts)
        if has_unicode(text):
            if has_legacy(text, legacy):
                raise ReadError("RD021", encoding=str(legacy))
            fonts = {name: font for name, font in fonts.items() if font.legacy is not legacy}
    return fonts


def lost_letters(lines: Sequence[Line], *, name: str) -> list[Finding]:
    """Return a finding for every page on which a font does not say which letters it shows.

    Raises:
        ReadError: hardly a letter can be told.
    """
    lost: dict[int, int] = defaultdict(int)
    every = 0
    for line in lines:
        every += line.letters
        count = line.text.count(_LOST)
        if count:
            lost[line.page] += count
    if sum(lost.values()) > _MOST_LOST * every:
        raise ReadError("RD023", name=name)
    return [
        Finding("RD106", Severity.ERROR, Place(page=page), params={"page": page, "count": count})
        for page, count in sorted(lost.items())
    ]
