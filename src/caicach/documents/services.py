"""Registering documents."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.mapping import issuer_key, symbol_key
from caicach.documents.models import Document
from caicach.documents.registry import forgotten, registered
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.agencies.models import Agency
    from caicach.files.models import StoredFile

__all__ = ["document_forget", "document_register"]


@transaction.atomic
def document_register(  # noqa: PLR0913 - a document is named by all of these
    *,
    actor: Actor,
    type: str,
    symbol: str,
    issued_on: date,
    issuer: "Agency | None",
    issuer_name: str,
    subject: str,
    signer: str,
    file: "StoredFile | None" = None,
    file_name: str = "",
    now: datetime,
) -> Document:
    """Return the document of this type, symbol, issuer and day; it is registered where it is not yet known.

    A known document without a file gets ``file``; what else is given for a known document is not looked at.
    Whether the actor may use a document is for the caller to ask.

    Audit: ``documents.register`` (a new document), ``documents.attach`` (a file for a known one).

    Raises:
        BadInput: no symbol or issuer, a day in the future, or another file than the document already has.
    """
    name = squeeze(issuer_name)
    _check(symbol=symbol, issuer_name=name, issued_on=issued_on, now=now)
    document, is_new = Document.objects.get_or_create(
        type=squeeze(type),
        symbol_key=symbol_key(symbol),
        issuer_key=issuer_key(name),
        issued_on=issued_on,
        defaults={
            "symbol": squeeze(symbol),
            "issuer": issuer,
            "issuer_name": name,
            "subject": squeeze(subject),
            "signer": squeeze(signer),
            "file": file,
            "file_name": file_name if file else "",
            "registered_by_id": actor.user_id,
            "registered_at": now,
        },
    )
    if is_new:
        audit.record("documents.register", document, actor=actor, new=_facts(document), at=now)
        for told in registered:
            told(document, now)
    elif file is not None and document.file_id != file.pk:
        _attach(document, file, file_name, actor=actor, now=now)
    return document


@transaction.atomic
def document_forget(document: Document, *, actor: Actor, now: datetime) -> bool:
    """Take a document that nothing uses any more from the register; return whether it went.

    Whether it was brought in by what is taken back now is for the caller to ask.
    Audit: ``documents.forget`` (its facts; the row itself is gone).
    """
    facts, gone = _facts(document), Document(pk=document.pk)
    try:
        with transaction.atomic():
            for asked in forgotten:
                asked(document)
            document.delete()
    except ProtectedError:
        return False
    audit.record("documents.forget", gone, actor=actor, old=facts, at=now)
    return True


def _check(*, symbol: str, issuer_name: str, issued_on: date, now: datetime) -> None:
    if not symbol_key(symbol):
        raise BadInput(_("Thiếu số, ký hiệu văn bản."))
    if not issuer_key(issuer_name):
        raise BadInput(_("Thiếu cơ quan ban hành văn bản."))
    if issued_on > clock.local_date(now):
        raise BadInput(
            _("Ngày ban hành %(day)s chưa đến. Ghi ngày đã ký trên văn bản.") % {"day": f"{issued_on:%d/%m/%Y}"}
        )


def _attach(document: Document, file: "StoredFile", file_name: str, *, actor: Actor, now: datetime) -> None:
    """Give a known document its file, unless it has another one."""
    attached = Document.objects.filter(pk=document.pk, file=None).update(file=file, file_name=file_name)
    if not attached:
        raise BadInput(
            _(
                "Văn bản %(document)s ngày %(day)s đã được đăng ký với một tệp khác. "
                "Kiểm tra số, ký hiệu và ngày, hoặc chọn đúng tệp đã đăng ký."
            )
            % {"document": str(document), "day": f"{document.issued_on:%d/%m/%Y}"}
        )
    document.file, document.file_name = file, file_name
    audit.record("documents.attach", document, actor=actor, old={"file": None}, new={"file": file.sha256}, at=now)


def _facts(document: Document) -> dict[str, object]:
    return {
        "type": document.type,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer_id,
        "file": document.file.sha256 if document.file else None,
    }
