"""What a file's head says of the document, as a proposal for the form that registers it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vanban.language.headers import read_header
from vanban.reading import ReadError, read_document

__all__ = ["ProposedFacts", "facts_read"]


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
    """Return what the head of a file says of its document; never raises.

    A scan is not read here: somebody waits for the form, and recognising takes seconds a page.
    """
    try:
        document = read_document(data, name=name, step=_not_page_by_page)
    except _ScanError:
        return ProposedFacts(problem=_("Tệp là bản quét: được giữ lại và đọc nền sau khi văn bản vào sổ."))
    except ReadError as error:
        return ProposedFacts(problem=str(error))
    header = read_header([(line.text, line.place) for line in document.paragraphs()]).value
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
