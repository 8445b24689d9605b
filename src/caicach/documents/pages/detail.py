"""The page of a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.audit.selectors import entries_of
from caicach.documents import access, selectors
from caicach.documents.constants import FileKind, ReadState, SignatureState, Standing
from caicach.documents.forms import AddFileForm
from caicach.documents.models import Document, RegisterEntry, Signature
from caicach.documents.registry import Use
from caicach.documents.selectors import DocumentFiles, StandingReason
from caicach.documents.selectors.around import Conflict, Tie
from caicach.documents.selectors.documents import entry_of
from caicach.ui.notation import date_text, moment_text, size_text
from caicach.ui.values import Fact, Link, Moment
from caicach.web.actor import Actor

__all__ = ["DocumentPage", "FileLine", "SignatureLine", "TieLine"]

_TONES = {
    SignatureState.VALID: "ok",
    SignatureState.UNCHECKED: "warn",
    SignatureState.CHANGED: "bad",
    SignatureState.INVALID: "bad",
}
_STANDING_TONES = {Standing.IN_FORCE: "ok", Standing.AMENDED: "warn", Standing.NOT_YET: "warn"}


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One digital signature."""

    signer: str
    info: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file."""

    name: str
    url: str
    kind: str
    info: str
    sha256: str
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """A document at the other end of a citation, or one that contradicts."""

    label: str
    url: str  # empty: beyond the reader's reach
    note: str
    tag: str = ""
    is_outside: bool = False  # in no register yet


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Facts of a document, its files and signatures, what it cites, what uses it, what contradicts it."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    standing: str
    standing_tone: str
    is_placeholder: bool
    files: tuple[FileLine, ...]
    problem: str  # why the words of its file are not known
    again_url: str  # where it is read once more; empty where there is no need, or it is not the reader's
    cites: tuple[TieLine, ...]
    cited_by: tuple[TieLine, ...]
    conflicts: tuple[TieLine, ...]
    uses: tuple[Use, ...]
    history: tuple[Moment, ...]
    add_form: AddFileForm | None
    add_url: str

    @classmethod
    def of(
        cls, document: Document, actor: Actor, *, today: date, add_form: AddFileForm | None = None
    ) -> "DocumentPage":
        """Return the page of ``document`` for ``actor``."""
        standing = selectors.standing_of(document, today=today)
        entry, keeps = entry_of(actor, document), access.keeps(actor, document)
        return cls(
            title=document.subject or str(document),
            kicker=_("Được viện dẫn, chưa vào sổ") if document.is_placeholder else str(document),
            crumbs=(Link(_("Văn bản"), reverse("documents:list")), Link(str(document))),
            facts=_facts(document, entry, standing),
            standing="" if document.is_placeholder else str(standing.standing.label),
            standing_tone=_STANDING_TONES.get(standing.standing, "bad"),
            is_placeholder=document.is_placeholder,
            files=_files(selectors.files_of(document)),
            problem=document.words.problem if _is_unread(document) else "",
            again_url=_again_url(document) if keeps else "",
            cites=_ties(selectors.cites(actor, document)),
            cited_by=_ties(selectors.cited_by(actor, document)),
            conflicts=_conflicts(selectors.conflicts_of(actor, document)),
            uses=selectors.uses_of(actor, document),
            history=_history(document),
            add_form=(add_form or AddFileForm()) if keeps and not document.is_placeholder else None,
            add_url=reverse("documents:add_file", args=[document.uid]),
        )


def _is_unread(document: Document) -> bool:
    words = getattr(document, "words", None)
    return words is not None and words.state == ReadState.FAILED


def _again_url(document: Document) -> str:
    return reverse("documents:read_again", args=[document.uid]) if _is_unread(document) else ""


def _facts(document: Document, entry: RegisterEntry | None, standing: StandingReason) -> tuple[Fact, ...]:
    rows = [
        Fact(_("Loại văn bản"), document.type),
        Fact(_("Số, ký hiệu"), document.symbol, strong=True),
        Fact(_("Ngày ban hành"), _day(document.issued_on)),
        Fact(_("Cơ quan ban hành"), document.issuer_name),
        Fact(_("Người ký"), document.signer),
        Fact(_("Hiệu lực"), _standing_words(standing)) if not document.is_placeholder else Fact("", ""),
        Fact(_("Có hiệu lực từ"), _day(document.effective_on)),
        Fact(_("Hết hiệu lực từ"), _day(document.expires_on)),
        Fact(_("Trong sổ cơ quan bạn"), str(entry.get_direction_display()) if entry else ""),
        Fact(_("Ngày đến"), _day(entry.received_on) if entry else ""),
        Fact(_("Đăng ký lúc"), "" if document.is_placeholder else moment_text(document.registered_at)),
    ]
    return tuple(row for row in rows if row.value)


def _day(day: date | None) -> str:
    return date_text(day) if day else ""


def _standing_words(standing: StandingReason) -> str:
    words = str(standing.standing.label)
    if standing.by is not None:
        return _("%(standing)s bởi %(document)s") % {"standing": words, "document": str(standing.by)}
    return words


def _files(files: Iterable[DocumentFiles]) -> tuple[FileLine, ...]:
    rows = tuple(files)
    signed = selectors.signatures_of_files(one.file.pk for one in rows)
    return tuple(
        FileLine(
            name=one.name,
            url=reverse("files:download", args=[one.file.uid, one.name]),
            kind=one.name.rpartition(".")[2][:4],
            info=_info(one),
            sha256=one.file.sha256,
            signatures=tuple(_signature(sign) for sign in signed.get(one.file.pk, ())),
        )
        for one in rows
    )


def _info(one: DocumentFiles) -> str:
    size = size_text(one.file.size_bytes)
    return f"{FileKind(one.kind).label}, {size}" if one.kind else size


def _signature(one: Signature) -> SignatureLine:
    state = SignatureState(one.state)
    at = moment_text(one.signed_at) if one.signed_at else _("không rõ lúc ký")
    issued = _("chứng thư do %(issuer)s cấp") % {"issuer": one.issued_by} if one.issued_by else ""
    return SignatureLine(
        signer=one.signer or _("không rõ người ký"),
        info=", ".join(filter(None, (one.organisation, at, issued))),
        state=str(state.label),
        tone=_TONES[state],
    )


def _ties(ties: Iterable[Tie]) -> tuple[TieLine, ...]:
    return tuple(
        TieLine(
            label=_name(tie.document),
            url=selectors.address_of_document(tie.document) if tie.is_seen else "",
            note=tie.document.subject or tie.words,
            tag=tie.relation,
            is_outside=tie.document.is_placeholder,
        )
        for tie in ties
    )


def _conflicts(conflicts: Iterable[Conflict]) -> tuple[TieLine, ...]:
    return tuple(
        TieLine(_name(one.document), selectors.address_of_document(one.document) if one.is_seen else "", one.what)
        for one in conflicts
    )


def _name(document: Document) -> str:
    if document.issued_on is None:
        return str(document)
    return _("%(document)s ngày %(day)s") % {"document": str(document), "day": date_text(document.issued_on)}


def _history(document: Document) -> tuple[Moment, ...]:
    return tuple(
        Moment(what=str(entry.words), when=moment_text(entry.at), icon="history") for entry in entries_of(document)
    )
