"""Reading the files of registered documents: their words for searching, what they cite, who signed them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.documents import access
from caicach.documents.constants import READ_KIND, ReadState
from caicach.documents.mapping import relation_at
from caicach.documents.models import Document, DocumentText
from caicach.documents.services.citations import Named, citations_record
from caicach.documents.services.headers import unread_words
from caicach.documents.services.signatures import signatures_of, signatures_record
from caicach.documents.services.words import words_of_facts
from caicach.files import selectors as files
from caicach.files import services as keeping
from caicach.jobs import selectors as jobs
from caicach.jobs.services import enqueue
from caicach.web.actor import SYSTEM, Actor
from caicach.web.errors import Refusal, WrongState
from vanban.language.citations import read_citations
from vanban.language.secrecy import mark_in_page
from vanban.reading import ReadError, Table
from vanban.reading.progress import no_step
from vanban.text.findings import Place
from vanban.text.forms import normalise

if TYPE_CHECKING:
    from vanban.reading import Document as Reading

__all__ = ["document_read", "document_read_again", "look_round", "waiting_ids", "wake"]

BATCH = 20  # documents of one run of the job
_FIRST_PAGE = 3_000  # letters in which a stamp of secrecy would stand


def look_round(now: datetime) -> None:
    """Start the reading where files wait (an entry of ``jobs.registry.rounds``): one query or two."""
    if DocumentText.objects.filter(state=ReadState.WAITING).exists():
        wake(now=now)


def wake(*, now: datetime) -> None:
    """Start the job that reads, unless one waits already."""
    if not jobs.is_waiting(READ_KIND):
        enqueue(READ_KIND, actor=SYSTEM, label=_("Đọc văn bản đã đăng ký"), arguments={}, now=now)


@transaction.atomic
def document_read_again(document: Document, *, actor: Actor, now: datetime) -> None:
    """Let a file wait to be read that could not be, or whose reading was broken off.

    Raises:
        NotAllowed: the document stands in no register of the actor's body.
        WrongState: its file was read, or waits already.
    """
    access.require_keeper(actor, document)
    unread = DocumentText.objects.filter(document=document, state=ReadState.FAILED)
    if not unread.update(state=ReadState.WAITING, problem=""):
        raise WrongState(_("Tệp này đã được đọc hoặc đang chờ đọc. Tải lại trang để xem."))
    audit.record("documents.read_again", document, actor=actor, at=now)
    wake(now=now)


def waiting_ids() -> tuple[int, ...]:
    """Return the documents whose files one run reads, the oldest first."""
    waiting = DocumentText.objects.filter(state=ReadState.WAITING).order_by("pk")
    return tuple(waiting.values_list("document_id", flat=True)[:BATCH])


def document_read(document_id: int, *, now: datetime, step: Callable[[int, int], None] = no_step) -> None:
    """Read the file of one document that waits for it; whatever happens, it does not wait any more.

    A file that stops the whole program is marked as not read before it is opened, so that it is not opened for ever.

    Args:
        document_id: The document.
        now: The moment of reading.
        step: Called with the pages done and in all before each page; what it raises ends the reading, and the
            document stays marked as interrupted.
    """
    claimed = DocumentText.objects.filter(document_id=document_id, state=ReadState.WAITING)
    if not claimed.update(state=ReadState.FAILED, problem=_("Việc đọc tệp bị ngắt giữa chừng.")):
        return
    document = Document.objects.select_related("file").get(pk=document_id)
    if document.file is None:
        DocumentText.objects.filter(document=document).update(state=ReadState.NONE, problem="")
        return
    try:
        data = files.content_of(document.file)
        signatures_record(document.file, signatures_of(data, now=now), now=now)
        reading = keeping.read_any(data, name=document.file_name or "tep", step=step)
    except (ReadError, Refusal) as error:
        words = unread_words(error) if isinstance(error, ReadError) else str(error)
        DocumentText.objects.filter(document=document).update(problem=words[:300])
        return
    _keep(document, reading, now=now)


@transaction.atomic
def _keep(document: Document, reading: "Reading", *, now: datetime) -> None:
    body = "\n".join(text for text, _place in _passages(reading))
    words = DocumentText.objects.filter(document=document)
    if mark_in_page(body[:_FIRST_PAGE]) or _bears_stamp(reading):
        words.update(problem=_("Trang đầu có dấu độ mật: nội dung không được giữ. Kiểm tra lại văn bản này."))
        return
    words.update(state=ReadState.READ, problem="", body=body, **words_of_facts(document, body))
    citations_record(document, tuple(_named(reading)), now=now)


def _bears_stamp(reading: "Reading") -> bool:
    """Whether the stamp of a state secret was found: of a scan nobody could see it before it was recognised."""
    try:
        keeping.refuse_secret_document(reading)
    except Refusal:
        return True
    return False


def _passages(reading: "Reading") -> Iterator[tuple[str, Place]]:
    """Yield paragraphs and cells in reading order, with their places; footnotes too."""
    for block in reading.blocks:
        if isinstance(block, Table):
            yield from ((cell.text, cell.place) for row in block.rows for cell in row.cells if cell.text)
        elif block.text:
            yield block.text, block.place


def _named(reading: "Reading") -> Iterator[Named]:
    for passage, place in _passages(reading):
        text = normalise(passage)
        for number, cited in enumerate(read_citations(text)):
            yield Named(
                citation=cited,
                relation=relation_at(text, cited.at, cited.until, is_first=number == 0),
                words=text[cited.at : cited.until],
                place=place.within(cited.at, cited.until),
            )
