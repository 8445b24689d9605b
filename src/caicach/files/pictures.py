"""Pages of stored files as pictures: of a PDF, or the one page that a photographed or scanned sheet is.

Owns: sizes read before anything is decoded, the bounds, cutting out a box. Does not: say who may look, or recognise.
"""

import io
import warnings
from threading import Lock
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.files.constants import PAGED, PDF
from caicach.web.errors import BadInput, Beyond

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["MAX_PIXELS", "MAX_WIDTH", "WHOLE", "Box", "box_of", "page_png"]

# Left, top, right, bottom on the page, in thousandths of its width and height.
Box = tuple[int, int, int, int]
WHOLE: Box = (0, 0, 1000, 1000)
MAX_PIXELS = 100_000_000  # of what is decoded; A4 at 300 dpi has 9 million
MAX_WIDTH, MAX_HEIGHT = 1600, 2400  # pixels of what is handed out
_MARGIN = 6  # thousandths around a box: the rules of a cell are seen
_MOST_DPI, _POINTS = 200.0, 72.0  # finer helps no eye
_COLOURS = 64  # paper, ink and a red stamp; a third of the bytes
_IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE

_one_at_a_time = Lock()  # PDFium is not made for threads


def box_of(text: str) -> Box:
    """Return the box that an address names ("left,top,right,bottom"); the whole page where it names none.

    Raises:
        BadInput: it is none.
    """
    if not text:
        return WHOLE
    parts = text.split(",")
    if len(parts) == len(WHOLE) and all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in parts):
        left, top, right, bottom = map(int, parts)
        if left < right <= 1000 and top < bottom <= 1000:
            return left, top, right, bottom
    raise BadInput(_("Khung ảnh không hợp lệ. Mở lại trang đang xem rồi thử lại."))


def page_png(data: bytes, media_type: str, *, number: int, box: Box = WHOLE) -> bytes:
    """Return page ``number`` (from 1) as PNG, at most ``MAX_WIDTH`` wide; of a ``box``, that part with a small margin.

    Raises:
        Beyond: files of this kind have no pages, or this one has no such page.
        BadInput: the file is damaged or locked, or the page has more pixels than ``MAX_PIXELS``.
    """
    from PIL.Image import Dither, Quantize

    if media_type not in PAGED:
        raise Beyond(_("Tệp này không có ảnh trang: chỉ tệp PDF và tệp ảnh mới xem được từng trang. Hãy tải tệp về."))
    wider = box if box == WHOLE else _widened(box)
    picture = _of_pdf(data, number, wider) if media_type == PDF else _of_picture(data, number, wider)
    kept = io.BytesIO()
    # Octree: the quickest way to few colours.
    picture.convert("RGB").quantize(_COLOURS, method=Quantize.FASTOCTREE, dither=Dither.NONE).save(kept, "PNG")
    return kept.getvalue()


def _widened(box: Box) -> Box:
    left, top, right, bottom = box
    return max(left - _MARGIN, 0), max(top - _MARGIN, 0), min(right + _MARGIN, 1000), min(bottom + _MARGIN, 1000)


def _of_pdf(data: bytes, number: int, box: Box) -> "Image":
    from pypdfium2 import PdfDocument, PdfiumError  # heavy, and only here

    with _one_at_a_time:
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise _unreadable() from error
        try:
            return _drawn(document, number, box)
        except PdfiumError as error:
            raise _unreadable() from error
        finally:
            document.close()


def _drawn(document: "PdfDocument", number: int, box: Box) -> "Image":
    _require_page(number, len(document))
    page = document[number - 1]
    width, height = page.get_size()
    _check_pictures(page)
    left, top, right, bottom = (part / 1000 for part in box)
    scale = min(_MOST_DPI / _POINTS, MAX_WIDTH / (width * (right - left)), MAX_HEIGHT / (height * (bottom - top)))
    crop = (width * left, height * (1 - bottom), width * (1 - right), height * top)
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
    try:
        picture: Image = bitmap.to_pil().copy()
    finally:
        bitmap.close()
    return picture


def _check_pictures(page: "PdfPage") -> None:
    for image in page.get_objects(filter=(_IMAGE_OBJECT,), max_depth=3):
        _check(*image.get_px_size())


def _of_picture(data: bytes, number: int, box: Box) -> "Image":
    from PIL import Image, ImageOps

    _require_page(number, 1)
    try:
        with warnings.catch_warnings():
            # It warns at 89 million pixels; the bound here is another, and refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        _check(*image.size)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _unreadable() from error
    width, height = upright.size
    left, top, right, bottom = box
    part = upright.crop(
        (width * left // 1000, height * top // 1000, -(-width * right // 1000), -(-height * bottom // 1000))
    )
    part.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    return part


def _require_page(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise Beyond(_("Tệp có %(count)s trang, không có trang %(number)s.") % {"count": count, "number": number})


def _check(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _too_large()


def _too_large() -> BadInput:
    return BadInput(_("Trang này quá lớn để hiện ảnh (hơn 100 triệu điểm ảnh). Hãy tải tệp về để xem."))


def _unreadable() -> BadInput:
    return BadInput(_("Không hiện được ảnh trang: tệp hỏng hoặc có mật khẩu. Hãy tải tệp về để xem."))
