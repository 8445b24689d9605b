"""What the tests of handing in share: proofs as a form gives them, drafts, the number of everything."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.obligations.mapping import Proof
from caicach.obligations.models import HandInDraft, Obligation, Submission, Transition
from caicach.obligations.services import draft_prepare
from cast import PDF, Cast

__all__ = ["everything", "form", "prepared", "proof"]


def proof(**values: Any) -> Proof:
    """Return a report of the commune with its file, unless ``values`` say otherwise."""
    standard = Proof(
        type="Báo cáo",
        symbol="12/BC-UBND",
        issued_on=date(2026, 3, 13),
        subject="Kết quả rà soát",
        file=PDF,
        file_name="bao-cao.pdf",
    )
    return replace(standard, **values)


def prepared(cast: Cast, obligation: Obligation, **values: Any) -> HandInDraft:
    """Lay a draft of the commune's officer before the leader."""
    given = {"actor": cast.commune_officer.actor, "proof": proof(), "now": cast.now, "today": cast.today, **values}
    return draft_prepare(obligation, **given)


def form(cast: Cast, **changes: object) -> dict[str, object]:
    """Return what the browser sends of a hand-in."""
    return {
        "number": 1,
        "version": 0,
        "type": "Báo cáo",
        "symbol": "12/BC-UBND",
        "issued_on": "13/03/2026",
        "issuer_name": cast.commune.current_name,
        "subject": "Kết quả rà soát quý I",
        "file": SimpleUploadedFile("Báo cáo quý I.pdf", PDF),
    } | changes


def everything() -> tuple[int, ...]:
    """Return how many rows there are of each kind: a refusal changes none."""
    return tuple(model.objects.count() for model in (HandInDraft, Submission, Transition, Document, StoredFile, Entry))
