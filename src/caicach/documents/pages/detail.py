"""The page of a document."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.documents.models import Document
from caicach.documents.registry import Use
from caicach.ui.notation import date_text, moment_text, size_text
from caicach.ui.values import Fact, Link

__all__ = ["DocumentPage"]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Facts of a document, its file, and what uses it."""

    title: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    file_name: str  # empty: no file
    file_url: str
    file_kind: str
    file_info: str
    sha256: str
    uses: tuple[Use, ...]

    @classmethod
    def of(cls, document: Document, uses: Sequence[Use]) -> "DocumentPage":
        """Return the page of ``document``."""
        file, name = document.file, document.file_name or "tep"
        title = document.subject or str(document)
        return cls(
            title=title,
            crumbs=(Link(_("Văn bản")), Link(str(document))) if document.subject else (Link(_("Văn bản")),),
            facts=_facts(document),
            file_name=name if file else "",
            file_url=reverse("files:download", args=[file.uid, name]) if file else "",
            file_kind=name.rpartition(".")[2][:4],
            file_info=size_text(file.size_bytes) if file else "",
            sha256=file.sha256 if file else "",
            uses=tuple(uses),
        )


def _facts(document: Document) -> tuple[Fact, ...]:
    rows = [
        Fact(_("Loại văn bản"), document.type),
        Fact(_("Số, ký hiệu"), document.symbol, strong=True),
        Fact(_("Ngày ban hành"), date_text(document.issued_on)),
        Fact(_("Cơ quan ban hành"), document.issuer_name),
        Fact(_("Người ký"), document.signer),
        Fact(_("Đăng ký lúc"), moment_text(document.registered_at)),
    ]
    return tuple(row for row in rows if row.value)
