"""What a file's head says of the document, as a proposal for the form that registers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from caicach.web.errors import BadInput
from vanban.language.headers import read_header
from vanban.reading import ReadError, read_document
from vanban.reading.kinds import FileKind, kind_of
from vanban.reading.pdf.first_page import first_page_lines
from vanban.text.findings import Place

__all__ = ["ProposedFacts", "facts_read", "refuse_unopenable", "unread_words"]

# A password, damage, an archive built to exhaust the machine: nobody can open such a file later either. What only
# cannot be read here (too many pages, no Tesseract, fonts that keep their letters) is a document all the same.
_UNOPENABLE = frozenset({"RD001", "RD003", "RD004", "RD013", "RD014", "RD015", "RD017", "RD051"})
_NOTHING_KEPT = "; chưa có gì được lưu."


@dataclass(frozen=True, slots=True)
class ProposedFacts:
    """What was read; what the head does not say is empty. A person confirms all of it."""

    type: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issuer_name: str = ""
    subject: str = ""
    signer: str = ""
    problem: str = ""  # why nothing was read, a sentence


class _ScanError(Exception):
    """The file is read page by page, for minutes."""


def _not_page_by_page(_done: int, _total: int) -> None:
    raise _ScanError


def facts_read(data: bytes, *, name: str) -> ProposedFacts:
    """Return what the head of a file says of its document; what cannot be read says why.

    A scan is not read here, and of a PDF only the first page: somebody waits for the form.

    Raises:
        BadInput: nobody can open the file.
    """
    try:
        lines = _head_of(data, name)
    except _ScanError:
        return ProposedFacts(problem=_("Tệp là bản quét: được giữ lại và đọc nền sau khi văn bản vào sổ."))
    except ReadError as error:
        if error.code in _UNOPENABLE:
            raise BadInput(str(error)) from error
        return ProposedFacts(problem=unread_words(error))
    header = read_header(lines).value
    if header is None:
        return ProposedFacts()
    return ProposedFacts(
        type=(header.type or "").capitalize(),
        symbol=header.symbol or "",
        issued_on=header.issued,
        issuer_name=header.issuer or "",
        subject=header.title or "",
        signer=header.signer or "",
    )


def refuse_unopenable(data: bytes, *, name: str) -> None:
    """Refuse a file that nobody can open; what is empty or too large the store refuses, in its own words.

    Raises:
        BadInput: it is behind a password, damaged, or built to exhaust the machine.
    """
    if 0 < len(data) <= settings.UPLOAD_LIMIT_BYTES:  # more was cut off when it was read: it would seem damaged
        facts_read(data, name=name)


def unread_words(error: ReadError) -> str:
    """Return why a file that is kept all the same was not read."""
    return str(error).removesuffix(_NOTHING_KEPT) + _("; tệp vẫn được giữ nguyên trong sổ.")


def _head_of(data: bytes, name: str) -> Sequence[tuple[str, Place]]:
    """Return the lines of a document that its header may be among."""
    if kind_of(data) is not FileKind.PDF:
        document = read_document(data, name=name, step=_not_page_by_page)
        return [(line.text, line.place) for line in document.paragraphs()]
    lines = first_page_lines(data, name=name)
    if not lines:
        raise _ScanError
    return [(text, Place(page=1, block=at)) for at, text in enumerate(lines)]
