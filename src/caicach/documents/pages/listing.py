"""The register as a list."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.documents import access
from caicach.documents.forms import QueryForm
from caicach.documents.models import Document
from caicach.documents.selectors import address_of_document, documents_found, pairs_for
from caicach.documents.selectors.search import MOST_COUNTED, PAGE_ROWS
from caicach.ui.notation import date_text, number_text
from caicach.web.actor import Actor
from caicach.web.requests import whole_number

__all__ = ["DocumentLine", "ListPage", "list_page"]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document of the list."""

    name: str
    url: str
    subject: str
    issuer: str
    issued_on: str
    file: str  # "PDF", or why there is none
    has_file: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """The documents that were looked for."""

    title: str
    lines: tuple[DocumentLine, ...]
    form: QueryForm
    paging: Page[int]
    query: QueryDict
    note: str  # what is to be known of the result
    can_register: bool
    doubts: int  # questions that wait for the reader
    is_asked: bool
    is_narrowed: bool  # by more than words


def list_page(actor: Actor, query: QueryDict, *, today: date) -> ListPage:
    """Return one page of the register within the actor's reach."""
    form = QueryForm(query)
    asked = form.query()
    found = documents_found(actor, asked, number=whole_number(query.get("page", "")) or 1, today=today)
    shown = min(found.count, MOST_COUNTED)
    keeps = access.can_keep(actor)
    return ListPage(
        title=_("Sổ văn bản"),
        lines=tuple(_line(document) for document in found.documents),
        form=form,
        paging=Paginator(range(shown), PAGE_ROWS).get_page(found.number),
        query=query,
        note=_note(found.count, without_marks=found.without_marks, words=asked.words),
        can_register=keeps,
        doubts=len(pairs_for(actor)) if keeps else 0,
        is_asked=any(value for key, value in query.items() if key != "page"),
        is_narrowed=any(value for key, value in query.items() if key not in {"page", "q"}),
    )


def _note(count: int, *, without_marks: bool, words: str) -> str:
    if without_marks:
        return _("Không văn bản nào có “%(words)s” đúng dấu như vậy; dưới đây là kết quả không kể dấu.") % {
            "words": words
        }
    if count > MOST_COUNTED:
        return _("Có hơn %(count)s văn bản; chỉ xem được phần mới nhất. Thêm từ hoặc điều kiện để tìm hẹp hơn.") % {
            "count": number_text(MOST_COUNTED)
        }
    return ""


def _line(document: Document) -> DocumentLine:
    ending = document.file_name.rpartition(".")[2].upper()[:4]
    return DocumentLine(
        name=str(document),
        url=address_of_document(document),
        subject=document.subject,
        issuer=document.issuer_name or "–",
        issued_on=date_text(document.issued_on) if document.issued_on else _("không rõ ngày"),
        file=ending or _("tệp") if document.file_id else _("chưa có tệp"),
        has_file=document.file_id is not None,
    )
