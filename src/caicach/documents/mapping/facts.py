"""What is known of a document before it stands in the register, and what became of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["NewDocument", "Refused", "Registration"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """Facts of one document that is to be registered, as a person, a file or a list gives them."""

    type: str
    symbol: str
    issued_on: date
    issuer_name: str
    issuer_id: int | None = None  # the agency, where it stands in the register of agencies
    subject: str = ""
    signer: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    direction: str = ""  # of ``constants.Direction``; blank: out where the registering body issued it, else in
    received_on: date | None = None
    file: "StoredFile | None" = None
    file_name: str = ""

    def with_file(self, file: "StoredFile", name: str) -> "NewDocument":
        """Return the same document with a file."""
        return replace(self, file=file, file_name=name)


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that could not be registered, with the sentence why."""

    position: int  # in what was given, from 0
    reason: str


@dataclass(frozen=True, slots=True)
class Registration:
    """What became of the documents that were given."""

    documents: "tuple[Document | None, ...]"  # in the order given; None where refused
    fresh: frozenset[int]  # positions of those that were not in the register before
    refused: tuple[Refused, ...]
