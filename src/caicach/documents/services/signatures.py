"""Digital signatures of a PDF: who signed, when, and whether the bytes are still those that were signed.

What can be checked depends on the certificates at hand: roots that are trusted lie as files in the folder
``settings.TRUST_FOLDER``. Without the root of a signature it stays "unchecked". Nothing is asked over the network, and
the file itself is never changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from caicach.documents.constants import SignatureState
from caicach.documents.models import Signature

if TYPE_CHECKING:
    from caicach.files.models import StoredFile

__all__ = ["ReadSignature", "signatures_of", "signatures_record"]

_MOST = 30  # of one file; a document is signed by a few people and stamped by the body
_ENDINGS = frozenset({".cer", ".crt", ".der", ".pem"})


@dataclass(frozen=True, slots=True)
class ReadSignature:
    """One signature as the file shows it."""

    signer: str
    organisation: str
    issued_by: str
    signed_at: datetime | None
    is_stamped: bool
    state: SignatureState


@transaction.atomic
def signatures_record(stored: "StoredFile", found: tuple[ReadSignature, ...], *, now: datetime) -> None:
    """Keep what was read of a file's signatures instead of what was kept before."""
    Signature.objects.filter(file=stored).delete()
    Signature.objects.bulk_create(
        Signature(
            file=stored,
            order=order,
            signer=one.signer[:300],
            organisation=one.organisation[:300],
            issued_by=one.issued_by[:300],
            signed_at=one.signed_at,
            is_stamped=one.is_stamped,
            state=one.state,
            read_at=now,
        )
        for order, one in enumerate(found)
    )


def signatures_of(data: bytes, *, now: datetime) -> tuple[ReadSignature, ...]:
    """Return the signatures of a PDF in the order they were made; none of what is no PDF or cannot be taken apart."""
    from pyhanko.pdf_utils.misc import PdfError  # the library takes half a second to load
    from pyhanko.pdf_utils.reader import PdfFileReader

    if not data.startswith(b"%PDF"):
        return ()
    try:
        signed = PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures[:_MOST]
    except (PdfError, ValueError, KeyError, TypeError, OSError):
        return ()
    roots = tuple(_roots(Path(settings.TRUST_FOLDER))) if settings.TRUST_FOLDER and signed else ()
    return tuple(_read(one, roots, now=now) for one in signed)


def _read(embedded: Any, roots: tuple[Any, ...], *, now: datetime) -> ReadSignature:
    try:
        state, stamp = _checked(embedded, roots, now=now)
    except Exception:
        state, stamp = SignatureState.INVALID, None
    certificate = embedded.signer_cert
    subject = certificate.subject.native if certificate is not None else {}
    issuer = certificate.issuer.native if certificate is not None else {}
    at = stamp or embedded.self_reported_timestamp
    return ReadSignature(
        signer=_words(subject, "common_name"),
        organisation=_words(subject, "organization_name"),
        issued_by=_words(issuer, "common_name") or _words(issuer, "organization_name"),
        signed_at=at if at is not None and at.tzinfo is not None else None,
        is_stamped=stamp is not None,
        state=state,
    )


def _checked(embedded: Any, roots: tuple[Any, ...], *, now: datetime) -> tuple[SignatureState, datetime | None]:
    """Return what can be said of a signature, and the time that a timestamp authority gave it."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    at = embedded.self_reported_timestamp
    # A certificate is asked about at the time of signing: that it ended since does not unmake the signature.
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, moment=at if at is not None and at <= now else now
    )
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    stamp = status.timestamp_validity
    stamped_at = stamp.timestamp if stamp is not None and stamp.intact and stamp.valid else None
    if not status.intact or status.modification_level is ModificationLevel.OTHER or not status.docmdp_ok:
        return SignatureState.CHANGED, stamped_at
    if not status.valid:
        return SignatureState.INVALID, stamped_at
    if status.revoked:
        return SignatureState.INVALID, stamped_at
    return (SignatureState.VALID if status.trusted else SignatureState.UNCHECKED), stamped_at


def _roots(folder: Path) -> Iterator[Any]:
    """Yield the certificates of the folder; a file that holds none is passed over."""
    from asn1crypto import pem, x509

    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() not in _ENDINGS:
            continue
        data = path.read_bytes()
        try:
            parts = [part for _kind, _headers, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            yield from (x509.Certificate.load(part, strict=True) for part in parts)
        except ValueError:
            continue


def _words(name: Any, part: str) -> str:
    """Return one part of a certificate's name; a part may stand there several times."""
    value = name.get(part, "") if isinstance(name, dict) else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
