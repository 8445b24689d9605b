"""Who signed a PDF, and whether its bytes are still those that were signed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from caicach.documents.constants import SignatureState
from caicach.documents.models import Signature
from caicach.documents.services.reading import document_read
from caicach.documents.services.signatures import signatures_of
from caicach.files.selectors import content_of
from caicach.files.services import file_store
from cast import Cast

NOW = datetime.now(UTC) + timedelta(minutes=1)


def test_without_its_root_a_signature_is_there_but_unchecked(signed_pdf: bytes) -> None:
    (one,) = signatures_of(signed_pdf, now=NOW)

    assert one.state is SignatureState.UNCHECKED
    assert (one.signer, one.organisation, one.issued_by) == ("Nguyễn Văn Lâm", "UBND xã Suối Nhạn", "CA Sông Mây")
    assert one.signed_at is not None
    assert abs(one.signed_at - NOW) < timedelta(hours=1)


def test_with_its_root_at_hand_it_is_valid(signed_pdf: bytes, trust: Callable[[], None]) -> None:
    trust()

    assert [one.state for one in signatures_of(signed_pdf, now=NOW)] == [SignatureState.VALID]


def test_one_changed_byte_is_told(signed_pdf: bytes, trust: Callable[[], None]) -> None:
    trust()
    tampered = signed_pdf.replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 595 843]", 1)
    assert tampered != signed_pdf

    assert [one.state for one in signatures_of(tampered, now=NOW)] == [SignatureState.CHANGED]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 rac", b"khong phai pdf"])
def test_what_bears_no_signature_has_none(data: bytes) -> None:
    assert signatures_of(data, now=NOW) == ()


def test_a_pdf_that_nobody_signed_has_none(plain_pdf: bytes) -> None:
    assert signatures_of(plain_pdf, now=NOW) == ()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_signed_file_that_was_cut_off_never_raises(signed_pdf: bytes, share: float) -> None:
    found = signatures_of(signed_pdf[: int(len(signed_pdf) * share)], now=NOW)

    assert all(one.state is not SignatureState.VALID for one in found)


def test_the_job_keeps_signatures_and_not_one_byte_changes(cast: Cast, signed_pdf: bytes) -> None:
    stored = file_store(signed_pdf, now=cast.now)
    document = cast.document(file=stored)

    document_read(document.pk, now=NOW)

    assert Signature.objects.get(file=stored).signer == "Nguyễn Văn Lâm"
    assert content_of(stored) == signed_pdf
