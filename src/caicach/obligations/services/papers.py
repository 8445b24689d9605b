"""From what a form gives to evidence: what is marked secret is refused, the file is kept, the document registered.

Owns: the order of these steps: nothing is stored before everything was checked. Does not: move an obligation.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caicach.documents import access as documents
from caicach.documents.services import document_attach, document_register
from caicach.files.services import file_store, without_secrets
from caicach.obligations.mapping import Evidence, Paper, Proof
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.proofs import require_arrived
from caicach.obligations.services.evidence import check_parts
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from vanban.text.forms import compare_key, squeeze

if TYPE_CHECKING:
    from caicach.documents.models import Document
    from caicach.files.models import StoredFile

__all__ = ["evidence_of", "file_of"]


def file_of(
    obligation: Obligation,
    proof: Proof,
    *,
    actor: Actor,
    now: datetime,
    today: date,
    kept: "StoredFile | None" = None,
    is_on_behalf: bool = False,
) -> "StoredFile | None":
    """Check all of ``proof`` and keep its file; return the file, or the one ``kept`` before where none is new.

    Of a document that was picked with its file there is none: the register has it.

    Raises:
        BadInput: something is missing or cannot be right, or bears the stamp of a state secret; nothing was stored.
        Beyond: the picked document is not within the actor's reach.
    """
    if proof.is_secret and proof.file is not None:
        raise BadInput(_("Văn bản mật không gửi tệp lên đây. Bỏ tệp, chỉ ghi nơi lưu; chưa có gì được lưu."))
    if proof.document is not None:
        _check_picked(proof, proof.document, actor)
    paper = _paper(proof, has_file=proof.file is not None or kept is not None)
    check_parts(obligation.duty, _bare(proof), paper, today=today, is_on_behalf=is_on_behalf)
    if not proof.has_document:
        return None
    told = proof.document or proof
    data = without_secrets(proof.file or b"", name=proof.file_name, words=(told.symbol, told.subject))
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

    A picked document is pointed to; where the register has no file of it, it gets ``stored``.

    Raises:
        BadInput: the document is known with another file.
    """
    if proof.document is not None:
        return _picked(proof, proof.document, stored, actor=actor, now=now)
    document = _register(obligation, proof, stored, actor=actor, now=now) if proof.has_document else None
    return replace(_bare(proof), document=document)


def _picked(
    proof: Proof, document: "Document", stored: "StoredFile | None", *, actor: Actor, now: datetime
) -> Evidence:
    if stored is not None:
        document_attach(document, stored, name=proof.file_name, actor=actor, now=now)
    kept_at = "" if document.file_id is not None else squeeze(proof.kept_at)
    return replace(_bare(proof), document=document, kept_at=kept_at)


def _check_picked(proof: Proof, document: "Document", actor: Actor) -> None:
    """Refuse a document that cannot be pointed to by this actor, or not in this way."""
    if not documents.can_see(actor, document):
        raise Beyond(_("Không có văn bản này, hoặc văn bản nằm ngoài phạm vi của bạn."))
    require_arrived(document)
    if proof.is_secret:
        raise BadInput(_("Văn bản mật chỉ ghi nơi lưu, không chọn từ sổ. Bỏ chọn văn bản, hoặc bỏ dấu văn bản mật."))
    if document.file_id is not None and proof.file is not None:
        raise BadInput(_("Văn bản đã chọn có tệp trong sổ rồi. Bỏ tệp vừa gửi, hoặc bỏ chọn văn bản."))


def _bare(proof: Proof) -> Evidence:
    """Return the evidence without its document."""
    return Evidence(
        value=proof.value,
        unit=proof.unit,
        sentence=proof.sentence,
        secret_place=squeeze(proof.secret_place),
        secret_symbol=squeeze(proof.symbol) if proof.is_secret else "",
        secret_on=proof.issued_on if proof.is_secret else None,
        is_return=proof.is_return,
    )


def _paper(proof: Proof, *, has_file: bool) -> Paper | None:
    """Return the document as the rules ask for it, before it is registered."""
    if not proof.has_document and not proof.is_secret:
        return None
    if proof.document is not None:
        return _picked_paper(proof, proof.document, has_file=has_file)
    if proof.issued_on is None:
        raise BadInput(_("Thiếu ngày ban hành của văn bản."))
    if proof.is_secret:
        return Paper(proof.issued_on, has_file=False, secret_place=squeeze(proof.secret_place))
    if not squeeze(proof.symbol):
        raise BadInput(_("Thiếu số, ký hiệu văn bản."))
    if not has_file:
        raise BadInput(_("Thiếu tệp của văn bản. Chọn tệp rồi nộp lại."))
    return Paper(proof.issued_on, has_file=has_file)


def _picked_paper(proof: Proof, document: "Document", *, has_file: bool) -> Paper:
    has_file, kept_at = has_file or document.file_id is not None, squeeze(proof.kept_at)
    if not has_file and not kept_at:
        raise BadInput(_("Sổ chưa có tệp của văn bản này. Chọn tệp, hoặc ghi nơi xem được văn bản."))
    return Paper(document.dated_on, has_file=has_file, kept_at="" if has_file else kept_at)


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
