"""Registering documents: once each, however many at a time.

Owns: who is the same as whom, filling placeholders, the rows that come with a new document. Does not: read files, which
a job does later, or decide what is doubtful (``doubts``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Min, Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents.constants import Direction, ReadState
from caicach.documents.mapping import NewDocument, Refused, Registration, issuer_key, symbol_key
from caicach.documents.mapping.keys import has_year
from caicach.documents.models import Document, DocumentText, RegisterEntry
from caicach.documents.registry import registered
from caicach.documents.services.doubts import doubts_note
from caicach.documents.services.words import words_of_facts
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from caicach.agencies.models import Agency
    from caicach.files.models import StoredFile

__all__ = ["document_attach", "document_register", "documents_register", "facts_of"]

_AT_ONCE = 200  # rows of one statement
# What a placeholder gets when its document comes.
_FACTS = (
    "type",
    "symbol",
    "symbol_key",
    "issued_on",
    "issuer",
    "issuer_name",
    "issuer_key",
    "subject",
    "signer",
    "effective_on",
    "expires_on",
    "file",
    "file_name",
    "is_placeholder",
    "registered_by",
    "registered_at",
)


class _Key(NamedTuple):
    """What names one document."""

    type: str
    symbol: str
    issuer: str
    day: date


class _Known:
    """The rows that bear one of the symbols or files given, as they are matched: one query."""

    def __init__(self, rows: Sequence[NewDocument]) -> None:
        symbols = {symbol_key(row.symbol) for row in rows}
        files = {row.file.pk for row in rows if row.file is not None}
        # Of the rows of one file the oldest is enough: the others were asked about when they came.
        first = Document.objects.filter(file__in=files).values("file").annotate(first=Min("pk")).values("first")
        alike = Q(symbol_key__in=symbols) | Q(pk__in=first) if files else Q(symbol_key__in=symbols)
        self.by_symbol: dict[str, list[Document]] = defaultdict(list)
        self.by_file: dict[int, list[Document]] = defaultdict(list)
        for document in Document.objects.filter(alike).select_related("alias_of").order_by("pk"):
            self.add(document)

    def add(self, document: Document) -> None:
        """Let what follows find ``document``."""
        self.by_symbol[document.symbol_key].append(document)
        if document.file_id is not None:
            self.by_file[document.file_id].append(document)

    def same(self, key: _Key, file_id: int | None) -> Document | None:
        """Return the document of the same type, symbol, issuer and day, or of the same file, symbol and day."""
        for one in self.by_symbol[key.symbol]:
            agrees = (one.type, one.issuer_key, one.issued_on) == (key.type, key.issuer, key.day)
            if agrees or (file_id is not None and (one.file_id, one.issued_on) == (file_id, key.day)):
                return one.alias_of or one
        return None

    def awaited(self, key: _Key) -> Document | None:
        """Return the only placeholder that this document surely is."""
        fitting = [one for one in self.by_symbol[key.symbol] if one.is_placeholder and _fits(one, key)]
        return fitting[0] if len(fitting) == 1 else None

    def neighbours(self, document: Document) -> list[Document]:
        """Return the other rows of the document's symbol or file."""
        found = {
            one.pk: one
            for one in (*self.by_symbol[document.symbol_key], *self.by_file.get(document.file_id or 0, ())[:1])
        }
        return [one for one in found.values() if one.pk != document.pk]


