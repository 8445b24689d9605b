"""Picking a document of the register in the form of a hand-in.

Searching, picking and letting go are steps of the form itself: what else was typed comes back as it was, and nothing is
handed in by them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from caicach.documents.selectors import address_of_document
from caicach.obligations.models import Obligation
from caicach.obligations.selectors.proofs import proof_document, proofs_found
from caicach.ui.notation import date_text, size_text
from caicach.web.actor import Actor
from caicach.web.errors import Refusal
from vanban.text.forms import squeeze

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from caicach.documents.models import Document

__all__ = ["Choice", "Picking", "Sent", "Step", "choice_of", "picking_of", "step_of"]


class Step(StrEnum):
    """What a button of the form asks for, short of handing in."""

    FIND = "find"
    PICK = "pick"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came back, and who sent it on which day."""

    data: "QueryDict"
    files: "MultiValueDict[str, UploadedFile[Any]]"
    actor: Actor
    today: date


@dataclass(frozen=True, slots=True)
class Choice:
    """A document of the register as the form shows it."""

    uid: str
    name: str  # "Báo cáo 12/BC-UBND"
    url: str
    subject: str
    info: str  # "ngày 13/03/2026, UBND xã Suối Nhạn"
    file: str  # "Tệp PDF, 240 KB", or that there is none
    kind: str  # "PDF"; empty where there is no file


@dataclass(frozen=True, slots=True)
class Picking:
    """The register's part of the form: what was picked, or what was found."""

    picked: "Document | None" = None
    problem: str = ""  # why nothing could be picked
    is_asked: bool = False  # a search was made
    words: str = ""
    found: tuple[Choice, ...] = ()
    has_more: bool = False

    @property
    def choice(self) -> Choice | None:
        """The picked document as it is shown."""
        return choice_of(self.picked) if self.picked is not None else None

    @property
    def kind(self) -> str:
        """What stands in the picture of the picked document: the kind of its file, or that only the register has it."""
        return (self.choice.kind if self.choice else "") or _("SỔ")


def step_of(sent: Sent | None) -> Step | None:
    """Return which step was asked for; None where the form was handed in, or not sent at all.

    Enter in a field presses the form's first button, which asks for a search where words to search for stand and
    nothing is picked, and hands in otherwise.
    """
    if sent is None:
        return None
    data = sent.data
    if data.get("pick"):
        return Step.PICK
    asked = data.get("step", "")
    if asked == "enter" and squeeze(str(data.get("find", ""))) and not data.get("document"):
        return Step.FIND
    return Step(asked) if asked in {Step.FIND, Step.LET_GO} else None


def picking_of(obligation: Obligation, sent: Sent) -> Picking:
    """Return what the register says to a form that was sent: two queries at most."""
    data, step = sent.data, step_of(sent)
    if step is Step.FIND:
        words = squeeze(str(data.get("find", "")))[:200]
        found, has_more = proofs_found(sent.actor, obligation, words, today=sent.today)
        return Picking(is_asked=True, words=words, found=tuple(map(choice_of, found)), has_more=has_more)
    uid = "" if step is Step.LET_GO else str(data.get("pick") or data.get("document") or "")
    if not uid:
        return Picking()
    try:
        return Picking(picked=proof_document(sent.actor, UUID(uid)))
    except ValueError:
        return Picking(problem=_("Không có văn bản này. Tìm lại trong sổ."))
    except Refusal as refusal:
        return Picking(problem=str(refusal))


def choice_of(document: "Document") -> Choice:
    """Return a document as the form shows it; its file is at hand."""
    day = date_text(document.issued_on) if document.issued_on else ""
    kind = document.file_name.rpartition(".")[2].upper()[:4] if document.file else ""
    size = size_text(document.file.size_bytes) if document.file else ""
    return Choice(
        uid=str(document.uid),
        name=str(document),
        url=address_of_document(document),
        subject=document.subject,
        info=_("ngày %(day)s, %(issuer)s") % {"day": day, "issuer": document.issuer_name},
        file=_("có tệp %(kind)s, %(size)s") % {"kind": kind, "size": size} if document.file else _("sổ chưa có tệp"),
        kind=kind,
    )
