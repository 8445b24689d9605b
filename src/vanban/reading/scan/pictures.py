"""Pages as pictures: of picture files, and of the pages of a PDF.

Owns: sizes read before anything is decoded, the bound on them, resolution. Does not: clean or recognise.
"""

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from vanban.reading.errors import ReadError
from vanban.reading.scan.model import Picture

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

__all__ = ["MAX_PIXELS", "MAX_SHEETS", "count_sheets", "picture_of_page", "pictures_of_file"]

MAX_PIXELS = 100_000_000  # of one page; A4 at 300 dpi has 9 million
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
    image = _open(data)
    for index in range(count_sheets(data)):
        try:
            image.seek(index)
            _check(*image.size, index + 1)
            yield _decoded(image, index + 1)
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise ReadError("RD003") from error


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


def _decoded(image: "Image", number: int) -> Picture:
    from PIL import ImageOps

    dpi = _file_dpi(image)
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA", "P"):
        turned = _on_white(turned.convert("RGBA"))
    grey = turned.mode in ("1", "L", "I", "I;16", "F")
    return Picture(np.array(turned.convert("L" if grey else "RGB"), dtype=np.uint8), dpi, number)


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
