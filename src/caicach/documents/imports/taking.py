"""Trying and taking a list of documents.

Owns: what a list would do to the register, the sentence of what it did. Does not: decide who is the same as whom
(``services.register``): the trial is the very same registration, taken back.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.agencies import selectors as agencies
from caicach.documents import access
from caicach.documents.imports.columns import labels, problem_of, propose, roles
from caicach.documents.imports.rows import Issuers, document_of
from caicach.documents.mapping import NewDocument, Registration
from caicach.documents.models import DoubtfulPair
from caicach.documents.services import documents_register
from caicach.sheets.registry import Count, MappedRow, Outcome, Problem, Purpose, Trial
from caicach.ui.notation import number_text
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed

__all__ = ["PURPOSE", "documents_import", "list_require", "list_take", "list_try", "purpose"]

PURPOSE = "documents"


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of a list as documents."""

    documents: tuple[NewDocument, ...]
    numbers: tuple[int, ...]  # the row of each in the sheet
    problems: tuple[Problem, ...]
    has_issuers: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list did to the register."""

    fresh: int
    known: int
    doubtful: int  # questions that a person has to settle
    problems: tuple[Problem, ...]
    has_issuers: bool


def purpose() -> Purpose:
    """Return what lists of documents are for (an entry of ``sheets.registry.purposes``)."""
    return Purpose(
        title=gettext_lazy("Nhập danh mục văn bản"),
        lead=gettext_lazy(
            "Bảng XLSX hoặc CSV xuất từ phần mềm quản lý văn bản của cơ quan; khi nộp sản phẩm chỉ việc chọn văn bản."
        ),
        roles=roles,
        propose=propose,
        check=problem_of,
        require=list_require,
        try_out=list_try,
        take=list_take,
        back="documents:list",
        back_label=gettext_lazy("Sổ văn bản"),
        owner_of=lambda actor: actor.agency_id,
    )


def list_require(actor: Actor, owner_id: int) -> None:
    """Let the actor bring a list into the register of the body, or refuse.

    Raises:
        NotAllowed: the actor does not keep its register.
    """
    if not access.can_keep(actor) or actor.agency_id != owner_id:
        raise NotAllowed(_("Chỉ người giữ sổ văn bản của cơ quan mới nhập được danh mục văn bản của cơ quan đó."))


def list_try(rows: Sequence[MappedRow], *, actor: Actor, context: Mapping[str, Any], now: datetime) -> Trial:
    """Say what the rows would do to the register; the registration is taken back, nothing stays."""
    with transaction.atomic():
        done = documents_import(rows, actor=actor, now=now)
        transaction.set_rollback(True)
    taken = done.fresh + done.known
    return Trial(
        counts=(
            Count(_("Văn bản mới"), done.fresh),
            Count(_("Đã có trong sổ"), done.known),
            Count(_("Cặp nghi trùng sẽ hỏi"), done.doubtful, "bad" if done.doubtful else ""),
            Count(_("Dòng lỗi, bỏ qua"), len(done.problems), "bad" if done.problems else ""),
        ),
        problems=done.problems,
        taken=taken,
        button=ngettext("Nhập %(count)s văn bản", "Nhập %(count)s văn bản", taken) % {"count": number_text(taken)},
        notes=() if done.has_issuers else (_own_issuer(actor),),
    )


def _own_issuer(actor: Actor) -> str:
    return _("Bảng không có cột nơi ban hành: mọi văn bản được coi là do %(agency)s ban hành.") % {
        "agency": actor.agency_name
    }


def list_take(
    rows: Sequence[MappedRow], *, actor: Actor, context: Mapping[str, Any], now: datetime, **_file: object
) -> Outcome:
    """Bring the rows into the register of the actor's body."""
    done = documents_import(rows, actor=actor, now=now)
    sentence = _("Đã nhập %(fresh)s văn bản mới; %(known)s văn bản đã có; %(left)s dòng bỏ qua.") % {
        "fresh": number_text(done.fresh),
        "known": number_text(done.known),
        "left": number_text(len(done.problems)),
    }
    return Outcome(sentence, reverse("documents:pairs") if done.doubtful else reverse("documents:list"))


@transaction.atomic
def documents_import(rows: Sequence[MappedRow], *, actor: Actor, now: datetime) -> Imported:
    """Register the documents of a list, each once; rows that are wrong are left out with what to do.

    The number of statements does not depend on the number of rows, but as ``documents_register`` says.
    Audit: ``documents.register`` for each new document.

    Raises:
        BadInput: the actor belongs to no body.
    """
    if actor.agency_id is None:
        raise BadInput(_("Tài khoản chưa thuộc cơ quan nào nên không có sổ văn bản để nhập."))
    read = _read(rows, own=(actor.agency_id, actor.agency_name), now=now)
    before = DoubtfulPair.objects.count()
    done = documents_register(read.documents, actor=actor, now=now)
    fresh = len(done.fresh)
    return Imported(
        fresh=fresh,
        known=len(read.documents) - len(done.refused) - fresh,
        doubtful=DoubtfulPair.objects.count() - before,
        problems=tuple(sorted((*read.problems, *_refused(read, done)), key=lambda one: one.row)),
        has_issuers=read.has_issuers,
    )


def _read(rows: Sequence[MappedRow], *, own: tuple[int, str], now: datetime) -> _Read:
    issuers = _issuers(now)
    has_issuers = any(row.of("issuer") for row in rows)
    made = [(row.number, document_of(row, issuers=issuers, own=own, has_issuers=has_issuers)) for row in rows]
    good = [(number, one) for number, one in made if isinstance(one, NewDocument)]
    return _Read(
        documents=tuple(one for _number, one in good),
        numbers=tuple(number for number, _one in good),
        problems=tuple(one for _number, one in made if isinstance(one, Problem)),
        has_issuers=has_issuers,
    )


def _issuers(now: datetime) -> Issuers:
    """Return the agencies of today by a name that only one of them bears."""
    entries = agencies.register_at(clock.local_date(now)).entries
    count = Counter(entry.name_key for entry in entries)
    return {entry.name_key: entry.id for entry in entries if count[entry.name_key] == 1}


def _refused(read: _Read, done: Registration) -> list[Problem]:
    label = labels()["symbol"]
    return [
        Problem(read.numbers[one.position], label, read.documents[one.position].symbol, one.reason)
        for one in done.refused
    ]
