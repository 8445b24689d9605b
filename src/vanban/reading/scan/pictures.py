"""Pages as pictures: of picture files, and of the pages of a PDF.

Owns: sizes read before anything is decoded, the bound on them, resolution. Does not: clean or recognise.
"""

import io
import math
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from vanban.reading.errors import ReadError
from vanban.reading.scan.model import Picture, Pixels

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose
    from pypdfium2 import PdfPage

__all__ = ["MAX_PIXELS", "MAX_SHEETS", "count_sheets", "picture_of_page", "pictures_of_file"]

MAX_PIXELS = 100_000_000  # of one page; A4 at 300 dpi has 9 million
_MOST_KEPT = 25_000_000  # pixels of a page that are worked on: A3 at 300 dpi has 17 million; larger is made smaller
MAX_SHEETS = 300  # pages in one picture file (TIFF)
_FORMATS = ("PNG", "JPEG", "TIFF")
_A4_INCHES = 11.69  # the longer side
_LEAST_DPI, _MOST_DPI = 120.0, 300.0  # between them an embedded picture is taken as it is
_USUAL_DPI = 250.0  # of a page that is drawn, or made of several pictures
_POINTS = 72.0
_IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE


def picture_of_page(page: "PdfPage", *, number: int) -> Picture:
    """Return a page of a PDF as pixels, at the resolution of the picture that fills it (at most 300 dpi).

    Args:
        page: The page, of an open ``pypdfium2`` document.
        number: Its number, from 1.

    Raises:
        ReadError: The page, or a picture on it, has more pixels than ``MAX_PIXELS``; nothing was decoded.
    """
    width, height = page.get_size()
    dpi = _page_dpi(page, width, height, number)
    _check(width * dpi / _POINTS, height * dpi / _POINTS, number)
    dpi = min(dpi, _POINTS * math.sqrt(_MOST_KEPT / (width * height)))
    # A hair less than the whole: a size that is rounded up by one pixel would blur the embedded picture.
    bitmap = page.render(scale=dpi / _POINTS - 1e-6, rev_byteorder=True, prefer_bgrx=False)
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3] if bitmap.n_channels > 1 else bitmap.to_numpy())
    finally:
        bitmap.close()
    return Picture(pixels, dpi, number)


def _page_dpi(page: "PdfPage", width: float, height: float, number: int) -> float:
    """Return the resolution of the largest picture on the page, bounded."""
    best = 0.0
    for image in page.get_objects(filter=(_IMAGE_OBJECT,), max_depth=3):
        across, down = image.get_px_size()
        _check(across, down, number)
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= 0.5 * width * height:
            best = max(best, across / (right - left) * _POINTS, down / (top - bottom) * _POINTS)
    return min(max(best, _LEAST_DPI), _MOST_DPI) if best else _USUAL_DPI


def _check(width: float, height: float, number: int) -> None:
    if width * height > MAX_PIXELS:
        raise ReadError("RD030", page=number, limit=MAX_PIXELS // 1_000_000)


def count_sheets(data: bytes) -> int:
    """Return how many pages a picture file has.

    Raises:
        ReadError: The file is damaged, of another kind, or has more pages than ``MAX_SHEETS``.
    """
    image = _open(data)
    sheets = int(getattr(image, "n_frames", 1))
    if sheets > MAX_SHEETS:
        raise ReadError("RD031", limit=MAX_SHEETS)
    return sheets


def pictures_of_file(data: bytes) -> Iterator[Picture]:
    """Yield the pages of a PNG, JPEG or TIFF file one by one; each is decoded only when it is asked for.

    Raises:
        ReadError: The file is damaged, or a page has more pixels than ``MAX_PIXELS``.
    """
    for index in range(count_sheets(data)):
        try:
            yield _sheet(data, index)
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise ReadError("RD003") from error


def _sheet(data: bytes, index: int) -> Picture:
    image = _open(data)  # anew for each page, so that none stays in memory decoded
    image.seek(index)
    _check(*image.size, index + 1)
    dpi, turn = _file_dpi(image), _turn_of(image)
    kept, times = _smaller(image)
    del image
    return Picture(_pixels(kept if turn is None else kept.transpose(turn)), dpi / times, index + 1)


def _turn_of(image: "Image") -> "Transpose | None":
    """Return how the picture must be turned to stand as its camera held it."""
    from PIL.ExifTags import Base
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return turns.get(image.getexif().get(Base.Orientation, 1))


def _open(data: bytes) -> "Image":
    """Return the picture with its header read and its pixels not."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # It warns at 89 million pixels; the bound here is another, and refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise ReadError("RD030", page=1, limit=MAX_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        known = data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*"))
        raise ReadError("RD003" if known else "RD007") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ReadError("RD003") from error


def _pixels(image: "Image") -> Pixels:
    if image.mode in ("RGBA", "LA", "PA", "P"):
        image = _on_white(image.convert("RGBA"))
    wanted = "L" if image.mode in ("1", "L", "I", "I;16", "F") else "RGB"
    return np.array(image if image.mode == wanted else image.convert(wanted), dtype=np.uint8)


def _smaller(image: "Image") -> "tuple[Image, int]":
    """Return a picture of at most ``_MOST_KEPT`` pixels, and how many times smaller its sides are."""
    times = math.ceil(math.sqrt(image.width * image.height / _MOST_KEPT))
    if times < 2:
        return image, 1
    if image.mode in ("RGB", "RGBA", "L", "LA", "CMYK"):
        return image.reduce(times), times
    if image.mode == "1":
        return image.convert("L").reduce(times), times
    return image.resize((image.width // times, image.height // times)), times  # palettes: whole pixels are taken


def _on_white(image: "Image") -> "Image":
    """Return a picture with holes as it looks on paper."""
    from PIL import Image

    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    return paper.convert("RGB")


def _file_dpi(image: "Image") -> float:
    """Return the resolution that would make the page A4: what files say of themselves is often 72 or 96."""
    said = float(image.info.get("dpi", (0, 0))[0] or 0)
    guessed = max(image.size) / _A4_INCHES
    return said if 0.7 * guessed <= said <= 1.4 * guessed else guessed
