"""Pages as a scanner gives them, drawn for tests: a font of the PDF standard, rules, skew, dust and a red stamp.

The words have no marks: the fonts that every machine can draw are those of the PDF standard, which know no Vietnamese.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pypdfium2
from PIL import Image

__all__ = ["Sheet", "png", "scanned_pdf"]

WIDTH, HEIGHT = 595, 842  # A4 in points


@dataclass(slots=True)
class Sheet:
    """One page under the pen; places in points from the upper left corner."""

    drawn: list[str] = field(default_factory=list)
    stamps: list[tuple[int, int, int]] = field(default_factory=list)  # x, y, radius in points

    def write(self, x: float, y: float, text: str, size: int = 13) -> "Sheet":
        """Write a line whose letters stand at ``y``."""
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.drawn.append(f"BT /F {size} Tf {x} {HEIGHT - y} Td ({safe}) Tj ET")
        return self

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> "Sheet":
        """Draw a rule."""
        self.drawn.append(f"1 w {x} {HEIGHT - y} m {to_x} {HEIGHT - to_y} l S")
        return self

    def table(self, across: Sequence[int], down: Sequence[int], texts: Sequence[Sequence[str]]) -> "Sheet":
        """Draw a table with all its rules; ``texts`` row by row, lines of a cell divided by line feeds."""
        for x in across:
            self.rule(x, down[0], x, down[-1])
        for y in down:
            self.rule(across[0], y, across[-1], y)
        for row, top in zip(texts, down, strict=False):
            for text, left in zip(row, across, strict=False):
                for index, line in enumerate(text.split("\n")):
                    self.write(left + 5, top + 15 + 15 * index, line, 12)
        return self

    def stamp(self, x: int, y: int, radius: int = 40) -> "Sheet":
        """Press a red stamp."""
        self.stamps.append((x, y, radius))
        return self

    def scan(self, dpi: int = 200, skew_deg: float = 0.0, dust: float = 0.0) -> Image.Image:
        """Return the page as it leaves the scanner."""
        with pypdfium2.PdfDocument(_pdf("\n".join(self.drawn))) as document:
            pixels = np.array(document[0].render(scale=dpi / 72).to_pil().convert("RGB"))
        scale = dpi / 72
        for x, y, radius in self.stamps:
            ink = np.full_like(pixels, 255)
            cv2.circle(
                ink, (round(x * scale), round(y * scale)), round(radius * scale), (215, 40, 50), round(3 * scale)
            )
            pixels = np.minimum(pixels, ink)
        height, width = pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew_deg, 1)
        pixels = cv2.warpAffine(pixels, turn, (width, height), borderValue=(255, 255, 255))
        grain = np.random.default_rng(1).normal(0, dust, (256, 256, 1)).astype(np.float32)
        noise = np.tile(grain, (height // 256 + 1, width // 256 + 1, 1))[:height, :width]
        return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def png(image: Image.Image, dpi: int = 200) -> bytes:
    """Return a picture as a PNG file."""
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(dpi, dpi))
    return file.getvalue()


def scanned_pdf(images: Sequence[Image.Image], dpi: int = 200) -> bytes:
    """Return pictures as the pages of a PDF without text."""
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return file.getvalue()


def _pdf(drawing: str) -> bytes:
    """Return a PDF of one page that is drawn so."""
    stream = drawing.encode("ascii")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode() + b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    )
    file = b"%PDF-1.4\n"
    starts = []
    for number, content in enumerate(objects, start=1):
        starts.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table) + end
