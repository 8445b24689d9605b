"""Mark-up becomes a PDF. This module alone imports the printer, and is imported when a paper is printed.

Owns: where fonts and pictures come from, and the file's own identity. Does not: know papers' parts (``markup``).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib import resources

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from vanban.writing.layout import Layout
from vanban.writing.model import Paper
from vanban.writing.pdf.look import FONT_FILES, FONT_SCHEME
from vanban.writing.pdf.markup import PICTURE_SCHEME, page_of, pictures_of

__all__ = ["printed"]

# The printer's import lets Pillow open torn pictures in the whole process; whoever reads them refuses them here.
ImageFile.LOAD_TRUNCATED_IMAGES = False

_VARIANT = "pdf/ua-1"
_DPI = 300  # pictures with more are made smaller
_IDENTITY_BYTES = 16


class _Fetcher(URLFetcher):  # type: ignore[misc]  # the library has no annotations
    """Gives what is delivered and what the paper brings; every other address is refused, and the printing ends."""

    def __init__(self, given: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._given = given

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at ``url``."""
        content = self._given.get(url)
        if content is None:
            raise FatalURLFetchingError(f"a paper asks for {url}")
        return URLFetcherResponse(url, content)


def printed(paper: Paper, layout: Layout, annexes: Sequence[Paper] = ()) -> bytes:
    """Return the PDF of ``paper`` and its annexes; see ``write_pdf``."""
    papers = (paper, *annexes)
    page = page_of(papers, layout)
    pictures = pictures_of(papers)
    given = {f"{PICTURE_SCHEME}{number}": content for number, content in enumerate(pictures)} | _fonts()
    fetcher = _Fetcher(given)
    html = HTML(string=page, url_fetcher=fetcher, media_type="print")
    content: bytes = html.write_pdf(
        font_config=FontConfiguration(),
        pdf_variant=_VARIANT,
        pdf_identifier=_identity(page, pictures),
        dpi=_DPI,
    )
    return content


def _fonts() -> dict[str, bytes]:
    folder = resources.files("vanban.writing") / "fonts"
    return {f"{FONT_SCHEME}{name}": (folder / name).read_bytes() for name in FONT_FILES}


def _identity(page: str, pictures: Sequence[bytes]) -> bytes:
    """Return what tells this file from others: made of its content, so that the same paper is the same file."""
    digest = sha256(page.encode())
    for picture in pictures:
        digest.update(sha256(picture).digest())
    return digest.digest()[:_IDENTITY_BYTES]
