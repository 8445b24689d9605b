"""From what a form gives to evidence: what is marked secret is refused, the file is kept, the document registered.

Owns: the order of these steps: nothing is stored before everything was checked. Does not: move an obligation.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.documents.services import document_register
from caicach.files.services import file_store, without_secrets
from caicach.obligations.mapping import Evidence, Paper, Proof
from caicach.obligations.models import Obligation
from caicach.obligations.services.evidence import check_parts
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["evidence_of", "file_of"]


def file_of(
    obligation: Obligation,
    proof: Proof,
    *,
    now: datetime,
    today: date,
    kept: "StoredFile | None" = None,
    is_on_behalf: bool = False,
) -> "StoredFile | None":
    """Check all of ``proof`` and keep its file; return the file, or the one ``kept`` before where none is new.

    Raises:
        BadInput: something is missing or cannot be right, or bears the stamp of a state secret; nothing was stored.
    """
    if proof.is_secret and proof.file is not None:
        raise BadInput(_("Văn bản mật không gửi tệp lên đây. Bỏ tệp, chỉ ghi nơi lưu; chưa có gì được lưu."))
    paper = _paper(proof, has_file=proof.file is not None or kept is not None)
    check_parts(obligation.duty, _bare(proof), paper, today=today, is_on_behalf=is_on_behalf)
    if not proof.has_document:
        return None
    data = without_secrets(proof.file or b"", name=proof.file_name, words=(proof.symbol, proof.subject))
    return file_store(data, now=now) if proof.file is not None else kept


def evidence_of(
    obligation: Obligation,
    proof: Proof,
    stored: "StoredFile | None",
    *,
    actor: Actor,
    now: datetime,
) -> Evidence:
    """Return the evidence of a checked proof, its document registered with the file ``stored``.

    Raises:
        BadInput: the document is known with another file.
    """
    document = _register(obligation, proof, stored, actor=actor, now=now) if proof.has_document else None
    return replace(_bare(proof), document=document)


def _bare(proof: Proof) -> Evidence:
    """Return the evidence without its document."""
    return Evidence(
        value=proof.value,
        unit=proof.unit,
        sentence=proof.sentence,
        secret_place=squeeze(proof.secret_place),
        secret_symbol=squeeze(proof.symbol) if proof.is_secret else "",
        secret_on=proof.issued_on if proof.is_secret else None,
    )


def _paper(proof: Proof, *, has_file: bool) -> Paper | None:
    """Return the document as the rules ask for it, before it is registered."""
    if not proof.has_document and not proof.is_secret:
        return None
    if proof.issued_on is None:
        raise BadInput(_("Thiếu ngày ban hành của văn bản."))
    if proof.is_secret:
        return Paper(proof.issued_on, has_file=False, secret_place=squeeze(proof.secret_place))
    if not squeeze(proof.symbol):
        raise BadInput(_("Thiếu số, ký hiệu văn bản."))
    if not has_file:
        raise BadInput(_("Thiếu tệp của văn bản. Chọn tệp rồi nộp lại."))
    return Paper(proof.issued_on, has_file=has_file)


def _register(
    obligation: Obligation, proof: Proof, stored: "StoredFile | None", *, actor: Actor, now: datetime
) -> "Document":
    if proof.issued_on is None:
        raise ValueError("a proof is checked before its document is registered")
    name = proof.issuer_name.strip() or obligation.agency.current_name
    is_own = compare_key(name) == compare_key(obligation.agency.current_name)
    return document_register(
        actor=actor,
        type=proof.type,
        symbol=proof.symbol,
        issued_on=proof.issued_on,
        issuer=obligation.agency if is_own else None,
        issuer_name=name,
        subject=proof.subject,
        signer=proof.signer,
        file=stored,
        file_name=proof.file_name,
        now=now,
    )