def _fits(placeholder: Document, key: _Key) -> bool:
    """Whether what is known of ``placeholder`` is the document's, and enough to name it."""
    known = (
        (placeholder.type in {"", key.type}),
        (placeholder.issuer_key in {"", key.issuer}),
        (placeholder.issued_on in {None, key.day}),
    )
    return all(known) and (placeholder.issued_on is not None or has_year(key.symbol))


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

    ``documents_register`` for one document.

    Raises:
        BadInput: no symbol or issuer, a day in the future, or another file than the document already has.
    """
    given = NewDocument(
        type=type,
        symbol=symbol,
        issued_on=issued_on,
        issuer_id=issuer.pk if issuer else None,
        issuer_name=issuer_name,
        subject=subject,
        signer=signer,
        file=file,
        file_name=file_name,
    )
    done = documents_register([given], actor=actor, now=now)
    if done.refused:
        raise BadInput(done.refused[0].reason)
    document = done.documents[0]
    if document is None:
        raise ValueError("what is not refused is registered")
    return document


def documents_register(
    rows: Sequence[NewDocument], *, actor: Actor, now: datetime, agency_id: int | None = None
) -> Registration:
    """Register documents in the register of ``agency_id`` (the actor's own without it), each once.

    A known document without a file gets the file given; what else is given for a known document is not looked at. A
    placeholder that a document surely is gets its facts. Rows that may be the same as one another without surely being
    so become questions (``DoubtfulPair``). Whether the actor may use a document is for the caller to ask.

    The number of statements is the same for one row and for a few hundred, but for files of known documents.

    Audit: ``documents.register`` (a new document), ``documents.attach`` (a file for a known one).

    Returns:
        The documents in the order given; a row that cannot be right is refused with its reason, and the others go on.
    """
    into = agency_id or actor.agency_id
    try:
        with transaction.atomic():
            return _register(rows, into, actor=actor, now=now)
    except IntegrityError:  # somebody registered one of them in between: it is known now
        with transaction.atomic():
            return _register(rows, into, actor=actor, now=now)


@transaction.atomic
def document_attach(document: Document, file: "StoredFile", *, name: str, actor: Actor, now: datetime) -> None:
    """Give a registered document without a file its file; nothing happens where it has this very file.

    Whether the actor may is for the caller to ask.  Audit: ``documents.attach``.

    Raises:
        BadInput: the document has another file.
    """
    if document.file_id != file.pk:
        _attach(document, file, name, actor=actor, now=now)


def _register(rows: Sequence[NewDocument], agency_id: int | None, *, actor: Actor, now: datetime) -> Registration:
    known = _Known(rows)
    found: list[Document | None] = []
    refused: list[Refused] = []
    new: list[tuple[int, Document]] = []
    for position, row in enumerate(rows):
        try:
            document, is_new = _place(row, known, actor=actor, now=now)
        except BadInput as error:
            refused.append(Refused(position, str(error)))
            found.append(None)
            continue
        found.append(document)
        if is_new:
            new.append((position, document))
            known.add(document)
    _lay_down([document for _position, document in new], known, actor=actor, now=now)
    _enter(zip(rows, found, strict=True), agency_id, actor=actor, now=now)
    return Registration(tuple(found), frozenset(position for position, _one in new), tuple(refused))


def _place(row: NewDocument, known: _Known, *, actor: Actor, now: datetime) -> tuple[Document, bool]:
    """Return the document of ``row``, known or made (not saved yet), and whether it is new in the register."""
    name = squeeze(row.issuer_name)
    _check(symbol=row.symbol, issuer_name=name, issued_on=row.issued_on, now=now)
    key = _Key(squeeze(row.type), symbol_key(row.symbol), issuer_key(name), row.issued_on)
    one = known.same(key, row.file.pk if row.file else None)
    if one is not None and not one.is_placeholder:
        if row.file is not None and one.file_id != row.file.pk:
            _attach(one, row.file, row.file_name, actor=actor, now=now)
        return one, False
    one = one or known.awaited(key) or Document()
    _fill(one, replace(row, issuer_name=name), key, actor=actor, now=now)
    return one, True


def _fill(document: Document, row: NewDocument, key: _Key, *, actor: Actor, now: datetime) -> None:
    document.type, document.symbol_key, document.issuer_key, document.issued_on = key
    document.symbol, document.issuer_name, document.issuer_id = squeeze(row.symbol), row.issuer_name, row.issuer_id
    document.subject, document.signer = squeeze(row.subject)[:1000], squeeze(row.signer)[:120]
    document.effective_on, document.expires_on = row.effective_on, row.expires_on
    document.file, document.file_name = row.file, row.file_name if row.file else ""
    document.is_placeholder = False
    document.registered_by_id, document.registered_at = actor.user_id, now


def _lay_down(documents: Sequence[Document], known: _Known, *, actor: Actor, now: datetime) -> None:
    """Save what is new, with its words, its questions and its audit, and tell whoever waits for it."""
    if not documents:
        return
    awaited = [document for document in documents if document.pk]
    if awaited:
        Document.objects.bulk_update(awaited, _FACTS, batch_size=_AT_ONCE)
    Document.objects.bulk_create([document for document in documents if not document.pk])
    if awaited:
        DocumentText.objects.filter(document__in=awaited).delete()
    DocumentText.objects.bulk_create(
        DocumentText(
            document=document,
            state=ReadState.WAITING if document.file_id else ReadState.NONE,
            **words_of_facts(document),
        )
        for document in documents
    )
    doubts_note([(document, known.neighbours(document)) for document in documents], now=now)
    audit.record_many(
        "documents.register", [(document, {}, facts_of(document)) for document in documents], actor=actor, at=now
    )
    for told in registered:
        told(documents, now)


def _enter(
    rows: Iterable[tuple[NewDocument, Document | None]], agency_id: int | None, *, actor: Actor, now: datetime
) -> None:
    """Write the documents into the register of the agency; what stands there already stays as it is."""
    entries = [
        RegisterEntry(
            document=document,
            agency_id=agency_id,
            direction=row.direction or (Direction.OUT if document.issuer_id == agency_id else Direction.IN),
            received_on=row.received_on,
            registered_by_id=actor.user_id,
            registered_at=now,
        )
        for row, document in rows
        if document is not None and agency_id is not None
    ]
    if entries:
        RegisterEntry.objects.bulk_create(entries, ignore_conflicts=True)


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
    if document.pk is None:  # named twice in what is registered now
        if document.file_id is None:
            document.file, document.file_name = file, file_name
            return
        raise _other_file(document)
    attached = Document.objects.filter(pk=document.pk, file=None).update(file=file, file_name=file_name)
    if not attached:
        raise _other_file(document)
    document.file, document.file_name = file, file_name
    DocumentText.objects.filter(document=document).update(state=ReadState.WAITING)
    audit.record("documents.attach", document, actor=actor, old={"file": None}, new={"file": file.sha256}, at=now)


def _other_file(document: Document) -> BadInput:
    return BadInput(
        _(
            "Văn bản %(document)s ngày %(day)s đã được đăng ký với một tệp khác. "
            "Kiểm tra số, ký hiệu và ngày, hoặc chọn đúng tệp đã đăng ký."
        )
        % {"document": str(document), "day": f"{document.issued_on:%d/%m/%Y}"}
    )


def facts_of(document: Document) -> dict[str, object]:
    """Return what the audit keeps of a document."""
    return {
        "type": document.type,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer_id,
        "file": document.file.sha256 if document.file else None,
    }
