"""What a file's head says of the document, as a proposal for the form that registers it."""

from dataclasses import dataclass
from datetime import date

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


def facts_read(data: bytes, *, name: str) -> ProposedFacts:
    """Return what the head of a file says of its document; never raises."""
    try:
        document = read_document(data, name=name)
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
