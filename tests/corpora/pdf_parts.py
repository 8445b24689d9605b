"""Small PDFs written by hand: text at places, ruled lines, pictures, and what must not run.

Letters are drawn with a font of the file's own that maps one byte to one letter, as programs do that embed a part of a
font; every letter is half as wide as it is high.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
A4_LANDSCAPE = (842.0, 595.0)
LETTER = 0.5  # of the size: the width of every letter


@dataclass
class Sheet:
    """The drawing of one page; places are points from the upper left corner."""

    size: tuple[float, float] = A4
    parts: list[bytes] = field(default_factory=list)
    letters: dict[str, int] = field(default_factory=dict)
    picture: bytes | None = None
    entries: bytes = b""  # further entries of the page: a cropped box, a turn, annotations

    def text(self, x: float, y: float, words: str, *, size: float = 12, bold: bool = False, mode: int = 0) -> "Sheet":
        """Write a line whose letters stand on ``y``."""
        codes = b"".join(b"%02x" % self._code(letter) for letter in words)
        font = b"F2" if bold else b"F1"
        at = self.size[1] - y
        self.parts.append(b"BT /%s %g Tf %d Tr %g %g Td <%s> Tj ET" % (font, size, mode, x, at, codes))
        return self

    def turned(self, x: float, y: float, words: str, degrees: float, *, size: float = 12, grey: float = 0) -> "Sheet":
        """Write a line that runs aslant, against the clock, from ``x`` and ``y`` on."""
        codes = b"".join(b"%02x" % self._code(letter) for letter in words)
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        matrix = b"%g %g %g %g %g %g" % (cosine, sine, -sine, cosine, x, self.size[1] - y)
        self.parts.append(b"q %g g BT /F1 %g Tf %s Tm <%s> Tj ET Q" % (grey, size, matrix, codes))
        return self

    def shade(self, x0: float, y0: float, x1: float, y1: float, *, grey: float = 0.9) -> "Sheet":
        """Fill a box."""
        self.parts.append(b"q %g g %g %g %g %g re f Q" % (grey, x0, self.size[1] - y1, x1 - x0, y1 - y0))
        return self

    def lines(self, x: float, y: float, *lines: str, size: float = 12, bold: bool = False, step: float = 1.3) -> float:
        """Write lines one under another; return where the next would stand."""
        for line in lines:
            self.text(x, y, line, size=size, bold=bold)
            y += step * size
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a line."""
        height = self.size[1]
        self.parts.append(b"0.5 w %g %g m %g %g l S" % (x0, height - y0, x1, height - y1))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], *, bottom: bool = True, sides: bool = True) -> "Sheet":
        """Draw a table without merged cells; the lower edge and the outer sides may be left open."""
        for y in ys if bottom else ys[:-1]:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs if sides else xs[1:-1]:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def whole_picture(self) -> "Sheet":
        """Lay a grey picture over the page, as a scan has it."""
        self.picture = b"\x80" * 64
        self.parts.insert(0, b"q %g 0 0 %g 0 0 cm /P Do Q" % self.size)
        return self

    def _code(self, letter: str) -> int:
        return self.letters.setdefault(letter, len(self.letters) + 1)


def pdf(
    *sheets: Sheet,
    catalog: bytes = b"",
    mapped: bool = True,
    font: str = "AAAAAA+TimesNewRoman",
    extra: Sequence[bytes] = (),
    packed: bool = False,
) -> bytes:
    """Return the file of the pages.

    Args:
        sheets: The pages.
        catalog: Further entries of the document's catalogue.
        mapped: Whether the fonts say which letters they show.
        font: The name of the upright font.
        extra: Further objects, numbered behind 10,000.
        packed: Compress what the pages draw.
    """
    objects: dict[int, bytes] = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog}
    kids = []
    for index, sheet in enumerate(sheets):
        page, content, first = 10 + index * 10, 11 + index * 10, 12 + index * 10
        kids.append(b"%d 0 R" % page)
        resources = b"/Font<</F1 %d 0 R/F2 %d 0 R>>" % (first, first + 1)
        if sheet.picture is not None:
            resources += b"/XObject<</P %d 0 R>>" % (first + 3)
            entries = b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8"
            objects[first + 3] = stream(sheet.picture, entries)
        objects[page] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Contents %d 0 R/Resources<<%s>>%s>>" % (
            *sheet.size,
            content,
            resources,
            sheet.entries,
        )
        objects[content] = stream(b"\n".join(sheet.parts), packed=packed)
        for number, name in ((first, font), (first + 1, "AAAAAA+TimesNewRoman-Bold")):
            unicode_map = b"/ToUnicode %d 0 R" % (first + 2) if mapped else b""
            objects[number] = _font(name, unicode_map)
        objects[first + 2] = stream(_unicode_map(sheet.letters))
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    objects |= {10_001 + index: body for index, body in enumerate(extra)}
    return assembled(objects)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """Return an object that is a stream."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a file of objects by their numbers; object 1 is the catalogue."""
    found = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(found)
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(found)
    found += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        found += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    found += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(found)


def _font(name: str, unicode_map: bytes) -> bytes:
    widths = b" ".join([b"%d" % (LETTER * 1000)] * 256)
    descriptor = (
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -200 500 800]/Ascent 800/Descent -200>>" % name.encode()
    )
    return b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 0/LastChar 255/Widths[%s]/FontDescriptor %s%s>>" % (
        name.encode(),
        widths,
        descriptor,
        unicode_map,
    )


def _unicode_map(letters: dict[str, int]) -> bytes:
    lines = [b"<%02x> <%s>" % (code, letter.encode("utf-16-be").hex().encode()) for letter, code in letters.items()]
    pieces = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    maps = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(piece), b"\n".join(piece)) for piece in pieces)
    return b"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n%s\nendcmap" % maps
