"""The form that registers a document, and the questions about pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from caicach.documents.forms import RegisterForm
from caicach.documents.models import Document, DoubtfulPair
from caicach.documents.selectors import address_of_document
from caicach.ui.notation import date_text
from caicach.ui.values import Fact, Link

__all__ = ["PairLine", "PairsPage", "RegisterPage", "Side", "pairs_page"]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The form, with what was read from the file."""

    crumbs: tuple[Link, ...]
    form: RegisterForm
    kept_name: str = ""  # the file that is kept until the form is sent
    problem: str = ""  # why nothing was read from it
    is_read: bool = False

    @classmethod
    def of(cls, form: RegisterForm, **values: Any) -> "RegisterPage":
        """Return the page of ``form``."""
        return cls((Link(_("Văn bản"), reverse("documents:list")), Link(_("Vào sổ"))), form, **values)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents."""

    name: str
    url: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PairLine:
    """One question."""

    doubt: str
    first: Side
    second: Side
    settle_url: str


@dataclass(frozen=True, slots=True)
class PairsPage:
    """All questions that wait."""

    crumbs: tuple[Link, ...]
    pairs: tuple[PairLine, ...]


def pairs_page(pairs: Sequence[DoubtfulPair]) -> PairsPage:
    """Return the page of the questions."""
    return PairsPage(
        (Link(_("Văn bản"), reverse("documents:list")), Link(_("Nghi trùng"))),
        tuple(
            PairLine(
                doubt=capfirst(str(pair.get_doubt_display())),
                first=_side(pair.first, pair.second),
                second=_side(pair.second, pair.first),
                settle_url=reverse("documents:settle", args=[pair.pk]),
            )
            for pair in pairs
        ),
    )


def _side(document: Document, other: Document) -> Side:
    """Return one side; what the other says otherwise is strong."""
    said = dict(_facts(other))
    facts = (Fact(label, value, strong=value != said[label]) for label, value in _facts(document) if value)
    return Side(str(document), address_of_document(document), tuple(facts))


def _facts(document: Document) -> tuple[tuple[str, str], ...]:
    return (
        (_("Loại văn bản"), document.type),
        (_("Ngày ban hành"), date_text(document.issued_on) if document.issued_on else _("không rõ ngày")),
        (_("Cơ quan ban hành"), document.issuer_name),
        (_("Trích yếu"), document.subject),
        (_("Tệp"), document.file_name if document.file_id else _("chưa có tệp")),
        (_("Trong sổ"), _("được viện dẫn, chưa vào sổ") if document.is_placeholder else _("đã vào sổ")),
    )
